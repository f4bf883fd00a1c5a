"""The generated pages: ``python docs/generate.py`` renews them, ``--check`` fails where one is stale.

A page under ``look-up/`` says what the code and the catalogue say, so nobody writes it by hand. Each is made
by the floor that it speaks of. The page of validation is written from a kept result: see
``verification/validation.py``.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from glasshouse import assumptions
from glasshouse.assumptions.page import write_page
from glasshouse.cli._answers import answer_schemas
from glasshouse.cli._page import page as commands_page
from glasshouse.ground.files import write_atomically
from glasshouse.measures.page import page as measures_page
from glasshouse.report.validated_page import page as validation_page
from glasshouse.schemes.catalogue_page import page as schemes_page
from glasshouse.schemes.format_page import page as format_page
from glasshouse.schemes.lint.page import pages as lint_pages
from glasshouse.society.page import page as societies_page
from glasshouse.studies.kept_validation import NAME, in_short

__all__ = ["main"]

DOCS = Path(__file__).resolve().parent
LOOK_UP = DOCS / "look-up"
VERIFICATION = DOCS.parent / "verification"
KEPT = "../../src/glasshouse/catalogue/figures/" + NAME

PAGES: dict[str, Callable[[], str]] = {
    "answers.schema.json": lambda: json.dumps(answer_schemas(), indent=1, ensure_ascii=False) + "\n",
    "command-line.md": commands_page,
    "conducts.md": lambda: write_page(assumptions.load()),
    "format.md": format_page,
    "measures.md": measures_page,
    "schemes.md": schemes_page,
    "societies.md": societies_page,
}


def _validation() -> dict[str, Any]:
    held: dict[str, Any] = json.loads(
        (VERIFICATION / "results" / "validation.json").read_text(encoding="utf-8")
    )
    return held


def _validation_page() -> str:
    return validation_page(_validation(), (VERIFICATION / "validation.md").read_text(encoding="utf-8"))


def _validation_in_short() -> str:
    """What the program keeps of the validation, for a report to say how far off a scheme's numbers were."""
    return in_short(_validation())


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
    texts = {name: page() for name, page in PAGES.items()}
    texts |= {f"lint/{name}": text for name, text in lint_pages().items()}
    found = {path.relative_to(LOOK_UP).as_posix() for path in LOOK_UP.rglob("*") if path.is_file()}
    stray = sorted(found - texts.keys())
    texts["../understand/validation.md"] = _validation_page()
    texts[KEPT] = _validation_in_short()
    stale = []
    for name, text in texts.items():
        path = (LOOK_UP / name).resolve()
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            stale.append(name)
            if not check:
                write_atomically(path, text)
    for name in stale:
        shown = (LOOK_UP / name).resolve().relative_to(DOCS.parent).as_posix()
        print(f"{shown}: {'is stale; run `make docs`' if check else 'written'}")
    for name in stray:
        print(f"docs/look-up/{name}: nothing generates it; name its function in docs/generate.py")
    return int(bool(stray or (check and stale)))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
