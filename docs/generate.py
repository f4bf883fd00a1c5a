"""The generated pages: ``python docs/generate.py`` renews them, ``--check`` fails where one is stale.

A page under ``look-up/`` says what the code and the catalogue say, so nobody writes it by hand.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from glasshouse import assumptions, schemes
from glasshouse.assumptions.page import write_page as write_conducts
from glasshouse.ground.files import write_atomically
from glasshouse.society.page import page as write_societies

__all__ = ["main"]

LOOK_UP = Path(__file__).resolve().parent / "look-up"

SCHEMES = """\
# The schemes of the catalogue

This page is generated from the catalogue (`make docs`); do not edit it.

A scheme here is one reading of one text. *Published*: the rules were made public. *Press*: they are told as
newspapers told them. *Invented*: nobody ever made them. *Provisional*: one person has read the sources.
*Read-twice*: a second one came to the same file without looking.
"""


def conducts() -> str:
    """What people do, who sees it and what is asked for, with every number's evidence."""
    return write_conducts(assumptions.load())


def societies() -> str:
    """The societies of the catalogue: their tables, their sources and their misfit."""
    return write_societies()


def catalogue() -> str:
    """The schemes of the catalogue with their standing and their sources."""
    return "\n".join(_schemes()) + "\n"


def _schemes() -> Iterator[str]:
    yield SCHEMES
    yield "| id | title | jurisdiction | standing | reading | in force | sources |"
    yield "|---|---|---|---|---|---|---|"
    loaded = [schemes.load(name) for name in schemes.catalogue()]
    for scheme in loaded:
        head = scheme.scheme
        until = head.force.until or "no end set"
        yield (
            f"| [{head.id}](#{head.id}) | {head.title} | {head.jurisdiction} | {head.status} "
            f"| {head.reading} | {head.force.from_} to {until} | {len(scheme.references)} |"
        )
    for scheme in loaded:
        yield ""
        yield f"({scheme.id})="
        yield f"## {scheme.title}"
        yield ""
        yield f"`{scheme.id}`. {' '.join(scheme.scheme.summary.split())}"
        yield ""
        for reference in scheme.references:
            parts = [f"`{reference.id}` ({reference.kind}): {reference.cite.rstrip('.')}."]
            parts += [f"<{reference.url}>."] if reference.url else []
            parts += [f"Read {reference.read}."] if reference.read else ["Not read."]
            parts += [reference.note] if reference.note else []
            yield f"- {' '.join(parts)}"


PAGES: dict[str, Callable[[], str]] = {
    "conducts.md": conducts,
    "schemes.md": catalogue,
    "societies.md": societies,
}


def main(words: list[str]) -> int:
    """Write the pages, or check them.

    Args:
        words: nothing, or ``--check``.

    Returns:
        Exit code: 1 for a page that is stale or that nothing generates, 2 for other words.
    """
    check = words == ["--check"]
    if words and not check:
        print("usage: python docs/generate.py [--check]", file=sys.stderr)
        return 2
    stale = []
    for name, page in PAGES.items():
        path, text = LOOK_UP / name, page()
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            stale.append(name)
            if not check:
                write_atomically(path, text)
    stray = sorted({path.name for path in LOOK_UP.iterdir()} - PAGES.keys())
    for name in stale:
        print(f"docs/look-up/{name}: {'is stale; run `make docs`' if check else 'written'}")
    for name in stray:
        print(f"docs/look-up/{name}: nothing generates it; name its function in docs/generate.py")
    return int(bool(stray or (check and stale)))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
