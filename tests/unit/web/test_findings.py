"""The findings in the margin of a text: in the order in which somebody should read them."""

from __future__ import annotations

from glasshouse.schemes.reading import load
from glasshouse.web.findings import findings_of


def test_the_gravest_comes_first() -> None:
    told = findings_of(load("rongcheng-2014"))["findings"]
    fails = [one["severity"] for one in told if one["kind"] == "fail"]
    assert len(fails) > 3
    assert all(one["kind"] == "fail" for one in told[: len(fails)])
    grave = ["error", "warning", "note"]
    assert fails == sorted(fails, key=grave.index)
    warned = [one["line"] or 0 for one in told if (one["kind"], one["severity"]) == ("fail", "warning")]
    assert warned == sorted(warned)
