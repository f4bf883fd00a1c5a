"""References keep what they are told and refuse what they do not know."""

from __future__ import annotations

import datetime

import pydantic
import pytest

from glasshouse.ground.sources import Reference

ENTRY = {"id": "spc-2017", "cite": "Fa Shi [2017] 7", "kind": "primary", "read": "2026-11-01", "via": "M"}


def test_a_reference_is_read_from_plain_data() -> None:
    read = pydantic.TypeAdapter(Reference).validate_python(ENTRY)
    assert read == Reference(
        id="spc-2017", cite="Fa Shi [2017] 7", kind="primary", read=datetime.date(2026, 11, 1), via="M"
    )


@pytest.mark.parametrize(
    "wrong", [{"kind": "gossip"}, {"confidence": "certain"}, {"page": 3}, {"read": "soon"}]
)
def test_nothing_is_accepted_and_ignored(wrong: dict[str, object]) -> None:
    with pytest.raises(pydantic.ValidationError):
        pydantic.TypeAdapter(Reference).validate_python(ENTRY | wrong)
