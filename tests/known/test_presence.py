"""Known mathematics of visits: where acts are done, whom a scheme covers, and which records it takes."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from tests.invented import RED, TRAIN, black, conduct, consequence, rule, scheme, world
from tests.known.test_places import movers
from tests.known.worlds import PEOPLE, YEAR, run
from tests.limits import assert_binomial, assert_fits, assert_poisson

from glasshouse.schemes import Scheme
from glasshouse.society import Society

HALF = PEOPLE // 2
WHOLE = 1 << 31
RATE = 6.0


def visitors(*away: float, rate: float = 0.0, share: list[list[float]] | None = None) -> Society:
    """A plain society whose places' people do so much elsewhere; people move from the first at a rate."""
    places = len(away)
    where = movers(rate, places)
    tables = where.ready
    assert tables is not None
    weights = np.array(share or (1 - np.eye(places)) / (places - 1))
    destinations = np.floor(weights * WHOLE).astype(np.int64)
    destinations[np.arange(places), np.arange(places) - 1] += WHOLE - destinations.sum(axis=1)
    return replace(where, ready=replace(tables, destination_share=destinations, away=np.array(away)))


def covering(covers: str, places: list[str], rules: list[dict[str, Any]], **sections: Any) -> Scheme:
    sections.setdefault("lists", [black("noted", "50 years")])
    return scheme(
        rules,
        scope={
            "subjects": ["person"],
            "covers": covers,
            "places": places,
            "min_age": None,
            "enrolment": "compulsory",
        },
        **sections,
    )


def counted(name: str, where: str = "anywhere") -> dict[str, Any]:
    return rule(name, [RED], effect={"enter": "noted"}, where=where)


def test_the_share_of_acts_done_away_goes_where_visits_go() -> None:
    """Of all acts of the first place's people a share is done elsewhere, in the others by their shares."""
    away, to = 0.3, [[0.0, 0.25, 0.75], [1.0, 0.0, 0.0], [1.0, 0.0, 0.0]]
    rules = [counted("all"), counted("home", "own-place")]
    rules += [counted(f"in-{n}", f"place-{n}") for n in (1, 2, 3)]
    got = run(
        covering("residents", ["place-1"], rules),
        world(conduct(RED, RATE)),
        society=visitors(away, 0.5, 0.0, share=to),
    )
    acts = got.total("hits", "all")
    assert acts > 50_000
    assert got.total("hits", "home") == got.total("hits", "in-1")
    assert_binomial(got.total("hits", "home"), acts, 1 - away)
    elsewhere = [got.total("hits", "in-2"), got.total("hits", "in-3")]
    assert sum(elsewhere) == acts - got.total("hits", "home")
    assert_fits(np.array(elsewhere), np.array([0.25, 0.75]))


def test_who_is_present_does_in_a_place_what_its_people_do_at_home_and_visitors_do_there() -> None:
    first, second, days = 0.2, 0.1, 300
    got = run(
        covering("present", ["place-1"], [counted("all"), counted("home", "own-place")]),
        world(conduct(RED, RATE)),
        days=days,
        society=visitors(first, second),
    )
    assert got.total("covered") == PEOPLE
    each = HALF * RATE * days / YEAR
    assert_poisson(got.total("hits", "all"), each * (1 - first) + each * second)
    assert_poisson(got.total("hits", "home"), each * (1 - first))
    places = [int(got.column("hits", "all")[:, got.group("place", f"place-{n}")].sum()) for n in (1, 2)]
    assert_poisson(places[1], each * second)


def test_nobody_is_within_reach_who_never_comes() -> None:
    """The second place's people do nothing elsewhere, the third's visit the second only."""
    to = [[0.0, 1.0, 0.0], [1.0, 0.0, 0.0], [0.0, 1.0, 0.0]]
    got = run(
        covering("present", ["place-1"], [counted("all")]),
        world(conduct(RED, RATE)),
        people=6400,
        days=60,
        society=visitors(0.2, 0.0, 0.4, share=to),
    )
    assert got.total("covered") == int(got.tally.persons[:, got.group("place", "place-1")].sum())


