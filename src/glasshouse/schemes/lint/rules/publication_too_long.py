"""A list that is published longer than the windows of the Chinese repair rules.

What it checks
--------------
For each blacklist that somebody outside can read, how long an entry is shown (``publication.for``; ``stay``
means as long as the stay). Without an end, or longer than 36 months, fails: no tier allows it. Longer than 3
or 12 months holds for graver tiers only, and the format has no tier, so a reader is asked; likewise where an
entry is shown until the duty is performed, or the text does not say.

Why it matters
--------------
What was published keeps people from work and homes long after it was dealt with. China's rules tell three
tiers apart since 2026 (minor: hidden or at most 3 months; general: at most 12; serious: at most 36), and
elsewhere personal data may be shown no longer than the purpose needs.

What would justify it
---------------------
The tier of these acts, by the authority that set it, and a stop that comes of itself at the tier's ceiling.
Outside China: evidence that those who read the entry still need it after so long.

In simulation
-------------
Who is shown is seen by others, and turned down by employers who look names up, for as long as the text shows
an entry, stay or no stay: ``denials`` counts that. ``restricted-time`` says how long people stay under what
the list brings besides.

Limits
------
In places that have no such windows they are a yardstick and nothing more. Copies that others keep are out of
sight; so is what a search engine still finds.

History
-------
0.1.0: new.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from glasshouse.ground.units import Duration
from glasshouse.schemes.lint.case import Case
from glasshouse.schemes.lint.observation import Observation
from glasshouse.schemes.lint.rule import Rule
from glasshouse.schemes.model import List

__all__ = ["RULE"]

_MINOR: Final = Duration(3, "month")
"""Longest publication of minor dishonesty: NDRC Order 36."""
_GENERAL: Final = Duration(12, "month")
"""Longest publication of general dishonesty: NDRC Order 36."""
_SERIOUS: Final = Duration(36, "month")
"""Longest publication of serious dishonesty: NDRC Order 36."""


def _check(case: Case) -> Iterator[Observation]:
    published = [
        entry
        for entry in case.scheme.lists
        if entry.polarity == "black"
        and entry.publication is not None
        and entry.publication.audience != "none"
    ]
    if not published:
        yield case.not_applicable("the file has no blacklist that somebody outside can read")
    for entry in published:
        yield from _window(case, entry)


def _window(case: Case, entry: List) -> Iterator[Observation]:
    assert entry.publication is not None
    said = case.says(entry.publication, "for")
    here = (entry, "publication", "for")
    if said.is_stated and said.value == "stay":
        stays = [case.says(entry.stay, "for")]
        stays += [case.says(rule.stay, "for") for rule in case.leads_to(entry) if rule.stay is not None]
        # The longest stay counts; a text that is silent on one of them says no window.
        said = max(stays, key=lambda stay: (_length(stay.value), stay.is_silent))
    if said.is_silent:
        yield case.review(*here, message=f"the text does not say how long entries of '{entry.id}' are shown")
    elif said.is_none or said.value == "for-ever":
        yield case.fail(*here, message=f"entries of '{entry.id}' are shown without an end")
    elif said.value == "until-performed":
        yield case.review(
            *here,
            message=f"entries of '{entry.id}' are shown until the duty is performed, and what happens at the "
            f"ceiling of {_SERIOUS} is for the authority in charge to say",
        )
    elif _length(said.value) > _SERIOUS.nominal_days:
        yield case.fail(
            *here,
            message=f"entries of '{entry.id}' are shown for {said.value}, longer than the {_SERIOUS} that "
            "the Chinese repair rules allow for serious dishonesty",
        )
    elif _length(said.value) > _MINOR.nominal_days:
        tier = "general or serious" if _length(said.value) <= _GENERAL.nominal_days else "serious"
        yield case.review(
            *here,
            message=f"entries of '{entry.id}' are shown for {said.value}, which the Chinese repair rules "
            f"allow for {tier} dishonesty only; the file sets no tier",
        )


def _length(value: object) -> float:
    """Days of a window; without an end it is longer than any, until performance nearly so."""
    if isinstance(value, Duration):
        return value.nominal_days
    return float("inf") if value == "for-ever" else 1e9


def _patch(case: Case, observation: Observation) -> Mapping[str, Any]:
    return {"set": [{"path": f"{observation.item}.publication.for", "value": str(_MINOR)}]}


RULE = Rule(
    id="GH504",
    name="publication-too-long",
    severity="warning",
    confidence="high",
    strength="D",
    norms=("ndrc-order-36-tiers", "guobanfa-2025-22-tiers", "samr-order-107-ceiling", "gdpr-5-1-e"),
    rights=("data-protection", "proportionality"),
    check=_check,
    would_show="the tier of these acts, set by a competent authority, and a stop at its ceiling",
    remedy="set the tier, and let publication stop of itself at the tier's ceiling",
    measures=("denials", "restricted-time"),
    patch=_patch,
)
