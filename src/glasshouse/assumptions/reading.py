"""From files to assumptions: a set is one file, or a folder of files, each holding any of its sections.

Which files there are does not matter: every ``*.yaml`` under the folder is read, and a new entry in any of
them is found by being there. A file may begin from another set (``assumptions: {based_on: standard}``); its
entries are added, and take the place of those with the same id.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any, ClassVar, Final

from pydantic import BaseModel, ConfigDict, Field

from glasshouse.assumptions.conduct import Conduct
from glasshouse.assumptions.consent import Consent
from glasshouse.assumptions.contact import Contact
from glasshouse.assumptions.credit import Credit
from glasshouse.assumptions.fixed import FixedDict
from glasshouse.assumptions.gate import Gate
from glasshouse.assumptions.livelihood import Livelihood
from glasshouse.assumptions.model import Assumptions, contradictions
from glasshouse.assumptions.procedure import Procedure
from glasshouse.assumptions.response import Response
from glasshouse.assumptions.source import Source
from glasshouse.assumptions.traits import Trait
from glasshouse.assumptions.vocabulary import RESPONSES, TRAITS, ResponseClass, TraitName
from glasshouse.ground.document import Document, read_file, read_text
from glasshouse.ground.errors import BadInput, Position, Problem, did_you_mean
from glasshouse.ground.files import catalogue_path
from glasshouse.ground.registry import is_path
from glasshouse.ground.sources import Reference
from glasshouse.ground.validation import Identifier, build

__all__ = ["AssumptionsFile", "Head", "catalogue", "load", "load_text"]

_KEYED: Final = ("references", "conducts", "sources", "gates")
_NAMED: Final = ("traits", "response")
_ALONE: Final = ("procedure", "livelihood", "contact", "consent", "credit")


class Head(BaseModel):
    """What a set of assumptions says of itself.

    Attributes:
        id: its name.
        title: its name on the screen.
        summary: what it is for.
        based_on: the set of the catalogue that it begins from; None for none.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")
    noun: ClassVar[str] = "the head of the assumptions"
    plural: ClassVar[str] = "assumptions"

    id: Identifier
    title: str
    summary: str | None = None
    based_on: str | None = None


