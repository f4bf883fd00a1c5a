"""The draws of the slow twin: people, rates, candidates and requests have the laws that they should."""

from __future__ import annotations

import math
from collections import Counter
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from scipy.stats import chisquare, kstest, poisson

from glasshouse.assumptions import Assumptions, Conduct, Gate, Source, Trait
from glasshouse.engine.slow.candidates import candidates_of
from glasshouse.engine.slow.gates import doors_of, requests, tiers_of
from glasshouse.engine.slow.luck import Luck, passes, threshold
from glasshouse.engine.slow.people import Person, Society
from glasshouse.engine.slow.rates import Rates, streams_of
from glasshouse.engine.tables import TICKS_PER_DAY
from glasshouse.ground.random import Purpose
from glasshouse.schemes.model import Consequence
from glasshouse.society.silence import nobody_dies_or_moves, without_bodies
from glasshouse.society.tables import WHOLE, Category, Dimension, Place, SocietyTables

HOUSEHOLDS = (0.5, 0.25, 0.25)
HEADS = (0.75, 0.25)
OTHERS = (0.125, 0.875)


def tables() -> SocietyTables:
    """One place; households of 1, 2 and 4, the last rural; members are women of 18-29 or men of 30-59."""

    def shares(*weights: float) -> np.ndarray[Any, np.dtype[np.int64]]:
        return np.array([int(weight * WHOLE) for weight in weights], np.int64)

    kind = Dimension(
        "registration", "Registration", "household", (Category("urban", ""), Category("rural", ""))
    )
    sex = Dimension("sex", "Sex", "person", (Category("female", ""), Category("male", "")))
    return SocietyTables(
        society="small",
        places=(Place("here", "Here"),),
        place_population=np.array([1000], np.int64),
        dims=(kind, sex),
        dim_offset=np.array([0, 2, 4], np.int32),
        household_share=shares(*HOUSEHOLDS)[None, :],
        household_size=np.array([1, 2, 4], np.int32),
        household_kind=np.array([0, 8, 8], np.int32),
        household_attribute=np.array([[0], [0], [1]], np.int32),
        household_role=np.array([[0, -1, -1, -1], [0, 4, -1, -1], [0, 4, 4, 4]], np.int32),
        household_parent=np.full((3, 4, 2), -1, np.int32),
        role_law=np.array([[[0, 0, 0, 0, 1]] * 3], np.int32),
        role_share=np.array([shares(*HEADS), shares(*OTHERS)]),
        member_attribute=np.array([[2], [3]], np.int32),
        member_age_from=np.array([18, 30], np.int32),
        member_age_to=np.array([30, 60], np.int32),
        **nobody_dies_or_moves(1, 2),
        **without_bodies("firm", 1),
        **without_bodies("agency", 1),
    )


def assumptions(
    *conducts: Conduct, spread: float = 0.0, correlation: float = 0.0, **more: Any
) -> Assumptions:
    traits = {
        name: Trait(spread=spread, household_correlation=correlation)
        for name in ("prudence", "lawfulness", "voice", "civic")
    }
    return Assumptions(id="small", title="Small", traits=traits, conducts=list(conducts), **more)


def conduct(name: str, **more: Any) -> Conduct:
    given = {"id": name, "title": name, "context": "traffic", "legality": "breach", "rate": 1.0, **more}
    return Conduct(**given)


def people(persons: int, given: Assumptions | None = None, home: int = 0) -> list[Person]:
    return list(Society(tables(), given or assumptions()).people(Luck(5, home), 0, persons))


# ---------------------------------------------------------------------------------------- luck


def test_a_probability_becomes_a_number_of_words() -> None:
    assert threshold(0.0) == 0
    assert threshold(1.0) == threshold(1.7) == 2**32
    assert threshold(0.25) == 2**30
    assert passes(2**32 - 1, 1.0)
    assert not passes(0, 0.0)


def test_a_name_moves_a_draw_and_nothing_else_does() -> None:
    luck = Luck(0, 3)
    plain = luck.block(1, Purpose.RECORD, 2, 3, 4)
    assert plain == luck.block(1, Purpose.RECORD, 2, 3, 4, None)
    assert (
        len({plain, luck.block(1, Purpose.RECORD, 2, 3, 4, "a"), luck.block(1, Purpose.RECORD, 2, 3, 4, "b")})
        == 3
    )
    assert (
        Luck(0, 4).block(1, Purpose.RECORD, 2, 3, 4) != plain != Luck(1, 3).block(1, Purpose.RECORD, 2, 3, 4)
    )


# ---------------------------------------------------------------------------------------- people


def test_a_neighbourhood_has_just_its_people_even_where_that_cuts_the_last_household() -> None:
    for persons in (1, 2, 3, 10, 501):
        found = people(persons)
        assert [person.number for person in found] == list(range(persons))
        assert found == people(persons + 7)[:persons]


