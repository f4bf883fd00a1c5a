"""An audit: the arms, both intervals, the page, the worksheets with their human sections empty."""

from __future__ import annotations

import inspect
import json
import re
from functools import cache
from pathlib import Path
from unittest import mock

import pytest
from tests.answers import hold
from tests.unit.report.test_text import SUBJECT
from tests.widths import WIDTHS, too_wide

import glasshouse as gh
from glasshouse.engine.outcomes import NOTICE
from glasshouse.measures.measure import FAMILIES, NEVER_MEASURED
from glasshouse.report.audited import audited
from glasshouse.report.split import QUESTION
from glasshouse.report.text import plain
from glasshouse.report.worksheets import CAUTION, FORMS, worksheet
from glasshouse.schemes import load
from glasshouse.studies import audit as auditing
from glasshouse.studies import closely
from glasshouse.studies.audit import NARROW, Audit, audit, obvious_reforms, plan_audit
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
