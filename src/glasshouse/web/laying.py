"""The page's own files as a browser fetches them, its modules laid one behind the other in one script.

A browser that has to ask for sixteen modules is a fifth later with its first picture, and loads none from the
disk, where an exported page may lie.
"""

from __future__ import annotations

import re
from pathlib import Path

__all__ = ["page_files"]

_STATIC = Path(__file__).parent / "static"
_AS_THEY_ARE = ("index.html", "page.css", "icon.svg")

_OF_TYPES = re.compile(r"^(?:// @ts-check|/\*\* @import .* \*/)\n", re.MULTILINE)
"""Lines that are for the check of types alone, and name a file that no browser gets."""

_EXPORT = re.compile(r"^export (?:async )?(?:function|const|class) (\w+)", re.MULTILINE)
_IMPORT = re.compile(r"^import \{(?P<names>[^}]*)\} from \"\./(?P<name>[a-z]+)\.js\";\n", re.MULTILINE)


def page_files() -> dict[str, bytes]:
    """The page, its style, its icon and its script, by name."""
    read = {name: (_STATIC / name).read_bytes() for name in _AS_THEY_ARE}
    return {**read, "page.js": _script().encode()}


def _script() -> str:
    """All modules as one: each a function that returns its names, called after those it imports."""
    laid: dict[str, str] = {}

    def lay(name: str) -> None:
        if name in laid:
            return
        text = _OF_TYPES.sub("", (_STATIC / f"{name}.js").read_text(encoding="utf-8"))
        for found in _IMPORT.finditer(text):
            lay(found["name"])
        names = ", ".join(_EXPORT.findall(text))
        body = _IMPORT.sub(
            lambda found: f"const {{{_renamed(found['names'])}}} = of_{found['name']};\n", text
        )
        body = re.sub(r"^export ", "", body, flags=re.MULTILINE)
        laid[name] = f"const of_{name} = (function () {{\n{body}\nreturn {{ {names} }};\n}})();\n"

    lay("main")
    return '(function () {\n"use strict";\n' + "\n".join(laid.values()) + "})();\n"


def _renamed(names: str) -> str:
    """Names as a module imports them, as an object is taken apart."""
    return re.sub(r"(\w+) as (\w+)", r"\1: \2", names)
