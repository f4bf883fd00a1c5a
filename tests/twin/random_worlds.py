"""Random worlds for the twins: schemes, assumptions and societies that use everything that is executed.

Numbers come from short lists, chosen so that in a year of sixty people every mechanism has something to do,
coincidences of days included, and so that a failing example shrinks to a small one.
"""

from __future__ import annotations

import datetime
from functools import cache
from typing import Any

from hypothesis import strategies as st
from tests.societies import mortal, restless
from tests.twin.random_assumptions import assumptions_made, chance
from tests.twin.random_schemes import schemes_made

from glasshouse.engine.answers import ANSWERS
from glasshouse.engine.scenario import Arm, Scenario
from glasshouse.society import Society, plain
from glasshouse.society import load as load_society

__all__ = ["scenarios"]


@cache
def _society(name: str, dying: bool, away: float = 0.0) -> Society:
    society = load_society("simpleland") if name == "simpleland" else plain(places=int(name))
    society = mortal(society) if dying else society
    return restless(society, away) if away else society


def _places(society: Society) -> list[str]:
    return [place.id for place in society.tables().places]


# ---------------------------------------------------------------------------------------- scenarios


class World(Scenario):
    """A scenario that a failing test shows by its size: in full it would fill hundreds of lines."""

    def _repr_pretty_(self, printer: Any, _cycle: bool) -> None:
        arms = [
            f"{len(read.rules)} rules, {len(read.lists)} lists, {len(read.score.bands)} bands, "
            f"{len(read.notice)} notices, {len(read.remedies)} remedies, {len(read.consequences)} effects"
            for read in (arm.scheme for arm in self.arms)
        ]
        about = f"people {self.people}, days {self.days}, warm {self.warm}, seed {self.seed}, {self.start}"
        printer.text(f"World({self.society.id}, {about}; arms: {'; '.join(arms)})")


def _answers() -> st.SearchStrategy[frozenset[str]]:
    """All ways of answering in most arms."""
    some = st.lists(st.sampled_from(ANSWERS), unique=True).map(frozenset)
    return chance(0.25).flatmap(lambda not_all: some if not_all else st.just(frozenset(ANSWERS)))


@st.composite
def scenarios(draw: st.DrawFn, people: int = 60, days: int = 420) -> World:
    """One to three schemes in a small society, for up to so many people and days."""
    society = _society(
        draw(st.sampled_from(["1", "2", "3", "simpleland"])),
        draw(chance(0.25)),
        draw(st.sampled_from([0.7, 0.2])) if draw(chance(0.5)) else 0.0,
    )
    places = _places(society)
    plainly = draw(chance(0.35))
    arms = 1 if plainly else draw(st.sampled_from([1, 1, 2, 3]))
    return World(
        arms=tuple(
            Arm(f"arm-{number}", draw(schemes_made(f"s{number}", places, plainly)), draw(_answers()))
            for number in range(arms)
        ),
        society=society,
        assumptions=draw(assumptions_made(places, plainly)),
        people=draw(st.sampled_from([people, people, people, max(1, people // 3), 1])),
        days=draw(st.sampled_from([days, days, days, days // 2, 31, 1])),
        seed=draw(st.sampled_from([1, 0, 2**64 - 1, 0x9E3779B97F4A7C15])),
        start=datetime.date.fromisoformat(draw(st.sampled_from(["2019-01-01", "2018-12-15", "2020-01-31"]))),
        warm=draw(st.sampled_from([0, 0, 0, 150, 7, 365])),
    )
