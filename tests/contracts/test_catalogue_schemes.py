"""What every scheme and reform of the catalogue must keep, whoever adds it.

The files are read a second time here, plainly, so that a fault of the reader cannot hide a fault of a file.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from tests.executed import waits_for

from glasshouse import assumptions, schemes
from glasshouse.assumptions import Assumptions
from glasshouse.engine import dictation, slow
from glasshouse.engine.texts import texts_of
from glasshouse.ground.document import read_file
from glasshouse.ground.errors import Problem
from glasshouse.schemes import Scheme
from glasshouse.schemes.catalogue_page import PAGE, page
from glasshouse.schemes.explaining import explain
from glasshouse.schemes.reading import locate
from glasshouse.schemes.reforming import reforms
from glasshouse.schemes.vocabulary import conducts

ROOT = Path(__file__).resolve().parents[2]

# What a number looks like where it is written as text.
AMOUNT = re.compile(r"[0-9][0-9,.]* [A-Za-z]+( [a-z]+)?\Z")
# Keys whose whole numbers are names or places in an order, not quantities.
NAMES_OF_NUMBERS = frozenset({"format", "nth", "low", "high"})
# Sections that hold rules and facts; the others hold names, sources and tests.
SECTIONS = ("scope", "data", "score", "rules", "lists", "consequences", "remedies", "practice")
INHERITED = ("reference", "evidence", "as_of")

# Two capitalised words in a row are a person's name unless they are one of these institutions and titles.
KNOWN_NAMES = frozenset(
    {
        "Administrative Appeals Tribunal",
        "Law Handbook",
        "Services Australia",
        "Ant Financial",
        "China Daily",
        "China Law Translate",
        "China News",
        "Congressional Research Service",
        "European Convention",
        "Fair Credit Reporting Act",
        "Federal Trade Commission",
        "FACT Act",
        "Fa Fa",
        "Fa Shi",
        "Federal Court",
        "Foreign Policy",
        "Getting Rongcheng Right",
        "Global Times",
        "Government Accountability Office",
        "Greater Bay Area",
        "Honest Shanghai",
        "Hong Kong",
        "Human Rights",
        "Human Services",
        "Ming Pao",
        "National Development",
        "National Public Credit Information Center",
        "New York",
        "New York City",
        "No Fly List",
        "Pearl River Delta",
        "Points Office",
        "Reform Commission",
        "Rong Zheng Fa",
        "Sesame Credit",
        "State Council",
        "Supreme Court",
        "Supreme People",
        "System Risk Indication",
        "Terrorist Screening Center",
        "The District Court",
        "The Fair Credit Reporting Act",
        "The Federal Court",
        "The Hague",
        "The No Fly List",
        "The Rongcheng Experience",
        "United States",
        "Xichu Points",
    }
)
NAME = re.compile(r"\b[A-Z][a-z]+(?:[- ][A-Z][a-z]+)+\b")


@dataclass(frozen=True)
class Written:
    """A number as a file writes it, with what the items around it say."""

    path: str
    value: Any
    said: dict[str, Any] = field(default_factory=dict)

    @property
    def evidence(self) -> str:
        known: str = self.said.get("evidence") or ("cited" if self.said.get("reference") else "none")
        return known


def written_numbers(data: dict[str, Any]) -> Iterator[Written]:
    for section in SECTIONS:
        yield from _walk(data.get(section), section, {})


def _walk(value: Any, path: str, around: dict[str, Any]) -> Iterator[Written]:
    if isinstance(value, dict):
        own = {key: value[key] for key in INHERITED if value.get(key) is not None}
        if "value" in value:
            # Who says how a number is known says so alone; otherwise the item around it speaks for it.
            said = own if "evidence" in own or "reference" in own else around | own
            if _is_number(value["value"]):
                ends = {key: value[key] for key in ("low", "high") if key in value}
                yield Written(path, value["value"], said | ends)
            return
        for key, inner in value.items():
            if key not in (*NAMES_OF_NUMBERS, *INHERITED, "note", "definition", "title"):
                yield from _walk(inner, f"{path}.{key}", around | own)
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            name = inner.get("id", index) if isinstance(inner, dict) else index
            yield from _walk(inner, f"{path}.{name}", around)
    elif _is_number(value):
        yield Written(path, value, dict(around))


def _is_number(value: Any) -> bool:
    if isinstance(value, str):
        return AMOUNT.match(value) is not None
    return isinstance(value, int | float) and not isinstance(value, bool)


@pytest.fixture(params=schemes.catalogue())
def scheme(request: pytest.FixtureRequest) -> Scheme:
    return schemes.load(request.param)


@pytest.fixture
def data(scheme: Scheme) -> dict[str, Any]:
    plain: dict[str, Any] = read_file(locate(scheme.id)).data
    return plain


def test_what_is_not_run_waits_for_a_mechanism_and_for_nothing_else(scheme: Scheme) -> None:
    assert {problem.code for problem in waits_for(scheme.id)} <= {"not-executed-yet"}


def prose(data: dict[str, Any], text: str) -> str:
    """All free text of a scheme file but what is cited: its comments, titles, notes, definitions, names."""
    comments = re.findall(r"#+ ?(.*)", re.sub(r"https?://\S+", "", text))
    kept = [" ".join(comments)]

    def take(value: Any, key: str) -> None:
        if isinstance(value, dict):
            for inner_key, inner in value.items():
                take(inner, inner_key)
        elif isinstance(value, list):
            for inner in value:
                take(inner, key)
        elif isinstance(value, str) and key not in ("cite", "url", "via"):
            kept.append(value)

    take(data, "")
    return "\n".join(kept)


def test_the_promised_schemes_are_there() -> None:
    wanted = {
        "agency-integrity",
        "beijing-plan-2018",
        "beijing-press-2018",
        "company-rating",
        "compas",
        "court-defaulters-2013",
        "court-defaulters-2017",
        "dutch-childcare-2013",
        "fuzhou-jasmine",
        "guangdong-bay-area-2019",
        "hangzhou-2018",
        "nanjing-2019",
        "narrow-court-register",
        "national-joint-punishment",
        "no-fly-list",
        "none",
        "robodebt-2016",
        "rongcheng-2014",
        "rongcheng-2021",
        "schufa",
        "sesame-2015",
        "shanghai-honest-2016",
        "simpleland-points",
        "suining-2010",
        "suqian-xichu",
        "suzhou-osmanthus",
        "syri-2014",
        "thirty-cities",
        "transport-bans-2018",
        "us-credit-file",
        "xiamen-egret",
    }
    assert wanted <= set(schemes.catalogue())


def test_not_all_schemes_are_of_one_country() -> None:
    places = {schemes.load(name).scheme.jurisdiction for name in schemes.catalogue()}
    assert len(places - {"invented"}) > 1


def test_loads_without_a_warning_under_its_own_name(scheme: Scheme) -> None:
    assert locate(scheme.id).stem == scheme.id
    if scheme.id == "none":  # its one rule leads nowhere: that is what it is for
        assert ["leads nowhere" in warning.what for warning in scheme.warnings] == [True]
    else:
        assert scheme.warnings == ()


def test_every_number_is_sourced_or_confessed(scheme: Scheme, data: dict[str, Any]) -> None:
    known = {reference.id: reference for reference in scheme.references}
    found = list(written_numbers(data))
    assert len(found) >= len(scheme.rules)
    for number in found:
        where = f"{scheme.id}: {number.path} = {number.value}"
        assert number.evidence in ("cited", "derived", "assumed", "unverified"), f"{where} has no evidence"
        if number.evidence in ("assumed", "unverified"):
            assert number.said.get("low") is not None and number.said.get("high") is not None, (
                f"{where} is {number.evidence} and has no range"
            )
            assert number.said["low"] != number.said["high"], f"{where} has a range without width"
        else:
            assert number.said.get("reference") in known, f"{where} is {number.evidence} from nothing"
            source = known[number.said["reference"]]
            assert source.kind != "memory", f"{where} is {number.evidence} from memory"
            assert source.read is not None or source.via in ("L", "S"), (
                f"{where}: nobody has read {source.id}"
            )


def test_every_reference_is_used(scheme: Scheme, data: dict[str, Any]) -> None:
    rest = str({key: value for key, value in data.items() if key != "references"})
    idle = [reference.id for reference in scheme.references if f"'{reference.id}'" not in rest]
    assert not idle


def test_a_reference_says_how_it_was_read(scheme: Scheme) -> None:
    for reference in scheme.references:
        assert reference.confidence is not None, reference.id
        if reference.kind in ("primary", "secondary", "press") and scheme.scheme.status != "invented":
            assert reference.via, f"{reference.id} does not say how it was read"


def test_four_lives_or_more_were_worked_out_by_hand(scheme: Scheme) -> None:
    assert len(scheme.tests) >= 4
    for history in scheme.tests:
        assert history.days, f"{history.id}: nothing happens"
        last = max(day.day for day in history.days)
        assert any(expected.day >= last for expected in history.expect), f"{history.id} looks away too soon"


Check = Callable[[Scheme, Assumptions], list[Problem]]


@pytest.fixture(params=(slow, dictation), ids=("slow", "fast"))
def check_life_histories(request: pytest.FixtureRequest) -> Check:
    """Life histories are played on both engines."""
    check: Check = request.param.check_life_histories
    return check


def test_the_lives_come_out_as_worked_out(scheme: Scheme, check_life_histories: Check) -> None:
    if not waits_for(scheme.id):
        assert [problem.what for problem in check_life_histories(scheme, assumptions.load())] == []


def test_the_lives_would_notice_a_change(scheme: Scheme, check_life_histories: Check) -> None:
    """Any other size of the first rule's effect, and one life at least comes out otherwise."""
    if waits_for(scheme.id) or not scheme.rules:  # a scorecard has weights instead
        return
    first = scheme.rules[0]
    key, value = ("points", -1) if first.effect.points is not None else ("final_after", "400 days")
    changed = schemes.load(scheme.id, f"rules.{first.id}.{key}={value}")
    assert check_life_histories(changed, assumptions.load())


