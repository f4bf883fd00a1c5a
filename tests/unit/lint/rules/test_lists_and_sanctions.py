"""The rules on lists and sanctions beyond their examples: what is in tension, and what is not."""

from __future__ import annotations

import importlib
import json

import pytest

from glasshouse.ground.document import read_text
from glasshouse.ground.patch import read_patch
from glasshouse.schemes.lint.burdens import RESTRICTING
from glasshouse.schemes.lint.checking import check
from glasshouse.schemes.lint.conventions import conventions
from glasshouse.schemes.lint.examples import AS_OF, base
from glasshouse.schemes.lint.fixing import patch_document
from glasshouse.schemes.lint.naming import some_of
from glasshouse.schemes.lint.report import Report
from glasshouse.schemes.lint.selection import Selection
from glasshouse.schemes.reading import make

BAN = {
    "id": "ban",
    "when": {"list": ["refusers"]},
    "gate": "train",
    "does": "deny",
    "imposed_by": "roads-office",
}


def linted(rule: str, *changes: tuple[str, object]) -> Report:
    """The clean scheme with some changes, before one rule."""
    module = importlib.import_module(f"glasshouse.schemes.lint.rules.{rule}")
    text = json.dumps(
        {"set": [{"path": path, "value": value} for path, value in changes if value is not None]}
    )
    scheme = base()
    scheme = make(scheme.document, [read_patch(read_text(text))]) if changes else scheme
    return check(scheme, Selection(as_of=AS_OF, preview=True), None, only=(module.RULE,))


def with_ban(rule: str, *changes: tuple[str, object], **ban: object) -> Report:
    """The clean scheme with one more consequence, before one rule."""
    module = importlib.import_module(f"glasshouse.schemes.lint.rules.{rule}")
    add = [{"path": "consequences", "value": BAN | ban}]
    text = json.dumps({"set": [{"path": path, "value": value} for path, value in changes], "add": add})
    scheme = make(base().document, [read_patch(read_text(text))])
    return check(scheme, Selection(as_of=AS_OF, preview=True), None, only=(module.RULE,))


def kinds(report: Report) -> list[str]:
    return [finding.kind for finding in report.findings]


@pytest.mark.parametrize(
    ("who", "kind"),
    [("court", "pass"), ("agency", "pass"), ("automatic", "fail"), ("private", "fail"), ("party", "fail")],
)
def test_who_may_put_people_on_a_list(who: str, kind: str) -> None:
    assert kinds(linted("list_without_final_decision", ("rules.able-refuses.decided_by", who))) == [kind]


@pytest.mark.parametrize("fields", [["photo"], ["name", "address"], ["employer"], ["family"], ["id-number"]])
def test_a_closed_register_may_not_expose_either(fields: list[str]) -> None:
    closed = {"audience": "parties", "fields": fields, "for": "3 months"}
    report = linted("public_shaming", ("lists.refusers.publication", closed))
    assert kinds(report) == ["fail"]
    assert all(name in report.findings[0].seen.message for name in fields if name != "name")  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("months", "kind"),
    [("3 months", "pass"), ("4 months", "review"), ("12 months", "review"), ("36 months", "review"),
     ("3 years", "review"), ("37 months", "fail"), ("for-ever", "fail"), ("stay", "review")],
)  # fmt: skip
def test_the_windows_are_those_of_order_36(months: str, kind: str) -> None:
    shown = {"audience": "public", "fields": ["name"], "for": months}
    assert kinds(linted("publication_too_long", ("lists.refusers.publication", shown))) == [kind]


def test_a_window_as_long_as_the_stay_is_as_long_as_the_longest_stay() -> None:
    shown = {"audience": "public", "fields": ["name"], "for": "stay"}
    longer = ("rules.able-refuses.stay", {"for": "4 years"})
    report = linted("publication_too_long", ("lists.refusers.publication", shown), longer)
    assert kinds(report) == ["fail"]


def test_a_list_that_renews_itself_or_waits_for_performance_has_no_end() -> None:
    rule = "indefinite_or_self_renewing_list"
    renewing = linted(rule, ("lists.refusers.stay.renewal", "automatic"))
    assert kinds(renewing) == ["fail"]
    assert patch_document(renewing, renewing.findings[0]) is not None
    waiting = linted(rule, ("lists.refusers.stay.for", "until-performed"))
    assert kinds(waiting) == ["fail"]
    assert waiting.findings[0].confidence == "medium"
    assert kinds(linted(rule, ("rules.able-refuses.stay", {"for": "for-ever"}))) == ["fail"]


def test_performance_must_be_a_way_off_a_list_about_debts() -> None:
    report = linted("stays_after_fulfilment", ("lists.refusers.exit", [{"by": "expiry", "within": "0 days"}]))
    assert kinds(report) == ["fail"]
    document = patch_document(report, report.findings[0])
    assert document is not None
    mended = make(report.scheme.document, [read_patch(document)])
    assert {way.by for way in mended.list("refusers").exit} == {"expiry", "performance"}


