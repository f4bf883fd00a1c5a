"""A scheme is read twice when entry and settled second text compile to equal tables, else provisional.

The tables are all that the engines see, so equal tables are equal schemes, whatever the words. How the second
reader's text becomes the second text is written in `agreed.yaml`, change by change.
"""

from __future__ import annotations

import datetime

import numpy as np
import pytest
from tests.executed import home, waits_for

from glasshouse import assumptions, schemes, society
from glasshouse.engine import dictation, slow
from glasshouse.engine.compile import Compiled, compile_scenario
from glasshouse.engine.scenario import Arm, Scenario
from glasshouse.schemes import Scheme
from glasshouse.schemes.second_reading import FOLDER, readings, second_reading

DAYS = 3_000  # long enough for amendments of later years


def compiled(scheme: Scheme) -> Compiled:
    start = max(datetime.date(2019, 1, 1), scheme.scheme.force.from_)
    place = society.load(home(scheme.id))
    arm = Arm("a", scheme)
    return compile_scenario(Scenario((arm,), place, assumptions.load("standard"), 1_000, DAYS, 1, start))


def differences(one: Compiled, other: Compiled) -> list[str]:
    """Where two compilations differ: tables, and columns of tables of the same length."""
    found = [] if one.layout == other.layout else ["layout"]
    for name, left, right in zip(one.tables._fields, one.tables, other.tables, strict=True):
        a, b = np.asarray(left), np.asarray(right)
        if a.shape != b.shape:
            found.append(f"{name}: {a.shape} and {b.shape}")
        elif a.dtype.names is not None:
            found += [f"{name}.{key}" for key in a.dtype.names if not np.array_equal(a[key], b[key])]
        elif not np.array_equal(a, b):
            found.append(name)
    return found


@pytest.mark.parametrize("id", schemes.catalogue())
def test_read_twice_means_settled_and_equal(id: str) -> None:
    entry = schemes.load(id)
    reading = second_reading(id) if id in readings() else None
    agreement = None if reading is None else reading.agreement
    settled = agreement is not None and not agreement.open and not waits_for(id)
    assert entry.scheme.reading == ("read-twice" if settled else "provisional")
    if settled:
        assert reading is not None and reading.second is not None
        assert differences(compiled(entry), compiled(reading.second)) == []


@pytest.mark.parametrize("id", readings())
def test_the_second_reader_s_text_is_kept_and_the_lives_come_out(id: str) -> None:
    """What the second reader worked out by hand holds in the agreed text, but where a point changes it."""
    reading = second_reading(id)
    assert id in schemes.catalogue()
    assert reading.blind.id == id
    assert (FOLDER / id / "blind.md").read_text(encoding="utf-8").strip()
    if reading.agreement is None:
        return
    assert reading.agreement.scheme == id
    assert reading.second is not None
    if not waits_for(id):
        for engine in (slow, dictation):
            assert engine.check_life_histories(reading.second, assumptions.load("standard")) == []


@pytest.mark.parametrize("id", readings())
def test_an_agreement_says_whose_text_was_changed_and_changes_it(id: str) -> None:
    agreement = second_reading(id).agreement
    if agreement is None:
        return
    names = [one.id for one in (*agreement.points, *agreement.conventions)]
    assert len(set(names)) == len(names)
    for point in agreement.points:
        assert point.changes_the_second == (point.changed in ("reader", "both")), point.id
    assert len(agreement.independence.split()) > 10


@pytest.mark.parametrize("id", readings()[:1])
def test_the_comparison_would_notice_a_change(id: str) -> None:
    entry = schemes.load(id)
    changed = schemes.load(id, f"rules.{entry.rules[0].id}.final_after=77 days")
    found = differences(compiled(entry), compiled(changed))
    assert "rules.final_after" in found
