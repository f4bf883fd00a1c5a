"""How sure a report is: which assumptions move it, and what it was held against."""

from __future__ import annotations

from collections.abc import Iterator
from math import log

from glasshouse.measures.estimate import Estimate
from glasshouse.measures.halving import to_halve
from glasshouse.measures.joined import joined
from glasshouse.measures.measure import measures
from glasshouse.report.blocks import Block, Bullets, Inline, Section, Table, ToCopy, say
from glasshouse.report.made import command
from glasshouse.report.numbers import number, scale
from glasshouse.report.ranges import Ranges
from glasshouse.report.studied import NOT_ASKED, label
from glasshouse.report.verdict import quoted
from glasshouse.report.whereabouts import day_one
from glasshouse.report.world import of_the_world
from glasshouse.report.writer import Writer
from glasshouse.schemes.standing import omission_words

__all__ = ["drivers", "how_sure"]

_DRIVERS = 5

_WHOLE = 100.0
"""Everybody, of a share in per cent."""


def drivers(writer: Writer) -> Section:
    """Which assumptions move the result."""
    title = "Which assumptions move the result"
    found = writer.material.drivers
    if found is None and writer.material.verb == "audit":
        return Section("drivers", title, (say(NOT_ASKED),))
    if found is None:
        asked = say(
            "This report cannot say, nor what part of an effect is fear and what part is being shut out: a "
            "single run asks neither, an audit asks both. Whoever can give commands has a report with both "
            "answers from this one, in some minutes:"
        )
        m = writer.material
        if m.scenario.warm or any("\n" in patch for patch in m.arm.scheme.document.patches):
            asked = say(*asked.parts, " An audit begins without a warm start, with the scheme as it is.")
        return Section("drivers", title, (asked, ToCopy(command(writer.material, "audit"))))
    blocks: list[Block] = [
        say(
            f"{found['screened']} assumptions that these rules can feel were screened, and those with the "
            f"largest effects taken further: {found['runs']:,} runs of {found['people']:,} invented people "
            "with the same luck. Shares of a result's variance over the ranges of the assumptions, with all "
            "that one does together with others."
        )
    ]
    for name in dict.fromkeys((driver["measure"], driver["item"]) for driver in found["drivers"]):
        rows = [d for d in found["drivers"] if (d["measure"], d["item"]) == name][:_DRIVERS]
        blocks.append(
            Table(
                label(writer.material.scenario, *name),
                ("assumption", "rests on", "range", "share of the variance", "95 %"),
                tuple(
                    (
                        d["assumption"],
                        d["evidence"],
                        d["range"],
                        f"{100 * _clip(d['total']):.0f} %",
                        f"{100 * _clip(d['total_low']):.0f} to {100 * _clip(d['total_high']):.0f}",
                    )
                    for d in rows
                ),
            )
        )
        blocks += [
            say(f"Mostly put in by assumption {d['assumption']} ({d['evidence']}).")
            for d in rows
            if d["mostly"]
        ]
    return Section("drivers", title, tuple(blocks))


def how_sure(writer: Writer) -> Section:
    """How far anything was held against the world."""
    return Section(
        "validation",
        "How sure is this?",
        (
            *_the_range(writer),
            *_how_far(writer),
            *of_the_world(writer.scheme, quoted(writer.material)),
            say("Of its own numbers: the same command gives them again, to the last digit.", kind="small"),
            say(day_one(writer.material.scenario)),
            *_not_here(writer),
        ),
    )


def _not_here(writer: Writer) -> Iterator[Block]:
    """What of the rules no run of the file has, and who the people are of whom the shares are."""
    scheme = writer.scheme
    parts = scheme.scheme.left_out
    if parts:
        yield say(
            "Left out of the simulation, for the file does not have it, and why (which way that pushes, as "
            "the file's writer judges):"
        )
        yield Bullets(tuple((omission_words(part),) for part in parts))
    covered = writer.material.find("covered-share", "people")
    age = scheme.scope.min_age
    if covered is not None and covered.value is not None and age is not None and age.value is not None:
        yield say(
            f"The {writer.material.whom} covered, of whom the shares are: ",
            covered,
            f" of the invented people, those who are {age.value:g} years old or more on some day of the run. "
            "Groups by age go by the age on its first day: whoever comes of age meanwhile counts as "
            "young.",
        )


