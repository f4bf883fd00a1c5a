"""The numbers of some sentences one by one: of whom, how many they are, and between what they lie."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from glasshouse.measures.estimate import Estimate
from glasshouse.report.blocks import Block, Paragraph, Table, say
from glasshouse.report.hits import counted, hit
from glasshouse.report.numbers import plural
from glasshouse.report.ranges import Ranges, near_an_end
from glasshouse.report.use import MODEL_ONLY
from glasshouse.report.writer import PUT_IN_BY, Writer

__all__ = ["one_by_one"]


def one_by_one(writer: Writer, sentences: Iterable[Paragraph]) -> Iterator[Block]:
    """A row for each number that stands in the sentences, and what the draws say of it; nothing for none."""
    known = [
        part
        for sentence in sentences
        for part in sentence.parts
        if isinstance(part, Estimate) and part.value is not None
    ]
    if not known:
        return
    found = list(dict.fromkeys(known))
    ranges = Ranges(found)
    # Where nothing published comes near any of them, that is said once.
    alike = not any(writer.uses.of(e).near for e in found)
    yield Table(
        f"These numbers one by one: in {plural(writer.material.scenario.days, 'day')}, with these rules, "
        f"on this synthetic society{f'; each {MODEL_ONLY}' if alike else ''}",
        ("what", "value", *ranges.heads),
        tuple(
            (f"{_about(writer, e)}{'' if alike else f' - {writer.uses.of(e).words}'}", e, *ranges.cells(e))
            for e in found
        ),
    )
    told = [*_lopsided(writer, found), *filter(None, (_of_the_draws(writer, e) for e in found))]
    if told:
        yield say(" ".join(told), kind="small")


def _about(writer: Writer, e: Estimate) -> str:
    """What a number is, and of whom; of how many, where people can be counted."""
    of = f"{counted(e)} {writer.of_whom(e)}" if hit(e) is not None else writer.of_whom(e)
    return f"{writer.about(e)} ({of})"


def _lopsided(writer: Writer, found: Iterable[Estimate]) -> Iterator[str]:
    """Why numbers lie near an end of their ranges: the ranges of what is assumed are lopsided."""
    near: dict[str, list[str]] = {}
    for e in found:
        which = near_an_end(e) if e.value else None
        if which is not None:
            near.setdefault(which, []).append(f"'{_title(writer, e)}'")
    for end, titles in near.items():
        far, close = ("up", "down") if end == "lower" else ("down", "up")
        yield (
            f"Near the {end} end of the range: {', '.join(titles)}. What is assumed can move such a number "
            f"much farther {far} than {close}; it stands where every assumption has its central value."
        )


def _title(writer: Writer, e: Estimate) -> str:
    """What a number is, without what stands beside it in its row."""
    return writer.about(e).replace(PUT_IN_BY, "")


def _of_the_draws(writer: Writer, e: Estimate) -> str:
    """How many draws lie on another side than the number, where any do."""
    if e.agreeing is None or e.agreeing == e.draws or e.value is None:
        return ""
    even = f"{e.even:g}" if e.even else "nought"
    side = even if e.value == e.even else f"above {even}" if e.value > e.even else f"below {even}"
    others = f"{e.draws - e.agreeing} of {e.draws} draws of the assumptions"
    return f"'{_title(writer, e)}' is {side} here; in {others} it is not."
