"""Reports as text, like a good editor: place, source line and caret, norms, what to show, remedy."""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Iterator, Sequence

from glasshouse.schemes.lint import wording
from glasshouse.schemes.lint.finding import Finding
from glasshouse.schemes.lint.profile import side_by_side, table
from glasshouse.schemes.lint.report import CLOSING, KINDS, Report

__all__ = ["tell", "tell_profiles"]

_MOST_PLACES = 8
_WIDEST = 110


def tell(reports: Sequence[Report]) -> str:
    """Reports as text, one after the other; profiles side by side where there is more than one."""
    width = _width()
    lines: list[str] = []
    for report in reports:
        lines += [*_report(report, width), ""]
    if len(reports) > 1:
        lines += [*side_by_side(reports, width), ""]
    return "\n".join([*lines, *_wrapped(wording.ADVICE, "", width), CLOSING, ""])


def tell_profiles(reports: Sequence[Report]) -> str:
    """Only the profiles of schemes, side by side, and how to see the findings behind them."""
    width = _width()
    lines = list(side_by_side(reports, width))
    lines += ["", "The findings: glasshouse lint ID."]
    return "\n".join([*lines, *_wrapped(wording.ADVICE, "", width), CLOSING, ""])


def _width() -> int:
    return min(_WIDEST, max(60, shutil.get_terminal_size((100, 24)).columns))


def _report(report: Report, width: int) -> Iterator[str]:
    title, *frame = wording.head(report)
    yield from _wrapped(title, "", width)
    for line in frame:
        yield from _wrapped(line, "  ", width)
    for right, findings in report.by_right().items():
        yield ""
        yield wording.right_words(right).upper()
        for bundle in wording.bundles(findings):
            yield from _bundle(report, bundle, width)
    yield ""
    yield from _profile(report, width)
    yield from _wrapped(f"Rules: {wording.counted(report.rules_by_kind)}.", "", width)
    for kind in ("pass", "notApplicable"):
        ids = report.rules_of(kind)
        if ids:
            yield from _labelled(wording.KIND_WORDS[kind], ", ".join(ids), width)
    if report.hidden:
        hidden = f"{report.hidden} findings of lower confidence than asked are counted and not shown."
        yield from _wrapped(hidden, "", width)


def _bundle(report: Report, bundle: list[Finding], width: int) -> Iterator[str]:
    first, *others = bundle
    place = first.position or report.scheme.file
    kind = "review" if first.kind == "review" else first.severity
    yield ""
    yield from _head(str(place), f"{first.rule.id} {kind}  {first.rule.name}", wording.facts(first), width)
    yield from _source(report, first, width)
    if others:
        yield from _wrapped(f"and {len(others)} more: {_places(others, first.confidence)}", "   ", width)
    if first.kind == "review":
        for line in wording.measured(bundle, report):
            yield from _labelled("measured", line, width)
        return
    yield from _labelled("would need to show", first.would_show, width)
    fix = ""
    if first.rule.patch is not None and first.kind == "fail":
        safety = "safe" if first.rule.patch_is_safe else "unsafe: read it first"
        fix = f"  [glasshouse fix {first.rule.id} {first.scheme}; {safety}]"
    yield from _labelled("remedy", first.remedy + fix, width)
    yield from _labelled("norms", "; ".join(wording.norms(first)), width)
    if wording.unchecked(first):
        yield from _labelled("not checked against the text", wording.unchecked(first), width)
    if first.justification is not None:
        yield from _labelled("justified in the file", wording.justified(first), width)
    for line in wording.measured(bundle, report):
        yield from _labelled("measured", line, width)


def _head(place: str, name: str, facts: str, width: int) -> Iterator[str]:
    """Place, rule and facts: in one line, or in two, or in more; a place is a link and never broken."""
    if len(f"{place}  {name}  [{facts}]") <= width:
        yield f"{place}  {name}  [{facts}]"
    elif len(f"{place}  {name}") <= width:
        yield f"{place}  {name}"
        yield from _wrapped(f"[{facts}]", "   ", width)
    else:
        yield place
        yield from _wrapped(f"{name}  [{facts}]", "   ", width)


def _source(report: Report, finding: Finding, width: int) -> Iterator[str]:
    """The line of the file with a caret under the place, and the message after it."""
    place = finding.position
    source = report.source(place) if place else None
    if place is None or place.column is None or source is None:
        yield from _wrapped(finding.message, "   ", width)
        return
    margin = f"{place.line:>6} | "
    source, column = _around(source, place.column, width - len(margin))
    yield margin + source
    indent = " " * (len(margin) - 2) + "| "
    caret = " " * (column - 1) + "^ "
    if len(indent) + len(caret) > width // 2:
        yield indent + caret.rstrip()
        yield from _wrapped(finding.message, " " * len(margin), width)
        return
    yield from textwrap.wrap(
        finding.message,
        width,
        initial_indent=indent + caret,
        subsequent_indent=indent + " " * len(caret),
        break_long_words=False,
        break_on_hyphens=False,
    )


def _around(source: str, column: int, room: int) -> tuple[str, int]:
    """As much of a line as there is room for, with its column in it, and where that stands then."""
    if column > room * 3 // 4:
        cut = column - room // 4
        source, column = f"...{source[cut + 3 :]}", column - cut
    return source[:room], column


def _places(findings: list[Finding], surest: str) -> str:
    shown = [_where(finding, surest) for finding in findings[:_MOST_PLACES]]
    more = len(findings) - len(shown)
    return ", ".join(shown) + (f" and {more} beyond these" if more else "")


def _where(finding: Finding, surest: str) -> str:
    """Line, column and item of a repeated finding, with its confidence where that is another."""
    place, name = finding.position, finding.item.rpartition(".")[2]
    if finding.confidence != surest:
        name += f", confidence {finding.confidence}"
    return f"{place.line}:{place.column} ({name})" if place and place.line else name


def _labelled(label: str, text: str, width: int) -> Iterator[str]:
    yield from textwrap.wrap(
        f"{label}: {text}",
        width,
        initial_indent="   ",
        subsequent_indent="      ",
        break_long_words=False,
        break_on_hyphens=False,
    )


def _wrapped(text: str, indent: str, width: int) -> list[str]:
    return textwrap.wrap(
        text,
        width,
        initial_indent=indent,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _profile(report: Report, width: int) -> Iterator[str]:
    """Rules by kind under each right, then under each family of norms."""
    heads = ["", *(wording.KIND_WORDS[kind] for kind in KINDS)]
    rights = [
        [wording.right_words(right), *(str(counts[kind]) for kind in KINDS)]
        for right, counts in report.profile_by_right().items()
        if counts
    ]
    families = [
        [wording.FAMILY_WORDS[family], *(str(counts[kind]) for kind in KINDS)]
        for family, counts in report.profile_by_family().items()
        if counts
    ]
    yield from _wrapped(
        "Rules by right, and by family of norms; a rule can stand in several rows, which are never added up.",
        "",
        width,
    )
    lines = list(table([heads, *rights, [""] * len(heads), *families]))
    if max(map(len, lines)) <= width:
        yield from lines
        return
    for name, *counts in (*rights, *families):
        told = (f"{count} {kind}" for kind, count in zip(heads[1:], counts, strict=True) if count != "0")
        yield from _labelled(name, ", ".join(told), width)