@pytest.mark.parametrize("shared", [False, True])
def test_visitors_bear_at_home_what_follows_them(shared: bool) -> None:
    """All are listed at once: the ban holds for residents, and for visitors where it is shared."""
    people, days, sharing = (
        1600,
        100,
        {"to": "office", "purpose": "deny", "legal_basis": None, "delay": "0 days"},
    )
    data: dict[str, Any] = {"sources": [{"id": "police", "kind": "police"}]}
    got = run(
        covering(
            "present",
            ["place-1"],
            [counted("red")],
            consequences=[consequence("ban", {"list": ["noted"]}, "train", "deny")],
            data=data | {"sharing": [sharing]} if shared else data,
        ),
        world(conduct(RED, 20_000.0), gates=[TRAIN]),
        people=people,
        days=days,
        society=visitors(0.5, 0.5),
    )
    assert got.total("listed-days", "noted") == people * days
    banned = got.total("consequence-days", "ban")
    assert banned == days * (people if shared else people // 2)
    assert_poisson(got.total("refused", "train"), banned * TRAIN.demand.value / YEAR)


def test_who_moves_out_of_the_places_but_stays_within_reach_stays_covered() -> None:
    """Everybody moves early from the first place to the second, whose people come back now and then."""
    days, away = 400, 0.25
    got = run(
        covering(
            "present",
            ["place-1"],
            [counted("all")],
            consequences=[consequence("ban", {"list": ["noted"]}, "train", "deny")],
        ),
        world(conduct(RED, RATE), gates=[TRAIN]),
        days=days,
        society=visitors(0.0, away, rate=2.0),
    )
    assert got.total("moved") == 0
    assert got.total("covered-days") == PEOPLE * days
    day = np.arange(days)
    gone = 1 - np.exp(-2.0 * (day + 1) / YEAR)
    expected = HALF * RATE / YEAR * ((1 - gone).sum() + away * gone.sum() + away * days)
    assert_poisson(got.total("hits", "all"), expected)
    # Only the people of the first place bear the ban, and only until they move.
    second = got.group("place", "place-2")
    assert got.column("consequence-days", "ban")[:, second].sum() == 0
    stays = HALF * (1 - gone).sum()
    assert 0.5 * stays < got.total("consequence-days", "ban") < stays


def same_counts(one: Scheme, other: Scheme, society: Society) -> bool:
    acts = world(conduct(RED, RATE), gates=[TRAIN])
    a, b = (run(each, acts, people=6400, days=200, society=society).tally for each in (one, other))
    return all(np.array_equal(a.arrays()[name], b.arrays()[name]) for name in a.arrays())


def banning(covers: str, places: list[str]) -> Scheme:
    return covering(
        covers,
        places,
        [counted("all"), counted("there", "place-2")],
        lists=[black("noted", "60 days")],
        consequences=[consequence("ban", {"list": ["noted"]}, "train", "deny")],
    )


def test_everybody_is_who_lives_in_any_place() -> None:
    where = visitors(0.2, 0.1, rate=1.0)
    everyone = banning("everyone", ["all"])
    assert same_counts(everyone, banning("residents", ["all"]), where)
    assert same_counts(everyone, banning("present", ["all"]), where)
    # Whom a scheme covers wherever they are, its places do not matter for.
    assert same_counts(everyone, banning("everyone", ["place-1"]), where)


def test_where_nobody_travels_who_is_present_lives_there() -> None:
    where = visitors(0.0, 0.0, rate=1.0)
    assert same_counts(banning("present", ["place-1"]), banning("residents", ["place-1"]), where)
    assert not same_counts(banning("present", ["place-1"]), banning("everyone", ["place-1"]), where)
