"""Known mathematics of bands and consequences: who learns of them, who objects, and what comes of it."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from tests.invented import FIRST_DAY_ONLY, RED, TRAIN, Item, consequence, rule, scheme
from tests.known.test_knowledge_and_remedies import everybody
from tests.known.worlds import PEOPLE, YEAR, Run, run
from tests.limits import assert_binomial, assert_mean, assert_poisson

from glasshouse.schemes import Scheme

BAD = 1 - math.exp(-2.0)
"""Share of people of whom something is recorded on the first day: they are in the band 'bad'."""
BAND = {"bands": ["bad"]}
DEARER = {"consequences": ["dearer"]}
AT_ONCE: Item = {"notice": [{"for": BAND, "due": "after"}]}
DAYS = 60
UNTOLD: Item = {"consequences": [consequence("dearer", {"band": ["bad"]}, "none", "warn")]}
"""A consequence at no gate, that nobody comes to know of by asking for anything."""


def scored(*remedies: Item, lapse: str | None = None, **sections: Any) -> Scheme:
    """Ten points for each record of the first day; in the lower band tickets cost more."""
    bands = [{"id": "bad", "from": None, "to": 95}, {"id": "good", "from": 95, "to": None}]
    return scheme(
        [rule("red", [RED], effect={"points": -10}, lapse=lapse)],
        **{
            "score": {"kind": "ledger", "start": 100, "recomputed": "at-once", "bands": bands},
            "scheme": FIRST_DAY_ONLY,
            "consequences": [consequence("dearer", {"band": ["bad"]}, "train", "surcharge", size=0.1)],
            "remedies": list(remedies),
            **sections,
        },
    )


def remedy(kind: str, target: Item, **more: Any) -> Item:
    return {"id": kind, "kind": kind, "for": target, "ask_within": None, "decides": "10 days", **more}


def lived(written: Scheme, *, wrongfully: bool = False, days: int = DAYS, **procedure: Item) -> Run:
    about = everybody(wrongfully=wrongfully, procedure=procedure, gates=[TRAIN])
    return run(written, about, days=days)


def in_band(got: Run) -> int:
    """Those who came into the lower band: of them alone something is recorded."""
    return got.total("consequence-starts", "dearer")


CERTAIN: Item = {"succeeds": 1.0, "asks_after": 0.0}
NOTICED: Item = {"reaches": 1.0}


@pytest.mark.parametrize(
    ("target", "kind", "name"), [(BAND, "band", "bad"), (DEARER, "consequence", "dearer")]
)
def test_a_notice_reaches_its_share(target: Item, kind: str, name: str) -> None:
    written = scored(notice=[{"for": target, "due": "after", "days": 17}], **UNTOLD)
    got = lived(written, notice={"reaches": 0.35})
    assert_binomial(in_band(got), PEOPLE, BAD)
    assert_binomial(got.total(f"{kind}-known", name), in_band(got), 0.35)
    assert lived(written, notice={"reaches": 1.0}, days=17).total(f"{kind}-known", name) == 0


@pytest.mark.parametrize(
    ("target", "kind", "name"), [(BAND, "band", "bad"), (DEARER, "consequence", "dearer")]
)
def test_without_a_notice_the_gate_tells_at_the_first_request_that_is_touched(
    target: Item, kind: str, name: str
) -> None:
    """Requests are a Poisson process: the first dearer one comes after an exponential time."""
    days = 200
    got = lived(scored(remedy("review", target)), days=days)
    assert_binomial(got.total(f"{kind}-known", name), in_band(got), 1 - math.exp(-6.0 / YEAR * days))
    assert_poisson(got.total("worsened", "train"), in_band(got) * 6.0 / YEAR * days)


@pytest.mark.parametrize("target", [BAND, DEARER])
def test_a_correction_strikes_false_records_out_and_the_score_is_that_of_the_start(target: Item) -> None:
    written = scored(remedy("correction", target, then="4 days"), notice=[{"for": target, "due": "after"}])
    got = lived(written, wrongfully=True, notice=NOTICED, correction=CERTAIN)
    fell = in_band(got)
    assert_binomial(fell, PEOPLE, BAD)
    assert got.total("band-end", "good") == PEOPLE
    assert got.total("band-days", "bad") == got.total("consequence-days", "dearer") == fell * 14
    kind, name = ("band", "bad") if target is BAND else ("consequence", "dearer")
    counts = [got.total(f"{kind}-{count}", name) for count in ("known", "asked", "granted")]
    assert counts == [fell, fell, fell]


def test_of_true_and_false_records_the_false_ones_are_struck_out() -> None:
    """Who has some of both stays in the band; who has false ones only leaves it."""
    written = scored(remedy("correction", BAND), **AT_ONCE)
    got = run(
        written,
        everybody(
            procedure={"notice": NOTICED, "correction": CERTAIN}, false={RED: 0.5 * YEAR}, gates=[TRAIN]
        ),
        days=DAYS,
    )
    true, false = 1 - math.exp(-2.0), 1 - math.exp(-0.5)
    assert_binomial(got.total("band-end", "bad"), PEOPLE, true)
    assert_binomial(got.total("band-granted", "bad"), PEOPLE, (1 - true) * false)


@pytest.mark.parametrize("target", [BAND, DEARER])
def test_what_is_rightly_there_is_set_aside_by_its_share(target: Item) -> None:
    asks, succeeds = 0.6, 0.25
    review = {"asks_if_right": asks, "succeeds_if_right": succeeds, "asks_after": 0.0}
    got = lived(
        scored(remedy("review", target), notice=[{"for": target, "due": "after"}]),
        notice=NOTICED,
        review=review,
    )
    kind, name = ("band", "bad") if target is BAND else ("consequence", "dearer")
    granted = got.total(f"{kind}-granted", name)
    assert_binomial(got.total(f"{kind}-asked", name), in_band(got), asks)
    assert_binomial(granted, in_band(got), asks * succeeds)
    # The band stays; what it brings about ends on the day of the decision.
    assert got.total("band-days", "bad") == in_band(got) * DAYS
    assert got.total("consequence-days", "dearer") == in_band(got) * DAYS - granted * (DAYS - 10)


def test_what_is_suspended_waits_for_the_decision() -> None:
    review = {"asks_if_right": 1.0, "succeeds_if_right": 0.0, "asks_after": 0.0}
    got = lived(scored(remedy("review", BAND, suspends=True), **AT_ONCE), notice=NOTICED, review=review)
    fell = got.total("band-known", "bad")
    assert got.total("consequence-days", "dearer") == fell * (DAYS - 10)
    assert got.total("consequence-starts", "dearer") == 2 * fell


def test_one_remedy_of_two_targets_is_asked_for_at_one_time() -> None:
    """A band and its only consequence begin on one day; one draw of luck decides on both."""
    both = BAND | DEARER
    review = {"asks_if_right": 0.5, "succeeds_if_right": 0.5, "asks_after": 20.0}
    got = lived(
        scored(remedy("review", both), notice=[{"for": both, "due": "after"}]), notice=NOTICED, review=review
    )
    for count in ("known", "asked", "granted"):
        band, other = got.column(f"band-{count}", "bad"), got.column(f"consequence-{count}", "dearer")
        assert np.array_equal(band, other)
        assert band[:, 0].sum() > 1000


def test_a_repair_clears_what_stands_against_one() -> None:
    asks, succeeds, after = 0.8, 0.5, 12.0
    repair = {"asks": asks, "succeeds": succeeds, "asks_after": after}
    got = lived(scored(remedy("repair", BAND), **AT_ONCE), notice=NOTICED, repair=repair)
    cleared = got.total("band-granted", "bad")
    assert got.total("band-end", "bad") == in_band(got) - cleared
    asked = 1 - math.exp(-(DAYS - 10) / after)
    assert_binomial(cleared, in_band(got), asks * succeeds * asked)
    # From asking on, ten days: whole days of an exponential time, cut at the horizon.
    left = sum(math.exp(-day / after) - math.exp(-(day + 1) / after) for day in range(DAYS - 10))
    assert left == pytest.approx(asked)
    days = sum(
        (math.exp(-day / after) - math.exp(-(day + 1) / after)) * (DAYS - 10 - day)
        for day in range(DAYS - 10)
    )
    expected = PEOPLE * BAD * (DAYS - asks * succeeds * days)
    assert_mean(got.column("band-days", "bad")[:, 0], expected)


def test_lapses_end_with_what_is_repaired() -> None:
    """What would have lapsed after thirty days is forgotten after ten: no score rises above the start."""
    bands = [
        {"id": "bad", "from": None, "to": 95},
        {"id": "good", "from": 95, "to": 101},
        {"id": "better", "from": 101, "to": None},
    ]
    score = {"kind": "ledger", "start": 100, "recomputed": "at-once", "bands": bands}
    written = scored(remedy("repair", BAND), lapse="30 days", score=score, **AT_ONCE)
    got = lived(written, notice=NOTICED, repair={"asks": 1.0, "succeeds": 1.0, "asks_after": 0.0})
    assert got.total("band-days", "better") == 0
    assert got.total("band-days", "bad") == in_band(got) * 10
    assert lived(written, notice={"reaches": 0.0}).total("band-days", "bad") == in_band(got) * 30


def test_who_hears_of_nothing_asks_for_nothing() -> None:
    """No notice arrives and no gate is touched: the counts are those of a scheme without remedies."""
    remedies = [remedy("review", BAND | DEARER), remedy("repair", BAND | DEARER)]
    notice = [{"for": BAND | DEARER, "due": "after"}]
    with_them = lived(scored(*remedies, notice=notice, **UNTOLD), notice={"reaches": 0.0})
    without = lived(scored(**UNTOLD))
    for column in without.tally.layout.totals:
        if column.arm == "arm":
            here, there = (got.column(column.count, column.item) for got in (with_them, without))
            assert np.array_equal(here, there), column
    assert in_band(with_them) > 0
    named = {"band": "bad", "consequence": "dearer"}
    assert not any(
        with_them.total(f"{kind}-{count}", name)
        for kind, name in named.items()
        for count in ("known", "asked")
    )
