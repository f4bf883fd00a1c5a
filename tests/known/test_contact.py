"""Known mathematics of what people see of each other: at home, in friends, on registers and notice boards."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.stats import binom
from tests.invented import GOOD, RED, black, conduct, rule, scheme, world
from tests.known.test_reach import town
from tests.known.worlds import PEOPLE, YEAR, run
from tests.limits import assert_mean, assert_poisson

from glasshouse.assumptions import Assumptions, Contact
from glasshouse.schemes import Scheme

WEEKS, FRIENDS = 12, 4
FEARED, DONE, TEMPTED, PRAISE = 0.8, 5.0, 0.5, 0.6
LEAD, OWES = "drive-on-red", "refuses-judgment"


def seen_by_all(colour: str, weight: float, lead: float, **more: float) -> Assumptions:
    """Whoever does a certain act, of which nobody does less or more, is posted for all to see.

    Args:
        colour: of the register: black ones are feared, red ones praised.
        weight: of the register itself, of which one other name is enough.
        lead: acts per year that lead onto the list.
        more: weights of the household or of friends.
    """
    weights = {"household": 0.0, "peers": 0.0, "neighbourhood": weight, "full": 0.001} | more
    nobody = {"general": 0.0, "own": 0.0, "contact": 0.0, "gain": 0.0, "praise": 0.0}
    fear, hope = {**nobody, "contact": FEARED}, {**nobody, "gain": TEMPTED, "praise": PRAISE}
    return world(
        conduct(LEAD, lead, legality="lawful", context="traffic" if colour == "black" else "civic"),
        conduct(RED, DONE),
        conduct(GOOD, DONE, legality="prosocial", context="civic"),
        conduct(OWES, DONE, context="financial", legality="breach"),
        contact=Contact(**weights),
        response={"violation": fear, "prosocial": hope, "expression": nobody, "neutral": nobody},
    )


def posting(colour: str, aware: float) -> Scheme:
    """A register that everybody can read, and points for all that is done."""
    posted = {**black("posted", "for-ever", {"by": "overturned", "within": "0 days"}), "polarity": colour}
    points = [
        rule(name, [name], effect={"points": worth}, lapse=None)
        for name, worth in ((RED, -1), (GOOD, 1), (OWES, -1))
    ]
    return scheme(
        [rule("lead", [LEAD], effect={"enter": "posted"}), *points],
        score={"kind": "ledger", "start": 100, "recomputed": "at-once"},
        lists=[{**posted, "publication": {"audience": "public"}}],
        practice={"aware": aware},
    )


def expected(multipliers: NDArray[np.float64] | float) -> float:
    """Acts of everybody where they are multiplied so in each week but the first."""
    weeks = np.broadcast_to(multipliers, WEEKS - 1)
    return PEOPLE * DONE / YEAR * 7 * (1.0 + float(weeks.sum()))


@pytest.mark.parametrize(("weight", "eighths"), [(1.0, 7), (0.5, 4), (0.3, 2), (0.1, 0)])
def test_a_register_full_of_others_is_feared_by_its_weight_in_its_own_part_of_life(
    weight: float, eighths: int
) -> None:
    """Somebody else is posted in the first week; of eight levels the highest is the seventh above nothing."""
    got = run(posting("black", 1.0), seen_by_all("black", weight, 2.0), days=7 * WEEKS)
    assert_poisson(got.total("hits", RED), expected(1.0 - FEARED * eighths / 7))
    # What is about money is not what the list is about.
    assert_poisson(got.total("hits", OWES), expected(1.0))


def test_who_does_not_know_of_the_scheme_fears_nothing() -> None:
    aware = 0.6
    got = run(posting("black", aware), seen_by_all("black", 1.0, 2.0), days=7 * WEEKS)
    assert_mean(got.column("hits", RED)[:, 0], expected(1.0 - aware * FEARED))


def posted(lead: float) -> NDArray[np.float64]:
    """The share that is posted by the morning of each week but the first."""
    return 1.0 - np.exp(-lead / YEAR * 7 * np.arange(1, WEEKS))


def test_what_befalls_friends_is_feared_by_how_many_of_the_four_it_befalls() -> None:
    """Each friend is posted with the same chance; every one of them counts two of the seven levels."""
    lead = 2.0
    got = run(posting("black", 1.0), seen_by_all("black", 0.0, lead, peers=1.0), days=7 * WEEKS)
    friends = np.arange(FRIENDS + 1)
    levels = np.minimum(7, 2 * friends)
    mean = [float(binom.pmf(friends, FRIENDS, share) @ levels) for share in posted(lead)]
    assert_mean(got.column("hits", RED)[:, 0], expected(1.0 - FEARED * np.array(mean) / 7))


def test_what_befalls_the_household_is_feared_if_it_befalls_any_other_of_it() -> None:
    """Households of five: one is free of fear as long as none of the other four is posted."""
    lead = 0.5
    about = seen_by_all("black", 0.0, lead, household=1.0)
    got = run(posting("black", 1.0), about, days=7 * WEEKS, society=town())
    struck = 1.0 - (1.0 - posted(lead)) ** 4
    assert_mean(got.column("hits", RED)[:, 0], expected(1.0 - FEARED * struck))


@pytest.mark.parametrize(("weight", "eighths"), [(1.0, 7), (0.5, 4)])
def test_a_notice_board_of_model_citizens_adds_to_what_a_reward_does(weight: float, eighths: int) -> None:
    """What gives points is done more: in the first week by the gain alone, then by praise of others too."""
    got = run(posting("red", 1.0), seen_by_all("red", weight, 2.0), days=7 * WEEKS)
    first = PEOPLE * DONE / YEAR * 7 * TEMPTED
    praised = 1.0 + TEMPTED * (1.0 + PRAISE * eighths / 7)
    assert_poisson(got.total("hits", GOOD), first + expected(praised))
    assert_poisson(got.total("hits", RED), expected(1.0))