def test_members_heads_and_ages_have_their_shares() -> None:
    found = people(20_000)
    # Persons per household: 1 x 1/2 + 2 x 1/4 + 4 x 1/4 = 2; the rural fourth of them has half the persons.
    rural = sum(1 for person in found if 1 in person.attributes)
    assert abs(rural / 20_000 - 0.5) < 0.03
    # Women: heads 3/4, others 1/8; half of all persons are heads.
    women = sum(1 for person in found if 2 in person.attributes)
    assert abs(women / 20_000 - (0.75 + 0.125) / 2) < 0.02
    ages = Counter(person.age for person in found if 3 in person.attributes)
    assert set(ages) == set(range(30, 60))
    assert chisquare(list(ages.values())).pvalue > 1e-6


def test_groups_are_all_one_per_dimension_and_the_place() -> None:
    society = Society(tables(), assumptions())
    for person in people(50):
        groups = society.groups(person)
        assert groups[0] == 0
        assert groups[-1] == 5
        assert groups[1:-1] == [1 + attribute for attribute in person.attributes]


def test_traits_are_standard_normal_and_shared_in_households_as_assumed() -> None:
    given = assumptions(correlation=0.36)
    found = people(8_000, given)
    scores = np.array([person.traits["voice"] for person in found])
    assert kstest(scores[::4], "norm").pvalue > 1e-6
    # Households of four are those that are rural: neighbours in the list there mostly share a household.
    pairs = [
        (one.traits["voice"], two.traits["voice"])
        for one, two in pairwise(found)
        if 1 in one.attributes and 1 in two.attributes
    ]
    # A rural household of four gives three pairs inside and, where a rural one follows (1 in 4), one across.
    inside = 3 / (3 + 0.25)
    correlation = float(np.corrcoef(np.array(pairs).T)[0, 1])
    assert abs(correlation - 0.36 * inside) < 5 / math.sqrt(len(pairs))
    other = np.array([person.traits["civic"] for person in found])
    assert abs(float(np.corrcoef(scores, other)[0, 1])) < 5 / math.sqrt(len(found))


# ---------------------------------------------------------------------------------------- rates


def test_a_trait_spreads_rates_and_leaves_their_mean() -> None:
    walker = conduct("walk-on-red", trait={"id": "lawfulness", "sign": -1})
    given = assumptions(walker, spread=0.5)
    rates = Rates(tables(), given)
    found = [rates.relative(person, walker) for person in people(20_000, given)]
    # Lognormal: mean 1, variance exp(spread^2) - 1.
    assert abs(float(np.mean(found)) - 1) < 5 * math.sqrt((math.exp(0.25) - 1) / 20_000)
    assert kstest(np.log(found) + 0.125, "norm", args=(0, 0.5)).pvalue > 1e-6


def test_factors_multiply_and_detection_stops_at_one() -> None:
    walker = conduct(
        "walk-on-red",
        rate=365.25,
        relative={"sex": {"male": 3.0}, "registration": {"rural": 0.5}},
        seen_by={"police": 0.4},
    )
    police = Source(
        id="police",
        title="Police",
        detection={"sex": {"male": 5.0}},
        false_records={"walk-on-red": 36.525},
        false_relative={"sex": {"female": 2.0}},
    )
    given = assumptions(walker, sources=[police])
    rates = Rates(tables(), given)
    (stream,) = streams_of(given)
    seen, false = stream.channels
    woman = Person(0, 0, 20, (0, 2), 0, {})
    man = Person(1, 0, 40, (1, 3), 0, {})
    assert rates.of_channel(woman, seen) == pytest.approx(0.4)
    assert rates.of_channel(man, seen) == pytest.approx(1.5)
    assert rates.of_channel(woman, false) == pytest.approx(0.2)
    assert rates.of_channel(man, false) == pytest.approx(0.1)


def test_streams_are_of_one_source_and_one_context_in_order_of_appearance() -> None:
    given = assumptions(
        conduct("walk-on-red", seen_by={"camera": 0.1, "police": 0.1}),
        conduct("pays-late", context="financial", seen_by={"bank": 0.5, "police": 0.0}),
        conduct("speeding", seen_by={"camera": 0.3}),
        sources=[
            Source(id="police", title="Police", false_records={"pays-late": 0.1, "walk-on-red": 0.2}),
            Source(id="camera", title="Camera", false_records={"speeding": 0.0}),
            Source(id="bank", title="Bank"),
        ],
    )
    found = [
        [(channel.source.id, channel.conduct.id, channel.true) for channel in stream.channels]
        for stream in streams_of(given)
    ]
    assert found == [
        [("police", "walk-on-red", True), ("police", "walk-on-red", False)],
        [("police", "pays-late", False)],
        [("camera", "walk-on-red", True), ("camera", "speeding", True)],
        [("bank", "pays-late", True)],
    ]
    assert [stream.number for stream in streams_of(given)] == [0, 1, 2, 3]


# ---------------------------------------------------------------------------------------- candidates


