"""Reports as SARIF 2.1.0, the exchange format of static analysis that code hosts and editors read.

Every finding is a result with its ``kind``; those that the file answers carry a suppression with the answer.
Instruments are taxonomies and articles their taxa, so that a viewer can group by norm. Plain SARIF has no
place for an expiry, a force or a right: these stand in ``properties``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from glasshouse.ground.version import VERSION
from glasshouse.schemes.lint import wording
from glasshouse.schemes.lint.finding import Finding
from glasshouse.schemes.lint.norms import Instrument, Norm, norms
from glasshouse.schemes.lint.report import CLOSING, KINDS, Report
from glasshouse.schemes.lint.rule import Rule
from glasshouse.schemes.lint.vocabulary import STRENGTHS

__all__ = ["SCHEMA", "tell"]

SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0-rtm.5.json"

# SARIF knows no justified finding: it is a failure that is suppressed, with the reason beside it.
_KIND: Final = {
    "fail": "fail",
    "justified": "fail",
    "review": "review",
    "pass": "pass",
    "notApplicable": "notApplicable",
}
_FINGERPRINT: Final = "glasshouse/v1"


def tell(reports: Sequence[Report]) -> str:
    """One log with one run, which holds the results for all schemes."""
    findings = [finding for report in reports for finding in report.findings]
    rules = list(dict.fromkeys(finding.rule for finding in findings))
    cited = [norms()[id] for rule in rules for id in rule.norms]
    taxonomies = _Taxonomies(cited)
    run: dict[str, Any] = {
        "tool": {
            "driver": {
                "name": "glasshouse lint",
                "semanticVersion": VERSION,
                "shortDescription": {"text": "Schemes of social scoring held against human-rights norms."},
                "fullDescription": {"text": f"{wording.ADVICE} {CLOSING}"},
                "rules": [_rule(rule, taxonomies) for rule in rules],
                "supportedTaxonomies": [
                    {"name": name, "index": index} for name, index in taxonomies.index.items()
                ],
            }
        },
        "taxonomies": taxonomies.components(),
        "results": [
            _result(report, finding, rules.index(finding.rule), taxonomies)
            for report in reports
            for finding in report.findings
        ],
        "columnKind": "unicodeCodePoints",
        "properties": {
            "schemes": {report.scheme.id: _counts(report) for report in reports},
            "asOf": reports[0].selection.as_of.isoformat(),
            "norms": list(reports[0].selection.families),
            "closing": CLOSING,
        },
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


class _Taxonomies:
    """The instruments that rules cite, each with the articles cited, in alphabetical order."""

    def __init__(self, cited: Sequence[Norm]) -> None:
        self._articles: dict[Instrument, list[Norm]] = {}
        for norm in sorted({norm.id: norm for norm in cited}.values(), key=lambda norm: norm.id):
            self._articles.setdefault(norm.instrument, []).append(norm)
        self.index = {instrument.id: place for place, instrument in enumerate(self._articles)}

    def components(self) -> list[dict[str, Any]]:
        """The tool components of SARIF."""
        return [self._component(instrument, taxa) for instrument, taxa in self._articles.items()]

    def _component(self, instrument: Instrument, taxa: Sequence[Norm]) -> dict[str, Any]:
        told: dict[str, Any] = {
            "name": instrument.id,
            "fullName": instrument.title,
            "shortDescription": {"text": instrument.title},
            "organization": wording.FAMILY_WORDS[instrument.family],
            "isComprehensive": False,
            "taxa": [self._taxon(norm) for norm in taxa],
        }
        if instrument.url:
            told["informationUri"] = instrument.url
        return told

    def _taxon(self, norm: Norm) -> dict[str, Any]:
        told: dict[str, Any] = {
            "id": norm.id,
            "name": norm.cite,
            "shortDescription": {"text": norm.gloss},
            "properties": {
                "strength": STRENGTHS[norm.strength],
                "validFrom": norm.valid_from.isoformat(),
                "validTo": norm.valid_to.isoformat() if norm.valid_to else None,
                "checked": norm.checked.on.isoformat() if norm.checked else "no",
            },
        }
        if norm.url:
            told["helpUri"] = norm.url
        return told

    def reference(self, norm: Norm) -> dict[str, Any]:
        """A reference to an article."""
        articles = self._articles[norm.instrument]
        return {
            "id": norm.id,
            "index": articles.index(norm),
            "toolComponent": {"name": norm.instrument.id, "index": self.index[norm.instrument.id]},
        }


def _rule(rule: Rule, taxonomies: _Taxonomies) -> dict[str, Any]:
    return {
        "id": rule.id,
        "name": "".join(word.capitalize() for word in rule.name.split("-")),
        "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": rule.summary},
        "help": {
            "text": f"Would need to show: {rule.would_show}.\nRemedy: {rule.remedy}.\n{CLOSING}",
            "markdown": f"**Would need to show:** {rule.would_show}.\n\n**Remedy:** {rule.remedy}.",
        },
        "defaultConfiguration": {"level": rule.severity},
        "relationships": [
            {"target": taxonomies.reference(norms()[id]), "kinds": ["relevant"]} for id in rule.norms
        ],
        "properties": {
            "name": rule.name,
            "family": rule.family,
            "rights": list(rule.rights),
            "confidence": rule.confidence,
            "strength": STRENGTHS[rule.strength],
            "set": "core" if rule.core else rule.status,
            "tags": [*rule.rights, *(["core"] if rule.core else [])],
        },
    }


def _result(report: Report, finding: Finding, index: int, taxonomies: _Taxonomies) -> dict[str, Any]:
    failed = finding.kind in ("fail", "justified")
    told: dict[str, Any] = {
        "ruleId": finding.rule.id,
        "ruleIndex": index,
        "kind": _KIND[finding.kind],
        "level": finding.severity if failed else "none",
        "message": {"text": _sentence(finding)},
        "locations": [_location(report, finding)],
        "partialFingerprints": {_FINGERPRINT: finding.fingerprint},
        "taxa": [taxonomies.reference(cited.norm) for cited in finding.norms],
        "properties": dict(_properties(finding)),
    }
    if finding.justification is not None:
        told["suppressions"] = [
            {"kind": "inSource", "status": "accepted", "justification": wording.justified(finding)}
        ]
    return told


def _sentence(finding: Finding) -> str:
    text = finding.message[0].upper() + finding.message[1:] + "."
    if finding.kind in ("fail", "justified"):
        text += f" Would need to show: {finding.would_show}. Remedy: {finding.remedy}."
    return text


def _location(report: Report, finding: Finding) -> dict[str, Any]:
    place = finding.position
    physical: dict[str, Any] = {
        "artifactLocation": {"uri": _uri(place.file if place else report.scheme.file)}
    }
    if place is not None and place.line is not None:
        region = {"startLine": place.line}
        if place.column is not None:
            region["startColumn"] = place.column
        physical["region"] = region
    logical = {"fullyQualifiedName": f"{finding.scheme}:{finding.path}", "kind": "member"}
    return {"physicalLocation": physical, "logicalLocations": [logical]}


def _uri(file: str) -> str:
    """A path as a reference that every reader of URIs understands."""
    return quote(Path(file).as_posix())


def _properties(finding: Finding) -> Iterator[tuple[str, Any]]:
    yield "right", finding.right
    yield "confidence", finding.confidence
    yield (
        "norms",
        [
            {"id": cited.norm.id, "force": cited.standing.force, "why": cited.standing.why}
            for cited in finding.norms
        ],
    )
    if finding.justification is not None and finding.justification.expires is not None:
        yield "expires", finding.justification.expires.isoformat()
    if finding.measured is not None:
        yield "measured", [str(entry) for entry in finding.measured]


def _counts(report: Report) -> Mapping[str, Any]:
    return {kind: report.rules_by_kind[kind] for kind in KINDS}
