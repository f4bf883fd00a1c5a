"""Reasons cite the text in force on the day, say from which amendment, and use no name from the file."""

from __future__ import annotations

import json
import re
from datetime import date

import pytest

from glasshouse import schemes
from glasshouse.engine.slow import Event
from glasshouse.report.reasons import Texts, in_words
from glasshouse.studies.simulation import set_up

CHANGE = [
    {"from": "2019-04-01", "set": [{"path": "rules.protest.points", "value": -30}]},
    {"from": "2019-07-01", "remove": ["rules.protest"]},
]


def hit(day: int) -> Event:
    return Event(day, "rule", "protest", because=("rules.protest", "score.bands.D"))


def test_each_day_rests_on_the_text_in_force_on_it() -> None:
    scenario = set_up(
        "simpleland-points", people=1000, years=1, settings=[f"amendments={json.dumps(CHANGE)}"]
    )
    texts = Texts(scenario, scenario.arms[0])
    first = (date(2019, 4, 1) - scenario.start).days
    before, band = texts.reasons(hit(first - 1))
    assert before.says == "joining a protest costs 10 points"
    assert "amended" not in before.based_on
    after, same = texts.reasons(hit(first))
    assert after.says == "joining a protest costs 30 points"
    assert "as amended from 1 April 2019 (set for this run)" in after.based_on
    assert same == band
    # What was struck out meanwhile is told as it last stood.
    struck, _ = texts.reasons(hit(first + 200))
    assert struck.says == after.says


def test_an_amendment_of_a_file_is_cited_by_its_line() -> None:
    scenario = set_up("court-defaulters-2013", people=1000, years=5)
    texts = Texts(scenario, scenario.arms[0])
    lines = texts._whole.text.splitlines()
    event = Event(
        (date(2016, 1, 21) - scenario.start).days, "refused", "x",
        because=("consequences.no-flights", "consequences.no-loans"),
    )  # fmt: skip
    flights, loans = (reason.based_on for reason in texts.reasons(event))
    found = re.search(r"as amended from (\S+ \S+ \d{4}) \(\S+:(\d+)\)", flights)
    assert found
    assert found[1] == "16 January 2014"
    assert "2014-01-16" in lines[int(found[2]) - 1]
    assert "amended" not in loans


@pytest.mark.parametrize("id", schemes.catalogue())
def test_no_name_of_a_list_is_left_in_the_words(id: str) -> None:
    scheme = schemes.load(id)
    parts = (*scheme.rules, *scheme.lists, *scheme.consequences, *scheme.remedies, *scheme.score.bands)
    ids = [one.id for one in scheme.lists if "-" in one.id]
    for part in parts:
        said = in_words(part, scheme)
        assert said
        assert not [name for name in ids if re.search(rf"(?<![\w-]){name}(?![\w-])", said)]
