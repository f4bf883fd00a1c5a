"""Known mathematics of places: who has moved, what they do there, and which burdens go with them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from tests.invented import RED, TRAIN, black, conduct, consequence, rule, scheme, world
from tests.known.worlds import PEOPLE, YEAR, Run, run
from tests.limits import assert_binomial, assert_fits, assert_poisson

from glasshouse.schemes import Scheme
from glasshouse.society import Society, plain

HALF = PEOPLE // 2
WHOLE = 1 << 31


def movers(rate: float, places: int = 2, share: list[float] | None = None) -> Society:
    """A plain society whose first place people leave at a rate, to the others by these shares."""
    where = plain(places=places)
    tables = where.ready
    assert tables is not None
    moves = np.zeros(places)
    moves[0] = rate
    destinations = np.zeros((places, places), np.int64)
    for place, part in enumerate(share or [1.0 / (places - 1)] * (places - 1)):
        destinations[0, place + 1] = round(part * WHOLE)
    destinations[0, places - 1] += WHOLE - destinations[0].sum()
    return replace(where, ready=replace(tables, moves=moves, destination_share=destinations))


def counting(places: list[str], **sections: Any) -> Scheme:
    """Every record counts; those who have any go on a list for good."""
    return scheme(
        [rule("red", [RED], effect={"enter": "noted"})],
        scope={"subjects": ["person"], "places": places, "min_age": None, "enrolment": "compulsory"},
        lists=[black("noted", "50 years")],
        **sections,
    )


def test_those_who_have_moved_are_an_exponential_share() -> None:
    rate, days = 0.8, 500
    got = run(counting(["place-1"]), world(conduct(RED, 1.0)), days=days, society=movers(rate))
    # Who moves on the first morning was never covered.
    early = HALF - got.total("covered")
    assert_binomial(early, HALF, 1 - np.exp(-rate / YEAR))
    assert_binomial(early + got.total("moved"), HALF, 1 - np.exp(-rate * days / YEAR))


def test_who_moves_is_covered_up_to_the_day_and_who_comes_from_then_on() -> None:
    """Person-days covered: those of the origin and of the destination together are those of all."""
    where, days, acts = movers(1.5, 3, [0.3, 0.7]), 400, world(conduct(RED, 1.0))
    one, two, three = (run(counting([f"place-{n}"]), acts, days=days, society=where) for n in (1, 2, 3))
    runs: list[Run] = [one, two, three]
    assert sum(got.total("covered-days") for got in runs) == PEOPLE * days
    third = [
        int(got.tally.persons[:, got.group("place", f"place-{n}")].sum()) for n, got in enumerate(runs, 1)
    ]
    moved = one.total("moved")
    came = [two.total("covered") - third[1], three.total("covered") - third[2]]
    # Who moves on the first morning was never covered by the place that they leave.
    early = third[0] - one.total("covered")
    assert sum(came) == moved + early
    assert_fits(np.array(came), np.array([0.3, 0.7]))
    everywhere = run(counting(["all"]), acts, days=days, society=where)
    assert everywhere.total("moved") == 0
    assert everywhere.total("covered-days") == PEOPLE * days


def test_acts_come_at_the_rate_of_the_place_one_lives_in() -> None:
    """Three times as many in the second place: the records of the whole are a Poisson number."""
    rate, moves, days = 2.0, 1.0, 365
    acts = world(conduct(RED, rate, relative={"place": {"place-2": 3.0}}))
    got = run(counting(["all"]), acts, days=days, society=movers(moves))
    day = np.arange(days)
    # Moved by the morning of a day, in whole days.
    away = 1 - np.exp(-moves * (day + 1) / YEAR)
    expected = HALF * (rate / YEAR) * ((1 + 2 * away).sum() + 3 * days)
    assert_poisson(got.total("hits", "red"), expected)
    # The compensator of the baseline is the same expectation, given who moved when.
    exposure = int(got.tally.exposure[:, 0, 0].sum()) / 65536.0 * rate / YEAR
    assert exposure == pytest.approx(expected, rel=0.005)
    assert got.total("covered-exposure", RED) == int(got.tally.exposure[:, 0, 0].sum())


@pytest.mark.parametrize(("shared", "delay"), [(False, 0), (True, 0), (True, 40)])
def test_a_burden_follows_only_where_it_is_shared(shared: bool, delay: int) -> None:
    """Everybody is listed at once; refused requests are those of the days on which the ban holds."""
    moves, days = 1.2, 300
    data: dict[str, Any] = {"sources": [{"id": "police", "kind": "police"}]}
    if shared:
        data["sharing"] = [{"to": "office", "purpose": "deny", "legal_basis": None, "delay": f"{delay} days"}]
    written = counting(
        ["place-1"],
        data=data,
        consequences=[consequence("ban", {"list": ["noted"]}, "train", "deny")],
    )
    acts = world(conduct(RED, 50_000.0), gates=[TRAIN])
    got = run(written, acts, people=6400, days=days, society=movers(moves))
    covered = got.total("covered")
    moved = got.total("moved")
    assert got.total("moved-listed") == moved
    assert got.total("moved-unseen") == (0 if shared else moved)
    assert got.total("listed-days", "noted") == covered * days
    banned = got.total("consequence-days", "ban")
    if shared:
        assert banned == covered * (days - delay)
    else:
        assert banned == got.total("covered-days")
    assert_poisson(got.total("refused", "train"), banned * TRAIN.demand.value / YEAR)
