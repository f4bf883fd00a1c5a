"""Effects one by one: the parts add up exactly, nothing has no parts, and each answer does what it may."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path

import numpy as np
import pytest

import glasshouse as gh
from glasshouse.engine.answers import ANSWERS
from glasshouse.measures.measure import NEVER_MEASURED
from glasshouse.report.answered import effects as effects_section
from glasshouse.report.blocks import Table
from glasshouse.report.material import made_now
from glasshouse.report.split import QUESTION, effects_told
from glasshouse.report.sureness import drivers
from glasshouse.report.writer import Writer
from glasshouse.studies.comparison import compare
from glasshouse.studies.effects import STEPS, Effects, Split, plan_effects

PEOPLE = 20_000
ACTS = ("change-in-violations", "change-in-missed-payments", "change-in-speaking-out")


@cache
def defaulters() -> Effects:
    return gh.effects("court-defaulters-2017", people=PEOPLE, threads=2)


def test_each_arm_answers_in_one_way_more_in_the_stated_order() -> None:
    scenario = plan_effects("simpleland-points", people=1000)
    assert [len(arm.answers) for arm in scenario.arms] == [0, 1, 2, 3, 4]
    assert STEPS == ("rules", "deterrence", "incentive", "incapacitation", "hardship")
    for step, arm, before in zip(ANSWERS, scenario.arms[1:], scenario.arms, strict=False):
        assert arm.answers - before.answers == {step}
    assert len({arm.scheme.text_hash for arm in scenario.arms}) == 1


def test_the_parts_add_up_to_the_whole_to_the_last_digit() -> None:
    for split in defaulters().splits:
        values = [part.estimate.value for part in split.parts]
        if None in values:
            assert split.whole.value is None
            continue
        assert sum(values) == split.whole.value
        assert sum(map(Fraction, values)) == Fraction(split.whole.value or 0.0)
        assert [part.answer for part in split.parts] == list(STEPS)


def test_the_whole_is_what_a_plain_run_finds() -> None:
    alone = gh.simulate("court-defaulters-2017", people=PEOPLE, threads=2)
    tally, whole = alone.tally, defaulters().results.tally
    named = {
        (c.count, c.item): k
        for k, c in enumerate(whole.layout.totals)
        if c.arm == alone.scenario.arms[0].name
    }
    for place, column in enumerate(tally.layout.totals):
        there = whole.totals[..., named[column.count, column.item]]
        assert np.array_equal(tally.totals[..., place], there), column
    for split in defaulters().splits:
        found = alone.find(split.whole.id, item=split.whole.item).value
        assert split.whole.value == pytest.approx(found, rel=1e-12)


def test_rules_alone_change_no_conduct_and_only_the_named_answer_moves_it() -> None:
    found = defaulters()
    for split in found.splits:
        if split.whole.id in ACTS:
            alone = split.part("rules")
            assert (alone.value, alone.low, alone.high) == (0.0, 0.0, 0.0)
            # The scheme rewards nothing.
            assert split.part("incentive").value == 0.0
    payments = found.find("change-in-missed-payments")
    assert (payments.part("deterrence").value or 0.0) <= 0.0
    assert (payments.part("incapacitation").value or 0.0) <= 0.0
    assert (payments.part("hardship").value or 0.0) >= 0.0
    # Nobody speaks out less for being short of money, or shut out of anything.
    for answer in ("incapacitation", "hardship"):
        assert found.find("change-in-speaking-out").part(answer).value == 0.0


def test_a_part_is_the_paired_difference_of_its_two_arms() -> None:
    ways = [(), ("deterrence",)]
    both = compare("court-defaulters-2017", people=PEOPLE, threads=2, answers=ways)
    pair = both.pairs[-1]
    for difference in both.between(pair):
        name = (difference.change.id, difference.change.item)
        if name in {(split.whole.id, split.whole.item) for split in defaulters().splits}:
            part = defaulters().find(*name).part("deterrence")
            assert (part.low, part.high) == pytest.approx((difference.change.low, difference.change.high))


def test_the_scheme_none_has_no_effect_to_split() -> None:
    found = gh.effects("none", people=PEOPLE, threads=2)
    assert found.splits
    for split in found.splits:
        for estimate in (split.whole, *(part.estimate for part in split.parts)):
            assert estimate.value == 0.0
            # Of acts it is known that none changed; of people it is only known that none was seen.
            assert split.whole.id not in ACTS or estimate.low == estimate.high == 0.0


def test_a_run_that_was_kept_gives_the_same_and_needs_no_other(tmp_path: Path) -> None:
    kept = gh.effects("court-defaulters-2017", people=PEOPLE, threads=2, out=tmp_path / "kept")
    assert kept.as_dict() == defaulters().as_dict()
    again: list[int] = []
    gh.effects(
        "court-defaulters-2017",
        people=PEOPLE,
        threads=2,
        out=tmp_path / "kept",
        progress=lambda done, _: again.append(done),
    )
    assert set(again) <= {PEOPLE}


@pytest.mark.parametrize("width", [60, 80, 110])
def test_what_is_told_keeps_to_the_width_and_says_what_it_is_not(width: int) -> None:
    lines = [line.text for line in effects_told(defaulters(), width)]
    assert max(map(len, lines)) <= width
    text = " ".join(" ".join(lines).split())
    assert "Another order would give other parts" in text
    assert NEVER_MEASURED in text or "nothing of the kind happened" in text
    assert "the rules alone" in text
    assert "all together" in text


def test_a_split_is_read_again_as_it_was_written() -> None:
    for split in defaulters().splits:
        assert Split.from_dict(json.loads(json.dumps(split.as_dict()))) == split


def test_the_report_of_an_audit_tells_the_parts_and_that_of_a_run_where_to_ask() -> None:
    alone = made_now(gh.simulate("court-defaulters-2017", people=PEOPLE, threads=2), date(2026, 1, 1))
    asked = Writer(replace(alone, splits=defaulters().splits), charts=False)
    section = effects_section(asked)
    assert section is not None
    tables = [block for block in section.blocks if isinstance(block, Table)]
    assert section.title == QUESTION
    assert tables
    for table in tables:
        assert str(table.rows[0][0]) == "the rules alone"
        assert len(table.rows) == len(STEPS) + 1
    writer = Writer(alone, charts=False)
    assert effects_section(writer) is None
    assert "glasshouse audit court-defaulters-2017" in str(drivers(writer))
