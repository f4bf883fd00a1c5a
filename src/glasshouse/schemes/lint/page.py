"""The page of a rule: its docstring, with its norms and examples filled in from the data.

``python -m glasshouse.schemes.lint.page`` writes ``docs/look-up/lint``; ``--check`` fails where a page
is stale.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from glasshouse.ground.files import write_atomically
from glasshouse.schemes.lint.checking import check
from glasshouse.schemes.lint.conventions import conventions
from glasshouse.schemes.lint.examples import AS_OF, Example, example
from glasshouse.schemes.lint.justifying import UNSOUND
from glasshouse.schemes.lint.norms import norms
from glasshouse.schemes.lint.report import CLOSING
from glasshouse.schemes.lint.rule import HEADINGS, Rule, all_rules
from glasshouse.schemes.lint.selection import Selection
from glasshouse.schemes.lint.vocabulary import FAMILIES, STRENGTHS

__all__ = ["FOLDER", "WRITTEN", "index", "main", "page", "pages", "sections"]

FOLDER: Final = Path("docs/look-up/lint")
"""Where the pages lie, seen from the root of the repository."""

WRITTEN: Final = tuple(heading for heading in HEADINGS if heading not in ("Norms", "Example", "Instead"))
"""The headings that stand in the docstring."""

_HEADING = re.compile(r"^(?P<title>\S.*)\n-{3,}\n", re.MULTILINE)
_MARK = re.compile(r"^\s*#\s*(\^\s*GH[0-9]{3}|GH[0-9]{3} at \S+)\s*\n", re.MULTILINE)


def sections(rule: Rule) -> dict[str, str]:
    """What stands under each heading of a rule's docstring, in its order."""
    parts = _HEADING.split(rule.page.strip())
    return {parts[place]: parts[place + 1].strip() for place in range(1, len(parts) - 1, 2)}


def page(rule: Rule) -> str:
    """The page of a rule as Markdown."""
    written = sections(rule)
    filled = {**written, "Norms": _norms(rule), "Example": _example(rule), "Instead": _instead(rule)}
    lines = [f"# {rule.id} {rule.name}", "", rule.summary, "", _facts(rule), ""]
    for heading in HEADINGS:
        lines += [f"## {heading}", "", _markdown(filled[heading]), ""]
    return "\n".join([*lines, f"*{CLOSING} Nothing here is legal advice.*", ""])


def index() -> str:
    """The page that lists all rules by family."""
    lines = [
        "# Rules of the lint",
        "",
        "One page a rule, made from its docstring, its norms and its examples. "
        "`core` rules decide the exit code; `preview` rules run with `--preview`.",
        "",
    ]
    for digit, family in FAMILIES.items():
        chosen = [rule for rule in all_rules().values() if rule.id[2] == digit]
        if not chosen:
            continue
        lines += [f"## {digit} {family.capitalize()}", "", "| rule | severity | set | what it is about |"]
        lines += ["| --- | --- | --- | --- |"]
        for rule in chosen:
            kind = "core" if rule.core else rule.status
            lines.append(
                f"| [{rule.id}]({rule.id}.md) {rule.name} | {rule.severity} | {kind} | {rule.summary} |"
            )
        lines.append("")
    lines += ["## Conventions", "", "Thresholds that no norm states; the user can change each.", ""]
    lines += ["| convention | value | what for |", "| --- | --- | --- |"]
    lines += [f"| {entry.id} | {entry} | {entry.says} |" for entry in conventions().values()]
    unchecked = [norm for norm in norms().values() if norm.checked is None]
    lines += [
        "",
        "## Norms that nobody has checked against the primary text yet",
        "",
        f"{len(unchecked)} of {len(norms())} records:",
        "",
        *(f"- {norm.cite} (`{norm.id}`)" for norm in unchecked),
        "",
        f"*{CLOSING} Nothing here is legal advice.*",
        "",
    ]
    return "\n".join(lines)


def _facts(rule: Rule) -> str:
    kind = "core" if rule.core else rule.status
    facts = [
        f"severity {rule.severity}",
        f"confidence {rule.confidence}",
        f"strength {STRENGTHS[rule.strength]}",
        kind,
        f"family {rule.family}",
        f"rights: {', '.join(rule.rights)}",
        f"since {rule.since}",
    ]
    if rule.patch is not None:
        facts.append(f"`glasshouse fix {rule.id}` ({'safe' if rule.patch_is_safe else 'unsafe'})")
    return " · ".join(facts)


def _norms(rule: Rule) -> str:
    return "\n".join(_norm_lines(rule))


def _norm_lines(rule: Rule) -> Iterator[str]:
    for norm in (norms()[id] for id in rule.norms):
        until = f" until {norm.valid_to.isoformat()}" if norm.valid_to else ""
        checked = (
            f"checked on {norm.checked.on.isoformat()}: {norm.checked.where}"
            if norm.checked
            else "checked: no"
        )
        note = f" {norm.note}" if norm.note else ""
        yield (
            f"- **{norm.cite}** ({STRENGTHS[norm.strength]}; from {norm.valid_from.isoformat()}{until}). "
            f"{norm.gloss}{note} *{checked}.*"
        )


def _example(rule: Rule) -> str:
    told = f"A change of the clean scheme `base.yaml`:\n\n{_shown(rule, example(rule.id, 'bad'))}"
    silent = example(rule.id, "silent")
    if silent is None:
        return told
    return f"{told}\n\nWhere the file does not say, the rule asks for a reader:\n\n{_shown(rule, silent)}"


def _shown(rule: Rule, shown: Example | None) -> str:
    """An example, and what the rule says of it."""
    if shown is None:
        return _fenced(None)
    asked = Selection(as_of=AS_OF, preview=True)
    chosen = tuple(all_rules().values()) if rule.id == UNSOUND else (rule,)
    findings = check(shown.scheme, asked, shown.measured, only=chosen).shown
    said = [f"> {finding.message}" for finding in findings if finding.rule is rule]
    return "\n\n".join((_fenced(shown), *said))


def _instead(rule: Rule) -> str:
    return f"{rule.remedy[0].upper()}{rule.remedy[1:]}.\n\n{_fenced(example(rule.id, 'good'))}"


def _fenced(shown: Example | None) -> str:
    return f"```yaml\n{_MARK.sub('', shown.text).strip()}\n```" if shown else "None."


def _markdown(text: str) -> str:
    """Double backticks of a docstring as single ones."""
    return text.replace("``", "`") if "```" not in text else text


def pages() -> dict[str, str]:
    """All pages by the name of their file, the index among them."""
    return {"index.md": index(), **{f"{rule.id}.md": page(rule) for rule in all_rules().values()}}


def main(words: Sequence[str]) -> int:
    """Write the pages into ``docs/look-up/lint``, seen from the root of the repository, or check them.

    Args:
        words: nothing, or ``--check``.

    Returns:
        Exit code: 1 where ``--check`` finds a page that is stale, missing or that nothing generates.
    """
    told = pages()
    wrong = [
        name
        for name, text in told.items()
        if not (FOLDER / name).is_file() or (FOLDER / name).read_text(encoding="utf-8") != text
    ]
    strays = sorted({path.name for path in FOLDER.glob("*")} - told.keys())
    if "--check" in words:
        for name in (*wrong, *strays):
            print(f"{FOLDER / name} is not what the rules say: run python -m glasshouse.schemes.lint.page")
        return int(bool(wrong or strays))
    for name in wrong:
        write_atomically(FOLDER / name, told[name])
    for name in strays:
        (FOLDER / name).unlink()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
