"""A band that nobody can reach, or of which the text does not say where it ends.

What it checks
--------------
Gaps and overlaps are refused when a file is read, so no scheme has them. What is left: a band outside the
floor and ceiling, a band on a side of the start to which no rule leads, and a score condition that always
or never holds. Ends of bands that the text does not state, so that the file assumes them, ask for a reader.

Why it matters
--------------
A rule must let people foresee what follows. A grade that cannot be had, a threat that cannot come true, or
an end that nobody has published, tells them something else than what will happen. In tables of decisions it
is old practice to demand that every case falls into one row and every row has a case.

What would justify it
---------------------
A rule that is announced and not yet in force, with its date: then the band waits for it. Otherwise nothing;
the text can be mended.

In simulation
-------------
``band-share`` shows who is where on the last day; a band that nobody can reach stays empty in every run. A
band that one run leaves empty may still be reached, so the lint reads the rules and not the run.

Limits
------
Each rule is read as if it could apply any number of times; caps, lapses and the size of points are not
reckoned with, so a band that is only very hard to reach is not told. A patch would have to move its
neighbour, so there is none.

History
-------
0.1.0: new.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from glasshouse.schemes.lint.case import Case
from glasshouse.schemes.lint.observation import Observation
from glasshouse.schemes.lint.rule import Rule
from glasshouse.schemes.model import Band, Scheme

__all__ = ["RULE"]


def _check(case: Case) -> Iterator[Observation]:
    scheme = case.scheme
    named = [consequence for consequence in scheme.consequences if consequence.when.score is not None]
    if not scheme.score.bands and not named:
        yield case.not_applicable("the scheme has neither bands nor a score that something hangs on")
    low, high = _range(scheme)
    for band in scheme.score.bands:
        why = None if _is_jumped_to(scheme, band) else _out_of_reach(band, low, high)
        if why:
            yield case.fail(band, message=f"nobody can ever be in the band '{band.id}': {why}")
    for worse, better in pairwise(scheme.score.bands):
        if case.says(worse, "to").is_silent:
            part, key = worse, "to"
        elif case.says(better, "from").is_silent:
            part, key = better, "from"
        else:
            continue
        yield case.review(
            part, key, message=f"the text does not say where '{worse.id}' ends and '{better.id}' begins"
        )
    for consequence in named:
        when = consequence.when.score
        if when is None:
            continue
        edge = when.at_least if when.at_least is not None else when.below
        if edge is None:
            continue
        over, under = high is not None and edge.value > high, low is not None and edge.value <= low
        if over or under:
            holds = "never" if over == (when.at_least is not None) else "always"
            yield case.fail(
                consequence,
                "when",
                "score",
                message=f"the score that '{consequence.id}' asks for {holds} holds: scores run from "
                f"{'no end' if low is None else low} to {'no end' if high is None else high}",
            )


def _range(scheme: Scheme) -> tuple[int | None, int | None]:
    """The lowest and highest score that floor, ceiling, start and the signs of the points allow."""
    score = scheme.score
    floor = None if score.floor is None else score.floor.value
    ceiling = None if score.ceiling is None else score.ceiling.value
    if score.start is None or any(rule.effect.to_band is not None for rule in scheme.rules):
        return floor, ceiling
    points = [
        amount.value
        for rule in scheme.rules
        for amount in (rule.effect.points, *(repeat.points for repeat in rule.repeat))
        if amount is not None
    ]
    low = floor if any(amount < 0 for amount in points) else score.start.value
    high = ceiling if any(amount > 0 for amount in points) else score.start.value
    return low, high


def _is_jumped_to(scheme: Scheme, band: Band) -> bool:
    return any(rule.effect.to_band == band.id for rule in scheme.rules)


def _out_of_reach(band: Band, low: int | None, high: int | None) -> str | None:
    if band.from_ is not None and high is not None and band.from_.value > high:
        return f"it begins at {band.from_.value}, and no score is above {high}"
    if band.to is not None and low is not None and band.to.value <= low:
        return f"it ends before {band.to.value}, and no score is below {low}"
    return None


RULE = Rule(
    id="GH406",
    name="band-gap-or-overlap",
    severity="error",
    confidence="high",
    strength="P",
    core=True,
    norms=("modelling-practice-complete-tables", "iccpr-17-1"),
    rights=("legality",),
    check=_check,
    would_show="which rule, already announced and dated, will lead to the band",
    remedy="make bands that divide the scores which can occur, and publish where each ends",
    measures=("band-share",),
)
