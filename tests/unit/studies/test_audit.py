"""An audit: the arms, both intervals, the page, the worksheets with their human sections empty."""

from __future__ import annotations

import inspect
import json
import re
import shlex
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest import mock

import click
import pytest
from click.testing import CliRunner
from tests.answers import hold
from tests.unit.report.test_text import SUBJECT
from tests.widths import WIDTHS, too_wide

import glasshouse as gh
from glasshouse.cli.main import glasshouse
from glasshouse.cli.report import command as report
from glasshouse.engine.outcomes import NOTICE
from glasshouse.engine.run import run
from glasshouse.ground.errors import BadInput
from glasshouse.measures import Sample
from glasshouse.measures.measure import FAMILIES, NEVER_MEASURED
from glasshouse.report.audited import audited
from glasshouse.report.examined import plan_of
from glasshouse.report.layout import plain
from glasshouse.report.material import Material, examined
from glasshouse.report.split import QUESTION
from glasshouse.report.worksheets import CAUTION, FORMS, Form, worksheet
from glasshouse.schemes import load
from glasshouse.studies import audit as auditing
from glasshouse.studies import closely
from glasshouse.studies.audit import NARROW, Audit, audit, obvious_reforms, plan_audit
from glasshouse.studies.effects import one_by_one, parts_in
from glasshouse.studies.simulation import set_up, simulate
from glasshouse.studies.single_records import BUT_FOR

DAY = date(2026, 1, 31)


@cache
def place() -> TemporaryDirectory[str]:
    """Where the audit is kept, for as long as the tests run."""
    return TemporaryDirectory(prefix="audit-")


@cache
def found() -> Audit:
    with (
        mock.patch.object(auditing, "is_there", return_value=False),
        mock.patch.object(closely, "LIVES", 3),
    ):
        return audit("simpleland-points", people=20_000, days=200, threads=2, out=place().name)


@cache
def sheet(form: Form) -> str:
    return worksheet(examined(found(), DAY), form)


def text(width: int = 100) -> str:
    return plain(audited(found(), width))


def flowing() -> str:
    return " ".join(text().split())


def test_an_audit_is_asked_for_at_the_top_of_the_package() -> None:
    assert gh.audit is audit
    named = list(inspect.signature(gh.audit).parameters)
    assert named[:2] == ["scheme", "people"]
    assert {"society", "assumptions", "settings", "draws", "out", "progress", "stop"} <= set(named)


def test_the_arms_are_the_scheme_its_reforms_and_the_narrow_register() -> None:
    names = [arm.name for arm in found().results.scenario.arms]
    assert names[0] == "simpleland-points" and names[-1] == NARROW
    assert "simpleland-points+protest-costs-nothing" in names
    assert found().results.scenario.start == load("simpleland-points").scheme.force.from_
    assert {reform.reform.scheme for reform in obvious_reforms(load("suining-2010"))} == {"suining-2010"}


def test_the_narrow_register_is_not_set_beside_itself() -> None:
    assert [arm.name for arm in plan_audit(NARROW, people=20_000).scenario.arms] == [NARROW]


def test_single_records_are_told_for_each_arm_with_how_many_were_asked() -> None:
    asked = [e for e in found().closely if e.id == BUT_FOR]
    assert [e.arm for e in asked] == [arm.name for arm in found().results.scenario.arms]
    told = flowing()
    assert "But for one single record" in told
    for estimate in asked:
        assert f"{estimate.arm}: {estimate.note}." in told
        assert "hang on one single record" in (estimate.note or "") and "few" in (estimate.note or "")


def test_headlines_carry_both_intervals() -> None:
    told = {(e.id, e.item): e for e in found().of_the_scheme}
    for name in (("listed-share", "any"), ("refused-share", "any"), ("demoted-share", "any")):
        assert told[name].draws == 50
        assert told[name].assumed_low is not None


