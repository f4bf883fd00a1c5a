"""What the engine does not execute yet is refused here, by name and place, never accepted and ignored.

Both engines ask this one function before they start. When a mechanism arrives, its entry goes.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from glasshouse.engine.tables import OCCUPATION
from glasshouse.ground.errors import Problem, did_you_mean
from glasshouse.ground.validation import Part
from glasshouse.schemes.amending import amended_texts

if TYPE_CHECKING:
    from glasshouse.assumptions import Assumptions
    from glasshouse.schemes import Scheme
    from glasshouse.society import SocietyTables

__all__ = ["refusals"]

_PURPOSES = ("medical", "livelihood", "family")
_PLURAL = {"firm": "firms", "agency": "agencies"}
_MOST = 62
"""Rules, lists, bands and consequences of a scheme are kept as bits of one 64-bit word each."""

_MOST_TIERS = 15
"""Tiers and purposes of a gate are kept as bits of one 64-bit word."""


def _not_yet(part: Part, key: str, what: str) -> Problem:
    return Problem(
        what=f"{what} is not executed yet",
        position=part.position_of(key),
        why="The simulation would silently leave it out, and its results would not be about this scheme.",
        remedy="Take it out of the file that you run, or --set it away; explain and diff read it as it is.",
        code="not-executed-yet",
    )


def _scope(scheme: Scheme) -> Iterator[Problem]:
    scope = scheme.scope
    enrolled = scheme.practice.enrolled
    if scope.enrolment != "compulsory" and (enrolled is None or enrolled.value is None):
        yield Problem(
            what=f"'enrolment: {scope.enrolment}' runs only with 'practice.enrolled'",
            position=scope.position_of("enrolment"),
            why="Without the share who joined nobody can say whom the scheme covers.",
            remedy="Write it under 'practice', or --set practice.enrolled=0.5 to see what half would mean.",
        )


def _set_off(scheme: Scheme) -> Iterator[Problem]:
    """Tests of a record, on rules that a band or a list sets off: there is no record to test."""
    set_off = {rule.id for rule in scheme.rules if rule.when.conducts is None}
    for rule in scheme.rules:
        if rule.id not in set_off:
            if set_off.intersection(rule.instead_of):
                yield _not_yet(rule, "instead_of", "displacing a rule that a band or list sets off")
            continue
        asked = {
            "where": rule.where not in ("anywhere", "own-place"),
            "final_after": rule.final_after.value.amount > 0,
            "ability": rule.ability != "not-tested",
            "fault": rule.fault != "any",
            "unless": bool(rule.unless),
            "instead_of": bool(rule.instead_of),
        }
        for key, given in asked.items():
            if given:
                yield _not_yet(rule, key, f"'{key}' on a rule that a band or list sets off")


def _exceptions(scheme: Scheme) -> Iterator[Problem]:
    for item in scheme.consequences:
        for carve_out in item.except_:
            if carve_out not in _PURPOSES:
                yield _not_yet(item, "except", f"the exception '{carve_out}'")


def _procedure(scheme: Scheme) -> Iterator[Problem]:
    repairs = {remedy.id for remedy in scheme.remedies if remedy.kind == "repair"}
    for remedy in scheme.remedies:
        if remedy.next is not None and (remedy.kind == "repair" or remedy.next in repairs):
            yield _not_yet(remedy, "next", "a repair in a chain of remedies")


def _points_changed(before: Scheme, after: Scheme) -> Iterator[str]:
    """What differs between two texts in the points that a rule enters, for how long, or up to which limit."""
    rules = {rule.id: rule for rule in before.rules}
    for rule in after.rules:
        old = rules.get(rule.id)
        if old is None:
            continue
        changed = {
            "points": old.effect.points != rule.effect.points,
            "to_band": old.effect.to_band != rule.effect.to_band,
            "repeat": old.repeat != rule.repeat,
            "lapse": old.lapse != rule.lapse,
        }
        yield from (f"'{key}' of the rule '{rule.id}'" for key, differs in changed.items() if differs)
    if sorted(before.score.caps, key=str) != sorted(after.score.caps, key=str):
        yield "a cap of the score"


def _amendments(scheme: Scheme) -> Iterator[Problem]:
    before = scheme
    for amendment, (_, text) in zip(scheme.amendments, amended_texts(scheme), strict=True):
        changed = {
            "scope": text.scope != scheme.scope,
            "scheme.force.from": text.scheme.force.from_ != scheme.scheme.force.from_,
            "score.kind": text.score.kind != scheme.score.kind,
            "score.clip": text.score.clip != scheme.score.clip,
            "practice": text.practice != scheme.practice,
            "data.sources": text.data.sources != scheme.data.sources,
        }
        for what, differs in changed.items():
            if differs:
                yield _not_yet(amendment, "from", f"an amendment of '{what}'")
        if amendment.reaches_back:
            for what in _points_changed(before, text):
                yield Problem(
                    what=f"an amendment that reaches back and changes {what} is not executed",
                    position=amendment.position_of("reaches_back"),
                    why="Only the ends of stays reach back; points that have been entered stay as they are.",
                    remedy="Make two amendments, a day apart: one with this change that does not reach back, "
                    "and one with the rest that does.",
                    code="not-executed-yet",
                )
        before = text


def _sizes(scheme: Scheme) -> Iterator[Problem]:
    counts = (
        ("rules", len(scheme.rules)),
        ("lists", len(scheme.lists)),
        ("bands", len(scheme.score.bands)),
        ("consequences", len(scheme.consequences)),
    )
    for kind, count in counts:
        if count > _MOST:
            yield Problem(
                what=f"{count} {kind} are more than the engine takes",
                position=scheme.position_of(kind if kind != "bands" else "score"),
                why=f"A scheme may have at most {_MOST} {kind}.",
                remedy="Split the scheme, or merge rules that differ only in the conducts they name.",
            )


def _unknown(part: Part, key: str, kind: str, word: str, known: list[str], where: str) -> Problem:
    meant = did_you_mean(word, known)
    return Problem(
        what=f"'{word}' is not a {kind} of {where}",
        position=part.position_of(key),
        why=f"Known: {', '.join(known) or 'none'}.",
        remedy=f"Did you mean '{meant}'?" if meant else f"Choose one of those, or add it to {where}.",
    )


def _names(scheme: Scheme, society: SocietyTables, assumptions: Assumptions) -> Iterator[Problem]:
    """Names that only this society and these assumptions can confirm."""
    there = {
        "person": True,
        "firm": society.firms_per_thousand.any(),
        "agency": society.agencies_per_thousand.any(),
    }
    if not any(there[kind] for kind in scheme.scope.subjects):
        covered = " and ".join(_PLURAL[kind] for kind in scheme.scope.subjects)
        yield Problem(
            what=f"the society '{society.society}' has no {covered}, and the scheme covers nobody else",
            position=scheme.scope.position_of("subjects"),
            why="Nothing that the scheme says would happen.",
            remedy=f"Choose a society that has {covered}; each society's page says what it has.",
        )
    places = [place.id for place in society.places]
    for place in scheme.scope.places:
        if place != "all" and place not in places:
            yield _unknown(scheme.scope, "places", "place", place, places, f"the society '{society.society}'")
    assumed = f"the assumptions '{assumptions.id}'"
    for source in scheme.data.sources:
        if source.kind not in assumptions.sources:
            yield _unknown(source, "kind", "source", source.kind, list(assumptions.sources), assumed)
    dimensions = [dimension.id for dimension in society.people_dims]
    for part in scheme.score.dimensions:
        for look in part.inputs:
            if look.kind in ("status", "peer-score") and set(scheme.scope.subjects) != {"person"}:
                yield _not_yet(look, "kind", f"'{look.kind}' in a scorecard that covers firms or agencies")
            if look.kind == "status" and look.id is not None and look.id not in dimensions:
                where = f"the society '{society.society}'"
                yield _unknown(look, "id", "dimension", look.id, dimensions, where)
            elif look.kind == "conduct" and look.id is not None and look.id not in assumptions.conducts:
                yield _unknown(look, "id", "conduct", look.id, list(assumptions.conducts), assumed)
    number = society.dimension(OCCUPATION)
    professions = [] if number is None else [category.id for category in society.dims[number].categories]
    excuses = list(assumptions.procedure.excuses)
    conditions = ["repeated", *assumptions.procedure.conditions]
    for rule in scheme.rules:
        if rule.where not in ("anywhere", "own-place", *places):
            yield _unknown(rule, "where", "place", rule.where, places, f"the society '{society.society}'")
        for conduct in rule.when.conducts or ():
            if conduct not in assumptions.conducts:
                yield _unknown(rule.when, "conducts", "conduct", conduct, list(assumptions.conducts), assumed)
        for profession in rule.whom.professions:
            if profession not in professions:
                what, where = "profession", f"the society '{society.society}'"
                yield _unknown(rule.whom, "professions", what, profession, professions, where)
        for excuse in rule.unless:
            if excuse not in excuses:
                yield _unknown(rule, "unless", "excuse with a share", excuse, excuses, assumed)
        for extension in rule.stay.extend if rule.stay else ():
            if extension.if_ not in conditions:
                yield _unknown(extension, "if", "condition with a share", extension.if_, conditions, assumed)
    for entry in scheme.lists:
        for extension in entry.stay.extend:
            if extension.if_ not in conditions:
                yield _unknown(extension, "if", "condition with a share", extension.if_, conditions, assumed)
    for item in scheme.consequences:
        if item.gate == "none":
            continue
        if item.gate not in assumptions.gates:
            yield _unknown(item, "gate", "gate", item.gate, list(assumptions.gates), assumed)
            continue
        tiers = list(assumptions.gates[item.gate].tiers)
        if len(tiers) > _MOST_TIERS:
            yield Problem(
                what=f"the gate '{item.gate}' has {len(tiers)} tiers, more than the engine takes",
                position=item.position_of("gate"),
                why=f"A gate may have at most {_MOST_TIERS} tiers.",
                remedy=f"Merge tiers of the gate in {assumed}.",
            )
        for tier in item.tiers:
            if tier != "any" and tier not in tiers:
                yield _unknown(item, "tiers", "tier", tier, ["any", *tiers], f"the gate '{item.gate}'")


def refusals(scheme: Scheme, society: SocietyTables, assumptions: Assumptions) -> list[Problem]:
    """Everything in a scheme that cannot be simulated with this society and these assumptions.

    Empty if it can.
    """
    found: list[Problem] = []
    for check in (_scope, _set_off, _exceptions, _procedure, _amendments, _sizes):
        found.extend(check(scheme))
    found.extend(_names(scheme, society, assumptions))
    for _, text in amended_texts(scheme):
        for check in (_scope, _set_off, _exceptions, _procedure, _sizes):
            found.extend(check(text))
        found.extend(_names(text, society, assumptions))
    return found
