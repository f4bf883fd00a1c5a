"""Lives worked out by hand: a small world, what happens in it on which day, and what is expected.

Life histories are played on both engines; records that are true or false are lived through in the slow twin.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests import invented
from tests.invented import LEDGER, RED, START, Item

from glasshouse.assumptions import Assumptions, Conduct, Gate, Procedure, Source
from glasshouse.engine import dictation
from glasshouse.engine.slow import check_life_histories
from glasshouse.engine.slow.candidates import Candidate
from glasshouse.engine.slow.life import Life
from glasshouse.engine.slow.luck import Luck
from glasshouse.engine.slow.people import Person
from glasshouse.engine.slow.rates import Channel, Rates
from glasshouse.engine.slow.terms import Terms
from glasshouse.engine.tables import TICKS_PER_DAY
from glasshouse.ground.errors import Problem
from glasshouse.ground.units import Calendar
from glasshouse.schemes import Scheme
from glasshouse.society import plain

__all__ = [
    "CONDUCTS",
    "ON_BOTH_ENGINES",
    "PAYS_LATE",
    "POLICE",
    "PROTEST",
    "TWICE",
    "Check",
    "Records",
    "acts",
    "candidates",
    "history",
    "holds",
    "ledger",
    "life",
    "rule",
    "somebody",
    "terms_of",
    "world",
]

PAYS_LATE, PROTEST = "pays-late", "joins-protest"
SEEN = {"police": 1.0}


CONDUCTS = [
    Conduct(id=RED, title="", context="traffic", legality="administrative-offence", rate=1.0, seen_by=SEEN),
    Conduct(id=PAYS_LATE, title="", context="financial", legality="breach", rate=1.0, seen_by=SEEN),
    Conduct(
        id=PROTEST,
        title="",
        context="assembly",
        legality="protected",
        protects=["assembly"],
        rate=1.0,
        seen_by=SEEN,
    ),
]


POLICE, BANK = Source(id="police", title="Police"), Source(id="bank", title="Bank")


Check = Callable[[Scheme, Assumptions], list[Problem]]


ON_BOTH_ENGINES: tuple[Check, Check] = (check_life_histories, dictation.check_life_histories)


FLIGHT = Gate(id="flight", title="Flight", demand=1.0)


def world(**procedure: Any) -> Assumptions:
    """Three conducts that the police see, one gate, and a procedure."""
    return Assumptions(
        id="small",
        title="Small",
        conducts=CONDUCTS,
        sources=[POLICE, BANK],
        gates=[FLIGHT],
        procedure=Procedure.model_validate(procedure),
    )


def rule(name: str, conduct: str, **more: Any) -> Item:
    """A rule about one conduct that takes every record: ten points less for ever, if nothing else is said."""
    effect: Item = {} if "effect" in more else {"effect": {"points": -10}, "lapse": None}
    return invented.rule(name, [conduct], **{**effect, **more})


def ledger(**more: Any) -> Item:
    """A score that begins at 100 and is read at once."""
    return {**LEDGER, **more}


def holds(written: Scheme) -> None:
    """What the scheme's life histories expect holds, on both engines."""
    for check in ON_BOTH_ENGINES:
        assert [problem.what for problem in check(written, world())] == [], check.__module__


def history(days: list[Item], expect: list[Item]) -> list[Item]:
    """What happens to somebody, and what is to be expected."""
    return [{"id": "by-hand", "days": days, "expect": expect}]


def acts(conduct: str, *days: int) -> list[Item]:
    """The same act on some days."""
    return [{"day": day, "act": conduct} for day in days]


TWICE = {"count": {"at_least": 2, "within": "30 days"}, "effect": {"enter": "noted"}}
"""What a rule says that takes two records to put somebody on a list."""

Records = list[tuple[int, str, bool]]
"""Records as (day, conduct, true)."""


def terms_of(written: Scheme, assumptions: Assumptions, days: int) -> Terms:
    """A scheme in one place, in so many days."""
    return Terms.of_arm(written, assumptions, Calendar(START, days), ("place-1",))


def somebody() -> Person:
    """A person of thirty like all others."""
    return Person(0, 0, 30, (), 0, {})


def candidates(records: Records) -> list[Candidate]:
    """Records as they are drawn, in this order, each accepted and proved."""
    conducts = {conduct.id: conduct for conduct in CONDUCTS}
    return [
        Candidate(day * TICKS_PER_DAY + index, 0, index, Channel(POLICE, conducts[name], true), 0, 0)
        for index, (day, name, true) in enumerate(records)
    ]


def life(written: Scheme, records: Records, days: int = 100, **procedure: Any) -> Life:
    """Live through records in the slow twin."""
    assumptions = world(**procedure)
    terms, rates = terms_of(written, assumptions, days), Rates(plain().tables(), assumptions)
    lived = Life(terms, somebody(), Luck(1, 0), rates, candidates(records))
    lived.end()
    return lived
