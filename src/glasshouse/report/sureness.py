"""How sure a report is: which assumptions move it, and what it was held against."""

from __future__ import annotations

from collections.abc import Iterator

from glasshouse.measures.halving import to_halve
from glasshouse.measures.measure import measures
from glasshouse.report.blocks import Block, Bullets, Section, Table, ToCopy, say
from glasshouse.report.left_out import left_out
from glasshouse.report.made import command
from glasshouse.report.numbers import number
from glasshouse.report.studied import NOT_ASKED, label
from glasshouse.report.verdict import headlines, quoted
from glasshouse.report.world import of_the_world
from glasshouse.report.writer import Writer

__all__ = ["drivers", "how_sure"]

_DRIVERS = 5


def drivers(writer: Writer) -> Section:
    """Which assumptions move the result."""
    title = "Which assumptions move the result"
    found = writer.material.drivers
    if found is None and writer.material.verb == "audit":
        return Section("drivers", title, (say(NOT_ASKED),))
    if found is None:
        asked = say(
            "A run alone does not say; an audit asks it. This makes the same run with everything that an "
            "audit adds, in some minutes, and a report in which the answer stands here:"
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
            say("Of its own numbers: the same command gives them again, to the last digit."),
            *of_the_world(writer.scheme, quoted(writer.material)),
            say(
                "No number of this very run was held against what such a scheme did in the world. The "
                "interval for luck says how much another draw of invented people would change; the interval "
                "of the assumptions says what else could be true if the model is right; neither covers what "
                "the model leaves out."
            ),
            *_not_here(writer),
            *_how_far(writer),
        ),
    )


def _not_here(writer: Writer) -> Iterator[Block]:
    """What of the rules no run of the file has, and who the people are of whom the shares are."""
    scheme = writer.scheme
    parts = left_out(scheme)
    if parts:
        yield say("Left out of the simulation, for the file says of itself that it does not have it:")
        yield Bullets(tuple((part,) for part in parts))
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


def _how_far(writer: Writer) -> Iterator[Block]:
    """How far luck and assumptions move the first headline, the two beside each other."""
    found = headlines(writer.material)
    first = next(iter(found), None)
    e = quoted(writer.material)
    if e is None or e.low is None or e.high is None:
        return
    which = (
        "the first number of this report" if e is first else "the first number of this report above nought"
    )
    yield say(f"Take {which}, '{measures()[e.id].title}': ", e, ".")
    halved = to_halve(writer.material.scenario.people, [e])
    if halved is not None:
        yield say(halved, kind="small")
    if e.assumed_low is None or e.assumed_high is None:
        yield say("How far the assumptions would move it is not known: nobody drew them in this run.")
    elif e.high > e.low:
        times = (e.assumed_high - e.assumed_low) / (e.high - e.low)
        yield say(f"Over the draws of the assumptions it spreads {number(times)} times as wide as by luck.")


def _clip(share: float) -> float:
    return min(max(share, 0.0), 1.0)
