"""A run in which one group of people is listed much more often than everybody else.

What it checks
--------------
After a run only: for each group by sex, age, registration, education, income or minority, how often it is on
a blacklist over everybody else (``listing-rate-ratio``). Outside ``disparity-low`` to ``disparity-high`` (0.8
to 1.25, conventions) and with 1 outside the interval, it is told; for each way of grouping the largest ratio
first, the low ones only where none is high. Groups too small to carry a number are left to a reader.

Why it matters
--------------
Everyone is equal before the law and has a claim to be protected from discrimination on grounds such as sex,
origin or property. A rule in neutral words can still strike one group, through where cameras hang, who is
seen, or who cannot pay. Nobody sees that who does not count.

What would justify it
---------------------
That the difference follows from conduct that the law may ask about, and not from who is watched, who is
reported, or who is able to pay; with numbers of the real scheme, for a run has none.

In simulation
-------------
``listing-rate-ratio`` is the number itself. The report names what drives it: unequal sensors, errors,
ability. Each is an assumption, and a reform of the driver shows how much of the ratio is due to it.

Limits
------
The ratio is of listing, rightful and wrongful together, because wrongful listing is not told by group yet; so
confidence is medium. It speaks of invented people under the assumptions of the run. The four-fifths rule
behind the conventions is a habit of American agencies and no law elsewhere.

History
-------
0.1.0: new, in preview.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from glasshouse.schemes.lint.case import Case
from glasshouse.schemes.lint.measured import Measurement
from glasshouse.schemes.lint.observation import Observation
from glasshouse.schemes.lint.rule import Rule

__all__ = ["RULE"]

_GROUNDS: Final = ("sex", "age", "registration", "education", "income", "minority")
"""Ways of grouping that stand for grounds of ICCPR 26: sex, origin, property, birth, other status."""

_MEASURE: Final = "listing-rate-ratio"


def _check(case: Case) -> Iterator[Observation]:
    scheme = case.scheme
    if all(entry.polarity != "black" for entry in scheme.lists):
        yield case.not_applicable("the scheme lists nobody")
        return
    if case.measured is None:
        yield case.not_applicable("only a run can tell: lint with --run")
        return
    found = [
        entry
        for entry in case.measured.find(_MEASURE, group="*")
        if entry.group.partition("=")[0] in _GROUNDS
    ]
    known = [entry for entry in found if entry.value is not None]
    if not known:
        yield case.review(
            scheme,
            "lists",
            message="too few people are listed in the run to compare groups; run it with more",
            subjects=("any",),
        )
        return
    for ground in _GROUNDS:
        for entry in _outside(case, [one for one in known if one.group.partition("=")[0] == ground]):
            yield case.fail(
                scheme,
                "lists",
                about=entry.group,
                message=f"in the run, people of {entry.group} are listed {entry.value:.2g} times as often as "
                f"everybody else [{entry.low:.2g}, {entry.high:.2g}] (limits are a convention of ours)",
                subjects=("any",),
            )


def _outside(case: Case, entries: list[Measurement]) -> list[Measurement]:
    """The groups that are listed too often, most first; where there are none, those too seldom."""
    low, high = case.convention("disparity-low").number, case.convention("disparity-high").number
    often, seldom = [], []
    for entry in entries:
        if entry.value is None or entry.low is None or entry.high is None:
            continue
        if entry.value > high and entry.low > 1.0:
            often.append((entry.value, entry))
        elif entry.value < low and entry.high < 1.0:
            seldom.append((entry.value, entry))
    chosen = sorted(often, key=lambda pair: -pair[0]) or sorted(seldom, key=lambda pair: pair[0])
    return [entry for _, entry in chosen]


RULE = Rule(
    id="GH904",
    name="unjustified-disparity",
    severity="error",
    confidence="medium",
    strength="T",
    status="preview",
    norms=("iccpr-26", "icerd-1", "gdpr-5-1-a", "ai-act-10", "four-fifths-rule"),
    rights=("equality",),
    check=_check,
    would_show="that the difference follows from lawful grounds, with numbers of the real scheme",
    remedy="change what drives the difference: who is watched, what counts as proof, who is able to pay",
    measures=("listing-rate-ratio",),
)
