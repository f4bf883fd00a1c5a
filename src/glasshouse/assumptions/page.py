"""The page of the standard assumptions, for readers: ``python -m glasshouse.assumptions.page``.

The page is generated and committed; a test fails where it no longer says what the catalogue says.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

from glasshouse.assumptions.conduct import Conduct
from glasshouse.assumptions.gate import Gate
from glasshouse.assumptions.model import Assumptions
from glasshouse.assumptions.reading import load
from glasshouse.assumptions.source import Source
from glasshouse.assumptions.vocabulary import CONTEXTS
from glasshouse.ground.files import write_atomically
from glasshouse.ground.quantity import Quantity
from glasshouse.ground.sources import Reference

__all__ = ["PAGE", "main", "write_page"]

PAGE: Final = Path("docs/look-up/conducts.md")

_LEGALITY: Final = {
    "crime": "crime",
    "administrative-offence": "administrative offence",
    "breach": "breach",
    "lawful": "lawful",
    "protected": "lawful and protected",
    "prosocial": "prosocial",
}

_INTRODUCTION: Final = """\
This page is generated from the catalogue (`python -m glasshouse.assumptions.page`); do not edit it.

Everything here is **put in**. It says how often invented people do what schemes count, who writes it down,
which records are false, what is asked for, and how people answer to rules. A result that rests on one of them
is "mostly put in by assumption", whatever its interval. Where a number is called *derived*, its note shows
the sum; *unverified* is known but not read in a source; *assumed* is chosen by Glasshouse, with a wide range.

- **rate**: acts per person-year of somebody in the reference category of every dimension; the factors below
  multiply the rate for other people, and a category that is not named has the factor 1.
- **seen by**: probability that this source writes the act down. An act is written down at most once.
- **false records**: records per person-year of acts that never happened.
- Any number can be changed for one run, by the path beside it: `--set assumptions.<path>=<number>`.

