"""Compilation: names become numbers, civil time becomes days, rules get their order."""

from __future__ import annotations

import dataclasses
import datetime

import numpy as np
import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.invented import START
from tests.twin.everything import everything
from tests.twin.random_schemes import schemes_made
from tests.twin.random_worlds import scenarios

from glasshouse import assumptions, schemes
from glasshouse.engine.compile import compile_scenario
from glasshouse.engine.compile.channels import streams_of
from glasshouse.engine.compile.durations import Durations
from glasshouse.engine.compile.numbering import evaluation_order
from glasshouse.engine.compile.rows import threshold
from glasshouse.engine.scenario import DAYS_PER_YEAR, Arm, Scenario
from glasshouse.engine.tables import EXCESS_STREAMS, NONE
from glasshouse.engine.tally import Column
from glasshouse.ground.units import Calendar, Duration
from glasshouse.society import load as load_society


@given(st.floats(0.0, 1.0))
def test_a_threshold_is_the_nearest_of_2_32(share: float) -> None:
    found = threshold(share)
    assert 0 <= found <= 2**32
    assert abs(found / 2**32 - share) <= 2**-33
    # A word is below the threshold of certainty always, and never below that of the impossible.
    assert (threshold(0.0), threshold(1.0)) == (0, 2**32)


# ---------------------------------------------------------------------------------------- streams


def test_streams_are_those_of_the_assumptions() -> None:
    streams = streams_of(assumptions.load("standard"))
    ordinary = [stream.number for stream in streams if stream.number < EXCESS_STREAMS]
    assert ordinary == list(range(len(ordinary)))
    # A stream of excess is numbered after the stream whose excess it is.
    of = {stream.number: stream.channels[0] for stream in streams}
    for stream in streams[len(ordinary) :]:
        beside = of[stream.number - EXCESS_STREAMS]
        assert beside.source == stream.channels[0].source
    contexts = assumptions.load("standard").conducts
    for stream in streams:
        keys = {
            (channel.source, contexts[channel.conduct].context, channel.excess) for channel in stream.channels
        }
        assert len(keys) == 1
    keys_of_all = [
        (first.source, contexts[first.conduct].context, first.excess)
        for first in (stream.channels[0] for stream in streams)
    ]
    assert len(set(keys_of_all)) == len(keys_of_all)


def test_every_channel_has_its_rate() -> None:
    about = assumptions.load("standard")
    channels = [channel for stream in streams_of(about) for channel in stream.channels]
    seen = {(c.source, c.conduct): c.rate for c in channels if not c.false}
    false = {(c.source, c.conduct): c.rate for c in channels if c.false}
    for conduct in about.conducts.values():
        for source, share in conduct.seen_by.items():
            if share.value > 0:
                assert seen.pop((source, conduct.id)) == share.value
    for source in about.sources.values():
        for name, rate in source.false_records.items():
            if rate.value > 0:
                assert false.pop((source.id, name)) == pytest.approx(rate.value / DAYS_PER_YEAR, rel=1e-15)
    assert not seen
    assert not false


def test_only_streams_that_some_arm_looks_at_are_drawn_and_they_keep_their_numbers() -> None:
    written, about = everything()
    society = load_society("simpleland")
    scenario = Scenario((Arm("arm", written),), society, about, 1000, 30, 1, START)
    one_rule = written.model_copy(update={"rules": (written.rule("refuses"),)})
    fewer = compile_scenario(dataclasses.replace(scenario, arms=(Arm("arm", one_rule),))).tables
    more = compile_scenario(scenario).tables
    numbers = [stream.number for stream in streams_of(about)]
    assert sorted(more.streams["number"].tolist()) == numbers
    assert set(fewer.streams["number"].tolist()) < set(numbers)


# ---------------------------------------------------------------------------------------- time


