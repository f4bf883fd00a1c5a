"""The numbers of some sentences one by one: of whom, how many they are, and between what they lie."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from glasshouse.measures.estimate import Estimate
from glasshouse.report.blocks import Block, Paragraph, Table, say
from glasshouse.report.hits import counted, hit
from glasshouse.report.numbers import plural
from glasshouse.report.ranges import Ranges
from glasshouse.report.writer import Writer

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
    yield Table(
        f"These numbers one by one: in {plural(writer.material.scenario.days, 'day')}, with these rules, "
        "on this synthetic society",
        ("what", "value", *ranges.heads),
        tuple((_about(writer, e), e, *ranges.cells(e)) for e in found),
    )
    told = [sentence for e in found if (sentence := _of_the_draws(writer, e))]
    if told:
        yield say(" ".join(told), kind="small")


def _about(writer: Writer, e: Estimate) -> str:
    """What a number is, and of whom; of how many, where people can be counted."""
    of = f"{counted(e)} {writer.of_whom(e)}" if hit(e) is not None else writer.of_whom(e)
    return f"{writer.about(e)} ({of})"


def _of_the_draws(writer: Writer, e: Estimate) -> str:
    """How many draws lie on another side than the number, where any do."""
    if e.agreeing is None or e.agreeing == e.draws or e.value is None:
        return ""
    even = f"{e.even:g}" if e.even else "nought"
    side = even if e.value == e.even else f"above {even}" if e.value > e.even else f"below {even}"
    title = writer.about(e).partition(",")[0]
    return (
        f"'{title}' is {side} here, and not in {e.draws - e.agreeing} of {e.draws} draws of the assumptions."
    )