def test_no_score_is_a_court() -> None:
    left_free = ["medical", "livelihood", "family"]
    assert kinds(with_ban("restricts_movement", **{"except": left_free})) == ["pass"]
    assert kinds(with_ban("restricts_movement", when={"band": ["low"]}, **{"except": left_free})) == ["fail"]
    agency = ("rules.able-refuses.decided_by", "agency")
    assert kinds(with_ban("restricts_movement", agency, **{"except": left_free})) == ["fail"]
    assert kinds(with_ban("restricts_movement", **{"except": ["medical"]})) == ["fail"]


@pytest.mark.parametrize("does", ["warn", "inspect"])
def test_a_warning_limits_no_journey(does: str) -> None:
    assert does not in RESTRICTING
    assert kinds(with_ban("restricts_movement", does=does)) == ["notApplicable"]


def test_a_bar_from_work_needs_a_connection_and_an_end() -> None:
    rule = "restricts_livelihood"
    assert kinds(with_ban(rule, gate="job")) == ["fail"]
    assert kinds(with_ban(rule, gate="job", does="inspect")) == ["review"]
    connected = ("rules.able-refuses.when.conducts", ["breaks-work-rules"])
    assert kinds(with_ban(rule, connected, gate="job")) == ["pass"]
    assert kinds(with_ban(rule, connected, ("lists.refusers.stay.for", "for-ever"), gate="job")) == ["fail"]


def test_a_child_that_bears_it_makes_the_finding_surer() -> None:
    own = with_ban("restricts_education", gate="private-school")
    childs = with_ban("restricts_education", gate="private-school", falls_on=["children"])
    assert [own.findings[0].confidence, childs.findings[0].confidence] == ["medium", "high"]


def test_sanctions_are_weighed_counted_and_timed() -> None:
    rule = "disproportionate"
    assert kinds(with_ban(rule)) == ["pass"]  # deny, against a breach
    assert kinds(with_ban(rule, gate="social-assistance")) == ["fail"]  # the same, of an essential service
    assert kinds(with_ban(rule, gate="honours", does="disqualify")) == ["pass"]  # touches no right
    lawful = ("rules.able-refuses.when.conducts", ["cannot-perform-judgment"])
    assert kinds(with_ban(rule, lawful)) == ["fail"]
    crime = ("rules.able-refuses.when.conducts", ["evades-judgment"])
    assert kinds(with_ban(rule, crime, gate="public-post", does="disqualify")) == ["pass"]
    third = (
        "consequences.talk",
        {"id": "talk", "when": {"list": ["refusers"]}, "gate": "loan", "does": "deny"},
    )
    assert kinds(with_ban(rule, third)) == ["fail"]
    times = conventions()["most-times-the-term"].number  # the register keeps judgments for 24 months
    assert kinds(with_ban(rule, ("lists.refusers.stay.for", f"{int(24 * times)} months"))) == ["pass"]
    assert kinds(with_ban(rule, ("lists.refusers.stay.for", f"{int(24 * times) + 1} months"))) == ["fail"]


def test_a_mixed_body_is_told_less_surely() -> None:
    compelled = ("users", [{"id": "roads-office", "kind": "state", "compelled": True},
                           {"id": "banks", "kind": "mixed", "compelled": True}])  # fmt: skip
    report = linted("private_conscription", compelled)
    assert kinds(report) == ["fail"]
    assert report.findings[0].confidence == "medium"


def test_only_what_is_scarce_or_essential_cannot_be_a_reward() -> None:
    rule = "reward_is_hidden_penalty"
    assert kinds(with_ban(rule, gate="public-post", does="priority")) == ["fail"]
    assert kinds(with_ban(rule, gate="public-post", does="grant")) == ["pass"]
    assert kinds(with_ban(rule, gate="train", does="priority")) == ["pass"]
    granted = with_ban(rule, gate="heating-subsidy", does="grant")
    assert [granted.findings[0].kind, granted.findings[0].confidence] == ["fail", "medium"]


@pytest.mark.parametrize(
    ("conduct", "kind"),
    [
        ("refuses-judgment", "pass"),
        ("drunk-driving", "pass"),
        ("evades-tax", "review"),
        ("walk-on-red", "fail"),
    ],
)
def test_grounds_of_a_chinese_list(conduct: str, kind: str) -> None:
    place = ("scheme.jurisdiction", "CN")
    ground = ("rules.able-refuses.when.conducts", [conduct])
    assert kinds(linted("list_grounds_too_wide", place, ground)) == [kind]


@pytest.mark.parametrize(
    ("count", "text"),
    [(1, "n0"), (3, "n0, n1, n2"), (4, "n0, n1, n2 and 1 other"), (6, "n0, n1, n2 and 3 others")],
)
def test_names_in_a_sentence(count: int, text: str) -> None:
    assert some_of([f"n{number}" for number in range(count)]) == text