@pytest.mark.parametrize("text", ["1 month", "6 months", "1 year", "3 weeks", "10 days"])
def test_durations_are_civil_time(text: str) -> None:
    start = datetime.date(2019, 12, 20)
    calendar = Calendar(start, 500)
    durations = Durations(calendar)
    duration = Duration.parse(text)
    assert durations.number(duration) == durations.number(duration) == 0
    later, earlier = durations.tables()
    wait = relativedelta(**{duration.unit + "s": duration.amount})
    for day in range(500):
        date = start + datetime.timedelta(day)
        assert start + datetime.timedelta(int(later[0, day])) == date + wait
        assert start + datetime.timedelta(int(earlier[0, day])) == date - wait


def test_a_wait_of_nothing_is_none_and_so_is_no_wait() -> None:
    durations = Durations(Calendar(START, 10))
    assert durations.number(None) == NONE
    assert durations.number_or_none(Duration(0, "day")) == NONE
    assert durations.number_or_none(Duration(1, "day")) == 0


def test_reviews_come_on_the_first_review_day_that_is_not_over() -> None:
    """Monthly from 31 January: the last day of a shorter month, the 31st of a longer one."""
    written, about = everything()
    score = schemes.load("simpleland-points").score
    recomputed = dataclasses.replace(score.recomputed, value=Duration(1, "month"))
    monthly = written.model_copy(
        update={"score": written.score.model_copy(update={"recomputed": recomputed})}
    )
    start = datetime.date(2019, 1, 31)
    scenario = Scenario((Arm("arm", monthly),), load_society("simpleland"), about, 1000, 120, 1, start)
    review = compile_scenario(scenario).tables.review[0]
    days = [start + relativedelta(months=month) for month in range(8)]
    for day, following in enumerate(review.tolist()):
        today = start + datetime.timedelta(day)
        assert start + datetime.timedelta(following) == min(date for date in days if date >= today)


# ---------------------------------------------------------------------------------------- order and layout


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(schemes_made("made", ["place-1"]))
def test_rules_that_displace_come_first_and_the_rest_as_written(scheme: schemes.Scheme) -> None:
    ordered = [rule.id for rule in evaluation_order(scheme.rules)]
    written = [rule.id for rule in scheme.rules]
    assert sorted(ordered) == sorted(written)
    for rule in scheme.rules:
        for displaced in rule.instead_of:
            assert ordered.index(rule.id) < ordered.index(displaced)
    if not any(rule.instead_of for rule in scheme.rules):
        assert ordered == written


def test_rules_that_displace_each_other_in_a_circle_are_refused() -> None:
    written, _ = everything()
    one, other = written.rules[0], written.rules[1]
    circle = (
        one.model_copy(update={"instead_of": (other.id,)}),
        other.model_copy(update={"instead_of": (one.id,)}),
    )
    with pytest.raises(ValueError, match="circle"):
        evaluation_order(circle)


@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(scenarios(people=1, days=31))
def test_columns_are_named_once_and_come_arm_by_arm(scenario: Scenario) -> None:
    layout = compile_scenario(scenario).layout
    for columns in (layout.totals, layout.weekly):
        assert len(set(columns)) == len(columns)
        arms = [column.arm for column in columns]
        assert arms == sorted(arms, key=[arm.name for arm in scenario.arms].index)
    for arm in scenario.arms:
        for rule in arm.scheme.rules:
            assert Column(arm.name, "hits", rule.id) in layout.totals
        for entry in arm.scheme.lists:
            assert Column(arm.name, "listed", entry.id) in layout.totals


def test_a_table_says_one_where_the_assumptions_say_nothing() -> None:
    written, about = everything()
    society = load_society("simpleland")
    tables = compile_scenario(Scenario((Arm("arm", written),), society, about, 1000, 30, 1, START)).tables
    named = society.tables()
    red = list(about.conducts).index("walk-on-red")
    row = named.attribute("age", "18-29")
    assert tables.relative[row, red] == 1.5
    places = [place.id for place in named.places]
    assert tables.relative[named.attribute_count + places.index("harbour"), red] == 2.0
    assert np.count_nonzero(tables.relative[:, red] != 1.0) == 2