def test_the_lives_see_both_sides_of_every_line(scheme: Scheme) -> None:
    """Each list is seen with the person on it and off it again, and more bands than one are reached."""
    expected = [one for history in scheme.tests for one in history.expect]
    seen = [set(one.listed) for one in expected if one.listed is not None]
    for one in scheme.lists:
        assert any(one.id in listed for listed in seen), f"nobody is on {one.id}"
        assert any(one.id not in listed for listed in seen), f"nobody is off {one.id}"
    bands = {one.band for one in expected if one.band is not None}
    # A scorecard rests on who somebody is, of which lives have nothing.
    assert not scheme.score.bands or scheme.score.kind == "scorecard" or len(bands) > 1
    refused = {gate for one in expected for gate in one.denied or ()}
    day_0 = max(datetime.date(2019, 1, 1), scheme.scheme.force.from_)
    refusing = {
        one.gate
        for text in texts_of(scheme, day_0, 1)
        for one in text.scheme.consequences
        if one.does in ("deny", "disqualify") and one.binds == "self" and "self" in one.falls_on
    }
    assert refused == refusing - {"none"}


def test_every_rule_is_tried_in_a_life(scheme: Scheme) -> None:
    acts = {day.act for history in scheme.tests for day in history.days}
    untried = [rule.id for rule in scheme.rules if not acts & set(rule.when.conducts or acts)]
    assert not untried


