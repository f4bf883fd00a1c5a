"""The rules on data and scores beyond their examples: what is in tension, and what is not."""

from __future__ import annotations

import importlib
import json
from typing import Any

import pytest

from glasshouse.ground.document import read_text
from glasshouse.ground.patch import read_patch
from glasshouse.schemes.lint.checking import check
from glasshouse.schemes.lint.examples import AS_OF, base
from glasshouse.schemes.lint.fixing import patch_document
from glasshouse.schemes.lint.report import Report
from glasshouse.schemes.lint.selection import Selection
from glasshouse.schemes.lint.spoken import spoken
from glasshouse.schemes.model import Scheme
from glasshouse.schemes.reading import make

DEARER = {
    "id": "dearer-insurance",
    "when": {"band": ["low"]},
    "gate": "vehicle-insurance",
    "does": "surcharge",
    "size": 0.1,
}
TRAIN = {"id": "no-trains", "when": {"band": ["low"]}, "gate": "train", "does": "deny"}


def changed(**patch: Any) -> Scheme:
    """The clean scheme with a patch: ``set`` as a mapping of paths, ``add`` as pairs, ``remove`` as paths."""
    document = {
        "set": [{"path": path, "value": value} for path, value in patch.get("set", {}).items()],
        "add": [{"path": path, "value": value} for path, value in patch.get("add", [])],
        "remove": patch.get("remove", []),
    }
    text = json.dumps({key: value for key, value in document.items() if value})
    return make(base().document, [read_patch(read_text(text))])


def linted(rule: str, **patch: Any) -> Report:
    """The clean scheme with a patch, before one rule."""
    module = importlib.import_module(f"glasshouse.schemes.lint.rules.{rule}")
    return check(changed(**patch), Selection(as_of=AS_OF, preview=True), None, only=(module.RULE,))


def kinds(report: Report) -> list[str]:
    return [finding.kind for finding in report.findings]


def source(kind: str, **more: object) -> list[tuple[str, object]]:
    return [
        ("data.sources", {"id": "new", "kind": kind, "special": [], "register_keeps": "24 months"} | more)
    ]


def rule(conduct: str, **more: object) -> tuple[str, dict[str, object]]:
    """One more rule that takes a point away."""
    words = "What the law says that it is, as a court has found in a final judgment"
    given = {"id": "more", "when": {"conducts": [conduct]}, "proof": "judgment", "effect": {"points": -1}}
    return "rules", given | {"lapse": "1 year", "decided_by": "court", "definition": words} | more


def test_words_are_found_whole_and_whatever_their_case() -> None:
    assert spoken(("loyal", "bad faith"), "LOYAL; in bad\n faith.") == ("loyal", "bad faith")
    assert spoken(("loyal",), "disloyal, royal") == ()


def test_a_source_that_is_taken_away_takes_the_histories_that_name_it() -> None:
    day = {"day": 0, "act": "speeding", "source": "camera"}
    histories = [
        {"id": "seen", "days": [day], "expect": [{"day": 40, "score": 10}]},
        {"id": "other", "days": [{"day": 0, "act": "speeding"}], "expect": [{"day": 40, "score": 10}]},
    ]
    camera = {"id": "new", "kind": "camera", "special": ["biometrics"]}
    report = linted("special_category_input", add=[("data.sources", camera)], set={"tests": histories})
    (found,) = [finding for finding in report.findings if finding.kind == "fail"]
    patch = patch_document(report, found)
    assert patch is not None
    assert patch.data["remove"] == ["data.sources.new", "tests.seen"]


def test_a_camera_that_reports_walkers_must_know_faces_and_one_that_reads_plates_need_not() -> None:
    assert kinds(linted("mass_surveillance_source", add=source("camera"))) == ["pass"]
    report = linted("mass_surveillance_source", add=[*source("camera"), rule("walk-on-red")])
    assert [(found.kind, found.confidence) for found in report.findings] == [("fail", "medium")]


@pytest.mark.parametrize(
    ("kind", "conduct", "expected"),
    [("platform", "slanders-online", "fail"), ("bank", "buys-luxury", "fail"), ("bank", "pays-late", "pass")],
)
def test_posts_and_purchases_are_watched_and_debts_are_not(kind: str, conduct: str, expected: str) -> None:
    assert kinds(linted("mass_surveillance_source", add=[*source(kind), rule(conduct)])) == [expected]


def test_a_flow_for_another_purpose_needs_a_law_and_a_reader_of_it() -> None:
    other = {"data.sharing.banks.purpose": "advertise loans"}
    assert kinds(linted("purpose_creep_sharing", set=other)) == ["review"]
    nothing = other | {"data.sharing.banks.legal_basis": None}
    assert kinds(linted("purpose_creep_sharing", set=nothing)) == ["fail"]


def test_a_recipient_who_acts_in_another_sphere_is_told_though_the_purpose_is_the_same() -> None:
    there = {"consequences.no-new-credit-cards.gate": "train", "data.sharing.banks.legal_basis": None}
    assert kinds(linted("purpose_creep_sharing", set=there)) == ["fail"]


@pytest.mark.parametrize(
    ("keeps", "register", "expected"),
    [
        ("for-ever", "24 months", "fail"),
        (None, "24 months", "fail"),
        ("2 years", "24 months", "pass"),
        ("25 months", "24 months", "fail"),
        ("25 months", "for-ever", "pass"),
        ("25 months", None, "pass"),
    ],
)
def test_a_copy_is_kept_no_longer_than_its_register(
    keeps: str | None, register: str | None, expected: str
) -> None:
    registers = {f"data.sources.{name}.register_keeps": register for name in ("police", "court")}
    assert kinds(linted("retention_beyond_source", set=registers | {"data.keeps": keeps})) == [expected]


