"""What a reader changed never goes by the name of what was published."""

from __future__ import annotations

import gzip
import json
import struct
from dataclasses import replace

import pytest

from glasshouse.web.films import Studio
from glasshouse.web.findings import text_of
from glasshouse.web.lives import life_of
from glasshouse.web.wishes import Wish, opening

STUDIO = Studio()
AS_WRITTEN = text_of(STUDIO.scheme(Wish(preset="rongcheng-2014")))


@pytest.mark.parametrize(
    ("wish", "who"),
    [
        (Wish(), ""),
        (Wish(preset="rongcheng-2014"), ""),
        (Wish(preset="rongcheng-2014", text=AS_WRITTEN), ""),
        (Wish(preset="rongcheng-2014", text=AS_WRITTEN.replace("AAA", "AAAA")), "text changed"),
        # A text of another scheme is no longer what the preset names.
        (Wish(preset="robodebt-2016", text=AS_WRITTEN), "text changed"),
        (opening(), "numbers changed"),
        (replace(opening(), later=(("2019-10-08", (("protest", 40),)),)), "numbers changed"),
        (Wish(values=(("limit", 95),)), "numbers changed"),
    ],
)
def test_what_is_changed_is_named(wish: Wish, who: str) -> None:
    assert STUDIO.changed(wish) == who


def test_a_changed_text_is_stamped_as_changed() -> None:
    text = AS_WRITTEN.replace("points: -", "points: -1")
    assert text != AS_WRITTEN
    raw = gzip.decompress(STUDIO.film(Wish(preset="rongcheng-2014", text=text, years=1)))
    (length,) = struct.unpack_from("<I", raw)
    head = json.loads(raw[4 : 4 + length])
    for name in ("notice", "title", "called", "status"):
        assert head[name].endswith(", text changed"), name
    assert "published" not in head["notice"]
    told = life_of(STUDIO, {"preset": "rongcheng-2014", "text": text, "years": 1, "person": 0})
    reasons = [reason for event in told["events"] for reason in event["because"]]
    assert all(reason["based_on"].endswith("; text changed") for reason in reasons)