def test_the_summary_is_one_or_two_plain_sentences(scheme: Scheme) -> None:
    summary = scheme.scheme.summary.strip()
    assert summary.endswith(".")
    assert 1 <= len(re.findall(r"[.!?](?=\s|$)", summary)) <= 2
    assert len(summary.split()) <= 60


def test_its_standing_is_told_in_words(scheme: Scheme) -> None:
    """Read aloud, a scheme says in its first lines what kind of text it is and how well it was read."""
    told = explain(scheme)
    head, _, rest = told.partition(scheme.scheme.summary.split()[-1])
    assert scheme.scheme.status in head
    assert scheme.scheme.reading.replace("-", " ") in head.replace("-", " ")
    for rule in scheme.rules:
        assert rule.id in rest


def test_invented_schemes_say_so_everywhere(scheme: Scheme) -> None:
    head = scheme.scheme
    if head.status == "invented":
        assert head.jurisdiction == "invented"
        for text in (head.title, head.summary, head.operator.name):
            assert "invented" in text.lower()
    else:
        assert head.jurisdiction != "invented"
        assert head.legal_basis or head.domestic_status, "who made the rule, or what was said of it?"


def test_no_real_scheme_prices_protected_conduct_without_a_source(scheme: Scheme) -> None:
    """An assumption may fill a gap in a rule, but never make up a rule against protest or petition."""
    if scheme.scheme.status == "invented":
        return
    catalogue = conducts()
    for rule in scheme.rules:
        protected = [name for name in rule.when.conducts or () if catalogue[name].legality == "protected"]
        if protected:
            assert rule.reference is not None, rule.id
            assert rule.evidence in ("cited", "unverified"), rule.id


def test_no_real_person_is_named(scheme: Scheme, data: dict[str, Any]) -> None:
    found = {name for line in prose(data, scheme.text).splitlines() for name in NAME.findall(line)}
    strangers = {name for name in found if name not in KNOWN_NAMES}
    assert not strangers, f"if these are institutions or places, add them to KNOWN_NAMES: {strangers}"


def test_people_are_called_by_decent_words(scheme: Scheme, data: dict[str, Any]) -> None:
    text = prose(data, scheme.text).lower()
    for word in ("laolai", "deadbeat", "cheat"):
        assert word not in text


@pytest.fixture(params=reforms())
def reform(request: pytest.FixtureRequest) -> schemes.Reform:
    return schemes.load_reform(request.param)


def test_a_reform_names_a_scheme_and_changes_it(reform: schemes.Reform) -> None:
    assert reform.reform.scheme in schemes.catalogue()
    assert reform.reform.summary and reform.reform.summary.endswith(".")
    before = schemes.load(reform.reform.scheme)
    after = schemes.load(reform.reform.scheme, reform.patch)
    changeable = ("data", "score", "rules", "lists", "consequences", "remedies", "notice")
    assert any(getattr(before, key) != getattr(after, key) for key in changeable)
    assert (before.scheme, before.scope, before.tests) == (after.scheme, after.scope, after.tests)


def test_the_promised_reforms_are_there() -> None:
    wanted = {
        "appeal-in-fifteen-days",
        "final-decisions-only",
        "grounds-for-the-able-only",
        "no-household-reach",
        "no-sharing",
        "off-the-list-after-a-year",
        "protest-costs-ten-points",
    }
    assert wanted <= set(reforms())


def test_the_page_says_what_the_catalogue_says() -> None:
    assert (ROOT / PAGE).read_text(encoding="utf-8") == page(), (
        "run: python -m glasshouse.schemes.catalogue_page"
    )
