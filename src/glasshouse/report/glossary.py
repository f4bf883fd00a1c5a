"""Words of a report that a reader may not know: where each first stands, it leads to its meaning."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from glasshouse.report.blocks import (
    Block,
    Bullets,
    Cell,
    Figure,
    Inline,
    Link,
    Meaning,
    Meanings,
    Paragraph,
    Section,
    Table,
)

__all__ = ["MEANINGS", "explained"]

MEANINGS = {
    "arm": (
        "One society that is lived: the invented people under one scheme, or under none. All arms have "
        "the same people and the same luck, so that what differs between them is the scheme's doing."
    ),
    "assumptions": (
        "Numbers that nobody could look up: how often people do something, who sees it, how they answer "
        "to a rule. Each has a central value and a range, and can be changed."
    ),
    "band": "A stretch of the score, from one limit to the next; consequences can hang on it.",
    "baseline": "The arm without any scheme.",
    "benchmark": (
        "Of a norm: it does not bind this scheme, and stands there as a measure to hold it against."
    ),
    "blacklist": "A list that it harms to be on; a list of the favoured is told of apart.",
    "conduct": (
        "Something that a person, a firm or an office does or fails to do, as the catalogue defines it."
    ),
    "deterrence": (
        "People do less of what the rules count because they know of the scheme, of a burden of their own, "
        "or of others'. How much less is assumed."
    ),
    "gate": "A place where something is asked for and can be refused: a ticket, a loan, a school.",
    "hardship": (
        "What people do more of who were refused work or credit and are short of money: miss payments, for "
        "instance. How much more is assumed."
    ),
    "incapacitation": (
        "What people cannot do because it takes a service that they are refused, or work or credit that "
        "they are without."
    ),
    "incentive": "People do more of what the rules reward. How much more is assumed.",
    "insolvent": (
        "Refused work or credit on the scheme's account, and again before getting over it. Who was refused "
        "once is strained."
    ),
    "invented people": (
        "Rows that a random generator drew from published totals, or from those of an invented country. "
        "Nobody is behind any of them."
    ),
    "jackknife": (
        "How an interval for luck is made: everything is worked out again without one group of "
        "neighbourhoods after the other; how far the answers lie apart says how far chance moves them."
    ),
    "joint draws": (
        "The run made again and again, each time with every number about what people do drawn anew from "
        "its range, all together; the numbers of the rules stand as they are written."
    ),
    "life table": (
        "A way to say how long stays last though some are not over when the run ends: day by day, how "
        "many of those still listed get off."
    ),
    "lint": (
        "A fixed list of questions put to the text of a scheme, each about one norm. It reads the text "
        "alone, and settles nothing."
    ),
    "luck": (
        "What would differ if other people had been drawn by the same rules, everything else being the "
        "same. A 95 % interval for luck covers the answer of an endlessly large run in 95 of 100 such "
        "draws."
    ),
    "marginals": "Totals by one or two traits, as a census prints them: so many of this age and sex.",
    "neighbourhood": (
        "A thousand or so invented people who live near each other. Neighbourhoods live apart, which is "
        "why the spread between them shows how far chance goes."
    ),
    "person-year": "One person for one year, or two for half a year each: what rates are counted in.",
    "provisional": ("The rules were read from their source once; a second, blind reading is still wanting."),
    "read-twice": (
        "Two people wrote the rules down from the source, the second without seeing the first's text."
    ),
    "rule of three": (
        "Where something was seen in none of n people, up to about 3 in n may have it all the same."
    ),
    "seed": "The number from which all luck follows: the same seed draws the same invented people again.",
    "stay": "The time that somebody is on a list, from the day of entry to the day of the exit.",
    "strained": "Refused work or credit on the scheme's account, and not over it yet.",
    "synthetic": "Made by a program, on purpose; not collected from anybody.",
    "variance": (
        "How widely an answer spreads, squared. The share of an assumption in it is how much narrower the "
        "answer would be if that assumption were known."
    ),
    "wrongly": (
        "On a list, or still on it, without a true record that suffices by the rules themselves. Whether "
        "the rules are just is another question."
    ),
}
"""What a reader may not know, in words that need no others."""

_ANY = "|".join(re.escape(word) for word in sorted(MEANINGS, key=len, reverse=True))
_WORDS = re.compile(rf"(?<![\w'-])({_ANY})s?(?![\w'-])", re.IGNORECASE)


def explained(sections: Iterable[Section]) -> tuple[Section, ...]:
    """Link each word where it first stands in a sentence, and append the meanings of all that were met.

    Args:
        sections: of a report, in order.
    """
    met: dict[str, None] = {}
    told = [
        replace(section, blocks=tuple(_of_block(block, met) for block in section.blocks))
        for section in sections
    ]
    for section in told:
        for block in section.blocks:
            for text in _texts(block):
                met |= {found[1].lower(): None for found in _WORDS.finditer(text)}
    known = tuple(Meaning(_id(word), word, MEANINGS[word]) for word in sorted(met))
    return (*told, Section("words", "Words", (Meanings(known),))) if known else tuple(told)


def _id(word: str) -> str:
    return f"word-{word.replace(' ', '-')}"


def _of_block(block: Block, met: dict[str, None]) -> Block:
    if isinstance(block, Paragraph):
        return replace(block, parts=tuple(_linked(block.parts, met)))
    if isinstance(block, Bullets):
        return Bullets(tuple(tuple(_linked(item, met)) for item in block.items))
    return block


def _linked(parts: Iterable[Inline], met: dict[str, None]) -> Iterator[Inline]:
    for part in parts:
        if not isinstance(part, str):
            yield part
            continue
        rest = 0
        for found in _WORDS.finditer(part):
            word = found[1].lower()
            if word not in met:
                met[word] = None
                if found.start() > rest:
                    yield part[rest : found.start()]
                yield Link(found[0], f"#{_id(word)}")
                rest = found.end()
        if rest < len(part):
            yield part[rest:]


def _texts(block: Block) -> Iterator[str]:
    """What else is read: captions, heads and the first column of tables."""
    if isinstance(block, Figure):
        yield from (block.title, block.caption)
        yield from _texts(block.table)
    if isinstance(block, Table):
        yield from (block.caption, *block.heads)
        yield from (_told(row[-1]) for row in block.rows)


def _told(cell: Cell) -> str:
    return cell if isinstance(cell, str) else ""
