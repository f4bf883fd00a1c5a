"""The notebooks run from top to bottom, and what they show reads without a picture, a script or a style.

A kernel would bring two dozen packages for what is plain Python here: the cells are run as a kernel runs
them, in order and in one namespace, the value of a last expression shown. Magics are not allowed, nor needed.
"""

from __future__ import annotations

import ast
import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from glasshouse.engine.outcomes import NOTICE
from glasshouse.ground.notebook import paragraph, table
from glasshouse.measures.measure import NEVER_MEASURED
from glasshouse.schemes import load
from glasshouse.schemes.lint.checking import check
from glasshouse.schemes.lint.selection import Selection

FOLDER = Path(__file__).resolve().parents[2] / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))


def shown(path: Path) -> list[str]:
    """Run the cells; what the last expression of each shows, as HTML where it has some."""
    names: dict[str, Any] = {}
    told = []
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        if cell["cell_type"] != "code":
            continue
        tree = ast.parse("".join(cell["source"]))
        last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
        exec(compile(tree, path.name, "exec"), names)
        if isinstance(last, ast.Expr):
            value = eval(compile(ast.Expression(last.value), path.name, "eval"), names)
            if value is not None:
                told.append(value._repr_html_() if hasattr(value, "_repr_html_") else repr(value))
    return told


class Read(HTMLParser):
    """Tags in order, and what is open at the end."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.open: list[str] = []
        self.bare_headings = 0
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.open.append(tag)
        self.bare_headings += tag == "th" and "scope" not in dict(attrs)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def is_accessible(text: str) -> None:
    read = Read(text)
    assert read.open == []
    assert set(read.tags) <= {"p", "strong", "table", "caption", "thead", "tbody", "tr", "th", "td"}
    assert read.tags.count("table") == read.tags.count("caption")
    assert read.bare_headings == 0


def test_there_are_three_and_they_hold_no_output() -> None:
    """No outputs: a diff then shows what somebody wrote, and nothing of anybody's machine."""
    assert [path.stem for path in NOTEBOOKS] == ["a-first-run", "myth-and-rule", "protest-at-ten-points"]
    for path in NOTEBOOKS:
        held = json.loads(path.read_text(encoding="utf-8"))
        assert (held["nbformat"], held["nbformat_minor"]) == (4, 5)
        assert len({cell["id"] for cell in held["cells"]}) == len(held["cells"])
        for cell in held["cells"]:
            assert cell.get("outputs", []) == [] and cell.get("execution_count") is None
            assert not re.search(r"^\s*[%!]", "".join(cell["source"]), re.MULTILINE)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_it_runs_and_shows_what_can_be_read(path: Path) -> None:
    told = [text for text in shown(path) if text.startswith(("<p>", "<table"))]
    assert len(told) >= 3
    for text in told:
        is_accessible(text)
    assert any(NOTICE in text for text in told)
    if "change-in-expression" in "".join(told):
        assert any(NEVER_MEASURED in text or "put in by" in text for text in told)


def test_whatever_is_in_a_text_is_shown_and_not_obeyed() -> None:
    evil = "<script>alert(1)</script> & <b>"
    told = table(evil, [evil], [[evil], [None]]) + paragraph(evil, strong=True)
    assert "<script" not in told and "<b>" not in told
    assert told.count("&lt;script&gt;alert(1)&lt;/script&gt; &amp; &lt;b&gt;") == 4
    scheme = load(load("simpleland-points").text.replace("title: Simpleland points", f"title: '{evil}' #"))
    assert "<script" not in scheme._repr_html_()


def test_a_finding_is_a_table_that_ends_with_what_it_is_not() -> None:
    finding = check(load("simpleland-points"), Selection(select=("GH2",))).shown[0]
    told = finding._repr_html_()
    is_accessible(told)
    assert finding.rule.id in told
    assert told.endswith("<p>No legal advice; silence is not clearance.</p>")


def test_a_life_is_a_table_in_each_arm(tmp_path: Path) -> None:
    import glasshouse

    glasshouse.simulate("simpleland-points", people=20_000, days=60, seed=1, out=tmp_path, threads=2)
    life = glasshouse.life(tmp_path, "3:7")
    assert life is not None
    told = life._repr_html_()
    is_accessible(told)
    assert NOTICE in told
    assert told.count("<table>") == len(life.events)


def test_a_long_table_says_how_much_it_leaves_out() -> None:
    told = table("many", ["n"], [[n] for n in range(9)], most=4)
    assert told.count("<tr>") == 5
    assert "... and 5 rows more." in told