def test_the_parts_of_an_effect_carry_both_intervals() -> None:
    """A whole has the same interval as the scheme's own answer; what fear adds spreads as crimes do in it."""
    told = {(e.id, e.item): e for e in found().of_the_scheme}
    splits = [split for split in found().effects.splits if split.whole.value is not None]
    assert len(splits) > 4
    for split in splits:
        own = told[split.whole.id, split.whole.item]
        assert (split.whole.assumed_low, split.whole.assumed_high) == (own.assumed_low, own.assumed_high)
        assert {part.estimate.draws for part in split.parts} == {50}
    crimes = found().effects.find("change-in-violations", "crime")
    assert (crimes.part("rules").assumed_low, crimes.part("rules").assumed_high) == (0.0, 0.0)
    fear = crimes.part("deterrence")
    assert fear.assumed_low is not None and fear.assumed_low < fear.value < (fear.assumed_high or 0.0) <= 0.0
    assert "In square brackets: the middle 95 % over 50 joint draws of the assumptions. Each" in flowing()


def test_in_a_draw_the_parts_are_those_of_a_run_of_the_steps_alone() -> None:
    plan = plan_audit("simpleland-points", people=20_000, days=200)
    steps = one_by_one(replace(plan.scenario, arms=plan.scenario.arms[:1]))
    together = replace(plan.scenario, arms=(*steps.arms[:-1], *plan.scenario.arms))
    names = [arm.name for arm in steps.arms]
    assert parts_in(Sample(run(together, threads=2), names)) == parts_in(Sample(run(steps, threads=2)))


@pytest.mark.parametrize("width", WIDTHS)
def test_the_page_has_every_family_and_what_must_not_be_missed(width: int) -> None:
    told = text(width)
    assert too_wide(told.split("\n"), width) == []
    for title in FAMILIES.values():
        assert title.split(":")[0] in told
    for sentence in (NEVER_MEASURED, "Silence is not clearance.", "Nothing is ranked.", "no evidence that"):
        assert sentence in " ".join(told.split())
    assert NOTICE in told
    assert "SALib is not installed" in " ".join(told.split())
    assert QUESTION in told
    assert "Another order would give other parts" in " ".join(told.split())


def test_the_page_neither_ranks_nor_blames_a_country() -> None:
    words = re.compile(r"\b(best|better|worst|winner|optim\w*|safer|fairer)\b", re.I)
    assert not words.search(flowing())
    assert not SUBJECT.search(flowing())


@pytest.mark.parametrize("form", list(FORMS))
def test_worksheets_leave_people_their_sections(form: Form) -> None:
    told = sheet(form)
    assert NOTICE in told and "no evidence that" in told
    sections = told.split("\n---\n")[0].split("\n## ")[1:]
    assert len(sections) >= 6
    for section in sections:
        assert section.split("\n")[2] == CAUTION
        assert section.split("\n")[4].startswith("> (to be written by people): ")
    assert not re.search(r"\b(passed|compliant|conform\w*|cleared|approved)\b", told, re.I)
    assert not re.search(r"\d+ ?%? of the (rules|checks|tests) (pass|met)", told)
    assert "Silence is not clearance." in told and "rules asked" not in told
    # Groups by their titles; every table says above it what its numbers are; the range explained.
    assert not re.search(r"\| [\w*-]+=", told)
    assert all(before.startswith("**") for before in re.findall(r"(.*)\n\n\| ", told))
    assert "the range to quote, 95 %, luck and assumptions together" in told
    assert "SALib is not installed" in told and "A run alone does not say" not in told


def test_the_worksheets_have_the_questions_of_their_sources() -> None:
    assert re.findall(r"^## (\(\w\))", sheet("fria"), re.M) == ["(a)", "(b)", "(c)", "(d)", "(e)", "(f)"]
    (head,) = re.findall(r"^\| harm \|.*", sheet("huderia"), re.M)
    assert [cell.split("(")[0].strip() for cell in head.strip("| ").split("|")[1:]] == [
        "scale", "scope", "probability", "reversibility",
    ]  # fmt: skip