def test_candidates_come_in_order_with_exponential_gaps_and_channels_by_their_rates() -> None:
    given = assumptions(
        conduct("walk-on-red", rate=200.0, seen_by={"police": 1.0}),
        conduct("speeding", rate=100.0, seen_by={"police": 0.5}),
        sources=[Source(id="police", title="Police", false_records={"speeding": 50.0})],
    )
    person = Person(7, 0, 20, (0, 2), 0, {})
    days = 3650
    found = candidates_of(person, streams_of(given), Rates(tables(), given), Luck(1, 0), days)
    times = np.array([candidate.time for candidate in found])
    assert np.all(np.diff(times) >= 0)
    assert times[-1] < days * TICKS_PER_DAY
    assert len(found) > 2500
    gaps = np.diff(times) / TICKS_PER_DAY
    assert kstest(gaps, "expon", args=(0, 365.25 / 300)).pvalue > 1e-6
    by_channel = Counter((candidate.channel.conduct.id, candidate.channel.true) for candidate in found)
    seen = [by_channel["walk-on-red", True], by_channel["speeding", True], by_channel["speeding", False]]
    assert chisquare(seen, np.array([200, 50, 50]) / 300 * len(found)).pvalue > 1e-6
    assert [candidate.index for candidate in found] == list(range(len(found)))
    assert all(candidate.day == candidate.time // 2**20 for candidate in found)


def test_a_longer_horizon_keeps_the_candidates_of_a_shorter_one() -> None:
    given = assumptions(
        conduct("walk-on-red", rate=50.0, seen_by={"police": 1.0}),
        sources=[Source(id="police", title="Police")],
    )
    person, rates = Person(7, 0, 20, (0, 2), 0, {}), Rates(tables(), given)
    long = candidates_of(person, streams_of(given), rates, Luck(1, 0), 1000)
    short = candidates_of(person, streams_of(given), rates, Luck(1, 0), 400)
    assert short == [candidate for candidate in long if candidate.day < 400]


# ---------------------------------------------------------------------------------------- gates


TRAIN = Gate(
    id="train",
    title="Train",
    demand=40.0,
    relative={"sex": {"male": 0.5}},
    tiers={"ordinary": 0.25, "g-any": 0.75},
    purposes={"medical": 0.1, "family": 0.3},
)
WOMAN = Person(3, 0, 20, (0, 2), 0, {})
MAN = Person(3, 0, 40, (0, 3), 0, {})


def asked(person: Person, begin: int, end: int) -> list[Any]:
    given = assumptions(gates=[TRAIN])
    return list(requests(person, TRAIN, given, Rates(tables(), given), Luck(9, 1), begin, end))


def test_requests_have_their_rate_days_classes_and_purposes() -> None:
    days = 7 * 2000
    found = asked(WOMAN, 0, days)
    mean = 40 * days / 365.25
    assert poisson.ppf(1e-6, mean) <= len(found) <= poisson.isf(1e-6, mean)
    weekdays = Counter(request.day % 7 for request in found)
    assert chisquare([weekdays[day] for day in range(7)]).pvalue > 1e-6
    per_week = Counter(Counter(request.day // 7 for request in found).values())
    per_week[0] = 2000 - sum(per_week.values())
    weekly = 40 * 7 / 365.25
    expected = [2000 * poisson.pmf(number, weekly) for number in range(4)]
    seen = [per_week[number] for number in range(4)]
    assert chisquare([*seen, 2000 - sum(seen)], [*expected, 2000 - sum(expected)]).pvalue > 1e-6
    classes = Counter((request.tier, request.purpose) for request in found)
    shares = {"other": 0.6, "medical": 0.1, "livelihood": 0.0, "family": 0.3}
    cells = [(tier, purpose) for tier in TRAIN.tiers for purpose, share in shares.items() if share > 0]
    law = [TRAIN.tiers[tier].value * shares[purpose] * len(found) for tier, purpose in cells]
    assert sum(classes.values()) == sum(classes[cell] for cell in cells)
    assert chisquare([classes[cell] for cell in cells], law).pvalue > 1e-6


def test_requests_do_not_depend_on_which_days_are_looked_at() -> None:
    whole = asked(WOMAN, 0, 700)
    assert asked(WOMAN, 10, 33) == [request for request in whole if 10 <= request.day < 33]
    cut = [request for begin, end in pairwise((0, 1, 9, 200, 700)) for request in asked(WOMAN, begin, end)]
    assert cut == whole
    assert asked(WOMAN, 5, 5) == []


def test_men_ask_half_as_often() -> None:
    days = 7 * 2000
    mean = 20 * days / 365.25
    assert poisson.ppf(1e-6, mean) <= len(asked(MAN, 0, days)) <= poisson.isf(1e-6, mean)


def consequence(**more: Any) -> Consequence:
    return Consequence.model_validate(
        {"id": "no-trains", "when": {"list": ["noted"]}, "gate": "train", "does": "deny", **more}
    )


def test_a_consequence_closes_its_classes_but_for_the_purposes_it_leaves_free() -> None:
    assert len(doors_of(consequence(), TRAIN)) == 2 * 4
    part = doors_of(consequence(tiers=["g-any"], **{"except": ["medical", "family"]}), TRAIN)
    assert part == {("g-any", "other"), ("g-any", "livelihood")}
    assert tiers_of(Gate(id="flight", title="Flight", demand=1.0)) == ("any",)
