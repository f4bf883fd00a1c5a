"""A life told event by event adds up to what is counted of it, and each reason stands in the scheme."""

from __future__ import annotations

from collections import Counter

import pytest
from tests.invented import START
from tests.twin.everything import everything

from glasshouse import society
from glasshouse.engine.scenario import Arm, Scenario
from glasshouse.engine.slow import Event, relive, simulate_slowly, trace_slowly
from glasshouse.studies.lives import film, shows_anything

PEOPLE = 12

COUNTED = {
    "covered": "covered",
    "rule": "hits",
    "asked": "asked",
    "granted": "granted",
    "in-force": "consequence-starts",
    "refused": "refused",
    "worsened": "worsened",
    "favoured": "favoured",
}
"""What a happening is counted as; the item is the column's."""


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    written, about = everything()
    return Scenario((Arm("arm", written),), society.load("simpleland"), about, PEOPLE, 300, 2, START)


@pytest.fixture(scope="module")
def events(scenario: Scenario) -> list[Event]:
    places = len(scenario.society.tables().places)
    plan = scenario.society.neighbourhoods(PEOPLE)
    assert len(plan) <= places
    return [
        event
        for home in range(len(plan))
        for person in range(int(plan.persons[home]))
        for event in trace_slowly(scenario, home, person)["arm"]
    ]


def test_what_is_told_is_what_is_counted(scenario: Scenario, events: list[Event]) -> None:
    tally = simulate_slowly(scenario)
    counted = Counter(
        {
            (column.count, column.item): int(tally.totals[:, 0, place].sum())
            for place, column in enumerate(tally.layout.totals)
        }
    )
    told: Counter[tuple[str, str]] = Counter()
    for event in events:
        if event.happening in COUNTED:
            told[COUNTED[event.happening], event.item] += 1
        elif event.happening == "left":
            told[event.detail, event.item] += 1
        elif event.happening == "known":
            told[f"known-{event.detail}", event.item] += 1
    kinds = {*COUNTED.values(), "expired", "performed", "corrected", "repaired"}
    kinds |= {"known-notice", "known-public", "known-gate"}
    assert told == Counter({key: amount for key, amount in counted.items() if key[0] in kinds and amount})
    assert len(told) > 20


def test_reasons_stand_in_the_scheme(scenario: Scenario, events: list[Event]) -> None:
    scheme = scenario.arms[0].scheme
    sections = {
        "rules": scheme.rules,
        "lists": scheme.lists,
        "consequences": scheme.consequences,
        "remedies": scheme.remedies,
        "score.bands": scheme.score.bands,
    }
    for event in events:
        for path in event.because:
            section, item = path.rsplit(".", 1)
            assert any(part.id == item for part in sections[section]), event
    assert all(
        event.because for event in events if event.happening in ("rule", "entered", "refused", "known")
    )


def test_a_life_is_told_in_the_order_of_its_days(events: list[Event]) -> None:
    days = [event.day for event in events]
    covered = [place for place, event in enumerate(events) if event.happening == "covered"]
    for begin, end in zip(covered, [*covered[1:], len(events)], strict=True):
        assert days[begin:end] == sorted(days[begin:end])


@pytest.mark.parametrize("person", [0, 5])
def test_who_shows_nothing_need_not_live_and_who_is_asked_lives_alone_again(person: int) -> None:
    """The fast engine says who shows others anything; what a person saw of them can be given to it again."""
    written, about = everything()
    small = Scenario((Arm("arm", written),), society.load("simpleland"), about, 40, 150, 2, START)
    living = shows_anything(film(small, 0))
    assert living is not None
    assert 0 < len(living) < 40
    whole = trace_slowly(small, 0, person)["arm"]
    assert any(event.happening == "sees-others" for event in whole)
    told = next(relive(small, 0, [person], living))["arm"]
    assert told.told == whole
    assert told.without(()) == told.events
    bare = told.without({(one.stream, one.index) for one in told.candidates})
    assert not any(event.happening in ("act", "false-record", "rule") for event in bare)