@pytest.mark.parametrize("form", list(FORMS))
def test_the_worksheet_of_a_kept_audit_is_that_of_the_audit(form: Form, tmp_path: Path) -> None:
    """Read from the folder, by the verb, with nobody living again."""
    folder, file = Path(place().name), tmp_path / "sheet.md"
    found().save(folder, text())
    with mock.patch.object(auditing, "run", side_effect=AssertionError("somebody lived again")):
        words = [str(folder), "--format", form, "--as-of", DAY.isoformat(), "-o", str(file)]
        answer = CliRunner().invoke(report, words, catch_exceptions=False)
    assert answer.exit_code == 0
    assert file.read_text() == sheet(form)


@pytest.mark.parametrize("kept", [False, True])
def test_a_worksheet_of_no_audit_is_made_of_one_made_now(kept: bool, tmp_path: Path) -> None:
    """Of a scheme on few people; of a run in its own world, with the text and the numbers that it keeps."""
    run, file = tmp_path / "run", tmp_path / "sheet.md"
    if kept:
        simulate(
            "simpleland-points", people=21_000, days=3, seed=7, threads=1, out=run,
            settings=["rules.protest.points=-4", "assumptions.conducts.joins-protest.rate=0.05"],
        )  # fmt: skip
    with mock.patch.object(auditing, "examine", return_value=found()) as made:
        words = [str(run) if kept else "simpleland-points", "--format", "fria", "-o", str(file)]
        answer = CliRunner().invoke(report, words, catch_exceptions=False)
    assert answer.exit_code == 0
    assert file.read_text().startswith("# Worksheet for a fundamental-rights impact assessment")
    plan = made.call_args.args[0]
    lived = plan.scenario
    assert lived.arms[-1].name == NARROW and len(plan.pairs) == len(lived.arms) - 1 > 1
    assert made.call_args.kwargs["draws"] == 50
    assert (
        f"An audit made now: {lived.people:,} invented people, {lived.days} days, 50 draws." in answer.output
    )
    if not kept:
        assert (lived.people, lived.days, lived.seed) == (30_000, 365, 1)
        return
    assert (lived.people, lived.days, lived.seed) == (21_000, 3, 7)
    assert list(lived.arms[0].scheme.document.patches) == ["rules.protest.points=-4"]
    assert lived.assumptions.set_by_user() == {"assumptions.conducts.joins-protest.rate": 0.05}


def test_where_an_audit_would_be_of_another_world_a_screen_says_what_to_type() -> None:
    scenario = set_up("simpleland-points", people=2_000_000, warm=1.0, answers=["deterrence"])
    with pytest.raises(BadInput) as refused:
        plan_of(Material(scenario, (), DAY), "huderia")
    problems = refused.value.problems
    assert [problem.code for problem in problems] == ["no-such-audit", "no-such-audit", "too-large"]
    for problem in problems:
        lines = (problem.remedy or "").replace("\\\n", " ").splitlines()[1:]
        assert [line.split()[1] for line in lines] == ["audit", "report"]
        assert lines[1].endswith("--format huderia -o huderia.md")
        for line in lines:
            _, verb, *rest = shlex.split(line)
            command = glasshouse.get_command(click.Context(glasshouse), verb)
            assert command is not None
            command.make_context(verb, rest)


def test_it_is_kept_as_files_that_others_can_read(tmp_path: Path) -> None:
    import pyarrow.parquet as pq

    names = {path.name for path in found().save(tmp_path, text())}
    assert names == {"audit.json", "audit.txt", "estimates.parquet", "differences.parquet"}
    told = json.loads((tmp_path / "audit.json").read_text(encoding="utf-8"))
    hold("audit", told)
    assert told["notice"] == NOTICE and told["findings"] and told["silence"]
    for estimate in told["estimates"]:
        assert (estimate["value"] is None) == (estimate["low"] is None) == (estimate["high"] is None)
    assert pq.ParquetFile(tmp_path / "differences.parquet").read().num_rows == len(told["conclusions"])


def test_findings_of_the_lint_are_joined_to_numbers() -> None:
    joined = [finding for finding in found().lint.shown if finding.measured]
    assert joined
    assert "Measured: change-in-expression [joins-protest]" in flowing()
