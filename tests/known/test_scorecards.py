"""Known mathematics of scorecards: every score is hand arithmetic, and how many have it is a known law."""

from __future__ import annotations

import datetime

import numpy as np
import pytest
from scipy.stats import poisson
from tests.invented import RED, black, conduct, rule, scheme, world
from tests.known.test_points import at_the_end, bands
from tests.known.worlds import YEAR, run
from tests.limits import assert_binomial, assert_fits

from glasshouse import assumptions, society


def card(inputs: list[dict[str, object]], **more: object) -> dict[str, object]:
    """A scorecard from 0 to 16 whose one dimension holds these inputs."""
    parts = [{"id": "all", "weight": 1, "inputs": inputs}]
    return {
        "kind": "scorecard",
        "range": [0, 16],
        "recomputed": "1 month",
        "dimensions": parts,
        "bands": bands(0, 16),
        **more,
    }


RECORDS = {"kind": "conduct", "id": RED, "transform": "rising"}


def by_records(mean: float, scores: list[int]) -> np.ndarray:
    """How likely each score from 0 to 16 is, where n records (Poisson) bring scores[n], the last for more."""
    law = np.zeros(17)
    for number, score in enumerate(scores[:-1]):
        law[score] += poisson.pmf(number, mean)
    law[scores[-1]] += poisson.sf(len(scores) - 2, mean)
    return law


@pytest.mark.parametrize(
    ("memory", "days_remembered"),
    [(None, 334), ("1 month", 30), ("90 days", 90), ("6 months", 334 - 151)],
)
def test_a_score_counts_the_records_that_are_remembered(memory: str | None, days_remembered: int) -> None:
    """On 1 December 2019, the last review of the year: (t - memory, t], and halves of what is left to 16."""
    rate = 2.0 * YEAR / days_remembered
    written = scheme([], score=card([{**RECORDS, "memory": memory}]))
    # Day 334 is 1 December; its evening is past the day's own records: days 305 (or another) to 334.
    mean = 2.0 * (days_remembered + (memory is None)) / days_remembered
    got = run(written, world(conduct(RED, rate)), days=365, start=datetime.date(2019, 1, 1))
    # 0, 8, 12, 14, 15, then 15.5 and more, which is 16 with the half rounded up.
    assert_fits(at_the_end(got, 0, 16), by_records(mean, [0, 8, 12, 14, 15, 16]))


def test_somebody_of_whom_nothing_is_remembered_has_the_thin_file() -> None:
    inputs = [{**RECORDS, "memory": None, "transform": "falling"}]
    written = scheme([], score=card(inputs, thin_file=5))
    got = run(written, world(conduct(RED, 1.0 * YEAR / 335)), days=365)
    # n = 0 has 5; 1 has 8, 2 has 4, 3 has 2, 4 has 1, 5 half a point, which is rounded up, then nothing.
    law = by_records(1.0, [5, 8, 4, 2, 1, 1, 0])
    assert_fits(at_the_end(got, 0, 16), law)


def test_what_is_looked_at_leads_to_the_best_at_most() -> None:
    """Of 0 to 16 the inputs reach 12: the same halves of 12, where without it they are halves of 16."""
    written = scheme([], score=card([{**RECORDS, "memory": None}], best=12))
    got = run(written, world(conduct(RED, 1.0 * YEAR / 335)), days=365)
    # 0, 6, 9, then 10.5 and 11.25, 11.625 and more: 11 (the half rounded up), 11, and 12.
    assert_fits(at_the_end(got, 0, 16), by_records(1.0, [0, 6, 9, 11, 11, 12]))


def test_an_account_grows_older_by_whole_years() -> None:
    """Three years and a month: 1 - 2**-3 of 16 points; read on 1 January of the fourth year."""
    written = scheme([], score=card([{"kind": "account-age"}]))
    got = run(written, world(conduct(RED, 1.0)), people=2000, days=3 * 365 + 35)
    ends = at_the_end(got, 0, 16)
    assert ends[14] == ends.sum() == 2000


