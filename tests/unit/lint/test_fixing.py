"""Fixes on the whole catalogue: each leaves a scheme that can be read and of which less is found."""

from __future__ import annotations

import pytest

from glasshouse.ground.document import read_text
from glasshouse.ground.errors import BadInput
from glasshouse.schemes.lint.checking import check
from glasshouse.schemes.lint.examples import AS_OF
from glasshouse.schemes.lint.fixing import reform_text
from glasshouse.schemes.lint.report import Report
from glasshouse.schemes.lint.rule import Rule, all_rules
from glasshouse.schemes.lint.selection import Selection
from glasshouse.schemes.model import Scheme
from glasshouse.schemes.reading import catalogue, load, make

ASKED = Selection(as_of=AS_OF, preview=True)
FIXABLE = [rule for rule in all_rules().values() if rule.patch is not None]


def lint(scheme: Scheme, rule: Rule) -> Report:
    return check(scheme, ASKED, only=(rule,))


def fails(report: Report) -> int:
    return sum(finding.kind == "fail" for finding in report.findings)


@pytest.mark.parametrize("id", catalogue())
@pytest.mark.parametrize("rule", FIXABLE, ids=lambda rule: rule.id)
def test_a_fix_leaves_a_scheme_of_which_less_is_found(rule: Rule, id: str) -> None:
    scheme = load(id)
    before = lint(scheme, rule)
    try:
        text = reform_text(before, rule)
    except BadInput as refusal:
        assert {problem.code for problem in refusal.problems} == {"nothing-to-fix"}
        return
    after = lint(make(scheme.document, [read_text(text)]), rule)
    assert fails(after) < fails(before)


def test_a_rule_about_paper_has_none() -> None:
    scheme = load("robodebt-2016")
    rule = all_rules()["GH101"]
    with pytest.raises(BadInput, match="no fix"):
        reform_text(lint(scheme, rule), rule)


def test_a_reform_names_its_scheme_and_fits_no_other() -> None:
    rule = all_rules()["GH404"]
    text = reform_text(lint(load("simpleland-points"), rule), rule)
    with pytest.raises(BadInput, match="written for 'simpleland-points'"):
        make(load("suining-2010").document, [read_text(text)])
