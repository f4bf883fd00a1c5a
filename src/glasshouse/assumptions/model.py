"""What is assumed about people: frozen data, every number with its range and its evidence.

These are assumptions *put in*: how often people do something, who sees it, which records are false, how
people answer to a rule. A result that rests on one of them says so; nothing here is a finding.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, NamedTuple, Self

from pydantic import BaseModel, Field, model_validator

from glasshouse.assumptions.change import replace_number, was_set_by_user
from glasshouse.assumptions.conduct import Conduct
from glasshouse.assumptions.consent import Consent
from glasshouse.assumptions.contact import Contact
from glasshouse.assumptions.credit import Credit
from glasshouse.assumptions.entry import Entry, Fixed, unknown
from glasshouse.assumptions.fixed import FixedDict
from glasshouse.assumptions.gate import Gate
from glasshouse.assumptions.livelihood import Livelihood
from glasshouse.assumptions.procedure import Procedure
from glasshouse.assumptions.response import Response, unmoved
from glasshouse.assumptions.source import Source
from glasshouse.assumptions.traits import Trait, without_traits
from glasshouse.assumptions.vocabulary import RESPONSES, TRAITS, ResponseClass, TraitName
from glasshouse.ground.quantity import Quantity
from glasshouse.ground.sources import Reference
from glasshouse.ground.validation import Identifier

__all__ = ["Assumptions", "Contradiction", "contradictions"]


class Contradiction(NamedTuple):
    """Two parts of the assumptions that do not fit.

    Attributes:
        path: where it stands, as in `Assumptions`: section, id, key.
        what: what is wrong, one sentence.
    """

    path: tuple[str, ...]
    what: str


class Assumptions(Entry):
    """One set of assumptions.

    In code plain numbers do: ``Conduct(id=..., rate=0.5, seen_by={"police": 0.1}, ...)``. A part that is left
    out has no effect, so a small world takes a few lines.

    Attributes:
        id: its name.
        title: its name on the screen.
        summary: what it is for, one or two sentences.
        references: the sources that its numbers name, by id.
        traits: prudence, lawfulness, voice, civic, in this order.
        conducts: by id.
        sources: by id.
        gates: by id.
        procedure: what happens between a record and an effect.
        response: by response class of the conduct.
        livelihood: how long it takes to get over being refused work or credit.
        contact: how much of what happens to others people see.
        consent: who joins a scheme that one may stay out of.
        credit: of how many people no lender has a record.
    """

    id: Identifier
    title: str
    summary: str | None = None
    references: Annotated[dict[str, Reference], Fixed] = Field(default_factory=FixedDict)
    traits: Annotated[dict[TraitName, Trait], Fixed] = Field(default_factory=without_traits)
    conducts: Annotated[dict[str, Conduct], Fixed] = Field(default_factory=FixedDict)
    sources: Annotated[dict[str, Source], Fixed] = Field(default_factory=FixedDict)
    gates: Annotated[dict[str, Gate], Fixed] = Field(default_factory=FixedDict)
    procedure: Procedure = Field(default_factory=Procedure)
    response: Annotated[dict[ResponseClass, Response], Fixed] = Field(default_factory=unmoved)
    livelihood: Livelihood = Field(default_factory=Livelihood)
    contact: Contact = Field(default_factory=Contact)
    consent: Consent = Field(default_factory=Consent)
    credit: Credit = Field(default_factory=Credit)

    @model_validator(mode="before")
    @classmethod
    def _key_by_id(cls, given: object) -> object:
        """Take lists of entries too: ``conducts=[Conduct(...), ...]``."""
        if not isinstance(given, Mapping):
            return given
        keyed = dict(given)
        for section in ("references", "conducts", "sources", "gates"):
            entries = keyed.get(section)
            if isinstance(entries, list | tuple):
                keyed[section] = {entry.id: entry for entry in entries}
                if len(keyed[section]) < len(entries):
                    raise ValueError(f"two entries of '{section}' have the same id")
        return keyed

    @model_validator(mode="after")
    def _fit_together(self) -> Self:
        problems = contradictions(self)
        if problems:
            raise ValueError("; ".join(f"{'.'.join(problem.path)}: {problem.what}" for problem in problems))
        return self

    def numbers(self) -> Iterator[tuple[str, Quantity[float]]]:
        """Run through every number that is written down, each with its path: ``conducts.walk-on-red.rate``.

        A number left at its default, which has no effect, is not one of them; it can be set all the same.
        """
        return _numbers(self, "")

    def set_by_user(self) -> dict[str, float]:
        """The numbers that `replace_number` set, by path: a result that rests on them has to say so."""
        return {
            f"assumptions.{path}": number.value for path, number in self.numbers() if was_set_by_user(number)
        }

    def replace_number(self, path: str, value: float) -> Self:
        """Return these assumptions with one number changed; see `glasshouse.assumptions.change`.

        Args:
            path: such as ``assumptions.conducts.walk-on-red.rate``; the first word may be left out.
            value: the new value.

        Raises:
            BadInput: no number has this path, or it cannot have this value.
        """
        addable = {"seen_by": tuple(self.sources), "false_records": tuple(self.conducts)}
        return replace_number(self, path, value, known=self.numbers, addable=addable)


def _numbers(part: object, path: str) -> Iterator[tuple[str, Quantity[float]]]:
    if isinstance(part, Quantity):
        yield path, part
        return
    entries: list[tuple[str, object]] = []
    if isinstance(part, BaseModel):
        for name, field in type(part).model_fields.items():
            value = getattr(part, name)
            # A kept run writes defaults out too: they are known by saying no more than a default says.
            if isinstance(value, Quantity) and (
                name not in part.model_fields_set or value == Quantity(field.default, unit=value.unit)
            ):
                continue
            entries.append((name, value))
    elif isinstance(part, dict):
        entries = list(part.items())
    for name, below in entries:
        yield from _numbers(below, f"{path}.{name}" if path else name)


def contradictions(assumptions: Assumptions) -> list[Contradiction]:
    """Find every part that names another that is not there.

    Args:
        assumptions: parts that are each sound.
    """
    found: list[Contradiction] = []

    def look_up(path: tuple[str, ...], kind: str, word: str, options: Mapping[str, Any]) -> None:
        if word not in options:
            found.append(Contradiction(path, unknown(kind, word, options)))

    keyed: dict[str, Mapping[str, Conduct | Source | Gate | Reference]] = {
        "conducts": assumptions.conducts,
        "sources": assumptions.sources,
        "gates": assumptions.gates,
        "references": assumptions.references,
    }
    for section, entries in keyed.items():
        for key, entry in entries.items():
            if key != entry.id:
                found.append(
                    Contradiction((section, key), f"it is kept as '{key}', but its id is '{entry.id}'")
                )
    for conduct in assumptions.conducts.values():
        for source in conduct.seen_by:
            look_up(("conducts", conduct.id, "seen_by", source), "source", source, assumptions.sources)
        if conduct.mistaken_for is not None:
            path = ("conducts", conduct.id, "mistaken_for")
            look_up(path, "conduct", conduct.mistaken_for, assumptions.conducts)
            if conduct.mistaken_for == conduct.id:
                found.append(Contradiction(path, "a conduct cannot be mistaken for itself"))
        if conduct.needs is not None:
            look_up(("conducts", conduct.id, "needs"), "gate", conduct.needs, assumptions.gates)
    for writer in assumptions.sources.values():
        for conduct_id in writer.false_records:
            place = ("sources", writer.id, "false_records", conduct_id)
            look_up(place, "conduct", conduct_id, assumptions.conducts)
    if tuple(assumptions.traits) != TRAITS:
        found.append(Contradiction(("traits",), f"the traits must be {', '.join(TRAITS)}, in this order"))
    if set(assumptions.response) != set(RESPONSES):
        found.append(
            Contradiction(("response",), f"there must be a response for each of {', '.join(RESPONSES)}")
        )
    for number_path, number in assumptions.numbers():
        if number.reference is not None and number.reference not in assumptions.references:
            what = unknown("reference", number.reference, assumptions.references)
            found.append(Contradiction(tuple(number_path.split(".")), what))
    return found
