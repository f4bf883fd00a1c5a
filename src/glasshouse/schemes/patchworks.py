"""Patchworks: which place lives under which local version, as data.

A patchwork is a file that gives places of one society a scheme each. Every place so named has a register of
its own, even where two are given the same text: whoever moves from one to another is a newcomer there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import ClassVar, Literal

from glasshouse.ground.document import read_file
from glasshouse.ground.errors import BadInput, Problem, did_you_mean
from glasshouse.ground.registry import Catalogue, is_path
from glasshouse.ground.telling import tell
from glasshouse.ground.validation import Identifier, Items, Part, validate
from glasshouse.schemes.model import Scheme
from glasshouse.schemes.model.head import Reference
from glasshouse.schemes.reading import load, make
from glasshouse.schemes.roles import quoted, runs

__all__ = ["LocalVersion", "Patchwork", "PatchworkHead", "load_patchwork", "local_schemes", "patchworks"]

_PATCHWORKS = Catalogue("patchworks", "patchwork")


class PatchworkHead(Part):
    """What a patchwork is called and what it is."""

    noun: ClassVar[str] = "the head of a patchwork"
    plural: ClassVar[str] = "patchwork"

    id: Identifier = runs("Name of the patchwork.", like="two-cities")
    title: str = quoted("What to call it in a heading.", like="Two cities side by side", min_length=1)
    summary: str = quoted("What it lays side by side, in plain sentences.", min_length=1)
    society: Identifier = runs("Id of the society whose places they are.", like="china-2020")
    status: Literal["published", "invented"] = quoted(
        "Whether some text gives each place its version; invented where, say, a province stands for a city.",
        like="invented",
    )
    note: str | None = quoted("What a reader must know.", None)


class LocalVersion(Part):
    """One place and the scheme that it has."""

    noun: ClassVar[str] = "a local version"
    plural: ClassVar[str] = "places"

    place: Identifier = runs("Id of a place of the society.", like="shandong")
    scheme: str = runs(
        "Id of a scheme of the catalogue, or a path from this file's folder.",
        like="rongcheng-2014",
        min_length=1,
    )
    city: str | None = quoted(
        "The city of that place whose text it is; null: the place is lent a text that is not its own.",
        None,
        like="Rongcheng",
    )
    reference: Identifier | None = quoted("Id of the source for that.", None)


class Patchwork(Part):
    """A file that gives places a scheme each."""

    noun: ClassVar[str] = "a patchwork"
    plural: ClassVar[str] = "the top of a patchwork file"

    format: Literal[1] = runs("Version of the format.", like="1")
    patchwork: PatchworkHead = runs("Name and society.")
    references: Items[Reference] = quoted("The sources.", ())
    places: Items[LocalVersion] = runs("The local versions, one a place.", min_length=1)

    @property
    def id(self) -> str:
        """Name of the patchwork."""
        return self.patchwork.id


def patchworks() -> tuple[str, ...]:
    """Ids of the patchworks that come with Glasshouse, in alphabetical order. Reads no file."""
    return tuple(_PATCHWORKS)


def load_patchwork(patchwork: str | Path) -> Patchwork:
    """Read a patchwork by its id in the catalogue or its path; its schemes are not read yet.

    Raises:
        BadInput: with every problem found, each with its place, such as two versions for one place.
    """
    path = _PATCHWORKS.locate(patchwork)
    document = read_file(path, f"catalogue/patchworks/{path.name}" if patchwork in _PATCHWORKS else str(path))
    made, problems = validate(Patchwork, document)
    if made is None:
        raise BadInput(*problems)
    problems = [*_twice(made), *_unsourced(made)]
    if problems:
        raise BadInput(*problems)
    return made


def local_schemes(patchwork: Patchwork, places: dict[str, str]) -> dict[str, Scheme]:
    """The scheme of each place, kept to it: the text with ``scope.places`` set as by any other setting.

    Args:
        patchwork: what was read.
        places: titles of the society's places by id, in their order.

    Returns:
        By place, in the order of the file.

    Raises:
        BadInput: a place that the society has not, a scheme that is not there or is wrong, or one that covers
            no persons; all problems at once.
    """
    problems: list[Problem] = []
    read: dict[str, Scheme] = {}
    found: dict[str, Scheme] = {}
    for version in patchwork.places:
        if version.place not in places:
            problems.append(_no_place(patchwork, version, places))
            continue
        try:
            if version.scheme not in read:
                read[version.scheme] = _load(version)
            scheme = read[version.scheme]
        except BadInput as error:
            problems += error.problems
            continue
        if "person" not in scheme.scope.subjects:
            problems.append(
                tell(
                    f"'{version.scheme}' covers no persons",
                    version.position_of("scheme"),
                    why="A patchwork tells what becomes of the people of each place.",
                    remedy="give the place a scheme for persons, or run that one alone",
                    code="no-persons",
                )
            )
            continue
        found[version.place] = make(scheme.document, [f"scope.places=[{version.place}]"])
    if problems:
        raise BadInput(*dict.fromkeys(problems))
    return found


def _load(version: LocalVersion) -> Scheme:
    """Read a version's scheme; what is wrong with its name is said at the line that names it."""
    position = version.position_of("scheme")
    if not is_path(version.scheme):
        try:
            return load(version.scheme)
        except BadInput as error:
            missing = [problem for problem in error.problems if problem.code == "no-such-entry"]
            if not missing:
                raise
            raise BadInput(*(replace(problem, position=position) for problem in missing)) from None
    folder = Path(position.file).parent if position is not None and position.file is not None else Path()
    return load(folder / version.scheme)


def _no_place(patchwork: Patchwork, version: LocalVersion, places: dict[str, str]) -> Problem:
    near = did_you_mean(version.place, places)
    return tell(
        f"'{version.place}' is no place of the society '{patchwork.patchwork.society}'",
        version.position_of("place"),
        why=f"Its places are {', '.join(places)}.",
        remedy=f"did you mean '{near}'?" if near else "choose one of those",
        code="no-such-place",
    )


def _twice(made: Patchwork) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    for version in made.places:
        if version.place in seen:
            yield tell(
                f"'{version.place}' is given two versions",
                version.position_of("place"),
                why=f"It has '{seen[version.place]}' already, and somebody would be covered by both at once.",
                remedy="keep one of the two; 'glasshouse compare' sets two schemes beside each other",
                code="two-versions",
            )
        seen.setdefault(version.place, version.scheme)


def _unsourced(made: Patchwork) -> Iterator[Problem]:
    known = [source.id for source in made.references]
    for version in made.places:
        if version.reference is not None and version.reference not in known:
            near = did_you_mean(version.reference, known)
            yield tell(
                f"'{version.reference}' is no source of this file",
                version.position_of("reference"),
                remedy=f"did you mean '{near}'?" if near else "add it under 'references'",
                code="no-such-reference",
            )
        if version.city is None and made.patchwork.status == "published":
            yield tell(
                f"'{version.place}' is lent a text, and the patchwork is said to be published",
                version.position_of("place"),
                why="A version that no text gives to the place is made up.",
                remedy="name its 'city', or write 'status: invented'",
                code="not-published",
            )
