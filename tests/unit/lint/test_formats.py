"""Reports in every form: SARIF by its official schema, the others by what a reader must find in them."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from glasshouse.schemes.lint.checking import check
from glasshouse.schemes.lint.examples import AS_OF
from glasshouse.schemes.lint.formats import FORMATS, tell
from glasshouse.schemes.lint.measured import Measured, Measurement
from glasshouse.schemes.lint.report import Report
from glasshouse.schemes.lint.selection import Selection
from glasshouse.schemes.reading import catalogue, load

SCHEMA = Path(__file__).parent / "data" / "sarif-2.1.0-rtm.5.json"
ANSWER = (
    "justify=[{rule: GH404, item: rules.drunk-driving, legal_basis: this-file, "
    "aim: to show what an answer is, necessity: nothing else would show it, "
    "less_intrusive: a comment was tried and not read, "
    "expires: 2027-01-01}]"
)


@pytest.fixture(scope="module")
def report() -> Report:
    return check(load("simpleland-points", ANSWER), Selection(as_of=AS_OF, preview=True))


@pytest.fixture(scope="module")
def reports() -> list[Report]:
    return [check(load(id), Selection(as_of=AS_OF, preview=True)) for id in catalogue()]


@pytest.fixture(scope="module")
def log(report: Report) -> Mapping[str, Any]:
    read: Mapping[str, Any] = json.loads(tell([report], "sarif"))
    return read


@pytest.mark.parametrize("form", FORMATS)
def test_every_form_ends_with_the_words(form: str, reports: list[Report]) -> None:
    last = tell(reports, form).rstrip().splitlines()[-8:]
    assert "Silence is not clearance." in "\n".join(last)


@pytest.mark.parametrize("form", FORMATS)
def test_no_form_passes_a_verdict(form: str, reports: list[Report]) -> None:
    told = tell(reports, form).lower()
    for word in ("illegal", "violates", "compliant", "score of", "passed all"):
        # A title or id of a scheme's own may hold the word.
        assert not re.search(rf"(is|are) {word}", told)


def test_sarif_is_what_its_official_schema_says(reports: list[Report], report: Report) -> None:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    validator = jsonschema.Draft4Validator(schema, format_checker=jsonschema.FormatChecker())
    for told in (tell(reports, "sarif"), tell([report], "sarif")):
        assert not [error.message for error in validator.iter_errors(json.loads(told))]


def test_the_schema_would_see_a_fault(log: Mapping[str, Any]) -> None:
    broken = json.loads(json.dumps(log))
    broken["runs"][0]["results"][0]["kind"] = "illegal"
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    assert list(jsonschema.Draft4Validator(schema).iter_errors(broken))


def test_sarif_counts_every_kind_and_suppresses_only_what_is_answered(
    log: Mapping[str, Any], report: Report
) -> None:
    results = log["runs"][0]["results"]
    assert len(results) == len(report.findings)
    assert {result["kind"] for result in results} <= {"fail", "review", "pass", "notApplicable"}
    suppressed = [result for result in results if result.get("suppressions")]
    assert [result["ruleId"] for result in suppressed] == ["GH404"]
    assert suppressed[0]["properties"]["expires"] == "2027-01-01"
    assert all(result["level"] == "none" for result in results if result["kind"] != "fail")


def test_sarif_indices_lead_where_they_say(log: Mapping[str, Any]) -> None:
    run = log["runs"][0]
    rules, taxonomies = run["tool"]["driver"]["rules"], run["taxonomies"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        for taxon in result["taxa"]:
            component = taxonomies[taxon["toolComponent"]["index"]]
            assert component["name"] == taxon["toolComponent"]["name"]
            assert component["taxa"][taxon["index"]]["id"] == taxon["id"]


def test_fingerprints_are_unique_and_stay_when_lines_move(report: Report) -> None:
    seen = [f.fingerprint for f in report.findings if f.kind in ("fail", "review", "justified")]
    assert len(set(seen)) == len(seen)
    moved = load("# one line more\n# and another\n" + load("simpleland-points").text, ANSWER)
    again = check(moved, Selection(as_of=AS_OF, preview=True))
    assert [f.fingerprint for f in again.findings] == [f.fingerprint for f in report.findings]
    assert [f.position for f in again.shown] != [f.position for f in report.shown]


def test_json_tells_each_finding_with_its_place_and_force(report: Report) -> None:
    answer = json.loads(tell([report], "json"))
    (scheme,) = answer["schemes"]
    assert len(answer["findings"]) == len(report.findings)
    found = next(entry for entry in answer["findings"] if entry["rule"] == "GH202")
    assert found["scheme"] == scheme["id"] == "simpleland-points"
    promised = {"rule", "severity", "kind", "file", "line", "column", "message", "norms"}
    assert all(promised <= entry.keys() for entry in answer["findings"])
    line = report.scheme.text.splitlines()[found["line"] - 1]
    assert line[found["column"] - 1 :].startswith("{conducts: [joins-protest]}"[1:])
    assert {norm["force"] for norm in found["norms"]} == {"benchmark"}
    assert not {"total", "grade", "sum", "rank"} & scheme.keys()


def test_github_annotations_are_one_line_each_and_escaped(reports: list[Report]) -> None:
    for line in tell(reports, "github").splitlines():
        if not line.startswith("::"):
            continue
        command, properties = line.split("::")[1].split(" ", 1)
        assert command in ("error", "warning", "notice")
        for part in properties.split(","):
            assert re.fullmatch(r"(file|line|col|title)=[^:,]*", part)


def test_markdown_tables_are_even(reports: list[Report]) -> None:
    rows = [line for line in tell(reports, "markdown").splitlines() if line.startswith("|")]
    assert len(rows) > 20
    for before, after in pairwise(rows):
        if " --- |" in after:
            assert before.count("|") == after.count("|")


def test_text_shows_source_line_caret_norm_and_remedy(
    report: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    told = tell([report], "text")
    place = "catalogue/schemes/simpleland-points.yaml:76:12  GH202 error  penalises-expression"
    lines = told.splitlines()
    at = next(i for i, line in enumerate(lines) if line.startswith(place))
    shown = next(i for i in range(at, len(lines)) if " | " in lines[i])
    source, caret = lines[shown : shown + 2]
    assert source[caret.index("^") :].startswith("conducts: [joins-protest]")
    assert "would need to show" in told
    assert "remedy: " in told
    assert "ICCPR 19" in told


def test_repeated_findings_are_one_line_with_a_count() -> None:
    told = tell([check(load("rongcheng-2014"), Selection(as_of=AS_OF, select=("GH404",)))], "text")
    assert told.count("GH404") == 1
    assert "and 8 more:" in told


def test_every_number_measured_stands_with_its_interval_and_its_note() -> None:
    note = "No chilling was ever measured."
    number = Measurement(
        "change-in-expression",
        "joins-protest",
        "all",
        -9.06,
        -9.13,
        -8.98,
        "per cent",
        "acts",
        "luck",
        50,
        note,
    )
    run = Measured("run", "simpleland-points", 20_000, 365, 1, (number,))
    asked = Selection(as_of=AS_OF, select=("GH202", "GH601"))
    told = " ".join(tell([check(load("simpleland-points"), asked, run)], "text").split())
    assert "-9.06 [-9.13, -8.98] per cent" in told
    assert note in told
    assert "nothing was measured for this in the run" in told


def test_profiles_stand_in_alphabetical_order_and_have_no_total(reports: list[Report]) -> None:
    from glasshouse.schemes.lint.formats.text import tell_profiles

    told = tell_profiles(list(reversed(reports)))
    found = [told.index(f" {report.scheme.id}") for report in reports]
    assert found == sorted(found)
    assert not re.search(r"^(total|sum|grade|all)\b", told.lower(), re.MULTILINE)


def test_the_narrow_court_register_and_the_points_of_the_town_differ(reports: list[Report]) -> None:
    by_id = {report.scheme.id: report for report in reports}
    court, town = by_id["court-defaulters-2017"], by_id["suining-2010"]
    assert court.profile_by_right()["expression"]["fail"] == 0
    assert town.profile_by_right()["expression"]["fail"] > 0
