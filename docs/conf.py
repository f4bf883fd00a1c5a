"""How Sphinx builds the pages: ``make docs`` writes ``build/docs/index.html``, and a warning is an error.

The pages under ``look-up/`` come from ``generate.py``; the state of the model comes from the code itself when
the pages are built, through the directive at the end of this file.
"""

from __future__ import annotations

from collections.abc import Iterable

from docutils import nodes
from docutils.parsers.rst import Directive
from sphinx.application import Sphinx

from glasshouse import __version__
from glasshouse.engine.kernels.desk import DESK_FIELDS
from glasshouse.engine.tables import FIELDS

__all__ = ["setup"]

project = "Glasshouse"
author = "The Glasshouse authors"
version = release = __version__

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
source_suffix = {".md": "markdown"}
root_doc = "index"
exclude_patterns = ["_build"]

myst_enable_extensions = ["colon_fence"]
myst_heading_anchors = 3

autodoc_member_order = "bysource"
autodoc_typehints = "none"
napoleon_google_docstring = True
napoleon_numpy_docstring = False

html_theme = "furo"
html_title = f"Glasshouse {version}"
html_show_sphinx = False
html_copy_source = False
html_static_path = ["static"]
html_css_files = ["pages.css"]
html_theme_options = {
    "footer_icons": [],
    "announcement": "Synthetic society. Nobody here is real.",
    "light_css_variables": {
        "color-background-primary": "#fbfaf7",
        "color-brand-primary": "#1c1f22",
        "color-brand-content": "#10306e",
    },
}


class StateOfTheModel(Directive):
    """Tells what the engine keeps, read from its own tables: ``state-of-the-model:: tables`` or ``desk``."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """The list, one item for each kind of thing, with a line for each of its fields."""
        if self.arguments[0] == "tables":
            rows = {kind: [(name, told) for name, _, told in fields] for kind, fields in FIELDS.items()}
        elif self.arguments[0] == "desk":
            rows = {kind: [(name, "") for name in names] for kind, names in DESK_FIELDS.items()}
        else:
            raise self.error("state-of-the-model takes 'tables' or 'desk'")
        listed = nodes.definition_list()
        for kind, fields in rows.items():
            body: nodes.Node = _lines(fields) if fields[0][1] else _words(name for name, _ in fields)
            listed += nodes.definition_list_item(
                "", nodes.term("", "", nodes.literal("", kind)), nodes.definition("", body)
            )
        return [listed]


def _lines(fields: list[tuple[str, str]]) -> nodes.Node:
    lines = nodes.bullet_list()
    for name, told in fields:
        lines += nodes.list_item(
            "", nodes.paragraph("", "", nodes.literal("", name), nodes.Text(f": {told}"))
        )
    return lines


def _words(names: Iterable[str]) -> nodes.Node:
    paragraph = nodes.paragraph()
    for name in names:
        paragraph += [nodes.literal("", name), nodes.Text(" ")]
    return paragraph


def _with_its_rules(_: Sphinx, page: str, source: list[str]) -> None:
    """Hang the rules below the index of the lint, which is generated and knows nothing of Sphinx."""
    if page == "look-up/lint/index":
        source[0] += "\n```{toctree}\n:hidden:\n:glob:\n\nGH*\n```\n"


def setup(app: Sphinx) -> dict[str, bool]:
    """Make the directive and the hook known."""
    app.connect("source-read", _with_its_rules)
    app.add_directive("state-of-the-model", StateOfTheModel)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
