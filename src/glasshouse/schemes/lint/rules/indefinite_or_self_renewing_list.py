"""A list that somebody may never leave, or that begins again by itself.

What it checks
--------------
How long a stay on each blacklist is, by the list and by each rule that sets a stay of its own: for ever, or
until a duty is performed with no other end, fails (the second with medium confidence); so does a stay that
renews itself, or one longer than the convention ``longest-memory`` (60 months). Where the text does not say
and the file assumes a length, a reader is asked.

Why it matters
--------------
A restriction is necessary for as long as its reason lasts, and somebody has to look whether it still does.
Without a term nobody ever looks. "Until performed" sounds as if the key were in the person's own hand; for
those who cannot perform it is for ever.

What would justify it
---------------------
A fixed term with a fresh decision for any extension, or a review at set times that can end the stay; for
stays until performance, a way off the list for those who cannot perform, decided within a set time.

In simulation
-------------
``exits`` says what ends stays and how many never end within the run; ``restricted-time`` how long people are
under a restriction; ``cannot-pay-share`` how many of the listed could not perform. Runs must be long enough.

Limits
------
The length of the term against the act is for ``disproportionate`` (GH606); points that never lapse are for
``never-forgets`` (GH404). A stay that says nothing of renewal is read as one that is not renewed.

History
-------
0.1.0: new.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from glasshouse.schemes.lint.case import Case
from glasshouse.schemes.lint.observation import Observation
from glasshouse.schemes.lint.rule import Rule
from glasshouse.schemes.model import List, Stay
from glasshouse.schemes.model import Rule as SchemeRule

__all__ = ["RULE"]


def _check(case: Case) -> Iterator[Observation]:
    lists = case.black_lists
    if not lists:
        yield case.not_applicable("the scheme has no blacklist")
    for entry in lists:
        ruling = case.leads_to(entry)
        own = [rule for rule in ruling if rule.stay is not None]
        if len(own) < len(ruling) or not own:
            yield from _stay(case, entry, entry.stay, f"a stay on '{entry.id}'")
        for rule in own:
            assert rule.stay is not None
            yield from _stay(case, rule, rule.stay, f"a stay on '{entry.id}' by the rule '{rule.id}'")


def _stay(case: Case, part: List | SchemeRule, stay: Stay, what: str) -> Iterator[Observation]:
    said = case.says(stay, "for")
    longest = case.convention("longest-memory")
    if said.is_silent:
        yield case.review(part, "stay", "for", message=f"the text does not say how long {what} lasts")
    elif said.value == "for-ever":
        yield case.fail(part, "stay", "for", message=f"{what} never ends")
    elif said.value == "until-performed":
        yield case.fail(
            part,
            "stay",
            "for",
            message=f"{what} ends only when the duty is performed, so never for those who cannot",
            confidence="medium",
        )
    elif said.value.nominal_days > longest.duration.nominal_days:
        yield case.fail(
            part,
            "stay",
            "for",
            message=f"{what} lasts {said.value}, longer than {longest.told}",
        )
    if stay.renewal == "automatic":
        yield case.fail(part, "stay", "renewal", message=f"{what} begins again by itself when it ends")


def _patch(case: Case, observation: Observation) -> Mapping[str, Any]:
    if observation.key == "stay.renewal":
        return {"set": [{"path": f"{observation.item}.stay.renewal", "value": "none"}]}
    value = str(case.convention("longest-memory"))
    changes: dict[str, Any] = {"set": [{"path": f"{observation.item}.stay.for", "value": value}]}
    for entry in _lists_of(case, observation):
        # A term needs a way off the list at its end.
        if all(way.by != "expiry" for way in entry.exit):
            exit_ = {"by": "expiry", "within": "0 days"}
            changes["add"] = [{"path": f"lists.{entry.id}.exit", "value": exit_}]
    return changes


def _lists_of(case: Case, observation: Observation) -> Iterator[List]:
    """The list that was seen, or the one that the rule seen leads into."""
    for entry in case.scheme.lists:
        if entry.id in observation.subjects:
            yield entry


RULE = Rule(
    id="GH505",
    name="indefinite-or-self-renewing-list",
    severity="error",
    confidence="high",
    strength="T",
    core=True,
    norms=("gc-27-14", "gc-27-15", "gdpr-5-1-e", "huderia-reversibility"),
    rights=("proportionality", "data-protection"),
    check=_check,
    would_show="that somebody looks again at set times, with power to end the stay",
    remedy="set a fixed term, and ask for a fresh decision to extend it",
    measures=("exits", "restricted-time", "cannot-pay-share"),
    patch=_patch,
)