Where a note says *mean factor*, it is the mean of the factors over the adults (or over everybody, where it
says so) of the society `china-2020`, whose margins are those of the census (census-2020) and of internet use
(cnnic-2021) and in which income, registration, schooling and age go together; *in a city* it is the mean over
urban adults. *Adults* are those of 18 and over at that census, 1.12 thousand million people. On another
society the same rates give other totals.
"""


def write_page(assumptions: Assumptions) -> str:
    """Return the page, in Markdown."""
    return "\n".join(_lines(assumptions)).rstrip() + "\n"


def _lines(assumptions: Assumptions) -> Iterator[str]:
    yield f"# {assumptions.title}: conducts, sources, gates"
    yield ""
    yield _INTRODUCTION
    yield from _count(assumptions)
    yield from _overview(assumptions)
    for context in CONTEXTS:
        members = [conduct for conduct in assumptions.conducts.values() if conduct.context == context]
        if members:
            yield f"## {context.capitalize()}"
            yield ""
        for conduct in members:
            yield from _conduct(conduct)
    yield "## Sources: who sees and writes"
    yield ""
    for source in assumptions.sources.values():
        yield from _source(source)
    yield "## Gates: what people ask for"
    yield ""
    for gate in assumptions.gates.values():
        yield from _gate(gate)
    yield from _rest(assumptions)
    yield "## References"
    yield ""
    for reference in assumptions.references.values():
        yield _reference(reference)
    yield ""


def _count(assumptions: Assumptions) -> Iterator[str]:
    counts = Counter(number.evidence or "none" for _, number in assumptions.numbers())
    total = sum(counts.values())
    parts = ", ".join(
        f"{counts[kind]} {kind}"
        for kind in ("cited", "derived", "calibrated", "assumed", "unverified")
        if counts[kind]
    )
    kinds = ("conducts", "sources", "gates")
    entries = ", ".join(f"{len(getattr(assumptions, kind))} {kind}" for kind in kinds)
    yield f"{entries}; {total} numbers: {parts}."
    yield ""


def _overview(assumptions: Assumptions) -> Iterator[str]:
    yield "| conduct | context | law | rate, per person-year | written down (of all acts) |"
    yield "|---|---|---|---|---|"
    for context in CONTEXTS:
        for conduct in assumptions.conducts.values():
            if conduct.context == context:
                seen = sum(share.value for share in conduct.seen_by.values())
                yield (
                    f"| [{conduct.title}](#{conduct.id}) | {context} | {_LEGALITY[conduct.legality]} "
                    f"| {_size(conduct.rate.value)} ({_range(conduct.rate)}) | {_percent(seen)} |"
                )
    yield ""


def _conduct(conduct: Conduct) -> Iterator[str]:
    yield f"({conduct.id})="
    yield f"### {conduct.title}"
    yield ""
    law = _LEGALITY[conduct.legality]
    if conduct.protects:
        law += f"; exercises {' and '.join(conduct.protects)}"
    yield f"`{conduct.id}`: {conduct.definition or conduct.title} In law: {law}."
    if conduct.domestic:
        yield f"Domestic law: {_sentence(conduct.domestic)}"
    if conduct.unable:
        yield "Whoever does it could not have done otherwise."
    if conduct.mistaken_for:
        yield f"A record of it shows `{conduct.mistaken_for}` instead."
    if conduct.trait:
        more = "more" if conduct.trait.sign > 0 else "less"
        yield f"People with more {conduct.trait.id} do it {more} often."
    if conduct.by != ("person",):
        yield f"Done by {' and '.join(conduct.by)}."
    if conduct.needs:
        yield f"It takes what is asked for at `{conduct.needs}`: who is refused there does it less."
    yield f"How people answer to rules about it: as for `response.{conduct.response}`."
    yield ""
    path = f"conducts.{conduct.id}"
    rows = [("rate", f"{path}.rate", conduct.rate)]
    rows += _factors(f"{path}.relative", conduct.relative)
    rows += [
        (f"seen by {source}", f"{path}.seen_by.{source}", share) for source, share in conduct.seen_by.items()
    ]
    if conduct.harm is not None:
        rows.append(("harm", f"{path}.harm", conduct.harm))
    if "strained" in conduct.model_fields_set:
        rows.append(("when insolvent", f"{path}.strained", conduct.strained))
    yield from _table(rows)


def _source(source: Source) -> Iterator[str]:
    yield f"### {source.title}"
    yield ""
    path = f"sources.{source.id}"
    rows = [
        (f"false: {conduct}", f"{path}.false_records.{conduct}", rate)
        for conduct, rate in source.false_records.items()
    ]
    rows += _factors(f"{path}.false_relative", source.false_relative, "false, ")
    rows += _factors(f"{path}.detection", source.detection, "detection, ")
    yield from _table(rows)


def _gate(gate: Gate) -> Iterator[str]:
    yield f"### {gate.title}"
    yield ""
    if gate.strains:
        yield "Who is refused here is short of work or credit: see *when insolvent* at the conducts."
        yield ""
    if gate.lasting:
        yield "What one gets here lasts: who was refused last is without it until let through."
        yield ""
    if gate.on_credit:
        yield "Who is trusted gets here without a history or money laid down what others get with them alone."
        yield ""
    path = f"gates.{gate.id}"
    rows = [("demand", f"{path}.demand", gate.demand), *_factors(f"{path}.relative", gate.relative)]
    rows += [(f"tier {tier}", f"{path}.tiers.{tier}", share) for tier, share in gate.tiers.items()]
    rows += [(f"purpose {name}", f"{path}.purposes.{name}", share) for name, share in gate.purposes.items()]
    if "incapacitates" in gate.model_fields_set:
        rows.append(("acts that a refusal prevents", f"{path}.incapacitates", gate.incapacitates))
    yield from _table(rows)


def _rest(assumptions: Assumptions) -> Iterator[str]:
    for title, section in (
        ("Traits: how much alike people differ", "traits"),
        ("Procedure: from a record to an effect", "procedure"),
        ("Response: how people answer to rules", "response"),
        ("Livelihood: how long a refusal is felt", "livelihood"),
        ("Contact: how much of what happens to others people see", "contact"),
        ("Credit: of how many people no lender has a record", "credit"),
    ):
        yield f"## {title}"
        yield ""
        yield from _table(
            (path.removeprefix(f"{section}.").replace(".", ", "), path, number)
            for path, number in assumptions.numbers()
            if path.startswith(f"{section}.")
        )


def _factors(
    path: str, relative: Mapping[str, Mapping[str, Quantity[float]]], before: str = ""
) -> list[tuple[str, str, Quantity[float]]]:
    return [
        (f"{before}{dimension} {category}", f"{path}.{dimension}.{category}", factor)
        for dimension, table in relative.items()
        for category, factor in table.items()
    ]


def _table(rows: Iterable[tuple[str, str, Quantity[float]]]) -> Iterator[str]:
    yield "| what | value | range | unit | evidence | path |"
    yield "|---|---|---|---|---|---|"
    notes: dict[str, list[str]] = {}
    for what, path, number in rows:
        evidence: str = number.evidence or "none"
        if number.reference:
            evidence += f" ({number.reference})"
        yield (
            f"| {what} | {_size(number.value)} | {_range(number)} | {number.unit} | {evidence} | `{path}` |"
        )
        if number.note:
            notes.setdefault(number.note, []).append(what)
    yield ""
    for note, told in notes.items():
        yield f"- *{_shortened(told)}*: {_sentence(note)}"
    if notes:
        yield ""


def _shortened(words: list[str]) -> str:
    """``age 0-17, 18-29, 45-59`` rather than the dimension again and again."""
    first = words[0].rsplit(" ", 1)
    if len(first) == 2 and all(word.rsplit(" ", 1)[0] == first[0] for word in words):
        return f"{first[0]} {', '.join(word.rsplit(' ', 1)[1] for word in words)}"
    return ", ".join(words)


def _sentence(text: str) -> str:
    return text if text.endswith((".", "?", "!")) else f"{text}."


def _size(size: float) -> str:
    """Three significant digits, without powers of ten."""
    if size == 0.0:
        return "0"
    text = f"{size:.3g}"
    if "e" not in text:
        return text
    return f"{size:.12f}".rstrip("0") if size < 1 else f"{size:.0f}"


def _range(number: Quantity[float]) -> str:
    if number.low is None or number.high is None:
        return "none given"
    return f"{_size(float(f'{number.low:.2g}'))} to {_size(float(f'{number.high:.2g}'))}"


def _percent(share: float) -> str:
    return f"{_size(float(f'{100 * share:.2g}'))} %"


def _reference(reference: Reference) -> str:
    place = f" <{reference.url}>." if reference.url else ""
    note = f" {_sentence(reference.note)}" if reference.note else ""
    return f"- `{reference.id}`: {_sentence(reference.cite)}{place} ({reference.kind}){note}"


def main(path: str | Path = PAGE) -> int:
    """Write the page.

    Args:
        path: where to; by default its place in the repository, from whose root this is run.

    Returns:
        Exit code.
    """
    write_atomically(path, write_page(load()))
    print(f"{path} written.")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2]))
