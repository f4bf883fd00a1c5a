"""Reasons: what an event follows from, in plain words and by line, as the text stood on that day."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from glasshouse.report.numbers import told_date
from glasshouse.schemes.amending import amended_texts
from glasshouse.schemes.explaining import headline
from glasshouse.schemes.model import Band, Consequence, List, Remedy, Rule
from glasshouse.schemes.phrases import plain

if TYPE_CHECKING:
    from glasshouse.engine.scenario import Arm, Scenario
    from glasshouse.engine.slow import Event
    from glasshouse.engine.texts import Text
    from glasshouse.ground.errors import Position
    from glasshouse.schemes import Scheme

__all__ = ["Reason", "Texts", "in_words", "part_of"]

Item = Rule | List | Consequence | Remedy | Band

_BRACKETS = re.compile(r" \([^()]*\)")
_APPOSITION = re.compile(r"^([^,]+, [^,]+) (costs|brings|puts|takes)\b")


@dataclass(frozen=True)
class Reason:
    """One thing of a scheme that an event follows from.

    Attributes:
        path: of the item, ``rules.protest``.
        says: what it says, in plain words.
        based_on: path, line, amendment and source, as far as there are any.
    """

    path: str
    says: str
    based_on: str


class Texts:
    """The texts of one arm, day by day: what is told of a day rests on the text in force on it."""

    def __init__(self, scenario: Scenario, arm: Arm) -> None:
        """Take an arm of a scenario."""
        self._whole = arm.scheme
        self._first = scenario.start - timedelta(days=scenario.warm)
        self._texts = scenario.texts(arm)
        texts = (text for _, text in amended_texts(arm.scheme))
        self._amendments = list(zip(arm.scheme.amendments, texts, strict=True))

    def on(self, day: int) -> Scheme:
        """The text in force on a day lived."""
        return self._texts[_place(self._texts, day)].scheme

    def words(self, path: str, day: int, conducts: Container[str] | None = None) -> str:
        """What the item of a path says on a day.

        Args:
            path: of the item.
            day: of the life.
            conducts: where given, a rule is told of these alone, as far as it counts any of them.
        """
        scheme, part = self._found(path, day)
        if isinstance(part, Rule) and conducts is not None:
            part = _of_these(part, conducts)
        return path if part is None else in_words(part, scheme)

    def title(self, list_id: str, day: int) -> str:
        """The title of a list."""
        _, part = self._found(f"lists.{list_id}", day)
        return _titled(part) if isinstance(part, List) else list_id

    def named(self, kind: str, name: str, day: int) -> str:
        """What an event is about, a list, consequence, rule or band, as it is called in a sentence."""
        if kind == "list":
            return self.title(name, day)
        return name if kind == "band" else self.words(f"{kind}s.{name}", day)

    def reasons(self, event: Event) -> list[Reason]:
        """What an event follows from."""
        return [self._reason(path, event.day) for path in event.because]

    def _found(self, path: str, day: int) -> tuple[Scheme, Item | None]:
        """The item of a path on a day, in its text; one struck out meanwhile as it last stood."""
        place = _place(self._texts, day)
        for text in self._texts[place::-1]:
            if (part := part_of(text.scheme, path)) is not None:
                return text.scheme, part
        return self._texts[place].scheme, None

    def _reason(self, path: str, day: int) -> Reason:
        scheme, part = self._found(path, day)
        if part is None:
            return Reason(path, path, path)
        based_on = path
        if part.position is not None:
            based_on += f" ({part.position.file}:{part.position.line})"
        based_on += self._amended(path, day)
        if part.reference is not None:
            based_on += f": {scheme.reference(part.reference).cite}"
        return Reason(path, in_words(part, scheme), based_on)

    def _amended(self, path: str, day: int) -> str:
        """From which amendment an item has its words; nothing for one that stands as first written."""
        told, before = "", part_of(self._whole, path)
        for amendment, scheme in self._amendments:
            if (amendment.from_ - self._first).days > day:
                break
            part = part_of(scheme, path)
            if part is not None and (before is None or part.model_dump() != before.model_dump()):
                told = f", as amended from {told_date(amendment.from_)}{_at(amendment.position)}"
            before = part
        return told


def _of_these(rule: Rule, conducts: Container[str]) -> Rule:
    """A rule that counts many conducts, as it concerns somebody who can do some of them alone."""
    told = tuple(conduct for conduct in rule.when.conducts or () if conduct in conducts)
    if not told:
        return rule
    return rule.model_copy(update={"when": rule.when.model_copy(update={"conducts": told})})


def _place(texts: Sequence[Text], day: int) -> int:
    return max(number for number, text in enumerate(texts) if number == 0 or text.since <= day)


def part_of(scheme: Scheme, path: str) -> Item | None:
    """The item of a scheme that a path names; None for what is no item of it."""
    section, _, name = path.rpartition(".")
    sections: dict[str, Sequence[Item]] = {
        "rules": scheme.rules,
        "lists": scheme.lists,
        "consequences": scheme.consequences,
        "remedies": scheme.remedies,
        "score.bands": scheme.score.bands,
    }
    return next((part for part in sections.get(section, ()) if part.id == name), None)


def in_words(part: Item, scheme: Scheme) -> str:
    """What an item says, without a name from the file: the titles of acts and lists stand in their place."""
    if isinstance(part, Band):
        return _band(part)
    if isinstance(part, List):
        return f"being on {_titled(part)}"
    if isinstance(part, Remedy):
        return f"the remedy '{plain(part.id)}'"
    said = headline(scheme, part)
    for one in scheme.lists:
        name = rf"{re.escape(one.id)}(?![\w-])(?: \([^()]*\))?"
        said = re.sub(rf"\bthe (?:blacklist|redlist|list) {name}", _titled(one), said)
        said = re.sub(rf"(\bor |, ){name}", rf"\1{_titled(one)}", said)
    if isinstance(part, Rule):
        said = _BRACKETS.sub("", said)
        # 'Crossing on red, on foot' wants its second comma in a sentence.
        said = _APPOSITION.sub(r"\1, \2", said)
    return (said[:1].lower() + said[1:]).rstrip(".")


def _titled(one: List) -> str:
    return one.title or f"the list '{plain(one.id)}'"


def _at(position: Position | None) -> str:
    """Where an amendment stands; one that was set from outside has no line."""
    if position is None or position.line is None:
        return " (set for this run)"
    return f" ({position.file}:{position.line})"


def _band(band: Band) -> str:
    low = None if band.from_ is None else band.from_.value
    high = None if band.to is None else band.to.value
    if low is None and high is None:
        return f"being in band {band.id}"
    if low is None:
        return f"band {band.id}: fewer than {high} points"
    if high is None:
        return f"band {band.id}: {low} points or more"
    return f"band {band.id}: {low} points or more, and fewer than {high}"
