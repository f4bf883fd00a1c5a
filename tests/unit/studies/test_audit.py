"""An audit: the arms, both intervals, the page, the worksheets with their human sections empty."""

from __future__ import annotations

import inspect
import json
import re
from dataclasses import replace
from functools import cache
from pathlib import Path
from unittest import mock

import pytest
from tests.answers import hold
from tests.unit.report.test_text import SUBJECT
from tests.widths import WIDTHS, too_wide

import glasshouse as gh
from glasshouse.engine.outcomes import NOTICE
from glasshouse.engine.run import run
from glasshouse.measures import Sample
from glasshouse.measures.measure import FAMILIES, NEVER_MEASURED
from glasshouse.report.audited import audited
from glasshouse.report.split import QUESTION
from glasshouse.report.text import plain
from glasshouse.report.worksheets import CAUTION, FORMS, worksheet
from glasshouse.schemes import load
from glasshouse.studies import audit as auditing
from glasshouse.studies import closely
from glasshouse.studies.audit import NARROW, Audit, audit, obvious_reforms, plan_audit
from glasshouse.studies.effects import one_by_one, parts_in
from glasshouse.studies.single_records import BUT_FOR


@cache
def found() -> Audit:
    with (
        mock.patch.object(auditing, "is_there", return_value=False),
        mock.patch.object(closely, "LIVES", 3),
    ):
        return audit("simpleland-points", people=20_000, days=200, threads=2)


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
def test_worksheets_leave_people_their_sections(form: str) -> None:
    told = worksheet(found(), form)  # type: ignore[arg-type]
    assert NOTICE in told and "no evidence that" in told
    sections = told.split("\n## ")[1:]
    assert len(sections) >= 4
    for section in sections:
        assert CAUTION in section
        assert "(to be written by people)" in section
    assert not re.search(r"\b(passed|compliant|conform\w*|cleared|approved)\b", told, re.I)
    assert not re.search(r"\d+ ?%? of the (rules|checks|tests) (pass|met)", told)
    # Groups by their titles, numbers with their unit, brackets and intervals explained.
    assert not re.search(r"\| [\w*-]+=", told)
    assert not re.search(r"\| -?[\d.,]+ \|", told)
    assert "Quote the wider." in told


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