class AssumptionsFile(BaseModel):
    """One file of a set: any of the sections. One file of the set carries the head."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)
    noun: ClassVar[str] = "a file of assumptions"
    plural: ClassVar[str] = "the file"

    assumptions: Head | None = None
    references: Annotated[list[Reference], Field(default_factory=list)]
    traits: Annotated[dict[TraitName, Trait], Field(default_factory=dict)]
    conducts: Annotated[list[Conduct], Field(default_factory=list)]
    sources: Annotated[list[Source], Field(default_factory=list)]
    gates: Annotated[list[Gate], Field(default_factory=list)]
    procedure: Procedure | None = None
    livelihood: Livelihood | None = None
    contact: Contact | None = None
    consent: Consent | None = None
    credit: Credit | None = None
    response: Annotated[dict[ResponseClass, Response], Field(default_factory=dict)]


@dataclass
class _Gathered:
    """The entries of all files so far, and where each stands."""

    sections: dict[str, dict[str, Any]] = field(
        default_factory=lambda: {section: {} for section in (*_KEYED, *_NAMED)}
    )
    head: Head | None = None
    alone: dict[str, Any] = field(default_factory=dict)
    places: dict[tuple[str, ...], tuple[Document, tuple[str | int, ...]]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def add(self, file: AssumptionsFile, document: Document) -> None:
        """Take the entries of one file; what stands in two files is a problem."""
        if file.assumptions is not None:
            self._once(("assumptions",), document, ("assumptions",), free=self.head is None)
            self.head = file.assumptions
        for section in _ALONE:
            given = getattr(file, section)
            if given is not None:
                self._once((section,), document, (section,), free=section not in self.alone)
                self.alone[section] = given
        for section in _KEYED:
            for index, entry in enumerate(getattr(file, section)):
                free = entry.id not in self.sections[section]
                self._once((section, entry.id), document, (section, index), free=free)
                self.sections[section][entry.id] = entry
        for section in _NAMED:
            for name, entry in getattr(file, section).items():
                free = name not in self.sections[section]
                self._once((section, name), document, (section, name), free=free)
                self.sections[section][name] = entry

    def _once(
        self, key: tuple[str, ...], document: Document, path: tuple[str | int, ...], *, free: bool
    ) -> None:
        if free:
            self.places[key] = (document, path)
            return
        self.problems.append(
            Problem(
                f"'{'.'.join(key)}' stands here a second time.",
                position=document.position(path),
                why=f"It also stands at {self.position(key)}.",
                remedy="Keep one of the two, or give the second another id.",
                code="duplicate-id",
            )
        )

    def position(self, path: tuple[str, ...]) -> Position | None:
        """Find where a part stands; the nearest whole around it where the part itself has no place."""
        for length in range(len(path), 0, -1):
            if path[:length] in self.places:
                document, start = self.places[path[:length]]
                return _nearest(document, start, path[length:])
        return None


def _nearest(document: Document, start: tuple[str | int, ...], rest: tuple[str, ...]) -> Position | None:
    for length in range(len(rest), -1, -1):
        try:
            return document.position((*start, *rest[:length]))
        except (KeyError, IndexError, LookupError, TypeError):
            continue
    return None


def catalogue() -> dict[str, Path]:
    """Return the sets of the catalogue by id: a folder each, or a file ``<id>.yaml``."""
    folder = catalogue_path("assumptions")
    if not folder.is_dir():
        return {}
    entries = [path for path in folder.iterdir() if path.is_dir() or path.suffix == ".yaml"]
    return {path.stem: path for path in sorted(entries)}


def load(id_or_path: str | Path = "standard") -> Assumptions:
    """Read a set of assumptions.

    Args:
        id_or_path: id in the catalogue, or the path of a file or folder (a text with a slash or a YAML
            ending).

    Raises:
        BadInput: there is no such set, or it holds errors; all are told, each with its place.
    """
    if is_path(id_or_path):
        return _load_path(Path(id_or_path))
    name = str(id_or_path)
    known = catalogue()
    if name not in known:
        meant = did_you_mean(name, known)
        raise BadInput(
            Problem(
                f"There are no assumptions '{name}'." + (f" Did you mean '{meant}'?" if meant else ""),
                why=f"Known: {', '.join(known)}.",
                remedy="To use assumptions of your own, give the path of their file, such as ./mine.yaml.",
                code="no-such-entry",
            )
        )
    return _load_catalogue(name)


@lru_cache(maxsize=4)
def _load_catalogue(name: str) -> Assumptions:
    """The catalogue does not change under a running program, and what is read from it is frozen."""
    return _load_path(catalogue()[name])


def _load_path(path: Path) -> Assumptions:
    if path.is_dir():
        files = sorted(path.rglob("*.yaml"))
        if not files:
            raise BadInput(Problem(f"The folder '{path}' holds no YAML file.", code="no-such-file"))
        return _assemble([read_file(file) for file in files], str(path))
    if not path.is_file():
        raise BadInput(Problem(f"There is no file '{path}'.", code="no-such-file"))
    return _assemble([read_file(path)], str(path))


def load_text(text: str, name: str = "<text>") -> Assumptions:
    """Read a set of assumptions from a text, as if it were one file.

    Args:
        text: YAML.
        name: what messages call it.

    Raises:
        BadInput: as `load`.
    """
    return _assemble([read_text(text, name)], name)


def _assemble(documents: list[Document], name: str) -> Assumptions:
    gathered = _Gathered()
    for document in documents:
        try:
            file = build(AssumptionsFile, document)
        except BadInput as error:
            gathered.problems.extend(error.problems)
        else:
            gathered.add(file, document)
    if gathered.head is None and not gathered.problems:
        gathered.problems.append(
            Problem(
                "No file says which assumptions these are.",
                position=Position(name),
                remedy="Add 'assumptions: {id: mine, title: My assumptions, based_on: standard}'.",
                code="missing-key",
            )
        )
    if gathered.problems or gathered.head is None:
        raise BadInput(*gathered.problems)
    return _fit(gathered, gathered.head)


def _fit(gathered: _Gathered, head: Head) -> Assumptions:
    start = load(head.based_on) if head.based_on is not None else Assumptions(id=head.id, title=head.title)
    merged: dict[str, dict[str, Any]] = {
        section: {**getattr(start, section), **gathered.sections[section]} for section in (*_KEYED, *_NAMED)
    }
    merged["traits"] = {name: merged["traits"][name] for name in TRAITS}
    merged["response"] = {name: merged["response"][name] for name in RESPONSES}
    parts: dict[str, Any] = {section: FixedDict(entries) for section, entries in merged.items()}
    # Every part has been validated; only how they fit together is left, and that is told with positions.
    assumptions = Assumptions.model_construct(
        id=head.id,
        title=head.title,
        summary=head.summary,
        **{section: gathered.alone.get(section, getattr(start, section)) for section in _ALONE},
        **parts,
    )
    problems = [
        Problem(problem.what, position=gathered.position(problem.path), code="unknown-name")
        for problem in contradictions(assumptions)
    ]
    if problems:
        raise BadInput(*problems)
    return assumptions
