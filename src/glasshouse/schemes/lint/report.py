"""A report: the findings about one scheme, counted and grouped, never summed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from glasshouse.ground.errors import Position
from glasshouse.schemes.lint.finding import Finding, Kind
from glasshouse.schemes.lint.measured import Measured
from glasshouse.schemes.lint.norms import FAMILIES, Family
from glasshouse.schemes.lint.selection import Selection
from glasshouse.schemes.lint.vocabulary import RIGHTS, Right
from glasshouse.schemes.model import Scheme

__all__ = ["CLOSING", "KINDS", "Report"]

CLOSING: Final = "Silence is not clearance."
"""The last words of every output."""

KINDS: Final[tuple[Kind, ...]] = ("fail", "justified", "review", "pass", "notApplicable")


@dataclass(frozen=True, eq=False)
class Report:
    """What the rules say of one scheme.

    Attributes:
        scheme: the scheme.
        selection: what was asked.
        findings: of all kinds, in the order of the rules.
        measured: what a run measured; None where none was given.
        texts: texts of the reforms on the scheme, by the names that positions give them.
    """

    scheme: Scheme
    selection: Selection
    findings: tuple[Finding, ...]
    measured: Measured | None = None
    texts: Mapping[str, str] = field(default_factory=dict)

    def source(self, position: Position) -> str | None:
        """The line that a position is on; None where its text is not at hand."""
        here = {**self.texts, self.scheme.file: self.scheme.text}.get(position.file)
        lines = [] if here is None else here.splitlines()
        return lines[position.line - 1] if position.line and position.line <= len(lines) else None

    @cached_property
    def shown(self) -> tuple[Finding, ...]:
        """What is told one by one: failures, answers and reviews that the selection lets through."""
        return tuple(
            finding
            for finding in self.findings
            if finding.kind in ("fail", "justified", "review") and self.selection.shows(finding.confidence)
        )

    @property
    def hidden(self) -> int:
        """How many are not told one by one because the lint is less sure of them than was asked."""
        told = sum(1 for finding in self.findings if finding.kind in ("fail", "justified", "review"))
        return told - len(self.shown)

    @cached_property
    def rules_by_kind(self) -> Counter[str]:
        """How many rules ended in each kind; a rule counts once, by the gravest that it gave."""
        return _rules_by_kind(self.findings)

    def rules_of(self, kind: Kind) -> tuple[str, ...]:
        """Ids of the rules that ended in a kind, in their order."""
        return tuple(id for id, gravest in _gravest(self.findings).items() if gravest == kind)

    @property
    def blocks(self) -> bool:
        """Whether an unjustified core error is left; the command then ends with 1."""
        return any(finding.is_blocking for finding in self.findings)

    def by_right(self) -> dict[Right, tuple[Finding, ...]]:
        """The shown findings under each right that has some, rights in their fixed order."""
        found = {
            right: tuple(finding for finding in self.shown if finding.right == right) for right in RIGHTS
        }
        return {right: findings for right, findings in found.items() if findings}

    def profile_by_right(self) -> dict[Right, Counter[str]]:
        """Rules by kind under each right. Never added up over rights: they do not offset each other."""
        return {
            right: _rules_by_kind(finding for finding in self.findings if finding.right == right)
            for right in RIGHTS
        }

    def profile_by_family(self) -> dict[Family, Counter[str]]:
        """Rules by kind under each family of norms; a rule stands under each family that it cites."""
        return {
            family: _rules_by_kind(
                finding
                for finding in self.findings
                if any(cited.norm.family == family for cited in finding.norms)
            )
            for family in FAMILIES
        }


def _gravest(findings: Iterable[Finding]) -> dict[str, Kind]:
    """Each rule with the gravest kind that it gave, in the order of the rules."""
    found: dict[str, int] = {}
    for finding in findings:
        place = KINDS.index(finding.kind)
        found[finding.rule.id] = min(place, found.get(finding.rule.id, place))
    return {id: KINDS[place] for id, place in found.items()}


def _rules_by_kind(findings: Iterable[Finding]) -> Counter[str]:
    return Counter(_gravest(findings).values())
