"""An edge at which one point more or less brings a stack of sanctions, or an essential one.

What it checks
--------------
At each end of a band and each score that a consequence names: which burdens hold on one side of the edge
and not on the other, those of lists that the band leads to among them. More than the convention
``most-at-an-edge`` (1) at once, or a single one at an essential service (health, utilities, the last net of
social security), is told.

Why it matters
--------------
A restriction has to be in proportion to the act that brings it. At a cliff the act is one point: a bill
paid a day late by somebody who stands at the edge does what years of breaches do to somebody who does not.
Errors of one point matter there as much as crimes.

What would justify it
---------------------
A person who looks at each case near the edge before anything follows, or a reason in law why these
consequences begin together.

In simulation
-------------
``band-share`` says how many are beyond the edge, ``denials`` and ``restricted-time`` what it does to them.
Move the edge by the points of one false record, with ``--set``, and compare.

Limits
------
Only burdens count, not warnings, closer looks or lost favours. How gravely each weighs is asked by
``disproportionate`` (GH606). Whether a person looks at cases near the edge stands nowhere in a file.

History
-------
0.1.0: new.
"""

from __future__ import annotations

from collections.abc import Iterator

from glasshouse.schemes.lint.burdens import restricts
from glasshouse.schemes.lint.case import Case
from glasshouse.schemes.lint.observation import Observation
from glasshouse.schemes.lint.rule import Rule
from glasshouse.schemes.model import Consequence, Scheme

__all__ = ["RULE"]


def _check(case: Case) -> Iterator[Observation]:
    scheme = case.scheme
    burdens = [
        consequence
        for consequence in scheme.consequences
        if restricts(consequence) and case.gate(consequence).contexts
    ]
    edges = sorted(
        {band.to.value for band in scheme.score.bands if band.to is not None}
        | {edge for edge in map(_named, burdens) if edge is not None}
    )
    if not edges:
        yield case.not_applicable("the scheme has no band with an end, and no score that something hangs on")
    for edge in edges:
        below = [burden for burden in burdens if _holds(scheme, burden, edge - 1)]
        above = [burden for burden in burdens if _holds(scheme, burden, edge)]
        for side, others, where in ((below, above, f"below {edge}"), (above, below, f"at {edge}")):
            begun = [burden for burden in side if burden not in others]
            if begun:
                yield from _told(case, edge, begun, where)


def _told(case: Case, edge: int, begun: list[Consequence], where: str) -> Iterator[Observation]:
    most = case.convention("most-at-an-edge")
    essential = [burden for burden in begun if case.gate(burden).essential]
    if len(begun) <= most.number and not essential:
        return
    names = ", ".join(f"'{burden.id}'" for burden in begun)
    told = [f"{len(begun)} sanctions begin at once {where} ({names}), more than {most.told}"]
    if len(begun) <= most.number:
        told = [f"{names} begins {where}"]
    told += [
        f"'{burden.id}' touches what is essential ({case.gate(burden).essential})" for burden in essential
    ]
    band = next((band for band in case.scheme.score.bands if band.to and band.to.value == edge), None)
    message = f"one point decides: {'; '.join(told)}"
    if band is not None:
        yield case.fail(band, "to", message=message, about=where)
    else:
        yield case.fail(begun[0], "when", "score", message=message, about=where)


def _named(consequence: Consequence) -> int | None:
    """The score that a consequence names as its edge."""
    when = consequence.when.score
    if when is None:
        return None
    edge = when.at_least if when.at_least is not None else when.below
    return None if edge is None else edge.value


def _holds(scheme: Scheme, consequence: Consequence, score: int) -> bool:
    """Whether a consequence holds for somebody of that score, by band or score or a list they lead to."""
    when = consequence.when
    if when.score is not None:
        low, high = when.score.at_least, when.score.below
        return low.value <= score if low is not None else high is not None and score < high.value
    band = scheme.score.band_of(score)
    if band is None:
        return False
    if when.band is not None:
        return band.id in when.band
    return any(
        rule.effect.enter in (when.list or ()) and band.id in (rule.when.band or ()) for rule in scheme.rules
    )


RULE = Rule(
    id="GH405",
    name="cliff-edge-band",
    severity="warning",
    confidence="high",
    strength="P",
    core=True,
    norms=("gc-27-14", "eu-charter-49-3", "eu-charter-52-1"),
    rights=("proportionality",),
    check=_check,
    would_show="that a person looks at each case near the edge, or a reason in law why all begin together",
    remedy="grade the consequences, and let a person look at cases near the edge",
    measures=("band-share", "denials", "restricted-time"),
    never_silent="The format requires the ends of bands and the conditions of consequences.",
)
