"""The no-harm check of our own claims, by whole audits: where nothing is done to anybody, nothing is found.

    python -m verification.nulls                 # three audits of 20,000 people, 50 draws each

Three scenarios in which there is nothing to find go through the whole of an audit (all measures, joint draws,
closer looks, sensitivity, effects one by one): a scheme of which no rule is ever applied; rules that never
fire, in any draw, for nobody does what they count; and a scheme beside itself. No
conclusion may have a sign, and no value, difference, interval of the assumptions or effect may be anything
but 0 or "too few". What the lint reads in a text is no finding about people and stays out. The tests ask the
same of `compare` and `robust`, which is quicker.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from glasshouse.assumptions import Assumptions
from glasshouse.assumptions import load as load_assumptions
from glasshouse.assumptions.fixed import FixedDict
from glasshouse.ground.quantity import Quantity
from glasshouse.measures.estimate import Estimate
from glasshouse.studies.audit import Audit, examine
from glasshouse.studies.comparison import Plan, plan_comparison
from glasshouse.studies.simulation import set_up
from verification.report import write

__all__ = ["faults", "main", "nobody_does_it", "plans"]

_SCHEME = "simpleland-points"

_NO_FINDING = ("band-share", "covered-share")
"""Whom a scheme covers, and where they stand, is true of a scheme that does nothing."""


def nobody_does_it(assumed: Assumptions) -> Assumptions:
    """The assumptions, but no conduct happens and no false record comes in, in any draw.

    Rules that merely ask for what nobody reaches would not do: people who know them answer to them, which is
    an assumption, and is told as one.
    """

    def never(rate: Quantity[float]) -> Quantity[float]:
        return replace(rate, value=0.0, low=0.0, high=0.0)

    conducts = {
        id: conduct.model_copy(update={"rate": never(conduct.rate)})
        for id, conduct in assumed.conducts.items()
    }
    sources = {
        id: source.model_copy(
            update={"false_records": FixedDict({c: never(r) for c, r in source.false_records.items()})}
        )
        for id, source in assumed.sources.items()
    }
    return assumed.model_copy(update={"conducts": FixedDict(conducts), "sources": FixedDict(sources)})


def plans(people: int, days: int) -> Iterator[tuple[str, Plan]]:
    """The three scenarios, by what they are."""
    yield "no rule is ever applied", Plan(set_up("none", people=people, days=days), ())
    idle = nobody_does_it(load_assumptions())
    yield "rules that never fire", Plan(set_up(_SCHEME, people=people, days=days, assumptions=idle), ())
    yield "a scheme beside itself", plan_comparison([_SCHEME, _SCHEME], people=people, days=days)


def _not_nothing(estimates: Iterable[Estimate], what: str) -> Iterator[str]:
    for e in estimates:
        if e.id in _NO_FINDING:
            continue
        if e.value or e.assumed_low or e.assumed_high:
            yield f"{what}: {e.id}:{e.item} of {e.group} is {e.value} [{e.assumed_low}, {e.assumed_high}]"


def faults(audit: Audit, beside_itself: bool) -> list[str]:
    """What an audit of nothing found after all; empty if it found nothing.

    Args:
        audit: of one of `plans`.
        beside_itself: whether the scheme does something, and only differences must be nothing.
    """
    arms = {arm.name for arm in audit.results.scenario.arms}
    conclusions = [c for c in audit.conclusions if not beside_itself or set(c.arms) <= arms]
    found = [
        f"{c.arms}: {c.change.id}:{c.change.item} has the sign '{c.sign}'"
        for c in conclusions
        if c.sign != "not known"
    ]
    found += _not_nothing((c.change for c in conclusions), "difference")
    if not conclusions:
        found.append("there is no conclusion, so nothing was asked")
    if beside_itself:
        return found
    found += _not_nothing(audit.results.estimates, "estimate")
    found += _not_nothing(audit.closely, "closer look")
    for split in audit.effects.splits:
        found += _not_nothing((split.whole, *(part.estimate for part in split.parts)), "effect")
    return found


def main(words: Sequence[str] | None = None) -> int:
    """Audit nothing three times; the exit code is 0 if nothing was found."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--people", type=int, default=20_000)
    parser.add_argument("--days", type=int, default=120)
    parser.add_argument("--threads", type=int, default=2)
    chosen = parser.parse_args(words)
    lines = [f"Audits of {chosen.people:,} people over {chosen.days} days, 50 joint draws each:", ""]
    fine = True
    for name, plan in plans(chosen.people, chosen.days):
        audit = examine(plan, threads=chosen.threads)
        found = faults(audit, beside_itself=len(plan.scenario.arms) > 1)
        fine = fine and not found
        said = f"{len(audit.conclusions)} conclusions, {len(audit.results.estimates)} estimates"
        lines += [f"{name:24} {said}: {'nothing found' if not found else 'FOUND:'}", *found[:20]]
        print(lines[-1], file=sys.stderr)
    write("nulls", lines)
    return 0 if fine else 1


if __name__ == "__main__":
    sys.exit(main())
