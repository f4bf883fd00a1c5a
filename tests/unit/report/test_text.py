"""The summary: what it must say, what it may never say, and that its numbers are the run's."""

from __future__ import annotations

import re
from functools import cache

import pytest
from tests.executed import executed
from tests.unit.measures.made_up import made_up_outcomes, scenario

from glasshouse.engine.outcomes import NOTICE
from glasshouse.measures import Results
from glasshouse.report.layout import plain
from glasshouse.report.numbers import interval, number, value
from glasshouse.report.text import summary
from glasshouse.studies.simulation import set_up

WIDTHS = (60, 80, 110)

# Names of countries, cities and institutions in the catalogue, none of which does anything in our sentences.
PLACES = (
    r"China|Chinese|Beijing|Nanjing|Rongcheng|Suining|Hangzhou|Australia|Netherlands|Dutch|Germany|America|"
    r"Simpleland|Hong Kong|Macau|Supreme People's Court|Centrelink|the (?:state|government|party|court|city)"
)
VERBS = (
    r"lists?|listed|refuses?|refused|den(?:y|ies|ied)|punish\w*|bars?|barred|bans?|banned|scores?|scored|puts?|"
    r"leaves?|has|have|had|is|are|was|were|does|did|makes?|made|keeps?|kept"
)
SUBJECT = re.compile(rf"\b(?:{PLACES})(?:'s)?\s+(?:\w+ly\s+)?(?:{VERBS})\b", re.IGNORECASE)


@cache
def results(scheme: str = "court-defaulters-2017", people: int = 100_000) -> Results:
    return Results.of(made_up_outcomes(scenario(scheme, people)))


def text(scheme: str = "court-defaulters-2017", width: int = 100, people: int = 100_000) -> str:
    return plain(summary(results(scheme, people), width))


def flowing(told: str) -> str:
    """Without line breaks, as a reader hears it."""
    return " ".join(told.split())


@pytest.mark.parametrize("scheme", executed())
def test_no_country_or_court_is_the_subject_of_a_sentence(scheme: str) -> None:
    """But for what the scheme's file quotes: its title and what was said of it later."""
    told = flowing(text(scheme, people=30_000))
    head = results(scheme, 30_000).scenario.arms[0].scheme.scheme
    for quoted in (head.title, head.domestic_status, head.summary):
        told = told.replace(flowing(quoted or ""), "")
    assert not SUBJECT.search(told)


@pytest.mark.parametrize("sentence", ["China lists 3 % of its people.", "In 2019 Nanjing has refused 5 %."])
def test_such_a_sentence_would_be_seen(sentence: str) -> None:
    assert SUBJECT.search(sentence)


@pytest.mark.parametrize("scheme", executed())
def test_each_summary_says_that_nobody_is_real_and_what_it_rests_on(scheme: str) -> None:
    read = results(scheme, 30_000).scenario.arms[0].scheme
    told = flowing(text(scheme, people=30_000))
    assert NOTICE in told
    assert "with these rules, on a synthetic society with these assumptions," in told
    footer = f"Scheme: {scheme}, {read.scheme.status}, {read.scheme.reading}."
    found = re.search(re.escape(footer) + r" ([\d,]+) of ([\d,]+) numbers assumed\.", told)
    assert found
    assumed, total = (int(part.replace(",", "")) for part in found.groups())
    assert 0 < assumed <= total
    held = {"court-defaulters-2013", "court-defaulters-2017", "transport-bans-2018"}
    validated = told.partition("Validated for: ")[2]
    if scheme in held:
        assert re.match(
            r"(?:nothing in full, )?compared with published figures of [^.:]+: \d+ of \d+ tests? missed",
            validated,
        )
    else:
        assert validated.startswith(("nothing, never compared", "nothing, compared only with"))
    assert "at the central assumptions only" in told
    if read.score is not None and read.score.kind == "scorecard":
        assert "everybody begins" not in told


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("scheme", ["court-defaulters-2017", "simpleland-points"])
def test_no_line_is_wider_than_the_terminal(scheme: str, width: int) -> None:
    assert max(map(len, text(scheme, width).splitlines())) <= width


def test_the_headline_is_the_estimate() -> None:
    estimate = results().find("listed-share", item="any")
    headline = re.search(r"lists (\S+) % \((\S+) to (\S+)\) of the people it covers", flowing(text()))
    assert headline
    told = [float(part) for part in headline.groups()]
    assert told == [round(number or 0.0, 1) for number in (estimate.value, estimate.low, estimate.high)]


def test_whoever_is_listed_wrongly_or_cannot_help_it_stands_beside_the_listed() -> None:
    paragraph = flowing(text()).partition("In brackets")[0]
    for part in ("lists", "are wrongly on it on some day", "could not have done otherwise"):
        assert part in paragraph


def test_each_number_in_a_table_has_its_interval() -> None:
    rows = [line for line in text().splitlines() if re.match(r"  \S.*  +-?[\d.,]+", line)]
    assert len(rows) > 15
    assert all(re.search(r"\(-?[\d.,]+ to -?[\d.,]+\)$", row) for row in rows)


def test_expression_stands_with_the_sentence_that_it_was_never_measured() -> None:
    told = flowing(text("simpleland-points"))
    assert re.search(
        r"Joining a protest .*No chilling of protest, petition or criticism .* was ever measured", told
    )


def test_what_was_changed_is_told_beside_the_answer() -> None:
    changed = set_up(
        "simpleland-points",
        people=20_000,
        reforms=["protest-costs-nothing"],
        settings=["score.start=105", "assumptions.conducts.walk-on-red.rate=5"],
    )
    told = flowing(plain(summary(Results.of(made_up_outcomes(changed)), 100)))
    rules = "reform protest-costs-nothing (Joining a protest costs nothing); score.start=105"
    assert f"Rules changed for this run: {rules}." in told
    assert "Assumptions changed for this run: assumptions.conducts.walk-on-red.rate=5." in told
    assert "changed for this run" not in text("simpleland-points")


def test_too_few_people_give_no_share() -> None:
    told = flowing(text(people=5_000))
    assert "5,000 people are too few to say" in told
    assert "Run at least 20,000." in told
    assert not re.search(r"\d %", told)


def test_numbers_have_one_decimal_at_most() -> None:
    assert not re.search(r"\d\.\d\d", text().partition("SIMULATION")[2])


@pytest.mark.parametrize(
    ("size", "told"),
    [
        (0.0, "0.0"),
        (-0.04, "0.0"),
        (1234.56, "1,234.6"),
        (9_999.9, "9,999.9"),
        (99_999.9, "100,000"),
        (1e6, "1,000,000"),
        (-3.25, "-3.2"),
    ],
)
def test_numbers(size: float, told: str) -> None:
    assert number(size) == told


def test_small_shares_are_told_per_100_000() -> None:
    rare = Results.of(made_up_outcomes(scenario(), lambda count: 0.0004))
    share = rare.find("listed-share", item="any")
    assert share.value is not None
    assert value(share) == f"{number(share.value * 1000)} per 100,000"
    low, high = (float(part) for part in interval(share).split(" to "))
    assert low <= share.value * 1000 <= high