def test_an_exit_for_errors_is_asked_for_only_where_something_could_find_them() -> None:
    exits = {"lists.refusers.exit": [{"by": "expiry", "within": "0 days"}]}
    assert kinds(linted("no_accuracy_process", set=exits)) == ["fail"]
    assert kinds(linted("no_accuracy_process", set=exits, remove=["remedies"])) == ["review"]


def test_a_machine_that_applies_what_nobody_found_true_is_told() -> None:
    machine = {"rules.speeding.decided_by": "automatic"}
    assert kinds(linted("no_accuracy_process", set=machine)) == ["pass"]
    seen = machine | {"rules.speeding.proof": "observed"}
    assert kinds(linted("no_accuracy_process", set=seen)) == ["fail"]


def test_a_source_has_use_by_a_conduct_that_is_mistaken_for_another() -> None:
    assert kinds(linted("data_minimisation", add=source("tax-office"))) == ["fail"]
    assert kinds(linted("data_minimisation", add=[*source("tax-office"), rule("evades-tax")])) == ["pass"]


def test_a_total_of_one_sphere_or_without_consequence_is_no_total_score() -> None:
    assert kinds(linted("cross_domain_total_score", add=[rule("evades-fare")])) == ["pass"]
    assert kinds(linted("cross_domain_total_score", add=[("consequences", TRAIN)])) == ["pass"]
    both = [rule("evades-fare"), ("consequences", TRAIN)]
    assert kinds(linted("cross_domain_total_score", add=both)) == ["fail"]


@pytest.mark.parametrize(("uses", "expected"), [("yes", "fail"), ("no", "review"), ("unknown", "review")])
def test_the_elements_without_a_machine_are_for_a_reader(uses: str, expected: str) -> None:
    answer = {"scheme.automation.uses_ai": uses}
    report = linted("social_scoring_elements", set=answer, add=[("consequences", TRAIN)])
    assert kinds(report) == [expected]


def test_lawful_behaviour_is_the_other_alternative_of_the_ban() -> None:
    given = {"set": {"scheme.automation.uses_ai": "yes"}}
    loan = {"id": "no-loans", "when": {"band": ["low"]}, "gate": "loan", "does": "deny"}
    report = linted(
        "social_scoring_elements", **given, add=[rule("cannot-pay-on-time"), ("consequences", loan)]
    )
    (found,) = report.findings
    assert found.kind == "fail"


def test_a_title_that_says_what_people_are_is_told_with_medium_confidence() -> None:
    report = linted("inferred_traits", set={"lists.refusers.title": "the untrustworthy"})
    assert [(found.kind, found.confidence) for found in report.findings] == [("fail", "medium")]


def test_one_essential_sanction_is_a_cliff_and_one_other_is_none() -> None:
    assert kinds(linted("cliff_edge_band", add=[("consequences", DEARER)])) == ["pass"]
    last = DEARER | {"gate": "social-assistance", "does": "deny", "size": None}
    assert kinds(linted("cliff_edge_band", add=[("consequences", last)])) == ["fail"]


def test_an_edge_is_also_a_score_that_consequences_name_and_a_list_behind_a_band() -> None:
    at = {"score": {"below": 3}}
    named = [("consequences", DEARER | {"when": at}), ("consequences", TRAIN | {"when": at})]
    assert kinds(linted("cliff_edge_band", add=named)) == ["fail"]
    leads = {"id": "lowest", "when": {"band": ["low"]}, "proof": "judgment", "effect": {"enter": "refusers"}}
    listed = [("rules", leads), ("consequences", DEARER)]
    assert kinds(linted("cliff_edge_band", add=listed)) == ["fail"]


@pytest.mark.parametrize(
    ("when", "expected"),
    [({"below": 5}, "pass"), ({"below": 0}, "fail"), ({"at_least": 12}, "pass"), ({"at_least": 13}, "fail")],
)
def test_a_score_that_cannot_occur_brings_nothing(when: dict[str, int], expected: str) -> None:
    asked = DEARER | {"when": {"score": when}}
    assert kinds(linted("band_gap_or_overlap", add=[("consequences", asked)])) == [expected]


def test_a_band_above_the_start_is_reached_once_a_rule_adds_points_or_leads_there() -> None:
    bands = {"score.ceiling": None, "score.bands.full.to": 13}
    best = ("score.bands", {"id": "best", "from": 13, "to": None})
    assert kinds(linted("band_gap_or_overlap", set=bands, add=[best])) == ["fail"]
    for effect in ({"points": 1}, {"to_band": "best"}):
        helps = rule("helps-in-emergency", effect=effect)
        assert kinds(linted("band_gap_or_overlap", set=bands, add=[best, helps])) == ["pass"]


def test_the_lowest_limit_of_points_is_no_place_among_others() -> None:
    told = {"rules.speeding.definition": "Falling below the lowest limit of points that the table gives"}
    assert kinds(linted("relative_ranking_quota", set=told)) == ["pass"]


def test_bands_that_move_each_year_are_for_a_reader() -> None:
    ends = [{"path": f"score.bands.{path}", "value": 6} for path in ("low.to", "full.from")]
    moved = {"from": "2025-01-01", "set": ends}
    assert kinds(linted("relative_ranking_quota", set={"amendments": [moved]})) == ["review"]


@pytest.mark.parametrize(("weight", "expected"), [("advisory", "pass"), ("strong", "fail")])
def test_a_score_that_only_advises_decides_nothing(weight: str, expected: str) -> None:
    answers = {f"remedies.{name}.human": False for name in ("correction", "appeal")}
    assert kinds(linted("score_sole_decider", set=answers | {"scheme.automation.weight": weight})) == [
        expected
    ]
