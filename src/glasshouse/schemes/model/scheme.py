"""A scheme: the whole file as one object that cannot be changed."""

from __future__ import annotations

from typing import ClassVar, Literal, Protocol, TypeVar

from pydantic import PrivateAttr, model_validator

from glasshouse.ground.document import Document
from glasshouse.ground.errors import Problem
from glasshouse.ground.notebook import paragraph, table
from glasshouse.ground.validation import Items, Part, mistake
from glasshouse.schemes.model.consequences import Consequence
from glasshouse.schemes.model.head import Data, Head, Reference, Scope, User
from glasshouse.schemes.model.histories import MOST_HISTORIES, History
from glasshouse.schemes.model.lists import List
from glasshouse.schemes.model.procedure import Amendment, Governance, Justification, Notice, Practice, Remedy
from glasshouse.schemes.model.rules import Rule
from glasshouse.schemes.model.score import Band, Score
from glasshouse.schemes.roles import checked, quoted, runs

__all__ = ["FORMAT", "Scheme"]


class _HasId(Protocol):
    @property
    def id(self) -> str: ...


_Item = TypeVar("_Item", bound=_HasId)

FORMAT = 1
"""Version of the language that this package reads."""


class Scheme(Part):
    """The rules: conducts scored, points, bands, lists, consequences, procedure, data, sharing.

    The attributes bear the names of the keys in the file (with ``_`` after the names that Python reserves:
    ``for_``, ``from_``, ``if_``, ``except_``). Every part knows its `position`.
    """

    noun: ClassVar[str] = "a scheme file"
    plural: ClassVar[str] = "the top of the file"

    format: Literal[1] = runs("Version of the language.", like="1")
    scheme: Head = runs("Name and standing.")
    references: Items[Reference] = quoted("The sources that items refer to.", ())
    scope: Scope = runs("Whom it covers, and where.")
    data: Data = runs("What it knows, and how long.")
    users: Items[User] = checked("Who acts on the score or list.", ())
    score: Score = runs("The number, where there is one.", like="{kind: none}")
    rules: Items[Rule] = runs("The arrows into the score and the lists; [] only where a scorecard is all.")
    lists: Items[List] = runs("Blacklists and redlists.", ())
    consequences: Items[Consequence] = runs("What a list or band does at a gate.", ())
    remedies: Items[Remedy] = runs("Ways to have something put right.", ())
    notice: Items[Notice] = runs("What those concerned are told.", ())
    practice: Practice = runs("Facts about how it is used.", Practice())
    governance: Governance | None = checked("Who watches it.", None)
    amendments: Items[Amendment] = runs("Changes by its own makers, from a date.", ())
    justify: Items[Justification] = checked("Answers to findings of the lint.", ())
    tests: Items[History] = runs(
        "Life histories of nobody, worked out by hand.", (), max_length=MOST_HISTORIES
    )

    _warnings: tuple[Problem, ...] = PrivateAttr(default=())

    @model_validator(mode="after")
    def _do_something(self) -> Scheme:
        """A scheme without an arrow does nothing; a scorecard's inputs are arrows."""
        if not self.rules and self.score.kind != "scorecard":
            raise mistake("at least one rule is needed here", at=("rules",), code="too-few")
        return self

    @property
    def id(self) -> str:
        """Name of the scheme."""
        return self.scheme.id

    @property
    def title(self) -> str:
        """What to call it in a heading."""
        return self.scheme.title

    @property
    def document(self) -> Document:
        """The file that it was read from, with all positions.

        Raises:
            ValueError: the scheme was not read from a file or text.
        """
        if self._origin is None:
            raise ValueError("this scheme was not read from a file")
        return self._origin[0]

    @property
    def file(self) -> str:
        """The file it was read from, as messages name it."""
        return self.document.name

    @property
    def text(self) -> str:
        """The file's text, as it was read."""
        return self.document.text

    @property
    def text_hash(self) -> str:
        """SHA-256 of the text and of every reform on it, in hexadecimal."""
        return self.document.text_hash

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """What is not wrong but should be known, such as numbers without a source."""
        return self._warnings

    def _repr_html_(self) -> str:
        """For a notebook: its standing, its rules, and what they lead to."""
        head = self.scheme
        standing = f"{head.status}, {head.reading}, {head.jurisdiction}, in force since {head.force.from_}"
        told = [paragraph(f"{self.title} ({self.id})", strong=True), paragraph(standing)]
        if head.status == "press":
            told.append(
                paragraph("Reported by the press; nothing shows that it was ever enacted as described.")
            )
        told.append(paragraph(head.summary))
        if self.rules:
            rows = [(rule.id, _set_off_by(rule), _effect(rule), rule.definition) for rule in self.rules]
            told.append(table("Rules", ("rule", "set off by", "effect", "in words"), rows))
        if self.consequences:
            acts = [
                (item.id, _for_whom(item), item.does, item.gate, ", ".join(item.falls_on))
                for item in self.consequences
            ]
            told.append(table("Consequences", ("consequence", "for", "does", "gate", "falls on"), acts))
        return "".join(told)

    def rule(self, id: str) -> Rule:
        """The rule of that id. Raises KeyError where there is none."""
        return _named(self.rules, id)

    def list(self, id: str) -> List:
        """The list of that id. Raises KeyError where there is none."""
        return _named(self.lists, id)

    def band(self, id: str) -> Band:
        """The band of that id. Raises KeyError where there is none."""
        return _named(self.score.bands, id)

    def consequence(self, id: str) -> Consequence:
        """The consequence of that id. Raises KeyError where there is none."""
        return _named(self.consequences, id)

    def reference(self, id: str) -> Reference:
        """The reference of that id. Raises KeyError where there is none."""
        return _named(self.references, id)


def _set_off_by(rule: Rule) -> str:
    when = rule.when
    if when.conducts:
        return ", ".join(when.conducts)
    return f"list {', '.join(when.list)}" if when.list else f"band {', '.join(when.band or ())}"


def _effect(rule: Rule) -> str:
    effect = rule.effect
    if effect.points is not None:
        return f"{effect.points.value:+d} points"
    return f"to band {effect.to_band}" if effect.to_band is not None else f"enters {effect.enter}"


def _for_whom(consequence: Consequence) -> str:
    when = consequence.when
    if when.list is not None or when.band is not None:
        return f"list {', '.join(when.list)}" if when.list else f"band {', '.join(when.band or ())}"
    return "those who reach a score, or miss it"


def _named(items: tuple[_Item, ...], id: str) -> _Item:
    for item in items:
        if item.id == id:
            return item
    raise KeyError(id)
