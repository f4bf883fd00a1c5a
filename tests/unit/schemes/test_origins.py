"""Where the numbers of a scheme were read, and which were read nowhere."""

from __future__ import annotations

import pytest

from glasshouse.schemes import catalogue, load
from glasshouse.schemes.origins import origins, origins_told, unread
from glasshouse.schemes.sourcing import numbers


@pytest.mark.parametrize("name", ["court-defaulters-2017", "rongcheng-2014", "thirty-cities"])
def test_each_number_is_counted_once(name: str) -> None:
    scheme = load(name)
    assert origins(scheme).total() == sum(1 for _ in numbers(scheme))


def test_a_city_whose_limits_nobody_has_read_says_so_beside_what_was_read() -> None:
    scheme = load("rongcheng-2014")
    told = origins_told(scheme)
    assert "none on the issuer's own page" in told
    assert "from memory or not verified" in told
    assert any(one.startswith("where band A begins, 960") for one in unread(scheme, "demoted-share"))


def test_what_was_read_does_not_count_as_unread() -> None:
    """The courts' terms were read in copies; who is listed turns on none of the assumed delays."""
    assert list(unread(load("court-defaulters-2017"), "listed-share")) == []


def test_an_assumed_threshold_of_a_list_is_named_where_the_list_is_quoted() -> None:
    assert any("3 (assumed)" in one for one in unread(load("agency-integrity"), "listed-share"))


def test_a_copy_or_a_translation_is_no_primary_source() -> None:
    for name in catalogue():
        for reference in load(name).references:
            if reference.kind == "primary":
                assert not any(
                    word in reference.cite for word in ("China Law Translate", "quoted", "reprint")
                ), reference.id
