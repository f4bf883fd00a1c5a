"""What is assumed about people: frozen data, every number with its range and its evidence.

These are assumptions *put in*: how often people do something, who sees it, which records are false, how
people answer to a rule. A result that rests on one of them says so; nothing here is a finding.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, ClassVar, Final, Literal, NamedTuple, Self

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from glasshouse.assumptions.change import replace_number
from glasshouse.assumptions.fixed import FixedDict
from glasshouse.assumptions.number import (
    SHARED_KEYS,
    Days,
    Harm,
    PerYear,
    Ratio,
    Share,
    ShareBelowOne,
    Spread,
)
from glasshouse.assumptions.vocabulary import (
    DIMENSIONS,
    OPEN_DIMENSIONS,
    PROOFS,
    PURPOSES,
    RESPONSE_OF,
    RESPONSES,
    TRAITS,
    Context,
    Legality,
    Protection,
    ResponseClass,
    TraitName,
)
from glasshouse.ground.errors import did_you_mean
from glasshouse.ground.quantity import Quantity
from glasshouse.ground.sources import Reference
from glasshouse.ground.validation import Identifier

__all__ = [
    "AbilityTest",
    "Assumptions",
    "Conduct",
    "Contradiction",
    "Correction",
    "Fault",
    "Gate",
    "Performance",
    "Procedure",
    "ProofShare",
    "Relative",
    "Response",
    "Source",
    "Trait",
    "TraitUse",
    "contradictions",
]

# Sums of shares written with a few decimals; far below any share that means something.
_ROUNDING: Final = 1e-9


def _spread_shared_keys(given: object) -> object:
    """Hand what a table says of all its numbers (evidence, reference, ...) to each of them."""
    if not isinstance(given, Mapping):
        return given
    shared = {key: given[key] for key in SHARED_KEYS if key in given}
    if not shared:
        return given
    return {
        category: {**shared, **number} if isinstance(number, Mapping) else {**shared, "value": number}
        for category, number in given.items()
        if category not in shared
    }


def _check_categories(given: object) -> object:
    """Refuse dimensions and categories that nobody can have, and hand shared keys down."""
    if not isinstance(given, Mapping):
        return given
    tables: dict[str, object] = {}
    for dimension, table in given.items():
        if dimension not in DIMENSIONS:
            raise ValueError(_unknown("dimension", str(dimension), DIMENSIONS))
        spread = _spread_shared_keys(table)
        if isinstance(spread, Mapping) and dimension not in OPEN_DIMENSIONS:
            for category in spread:
                if category not in DIMENSIONS[dimension]:
                    raise ValueError(
                        _unknown(f"category of '{dimension}'", str(category), DIMENSIONS[dimension])
                    )
        tables[dimension] = spread
    return tables


def _unknown(kind: str, word: str, options: Mapping[str, Any] | tuple[str, ...]) -> str:
    meant = did_you_mean(word, options)
    return f"'{word}' is not a {kind}." + (
        f" Did you mean '{meant}'?" if meant else f" Known: {', '.join(options)}."
    )


_Fixed: Final = AfterValidator(FixedDict)

Relative = Annotated[
    dict[str, Annotated[dict[str, Ratio], _Fixed]], BeforeValidator(_check_categories), _Fixed
]
"""Factors by dimension and category; a category that is not named has the factor 1."""

_Shares = Annotated[dict[str, Share], BeforeValidator(_spread_shared_keys), _Fixed]
_Rates = Annotated[dict[str, PerYear], BeforeValidator(_spread_shared_keys), _Fixed]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)


class Trait(_Frozen):
    """A lasting difference between people who are alike in everything else.

    Attributes:
        spread: standard deviation of the logarithm of the factor on rates.
        household_correlation: correlation of the trait's normal score between members of one household, 0
            to 1.
    """

    noun: ClassVar[str] = "a trait"
    plural: ClassVar[str] = "traits"

    spread: Spread
    household_correlation: Share


class TraitUse(_Frozen):
    """How a conduct depends on a trait: a factor exp(sign x spread x z - spread^2 / 2), mean 1.

    Attributes:
        id: the trait.
        sign: 1 where people with more of it do it more often, -1 where less.
    """

    noun: ClassVar[str] = "the trait of a conduct"
    plural: ClassVar[str] = "trait"

    id: TraitName
    sign: Literal[1, -1]


class Conduct(_Frozen):
    """Something that people do, what the law makes of it, how often, and who writes it down.

    Attributes:
        id: name in rules.
        title: name on the screen.
        definition: what counts as one act.
        context: the part of life it belongs to.
        legality: what ordinary law makes of it; a scheme cannot change that.
        protects: the rights that it exercises.
        domestic: what the law of one jurisdiction adds; removes no finding.
        trait: the trait that it depends on, None for none.
        rate: acts per person-year of somebody who is in the reference category of every dimension.
        relative: factors on the rate, by dimension and category.
        seen_by: probability that this source writes the act down; the sum is at most 1, one act is written
            down at most once.
        mistaken_for: the conduct that records of this one show instead.
        unable: the subject could not have acted otherwise.
        harm: loss per act, in yuan; None where none is put in money.
        acts_on: whether the act changes anything for another person in the model.
        response: how people answer to a rule about it.
    """

    noun: ClassVar[str] = "a conduct"
    plural: ClassVar[str] = "conducts"

    id: Identifier
    title: str
    definition: str | None = None
    context: Context
    legality: Legality
    protects: tuple[Protection, ...] = ()
    domestic: str | None = None
    trait: TraitUse | None = None
    rate: PerYear
    relative: Relative = Field(default_factory=FixedDict)
    seen_by: _Shares = Field(default_factory=FixedDict)
    mistaken_for: str | None = None
    unable: bool = False
    harm: Harm | None = None
    acts_on: Literal["nobody", "somebody"] = "nobody"
    response: ResponseClass

    @model_validator(mode="before")
    @classmethod
    def _respond_as_the_law_sees_it(cls, given: object) -> object:
        if (
            isinstance(given, Mapping)
            and given.get("response") is None
            and given.get("legality") in RESPONSE_OF
        ):
            return {**given, "response": RESPONSE_OF[given["legality"]]}
        return given

    @model_validator(mode="after")
    def _write_down_once(self) -> Self:
        total = math.fsum(share.value for share in self.seen_by.values())
        if total > 1.0 + _ROUNDING:
            raise ValueError(
                f"the shares under 'seen_by' sum to {total:g}, but an act is written down at most once"
            )
        if self.legality == "protected" and not self.protects:
            raise ValueError("a protected conduct names what it exercises under 'protects'")
        return self


class Source(_Frozen):
    """Somebody who sees what people do and writes records.

    Attributes:
        id: name in schemes.
        title: name on the screen.
        detection: factors on every probability of being seen by this source (unequal policing), by
            dimension and category; the product is cut at 1.
        false_records: records per person-year of conducts that never happened, by conduct.
        false_relative: factors on the false records, by dimension and category.
    """

    noun: ClassVar[str] = "a source"
    plural: ClassVar[str] = "sources"

    id: Identifier
    title: str
    detection: Relative = Field(default_factory=FixedDict)
    false_records: _Rates = Field(default_factory=FixedDict)
    false_relative: Relative = Field(default_factory=FixedDict)


class Gate(_Frozen):
    """A place where people ask for a service and may be refused.

    Attributes:
        id: name in schemes.
        title: name on the screen.
        demand: requests per person-year of somebody who is in the reference category of every dimension.
        relative: factors on the demand, by dimension and category.
        tiers: classes of the service and their shares of the requests, sum 1; empty means one class, ``any``.
        purposes: shares of the requests made for a medical, livelihood or family reason; the rest is
            ``other``.
    """

    noun: ClassVar[str] = "a gate"
    plural: ClassVar[str] = "gates"

    id: Identifier
    title: str
    demand: PerYear
    relative: Relative = Field(default_factory=FixedDict)
    tiers: _Shares = Field(default_factory=FixedDict)
    purposes: _Shares = Field(default_factory=FixedDict)

    @model_validator(mode="after")
    def _add_up(self) -> Self:
        tiers = math.fsum(share.value for share in self.tiers.values())
        if self.tiers and abs(tiers - 1.0) > _ROUNDING:
            raise ValueError(f"the shares under 'tiers' sum to {tiers:g}, not to 1")
        purposes = math.fsum(share.value for share in self.purposes.values())
        if purposes > 1.0 + _ROUNDING:
            raise ValueError(f"the shares under 'purposes' sum to {purposes:g}, which is more than 1")
        for purpose in self.purposes:
            if purpose not in PURPOSES:
                raise ValueError(_unknown("purpose", purpose, PURPOSES))
        return self


class ProofShare(_Frozen):
    """How many records reach a level of proof.

    Attributes:
        true: share of the records of real acts.
        false: share of the false records.
    """

    noun: ClassVar[str] = "a level of proof"
    plural: ClassVar[str] = "proof"

    true: Share
    false: Share


class AbilityTest(_Frozen):
    """The errors of a test whether somebody was able to act otherwise.

    Attributes:
        unable_passes: share of those who are unable whom the test takes for able: the rule strikes them.
        able_fails: share of those who are able whom the test takes for unable: the rule spares them.
    """

    noun: ClassVar[str] = "the test of ability"
    plural: ClassVar[str] = "ability"

    unable_passes: Share
    able_fails: Share


class Fault(_Frozen):
    """With how much fault people act; what is left of 1 is without fault.

    Attributes:
        negligent: share of acts done carelessly.
        wilful: share of acts done on purpose; a rule for negligence strikes these too.
    """

    noun: ClassVar[str] = "the shares of fault"
    plural: ClassVar[str] = "fault"

    negligent: Share
    wilful: Share


class Performance(_Frozen):
    """How soon those who are listed and able do what they owe.

    Attributes:
        rate: performances per listed and able person and year.
    """

    noun: ClassVar[str] = "performance"
    plural: ClassVar[str] = "performance"

    rate: PerYear


class Correction(_Frozen):
    """What becomes of entries that are wrong in fact.

    Attributes:
        succeeds: share of wrongful entries that are found and undone.
        asks_after: mean days from knowing of the entry to asking for its correction.
    """

    noun: ClassVar[str] = "correction"
    plural: ClassVar[str] = "correction"

    succeeds: Share
    asks_after: Days


def _certain() -> dict[str, ProofShare]:
    return FixedDict({level: ProofShare(true=1.0, false=1.0) for level in PROOFS})


class Procedure(_Frozen):
    """What happens between a record and an effect. The defaults are a procedure without errors or excuses.

    Attributes:
        proof: by level of proof, the share of records that reach it; never more than at the level before.
        ability: the errors of the test of ability.
        fault: how many acts are wilful, how many careless.
        excuses: by excuse, the share of records to which it applies.
        conditions: by condition of a longer stay, the share of entries that meet it.
        may_used: share of the cases in which an authority that *may* act does so.
        performance: how soon duties are performed.
        correction: how many wrongful entries are undone.
    """

    noun: ClassVar[str] = "the procedure"
    plural: ClassVar[str] = "procedure"

    proof: Annotated[dict[str, ProofShare], _Fixed] = Field(default_factory=_certain)
    ability: AbilityTest = Field(default_factory=lambda: AbilityTest(unable_passes=0.0, able_fails=0.0))
    fault: Fault = Field(default_factory=lambda: Fault(negligent=0.0, wilful=1.0))
    excuses: _Shares = Field(default_factory=FixedDict)
    conditions: _Shares = Field(default_factory=FixedDict)
    may_used: Share = Field(default=1.0, validate_default=True)
    performance: Performance = Field(default_factory=lambda: Performance(rate=0.0))
    correction: Correction = Field(default_factory=lambda: Correction(succeeds=0.0, asks_after=0.0))

    @model_validator(mode="after")
    def _stand_in_order(self) -> Self:
        for level in self.proof:
            if level not in PROOFS:
                raise ValueError(_unknown("level of proof", level, PROOFS))
        missing = [level for level in PROOFS if level not in self.proof]
        if missing:
            raise ValueError(f"'proof' lacks {', '.join(missing)}")
        for weaker, stronger in itertools.pairwise(PROOFS):
            for truth in ("true", "false"):
                more: Quantity[float] = getattr(self.proof[weaker], truth)
                fewer: Quantity[float] = getattr(self.proof[stronger], truth)
                if fewer.value > more.value:
                    raise ValueError(
                        f"more {truth} records reach '{stronger}' ({fewer.value:g}) than the weaker "
                        f"'{weaker}' ({more.value:g})"
                    )
        if self.fault.negligent.value + self.fault.wilful.value > 1.0 + _ROUNDING:
            raise ValueError("the shares of negligent and wilful acts sum to more than 1")
        return self


class Response(_Frozen):
    """How people who know a rule change what they do: the rate is multiplied by (1 - general) (1 - own).

    Attributes:
        general: share of the rate that goes away in somebody who knows that the scheme counts the conduct.
        own: share that goes away besides in somebody who is under a burdening consequence or on a blacklist.
    """

    noun: ClassVar[str] = "a response"
    plural: ClassVar[str] = "response"

    general: ShareBelowOne
    own: ShareBelowOne


def _unmoved() -> dict[ResponseClass, Response]:
    return FixedDict({kind: Response(general=0.0, own=0.0) for kind in RESPONSES})


def _without_traits() -> dict[TraitName, Trait]:
    return FixedDict({name: Trait(spread=0.0, household_correlation=0.0) for name in TRAITS})


class Contradiction(NamedTuple):
    """Two parts of the assumptions that do not fit.

    Attributes:
        path: where it stands, as in `Assumptions`: section, id, key.
        what: what is wrong, one sentence.
    """

    path: tuple[str, ...]
    what: str


class Assumptions(_Frozen):
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
    """

    id: Identifier
    title: str
    summary: str | None = None
    references: Annotated[dict[str, Reference], _Fixed] = Field(default_factory=FixedDict)
    traits: Annotated[dict[TraitName, Trait], _Fixed] = Field(default_factory=_without_traits)
    conducts: Annotated[dict[str, Conduct], _Fixed] = Field(default_factory=FixedDict)
    sources: Annotated[dict[str, Source], _Fixed] = Field(default_factory=FixedDict)
    gates: Annotated[dict[str, Gate], _Fixed] = Field(default_factory=FixedDict)
    procedure: Procedure = Field(default_factory=Procedure)
    response: Annotated[dict[ResponseClass, Response], _Fixed] = Field(default_factory=_unmoved)

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
        """Run through every number, each with its path: ``conducts.walk-on-red.rate``."""
        return _numbers(self, "")

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
        entries = [(name, getattr(part, name)) for name in type(part).model_fields]
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
            found.append(Contradiction(path, _unknown(kind, word, options)))

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
            what = _unknown("reference", number.reference, assumptions.references)
            found.append(Contradiction(tuple(number_path.split(".")), what))
    return found
