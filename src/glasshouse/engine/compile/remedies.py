"""Remedies as rows: for each list, rule, band or consequence its corrections and reviews, and its repair."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from glasshouse.engine.compile.quantities import length
from glasshouse.engine.compile.rows import Rows, threshold
from glasshouse.engine.tables import NONE
from glasshouse.ground.random import name_hash

if TYPE_CHECKING:
    from glasshouse.assumptions import Assumptions
    from glasshouse.engine.compile.durations import Durations
    from glasshouse.schemes import Scheme
    from glasshouse.schemes.model import List, Remedy, Rule

__all__ = ["RemedyRows"]

_CHAIN, _REPAIR = 1, 2


class RemedyRows:
    """Adds the remedies of all arms to the rows, list by list, then band by band and so on."""

    def __init__(self, rows: Rows, assumptions: Assumptions, durations: Durations) -> None:
        """Begin without remedies."""
        self._rows = rows
        self._durations = durations
        procedure = assumptions.procedure
        correction, review, repair = procedure.correction, procedure.review, procedure.repair
        self.numbers: dict[tuple[str, str, str, int], int] = {}
        """Row of each remedy of the text added last, by what it is for, its id and its part.

        What it is for: its kind and id; of stays that a rule begins, the rule's and the list's.
        """
        self._behaviour: dict[str, dict[str, float]] = {
            "correction": {
                "asks_if_wrong": 1.0,
                "asks_if_right": 0.0,
                "varies": 0,
                "asks_after": correction.asks_after.value,
                "granted_if_wrong": threshold(correction.succeeds.value),
                "granted_if_right": 0,
                "takes": _whole_days(correction.takes.value),
            },
            "review": {
                "asks_if_wrong": review.asks_if_wrong.value,
                "asks_if_right": review.asks_if_right.value,
                "varies": int(bool(review.relative)),
                "asks_after": review.asks_after.value,
                "granted_if_wrong": threshold(review.succeeds_if_wrong.value),
                "granted_if_right": threshold(review.succeeds_if_right.value),
                "takes": _whole_days(review.takes.value),
            },
            "repair": {
                "asks_if_wrong": repair.asks.value,
                "asks_if_right": repair.asks.value,
                "varies": 0,
                "asks_after": repair.asks_after.value,
                "granted_if_wrong": threshold(repair.succeeds.value),
                "granted_if_right": threshold(repair.succeeds.value),
                "takes": _whole_days(repair.takes.value),
            },
        }

    def add(self, scheme: Scheme, entry: List) -> dict[str, int]:
        """Add the remedies of a list; return the rows of the first of its chain and of its repair."""
        return self._of_stays(scheme, "list", entry.id, entry)

    def add_rule(self, scheme: Scheme, rule: Rule) -> dict[str, int]:
        """The same for what a rule does: the points that it enters, or the stays that begin by it."""
        if rule.effect.enter is None:
            return self.add_target(scheme, "rule", rule.id)
        return self._of_stays(scheme, "rule", rule.id, scheme.list(rule.effect.enter))

    def _of_stays(self, scheme: Scheme, kind: str, name: str, entry: List) -> dict[str, int]:
        """The remedies against stays on a list, as far as it has such ways out."""
        ways = {way.by: self._durations.number_or_none(way.within.value) for way in entry.exit}
        about = f"{name} {entry.id}"
        chain = repair = NONE
        if "overturned" in ways:
            chain = self._chain(scheme, kind, name, ways["overturned"], about)
        if "repair" in ways:
            repair = self._repair(scheme, kind, name, ways["repair"], about)
        return {"chain": chain, "repair": repair}

    def add_target(self, scheme: Scheme, kind: str, name: str) -> dict[str, int]:
        """The same for a band or consequence."""
        return {
            "chain": self._chain(scheme, kind, name, NONE, name),
            "repair": self._repair(scheme, kind, name, NONE, name),
        }

    def _chain(self, scheme: Scheme, kind: str, name: str, within: int, about: str) -> int:
        first = NONE
        for remedy in reversed(_chain_of(scheme, kind, name)):
            first = self._add(kind, about, remedy, within=within, following=first, part=_CHAIN)
        return first

    def _repair(self, scheme: Scheme, kind: str, name: str, within: int, about: str) -> int:
        for remedy in scheme.remedies:
            if remedy.kind == "repair" and name in _for(remedy, kind):
                return self._add(kind, about, remedy, within=within, following=NONE, part=_REPAIR)
        return NONE

    def _add(self, kind: str, about: str, remedy: Remedy, *, following: int, **fields: int) -> int:
        durations = self._durations
        decides = length(remedy.decides)
        behaviour = self._behaviour[remedy.kind]
        number = self._rows.add(
            **{**behaviour, "takes": behaviour["takes"] if decides is None else 0},
            **fields,
            name=name_hash(remedy.id),
            ask_within=durations.number(length(remedy.ask_within)),
            suspends=int(remedy.suspends),
            decides=durations.number_or_none(decides),
            then=durations.number_or_none(length(remedy.then)),
            next=following,
        )
        self.numbers[kind, about, remedy.id, fields["part"]] = number
        return number


def _whole_days(days: float) -> int:
    return math.floor(days + 0.5)


def _for(remedy: Remedy, kind: str) -> tuple[str, ...]:
    """The lists, rules, bands or consequences that a remedy is for."""
    names: tuple[str, ...] = getattr(remedy.for_, f"{kind}s")
    return names


def _chain_of(scheme: Scheme, kind: str, name: str) -> list[Remedy]:
    """Corrections and reviews of one thing, in the order in which a refusal leads from one to the next."""
    named = [remedy for remedy in scheme.remedies if remedy.kind != "repair" and name in _for(remedy, kind)]
    later = {remedy.next for remedy in named}
    remedies = {remedy.id: remedy for remedy in scheme.remedies}
    chain = [remedy for remedy in named if remedy.id not in later][:1]
    while chain and chain[-1].next is not None:
        chain.append(remedies[chain[-1].next])
    return chain
