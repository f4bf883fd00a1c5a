"""From a name, a file or a text to a `Scheme`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from glasshouse.ground.document import Document, read_file, read_text
from glasshouse.ground.errors import BadInput
from glasshouse.ground.files import catalogue_path
from glasshouse.ground.registry import Catalogue
from glasshouse.ground.validation import validate
from glasshouse.schemes.amending import tried
from glasshouse.schemes.checking import check
from glasshouse.schemes.model import Scheme
from glasshouse.schemes.reforming import Change, apply_changes
from glasshouse.schemes.sourcing import unsourced
from glasshouse.schemes.vocabulary import Words, words

if TYPE_CHECKING:
    from glasshouse.assumptions import Assumptions

__all__ = ["OF_THE_CATALOGUE", "catalogue", "load", "locate", "make"]

OF_THE_CATALOGUE = "catalogue/schemes/"
"""How messages begin to name a file of the catalogue, wherever it lies."""

_CATALOGUE = Catalogue("schemes", "scheme")
_CATALOGUE_FOLDER = catalogue_path("schemes")


def catalogue() -> tuple[str, ...]:
    """Ids of the schemes that come with Glasshouse, in alphabetical order. Reads no file."""
    return tuple(_CATALOGUE)


def locate(id_or_path: str | Path) -> Path:
    """The file of a scheme that is meant by an id of the catalogue or by a path.

    Raises:
        BadInput: there is no such scheme; the nearest id is named.
    """
    return _CATALOGUE.locate(id_or_path)


def load(scheme: str | Path, *changes: Change, assumptions: Assumptions | None = None) -> Scheme:
    """Read a scheme and check everything about it that can be known without running it.

    Args:
        scheme: an id of the catalogue (``nanjing-2019``), a path (``./my-town.yaml``), or the text of a
            scheme, which is told from a name by its line breaks.
        *changes: reforms to apply, in this order: each a `Reform`, the document of a patch file, or a
            setting such as ``rules.protest.points=-10``.
        assumptions: whose conducts, sources and gates the scheme may name; by default the standard ones.

    Raises:
        BadInput: with every problem found, each with its place.
    """
    return make(_document(scheme), changes, assumptions)


def make(
    document: Document, changes: Iterable[Change] = (), assumptions: Assumptions | None = None
) -> Scheme:
    """A scheme from a document that was read already; otherwise as `load`."""
    document = apply_changes(document, changes)
    known = words(assumptions)
    scheme, problems = validate(Scheme, document)
    more, warnings = check(document, known)
    if scheme is None or more:
        raise BadInput(*problems, *more)
    _try_amendments(scheme, document, known)
    bare = unsourced(scheme)
    scheme._warnings = (*warnings, *([] if bare is None else [bare]))
    return scheme


def _try_amendments(scheme: Scheme, document: Document, known: Words) -> None:
    """Make sure that the scheme is as sound after each of its amendments as before."""
    if not scheme.amendments:
        return
    for amendment, text in zip(scheme.amendments, tried(document, len(scheme.amendments)), strict=True):
        more, _ = check(text.document, known)
        if text.scheme is None or more:
            since = f"After the amendment of {amendment.from_.isoformat()}: "
            raise BadInput(*(replace(one, what=since + one.what) for one in (*text.problems, *more)))


def _document(scheme: str | Path) -> Document:
    if isinstance(scheme, str) and "\n" in scheme:
        return read_text(scheme)
    path = locate(scheme)
    return read_file(path, _shown(path))


def _shown(path: Path) -> str:
    """How messages name a file; one of the catalogue by a short name that is the same on every machine."""
    if path.parent == _CATALOGUE_FOLDER:
        return OF_THE_CATALOGUE + path.name
    return str(path)
