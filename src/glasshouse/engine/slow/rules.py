"""Whether a rule strikes a record: what it is about, whom and where, and what must be shown.

Specification, records: "A candidate" (whom a rule strikes, and the tests). No test depends on the person's
book, so the same record passes or fails alike in the actual book and in the shadow.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from glasshouse.engine.slow.demography import reaches
from glasshouse.engine.slow.luck import Luck, passes
from glasshouse.engine.slow.terms import Terms, stated
from glasshouse.ground.random import Purpose

if TYPE_CHECKING:
    from glasshouse.engine.slow.candidates import Candidate
    from glasshouse.engine.slow.people import Person
    from glasshouse.engine.slow.record import Record
    from glasshouse.schemes.model.rules import Rule

__all__ = ["concerns", "discretion_is_used", "matches", "rules_that_strike"]


def concerns(rule: Rule, person: Person, day: int, terms: Terms) -> bool:
    """Say whether a rule is meant for subjects of this kind and profession, of the age had on a day."""
    whom = rule.whom
    return (
        (not whom.subjects or person.kind in whom.subjects)
        and (not whom.professions or terms.works_as(person, whom.professions))
        and reaches(person, stated(whom.min_age) or 0) <= day
    )


def matches(rule: Rule, candidate: Candidate, person: Person, terms: Terms, acted_in: int) -> bool:
    """Say whether a record falls under a rule: by conduct, by person, by the place of the act."""
    if rule.when.conducts is None or not candidate.channel.records(rule.when.conducts):
        return False
    here = rule.where in ("anywhere", terms.places[acted_in])
    at_home = rule.where == "own-place" and acted_in == person.place
    return concerns(rule, person, candidate.day, terms) and (here or at_home)


def rules_that_strike(
    candidate: Candidate, record: Record, person: Person, terms: Terms, luck: Luck, acted_in: int
) -> list[Rule]:
    """Return the rules that take a record of an act in some place, in order.

    One that is displaced by another does not take it.
    """
    taken: list[Rule] = []
    for rule in terms.rules:
        displaced = any(rule.id in other.instead_of for other in taken)
        if (
            not displaced
            and matches(rule, candidate, person, terms, acted_in)
            and _is_shown(rule, candidate, record, person, terms, luck)
            and discretion_is_used(rule, record, person, terms, luck)
        ):
            taken.append(rule)
    return taken


def discretion_is_used(rule: Rule, record: Record, person: Person, terms: Terms, luck: Luck) -> bool:
    """Say whether an authority that may apply the rule does so; one that shall always does."""
    if rule.discretion == "shall":
        return True
    words = luck.block(record.index, Purpose.RECORD, record.stream, person.number, 2, rule.id)
    return passes(words[0], terms.may_used)


def _is_shown(
    rule: Rule, candidate: Candidate, record: Record, person: Person, terms: Terms, luck: Luck
) -> bool:
    """Say whether proof, fault and ability are shown and no excuse is."""
    procedure = terms.assumptions.procedure
    reaches = procedure.proof[rule.proof]
    if not passes(candidate.proof, (reaches.true if record.true else reaches.false).value):
        return False

    fault_word, ability_word, excuse_word, _ = luck.block(
        record.index, Purpose.RECORD, record.stream, person.number, 1
    )
    # A false record shows whatever it must show: there is no act whose fault or ability could be tested.
    if record.true:
        if not _has_fault(rule, fault_word, terms):
            return False
        if rule.ability == "must-be-able":
            taken_for_another = candidate.channel.conduct.id not in (rule.when.conducts or ())
            if record.unable and taken_for_another:
                if not passes(ability_word, procedure.ability.unable_passes.value):
                    return False
            elif passes(ability_word, procedure.ability.able_fails.value):
                return False

    not_excused = 1.0
    for excuse in rule.unless:
        share = procedure.excuses.get(excuse)
        not_excused *= 1.0 - (0.0 if share is None else share.value)
    return not passes(excuse_word, 1.0 - not_excused)


def _has_fault(rule: Rule, word: int, terms: Terms) -> bool:
    fault = terms.assumptions.procedure.fault
    match rule.fault:
        case "any":
            return True
        case "negligent":
            # What is done on purpose is at least careless.
            return passes(word, fault.negligent.value + fault.wilful.value)
        case "wilful":
            return passes(word, fault.wilful.value)
