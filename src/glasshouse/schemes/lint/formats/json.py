"""Reports as JSON: everything that was found, for programs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from glasshouse.ground.version import VERSION
from glasshouse.schemes.lint.report import CLOSING, KINDS, Report
from glasshouse.schemes.lint.wording import ADVICE

__all__ = ["tell"]


def tell(reports: Sequence[Report]) -> str:
    """One object: the schemes, all findings, each with its scheme, and the closing words last."""
    answer = {
        "tool": "glasshouse lint",
        "version": VERSION,
        "notice": ADVICE,
        "schemes": [_scheme(report) for report in reports],
        "findings": [finding for report in reports for finding in _findings(report)],
        "closing": CLOSING,
    }
    return json.dumps(answer, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def _scheme(report: Report) -> dict[str, Any]:
    scheme, asked, run = report.scheme, report.selection, report.measured
    return {
        "id": scheme.id,
        "title": scheme.title,
        "status": scheme.scheme.status,
        "reading": scheme.scheme.reading,
        "jurisdiction": scheme.scheme.jurisdiction,
        "file": scheme.file,
        "sha256": scheme.text_hash,
        "as_of": asked.as_of.isoformat(),
        "norms": list(asked.families),
        "blocks": report.blocks,
        "rules": {kind: report.rules_by_kind[kind] for kind in KINDS},
        "by_right": {
            right: {kind: counts[kind] for kind in KINDS}
            for right, counts in report.profile_by_right().items()
        },
        "by_family": {
            family: {kind: counts[kind] for kind in KINDS}
            for family, counts in report.profile_by_family().items()
        },
        "run": None
        if run is None
        else {
            "folder": run.folder,
            "arm": run.arm,
            "people": run.people,
            "days": run.days,
            "seed": run.seed,
        },
        "hidden": report.hidden,
    }


def _findings(report: Report) -> list[dict[str, Any]]:
    return [
        {"scheme": report.scheme.id, **finding.as_dict()}
        for finding in report.findings
        if finding.kind in ("pass", "notApplicable") or report.selection.shows(finding.confidence)
    ]
