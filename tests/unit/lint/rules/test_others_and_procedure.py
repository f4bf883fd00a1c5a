"""The rules on other people, procedure and evidence beyond their examples."""

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
from glasshouse.schemes.lint.measured import Measured, Measurement
from glasshouse.schemes.lint.observation import Observation
from glasshouse.schemes.lint.report import Report
from glasshouse.schemes.lint.selection import Selection
from glasshouse.schemes.reading import make

SCHOOL = {
    "id": "no-private-school",
    "when": {"list": ["refusers"]},
    "gate": "private-school",
    "does": "deny",
    "falls_on": ["self", "children"],
    "imposed_by": "roads-office",
}
BAN = {"id": "ban", "when": {"list": ["refusers"]}, "gate": "train", "does": "deny", "falls_on": ["self"]}
PARKING = {
    "id": "parking",
    "when": {"conducts": ["illegal-parking"]},
    "proof": "penalty-final",
    "effect": {"points": -1},
    "lapse": "12 months",
}


def linted(
    rule: str,
    *changes: tuple[str, object],
    add: tuple[tuple[str, object], ...] = (),
    remove: tuple[str, ...] = (),
    measured: Measured | None = None,
) -> Report:
    """The clean scheme with some changes, before one rule."""
    module = importlib.import_module(f"glasshouse.schemes.lint.rules.{rule}")
    patch: dict[str, Any] = {
        "set": [{"path": path, "value": value} for path, value in changes],
        "add": [{"path": path, "value": value} for path, value in add],
        "remove": list(remove),
    }
    patch = {kind: entries for kind, entries in patch.items() if entries}
    scheme = base()
    if patch:
        scheme = make(scheme.document, [read_patch(read_text(json.dumps(patch)))])
    return check(scheme, Selection(as_of=AS_OF, preview=True), measured, only=(module.RULE,))


def kinds(report: Report) -> list[str]:
    return [finding.kind for finding in report.findings]


def observed(report: Report) -> list[Observation]:
    """What the rule saw in tension."""
    return [finding.seen for finding in report.findings if finding.seen and finding.kind == "fail"]


def run(*entries: Measurement) -> Measured:
    return Measured("a run", "scheme", 100_000, 365, 1, entries)


def estimate(
    measure: str, group: str, value: float | None, low: float | None, high: float | None
) -> Measurement:
    item = "any" if measure == "listing-rate-ratio" else "speeding"
    return Measurement(measure, item, group, value, low, high, "times", "others", "sampling", 1000, None)


# ------------------------------------------------------------------------------------------- other people


def test_a_school_that_a_child_loses_is_told_with_the_courts_own_view_in_mind() -> None:
    (found,) = linted("family_spillover", add=(("consequences", SCHOOL),)).findings
    assert (found.kind, found.confidence) == ("fail", "medium")


def test_to_say_that_only_the_debtor_bears_a_school_does_not_settle_it() -> None:
    alone = SCHOOL | {"falls_on": ["self"]}
    assert kinds(linted("family_spillover", add=(("consequences", alone),))) == ["review"]


def test_where_a_household_shares_the_gate_the_fix_takes_the_consequence_out() -> None:
    report = linted("family_spillover", add=(("consequences", SCHOOL),))
    document = patch_document(report, report.findings[0])
    assert document is not None
    assert document.data == {"remove": ["consequences.no-private-school"]}


def test_a_definition_that_speaks_of_friends_needs_a_reader() -> None:
    text = "Being late with money that one owes, or having friends who are late with theirs"
    report = linted("guilt_by_association", ("rules.able-refuses.definition", text))
    (found,) = report.findings
    assert found.kind == "review"
    assert "friends" in found.message


def test_a_word_inside_another_is_not_that_word() -> None:
    text = "Being late with money that one owes to a befriendship of boyfriends and contactless cards"
    assert kinds(linted("guilt_by_association", ("rules.able-refuses.definition", text))) == ["pass"]


