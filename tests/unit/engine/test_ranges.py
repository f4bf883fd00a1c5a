"""Ranges of neighbourhoods: cut, asked for, put side by side."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glasshouse.engine.ranges import chunk_ranges, missing, overlaps, part_asked_for, told
from glasshouse.ground.errors import BadInput

BOUNDS = st.lists(st.tuples(st.integers(0, 30), st.integers(1, 10)), max_size=6)


@pytest.mark.parametrize(
    ("neighbourhoods", "days"), [(1, 1), (1, 36_525), (100, 365), (1_000, 3_650), (1_411_778, 365)]
)
@pytest.mark.parametrize("hands", [1, 12, 5_000])
def test_chunks_cover_all_neighbourhoods_once(neighbourhoods: int, days: int, hands: int) -> None:
    ranges = chunk_ranges(neighbourhoods, neighbourhoods * 1000, days, hands)
    assert [number for part in ranges for number in part] == list(range(neighbourhoods))
    long = neighbourhoods * 1000 * days > 1e9
    assert not long or len(ranges) >= min(8 * hands, neighbourhoods)


@given(parts=st.integers(1, 50), neighbourhoods=st.integers(50, 2_000_000))
def test_shares_cover_all_once_and_are_of_equal_size(parts: int, neighbourhoods: int) -> None:
    asked = [part_asked_for(f"{number}/{parts}", neighbourhoods) for number in range(1, parts + 1)]
    assert asked[0].start == 0
    assert asked[-1].stop == neighbourhoods
    assert all(one.stop == after.start for one, after in itertools.pairwise(asked))
    assert max(map(len, asked)) - min(map(len, asked)) <= 1


def test_bounds_are_those_of_a_slice() -> None:
    assert part_asked_for("3:7", 10) == range(3, 7)
    assert part_asked_for(" 0:10 ", 10) == range(10)


@pytest.mark.parametrize(
    "text", ["", "3", "3:3", "7:3", "0:11", "-1:4", "0/4", "5/4", "1/0", "1/11", "a:b", "1:2:3", "0:1e1"]
)
def test_what_is_no_part_is_told_with_what_there_is(text: str) -> None:
    with pytest.raises(BadInput, match="is no part of this run") as error:
        part_asked_for(text, 10)
    assert "1/2" in str(error.value)


@given(bounds=BOUNDS)
def test_what_is_missing_is_what_nobody_holds(bounds: list[tuple[int, int]]) -> None:
    ranges = [range(first, first + size) for first, size in bounds]
    held = {number for part in ranges for number in part}
    gaps = missing(ranges, 40)
    assert {number for gap in gaps for number in gap} == set(range(40)) - held
    assert all(one.stop < after.start for one, after in itertools.pairwise(gaps))


@given(bounds=BOUNDS)
def test_something_is_told_when_anything_is_held_twice(bounds: list[tuple[int, int]]) -> None:
    ranges = [range(first, first + size) for first, size in bounds]
    twice = sum(map(len, ranges)) > len({number for part in ranges for number in part})
    found = overlaps(ranges)
    assert bool(found) == twice
    for one, other, shared in found:
        assert one < other
        assert len(shared) > 0
        assert set(shared) <= set(ranges[one]) & set(ranges[other])


def test_ranges_are_told_as_they_are_asked_for() -> None:
    assert told([range(3, 7)]) == "3:7"
    assert told([range(each, each + 1) for each in range(8)]).endswith("4:5 and 3 more")