def test_the_mean_of_inputs_and_the_weights_of_dimensions() -> None:
    """A quarter of a status, a half of the age of the account: by the society's own shares of education."""
    where, assumed = society.load("simpleland"), assumptions.load("standard")
    dimension = where.tables().dims[where.tables().dimension("education") or 0]
    parts = [
        {
            "id": "one",
            "weight": 0.5,
            "inputs": [{"kind": "status", "id": "education"}, {"kind": "account-age"}],
        },
        {"id": "two", "weight": 0.5, "inputs": [{"kind": "account-age"}]},
    ]
    written = scheme([], score=card([], dimensions=parts))
    got = run(written, assumed, people=64_000, days=400, society=where)
    steps = len(dimension.categories) - 1
    persons = got.tally.persons
    for number, category in enumerate(dimension.categories):
        group = got.group("education", category.id)
        # After a year the account is worth 1/2: (status / 2 + 1/4) / 2 + 1/4, of 16 points.
        score = int(16 * ((number / steps + 0.5) / 4 + 0.25) + 0.5)
        in_band = got.column("band-end", f"s{score}")[:, group].sum()
        assert in_band == persons[:, group].sum() > 0


def test_friends_scores_spread_with_one_month_between() -> None:
    """With nothing but friends all stay in the middle: 0.5 of who has none, then the mean of those."""
    written = scheme([], score=card([{"kind": "peer-score"}]))
    got = run(written, world(conduct(RED, 1.0)), people=2000, days=300)
    ends = at_the_end(got, 0, 16)
    assert ends[8] == ends.sum() == 2000


def test_friends_scores_have_the_mean_of_four_draws() -> None:
    """Half by own records, half by four friends' scores a review ago, drawn again without the engine."""
    mean = 1.0
    inputs = [{**RECORDS, "memory": None}, {"kind": "peer-score"}]
    halves = [{"id": "low", "from": None, "to": 512}, {"id": "high", "from": 512, "to": None}]
    written = scheme([], score=card(inputs, range=[0, 1024], recomputed="30 days", bands=halves))
    got = run(written, world(conduct(RED, mean * YEAR / 31)), days=45)
    # On day 30 the friends' scores are those of the evening of day 0, in which they had no friends before.
    luck = np.random.default_rng(7)
    tries = 1_000_000
    first_day = luck.poisson(mean / 31, (tries, 4))
    friends = np.floor(1024 * ((1 - 0.5**first_day) / 2 + 0.25) + 0.5).mean(axis=1) / 1024
    own = 1 - 0.5 ** luck.poisson(mean, tries)
    share = (np.floor(1024 * (own + friends) / 2 + 0.5) < 512).mean()
    assert 0.1 < share < 0.9
    assert_binomial(got.total("band-end", "low"), 64_000, share)


def test_a_false_record_counts_in_the_actual_score_only() -> None:
    """Wrongful is who at some review has false records and no true one: month by month, until the first."""
    inputs = [{**RECORDS, "memory": None, "transform": "falling"}]
    halves = [{"id": "low", "from": None, "to": 16}, {"id": "high", "from": 16, "to": None}]
    listing = rule("sunk", [], when={"band": ["low"]}, effect={"enter": "watch"})
    written = scheme([listing], score=card(inputs, bands=halves), lists=[black("watch", "10 years")])
    got = run(written, world(conduct(RED, 0.7), false={RED: 0.4}), days=365)
    reviews = [datetime.date(2019, month, 1).timetuple().tm_yday for month in range(1, 13)]
    clean, wrongful = 1.0, 0.0
    for days in np.diff([0, *reviews]):
        true, false = 0.7 * days / YEAR, 0.4 * days / YEAR
        wrongful += clean * np.exp(-true) * (1 - np.exp(-false))
        clean *= np.exp(-true - false)
    assert_binomial(got.total("listed", "watch"), 64_000, 1 - clean)
    assert_binomial(got.total("wrongful", "watch"), 64_000, wrongful)