@pytest.mark.parametrize(
    ("conduct", "proof", "kind"),
    [
        ("illegal-parking", "penalty-final", "review"),
        ("drunk-driving", "judgment", "pass"),  # a court has asked about guilt
        ("drunk-driving", "penalty-final", "review"),
        ("joins-protest", "observed", "pass"),  # that needs an end and no exception
        ("volunteers", "observed", "pass"),  # nothing bad follows
    ],
)
def test_who_must_be_left_out_for_distress(conduct: str, proof: str, kind: str) -> None:
    points = 1 if conduct == "volunteers" else -1
    rule = PARKING | {"when": {"conducts": [conduct]}, "proof": proof, "effect": {"points": points}}
    assert kinds(linted("no_vulnerability_carveout", add=(("rules", rule),))) == [kind]


def test_a_test_of_means_is_an_exception_too() -> None:
    report = linted(
        "no_vulnerability_carveout", ("rules.speeding.unless", []), ("rules.speeding.ability", "must-be-able")
    )
    assert kinds(report) == ["pass"]


# -------------------------------------------------------------------------------- notice, appeal and repair


@pytest.mark.parametrize(
    ("changes", "keys"),
    [
        ((("notice", []),), ["notice"]),
        ((("notice.1.due", "after"),), ["due"]),
        ((("notice.1.due", "none"),), ["due"]),
        ((("notice.1.days", None),), ["days"]),
        ((("notice.1.reasons", False),), ["reasons"]),
        ((("notice.1.for", {"rules": ["red-light"]}),), [""]),
    ],
)
def test_what_is_no_notice(changes: tuple[tuple[str, object], ...], keys: list[str]) -> None:
    report = linted("no_prior_notice", *changes)
    assert kinds(report) == ["fail"] * len(keys)
    assert [seen.key for seen in observed(report)] == keys


def test_two_notices_of_one_entry_count_as_the_earlier() -> None:
    later = {"for": {"lists": ["refusers"]}, "due": "after", "days": 3, "reasons": True}
    assert kinds(linted("no_prior_notice", add=(("notice", later),))) == ["pass"]


def test_without_any_remedy_a_ban_runs_on() -> None:
    report = linted("sanction_runs_during_appeal", ("remedies", []), add=(("consequences", BAN),))
    assert kinds(report) == ["fail"]
    assert report.findings[0].item == "consequences.ban"


def test_a_refused_card_may_wait_for_the_appeal() -> None:
    assert kinds(linted("sanction_runs_during_appeal", ("remedies.appeal.suspends", False))) == [
        "notApplicable"
    ]


@pytest.mark.parametrize(
    ("automation", "kind"),
    [
        ({"uses_ai": "no", "weight": "advisory"}, "notApplicable"),
        ({"uses_ai": "yes", "weight": "advisory"}, "fail"),
        ({"uses_ai": "no", "weight": "determinative"}, "fail"),
    ],
)
def test_a_list_must_be_explained_where_a_machine_decides(automation: dict[str, str], kind: str) -> None:
    report = linted(
        "unintelligible_score",
        ("scheme.automation", automation),
        ("score", {"kind": "none"}),
        ("notice", [{"for": {"lists": ["refusers"]}, "due": "after", "contrastive": False}]),
        ("remedies.appeal.for", {"lists": ["refusers"]}),
        remove=("rules.red-light", "rules.speeding", "consequences.talk", "remedies.correction",
                "remedies.clean-slate"),
    )  # fmt: skip
    assert kinds(report) == [kind]


@pytest.mark.parametrize(
    ("asks", "kind"),
    [
        (["performance", "time", "training"], "pass"),
        ([], "pass"),
        (["volunteering"], "fail"),
        (["apology"], "fail"),
        (["payment"], "fail"),
    ],
)
def test_what_a_repair_may_ask(asks: list[str], kind: str) -> None:
    assert kinds(linted("no_repair", ("remedies.clean-slate.asks", asks))) == [kind]


