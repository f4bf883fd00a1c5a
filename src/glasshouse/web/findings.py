"""The findings of the lint as the page shows them: in the margin of the text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from glasshouse.schemes import Scheme

__all__ = ["findings_of", "text_of"]


def text_of(scheme: Scheme) -> str:
    """A scheme's text without its life histories, which are for the checker of files alone."""
    lines: list[str] = []
    inside = False
    for line in scheme.text.splitlines():
        if line and not line[0].isspace() and not line.startswith("#"):
            inside = line.startswith("tests:")
        if not inside:
            lines.append(line)
    return "\n".join(lines).rstrip() + "\n"


def findings_of(scheme: Scheme) -> dict[str, Any]:
    """All that is told of a scheme, and the closing words of every output of the lint."""
    from glasshouse.schemes.lint import check
    from glasshouse.schemes.lint.report import CLOSING

    report = check(scheme)
    names = ("rule", "name", "kind", "severity", "message", "line", "path", "remedy", "would_need_to_show")
    told = []
    for finding in report.shown:
        whole = finding.as_dict()
        told.append(
            {name: whole[name] for name in names} | {"norms": [str(cited) for cited in finding.norms]}
        )
    return {"findings": told, "closing": CLOSING, "hidden": report.hidden}