def _the_range(writer: Writer) -> Iterator[Block]:
    """How the range to quote is made, and what it does not hold: told here, and nowhere else."""
    m = writer.material
    if m.few:
        return
    luck = (
        "Luck: another draw of invented people by the same rules would give other numbers. In 95 of 100 such "
        "draws the range for luck holds what an endlessly large run would give."
    )
    if m.draws:
        yield say("Two causes can move a number of this report, and one range joins them.")
        yield Bullets(
            (
                (luck,),
                (
                    f"Assumptions: all was made {m.draws} times more, each time with everything that is "
                    "assumed of what people do drawn anew within its range, and with the same luck; the "
                    "numbers of the rules and of the society are as written in every draw. The middle 95 % "
                    "of the draws are the range of the assumptions; its ends rest on one or two draws each.",
                ),
                (
                    "Together, the range to quote: which people are drawn says nothing of which assumptions "
                    "are true. How far each cause reaches from the number is therefore laid down as the two "
                    "short sides of a right-angled triangle; the long side is how far both reach. How far "
                    "is a ratio (so many times the number, in logarithms; of odds for a share), and a plain "
                    "difference only for what may be negative or is nought. This range always holds the "
                    f"other two.{_worked(quoted(m))}",
                ),
            )
        )
        if any(e.known and not e.draws and e.group == "all" for e in m.estimates):
            yield say(
                "Where a table has 'too few' for the assumptions, more than a tenth of the draws had nobody, "
                "or hardly anybody, of whom to tell.",
                kind="small",
            )
    else:
        yield say(f"One of two causes is told here. {luck} What is assumed was not moved in this run.")
    yield say(
        "No range holds what the model itself has wrong, what it leaves out, a rule of the text that was "
        "misread or never read (the rules' own numbers stand as they were written down), or a truth that "
        "lies outside the range of an assumption."
    )


def _worked(e: Estimate | None) -> str:
    """The lower end of the number to quote, for a reader with a calculator; nothing where it has no ratio."""
    both = None if e is None else joined(e)
    if e is None or both is None or e.value is None or e.low is None or e.assumed_low is None:
        return ""
    ends = (e.value, min(e.low, e.value), min(e.assumed_low, e.value), both[0])
    if e.unit != "per cent" or min(ends) <= 0.0 or e.value >= _WHOLE:
        return ""
    factor, unit = scale(e)
    odds = [size / (_WHOLE - size) for size in ends]
    luck, drawn, far = (odds[0] / size for size in odds[1:])
    told = [number(size * factor) for size in ends]
    return (
        f" Downwards from {told[0]} {unit}: luck {luck:.2f} times (to {told[1]}), assumptions {drawn:.2f} "
        f"times (to {told[2]}); the logarithms are {log(luck):.2f} and {log(drawn):.2f}, the long side is "
        f"{log(far):.2f}, which is {far:.2f} times: down to {told[3]}."
    )


def _how_far(writer: Writer) -> Iterator[Block]:
    """How far luck and assumptions move the number to quote, beside each other, and to which side."""
    e = quoted(writer.material)
    both = None if e is None else joined(e)
    if e is None or e.value is None or e.low is None or e.high is None:
        return
    parts: list[Inline] = [f"The number to quote, '{measures()[e.id].title}': ", e, "."]
    if both is not None and e.assumed_low is not None and e.assumed_high is not None:
        _, luck, drawn = Ranges([e]).cells(e)
        parts.append(f" Luck alone: {luck}; assumptions alone: {drawn}.")
        if e.high > e.low:
            times = (e.assumed_high - e.assumed_low) / (e.high - e.low)
            parts.append(f" The assumptions move it over a range {number(times)} times as wide as luck does.")
    yield say(*parts)
    halved = to_halve(writer.material.scenario.people, [e])
    if halved is not None:
        yield say(halved, kind="small")


def _clip(share: float) -> float:
    return min(max(share, 0.0), 1.0)