@pytest.mark.parametrize(
    ("stay", "exits", "kind"),
    [
        ("1 year", ["performance", "expiry"], "pass"),
        ("1 year", ["expiry"], "review"),
        ("for-ever", [], "fail"),
    ],
)
def test_a_way_off_a_list_without_a_remedy(stay: str, exits: list[str], kind: str) -> None:
    report = linted(
        "no_repair",
        ("lists.refusers.stay.for", stay),
        ("lists.refusers.exit", [{"by": way, "within": "0 days"} for way in exits]),
        ("remedies.clean-slate.for", {"rules": ["red-light", "speeding"]}),
    )
    assert kinds(report) == [kind]


# ---------------------------------------------------------------------------------- governance and evidence


def test_a_watchdog_of_another_name_is_another_body() -> None:
    assert kinds(linted("no_independent_oversight")) == ["pass"]
    own = "a unit in the invented courts and roads office"
    assert kinds(linted("no_independent_oversight", ("governance.oversight", own))) == ["fail"]


def test_an_assessment_that_leaves_a_question_out_needs_a_reader() -> None:
    report = linted("no_impact_assessment", ("governance.assessment", "On scale, scope and probability"))
    assert kinds(report) == ["review"]
    assert report.findings[0].message.endswith("reversibility")


def test_hearsay_is_no_evidence_of_effect() -> None:
    assert kinds(linted("aim_without_evidence", ("references.trial.kind", "press"))) == ["review"]


@pytest.mark.parametrize(
    ("low", "high", "kind"), [(-3.0, -1.0, "pass"), (-3.0, 0.5, "review"), (1.0, 2.0, "review")]
)
def test_a_run_that_cannot_tell_a_decrease_is_told(low: float, high: float, kind: str) -> None:
    measured = run(estimate("change-in-acts", "all", (low + high) / 2, low, high))
    assert kinds(linted("aim_without_evidence", measured=measured)) == [kind]


@pytest.mark.parametrize(
    ("estimates", "groups"),
    [
        # Within the limits, or not told apart from 1.
        ([("income=q1", 1.2, 1.1, 1.3), ("income=q5", 0.85, 0.8, 0.9)], []),
        ([("income=q1", 2.0, 0.9, 4.1)], []),
        # The two sides of one coin are told once, by the group that is struck.
        ([("sex=male", 2.0, 1.8, 2.2), ("sex=female", 0.5, 0.45, 0.55)], ["sex=male"]),
        # Where nobody is struck hard, those who are spared are told.
        ([("income=q5", 0.5, 0.4, 0.6), ("income=q1", 1.2, 1.1, 1.3)], ["income=q5"]),
        # A province or being offline is no ground of article 26.
        ([("place=north", 3.0, 2.5, 3.5), ("sex=male", 1.0, 0.9, 1.1)], []),
    ],
)
def test_which_differences_are_told(estimates: list[Any], groups: list[str]) -> None:
    measured = run(*(estimate("listing-rate-ratio", *one) for one in estimates))
    report = linted("unjustified_disparity", measured=measured)
    assert [seen.about for seen in observed(report)] == groups


def test_without_a_run_nothing_is_said_of_disparity() -> None:
    assert kinds(linted("unjustified_disparity")) == ["notApplicable"]


def test_numbers_without_a_source_are_told_item_by_item() -> None:
    report = linted(
        "unsourced_parameter",
        ("scheme.status", "published"),
        ("scheme.jurisdiction", "AU"),
        ("scheme.force.reference", "roads-act"),
        remove=("rules.speeding.reference", "lists.refusers.reference"),
    )
    assert [finding.item for finding in report.findings] == ["rules.speeding", "lists.refusers"]
    assert set(kinds(report)) == {"fail"}


def test_an_invented_scheme_is_its_own_source() -> None:
    assert kinds(linted("unsourced_parameter", remove=("rules.speeding.reference",))) == ["pass"]
