"""Norms as data: instruments, their articles, when they hold, and what force they have where.

Each file of ``catalogue/norms`` holds one instrument. A norm's force differs by jurisdiction: a treaty binds
those who ratified it and is a benchmark for others. Whether somebody has held a record against the primary
text stands in ``checked``; ``no`` is an answer, and every output repeats it.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final, Literal, TypeAlias, cast, get_args

from glasshouse.ground.document import Document
from glasshouse.schemes.lint.records import NOT_INSTRUMENTS, day, folder, open_record, refuse, take
from glasshouse.schemes.lint.vocabulary import STRENGTHS, Strength

__all__ = [
    "FAMILIES",
    "FORCES",
    "Checked",
    "Family",
    "Force",
    "Instrument",
    "Norm",
    "Standing",
    "instruments",
    "norms",
]

Family = Literal["un", "coe", "eu", "cn", "ca", "practice"]
Force = Literal["binding", "benchmark", "not-applicable"]

FAMILIES: Final[tuple[Family, ...]] = get_args(Family)
FORCES: Final[tuple[Force, ...]] = get_args(Force)

_INSTRUMENT = ("id", "short", "title", "family", "strength", "force", "valid_from")
_MAY = ("valid_to", "url", "note", "checked")
_NORM = ("id", "article", "gloss")
_NORM_MAY = ("valid_from", "valid_to", "url", "note", "checked", "strength", "short", "force")

Path: TypeAlias = "tuple[str | int, ...]"


@dataclass(frozen=True, slots=True)
class Checked:
    """Somebody has held a record against the text.

    Attributes:
        on: the day.
        where: the page or document that was read.
        note: what was found there, where the record alone does not say.
    """

    on: datetime.date
    where: str
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """The force of a norm in one jurisdiction.

    Attributes:
        force: binding, benchmark or not-applicable.
        why: such as "signed 1998, not ratified"; None where there is nothing to say.
    """

    force: Force
    why: str | None = None

    def __str__(self) -> str:
        """The force with its reason: ``benchmark: signed 1998, not ratified``."""
        word = self.force.replace("-", " ")
        return f"{word}: {self.why}" if self.why else word


@dataclass(frozen=True, eq=False)
class Instrument:
    """A treaty, statute, guideline or established practice.

    Attributes:
        id: name of its file.
        short: as findings cite it, such as ``ICCPR``.
        title: in full.
        family: un, coe, eu, cn, ca or practice.
        strength: T treaty, L law in force, S soft law, D domestic policy, P practice.
        standings: force of its norms by jurisdiction: ISO code, name of a group, ``default``.
        valid_from: first day in force.
        valid_to: first day no longer in force; None while it is.
        url: where it can be read.
        note: what a reader must know.
        checked: who has read it where; None for nobody.
    """

    id: str
    short: str
    title: str
    family: Family
    strength: Strength
    standings: Mapping[str, Standing]
    valid_from: datetime.date
    valid_to: datetime.date | None
    url: str | None
    note: str | None
    checked: Checked | None


@dataclass(frozen=True, eq=False)
class Norm:
    """An article of an instrument, in one edition.

    Attributes:
        id: such as ``iccpr-19-3``; never used again for another text.
        instrument: what it is part of.
        article: number, such as ``19(3)``; empty for the instrument as a whole.
        gloss: what it says, one sentence in our own words.
        strength: by default that of the instrument.
        valid_from, valid_to: by default those of the instrument.
        url: by default that of the instrument.
        note: what a reader must know.
        checked: who has held this record against the text, when and where; None for nobody.
        short: as findings cite the instrument here, where it differs.
        standings: force by jurisdiction; that of the instrument, but for what the norm says of its own, such
            as who has not ratified a protocol.
    """

    id: str
    instrument: Instrument
    article: str
    gloss: str
    strength: Strength
    valid_from: datetime.date
    valid_to: datetime.date | None
    url: str | None
    note: str | None
    checked: Checked | None
    short: str
    standings: Mapping[str, Standing]

    @property
    def family(self) -> Family:
        """The family of its instrument."""
        return self.instrument.family

    @property
    def cite(self) -> str:
        """How findings cite it: ``ICCPR 19(3)``."""
        return f"{self.short} {self.article}".rstrip()

    def standing(self, jurisdiction: str) -> Standing:
        """Its force somewhere: by the code, by the state that a region's code names, by a group, by default.

        Args:
            jurisdiction: as in a scheme: ``CN``, ``US-CA``, ``invented``.
        """
        if jurisdiction == "invented":
            usual = self.standings["default"]
            # A treaty binds no state that is not there; what speaks to one state only stays with it.
            return usual if usual.force == "not-applicable" else Standing("benchmark", "an invented place")
        state = jurisdiction.partition("-")[0]
        member = (name for name, states in _groups().items() if state in states)
        for name in (jurisdiction, state, *member):
            if name in self.standings:
                return self.standings[name]
        return self.standings["default"]

    def holds_on(self, date: datetime.date) -> bool:
        """Whether this edition is in force on a day."""
        return self.valid_from <= date and (self.valid_to is None or date < self.valid_to)


@cache
def instruments() -> Mapping[str, Instrument]:
    """All instruments by id, in alphabetical order.

    Raises:
        BadInput: a file is at fault.
    """
    return {name: instrument for name, (instrument, _) in _records().items()}


@cache
def norms() -> Mapping[str, Norm]:
    """All norms by id, instrument by instrument in alphabetical order, articles as in the file.

    Raises:
        BadInput: a file is at fault.
    """
    return {norm.id: norm for _, articles in _records().values() for norm in articles}


@cache
def _records() -> Mapping[str, tuple[Instrument, tuple[Norm, ...]]]:
    found: dict[str, tuple[Instrument, tuple[Norm, ...]]] = {}
    seen: dict[str, str] = {}
    for path in sorted(folder().glob("*.yaml")):
        if path.stem in NOT_INSTRUMENTS:
            continue
        document = open_record(path.stem)
        instrument = _instrument(document, path.stem)
        articles = tuple(_norms(document, instrument))
        for index, norm in enumerate(articles):
            if norm.id in seen:
                refuse(document, ("norms", index, "id"), f"'{norm.id}' stands in {seen[norm.id]} too")
            seen[norm.id] = document.name
        found[path.stem] = (instrument, articles)
    return found


def _instrument(document: Document, name: str) -> Instrument:
    take(document, (), ("format", "instrument", "norms"))
    entry = take(document, ("instrument",), _INSTRUMENT, _MAY)
    for key, words in (("family", FAMILIES), ("strength", tuple(STRENGTHS)), ("id", (name,))):
        if entry[key] not in words:
            refuse(document, ("instrument", key), f"'{entry[key]}' is not one of {', '.join(words)}")
    since = day(document, ("instrument", "valid_from"))
    if since is None:
        refuse(document, ("instrument", "valid_from"), "an instrument needs its first day")
    return Instrument(
        name,
        str(entry["short"]),
        str(entry["title"]),
        entry["family"],
        entry["strength"],
        _standings(document, ("instrument", "force"), entry["force"]),
        since,
        day(document, ("instrument", "valid_to")),
        entry.get("url"),
        entry.get("note"),
        _checked(document, ("instrument", "checked"), entry),
    )


def _standings(document: Document, here: Path, given: Any) -> Mapping[str, Standing]:
    if not isinstance(given, dict) or (here[0] == "instrument" and "default" not in given):
        refuse(document, here, "the force needs a 'default'", "{CN: benchmark, default: binding}")
    found: dict[str, Standing] = {}
    for code, value in given.items():
        if isinstance(value, dict):
            take(document, (*here, code), ("is", "why"))
        word, why = (value["is"], str(value["why"])) if isinstance(value, dict) else (value, None)
        if word not in FORCES:
            refuse(document, (*here, code), f"'{word}' is not one of {', '.join(FORCES)}")
        found[code] = Standing(cast(Force, word), why)
    return found


def _norms(document: Document, instrument: Instrument) -> Iterator[Norm]:
    for index in range(len(document.value(("norms",)) or ())):
        here: Path = ("norms", index)
        entry = take(document, here, _NORM, _NORM_MAY)
        if not str(entry["id"]).startswith(instrument.id):
            refuse(document, (*here, "id"), f"the id of a norm begins with '{instrument.id}'")
        strength = entry.get("strength", instrument.strength)
        if strength not in STRENGTHS:
            refuse(document, (*here, "strength"), f"'{strength}' is not one of {', '.join(STRENGTHS)}")
        norm = Norm(
            entry["id"],
            instrument,
            str(entry["article"]),
            str(entry["gloss"]),
            strength,
            day(document, (*here, "valid_from")) or instrument.valid_from,
            day(document, (*here, "valid_to")) or instrument.valid_to,
            entry.get("url", instrument.url),
            entry.get("note"),
            _checked(document, (*here, "checked"), entry),
            str(entry.get("short", instrument.short)),
            {**instrument.standings, **_standings(document, (*here, "force"), entry.get("force", {}))},
        )
        yield norm


def _checked(document: Document, path: Path, entry: Mapping[str, Any]) -> Checked | None:
    given = entry.get("checked", "no")
    if given == "no":
        return None
    take(document, path, ("on", "where"), ("note",))
    on = day(document, (*path, "on"))
    if on is None:
        refuse(document, path, "a check needs its day")
    return Checked(on, str(given["where"]), given.get("note"))


@cache
def _groups() -> Mapping[str, frozenset[str]]:
    document = open_record("jurisdictions")
    found = take(document, (), ("format", "groups"))["groups"]
    return {str(name): frozenset(str(code) for code in codes) for name, codes in found.items()}
