"""What a scheme does: score, bands, rules, lists and consequences."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

from pydantic import AfterValidator, BeforeValidator, model_validator

from glasshouse.ground.quantity import Quantity
from glasshouse.ground.units import Duration, Money
from glasshouse.ground.validation import Identifier, Items, Part, QuantityOf, Within, mistake
from glasshouse.schemes.model.head import Subject
from glasshouse.schemes.model.sourced import BandName, Names, Sourced
from glasshouse.schemes.roles import checked, quoted, runs
from glasshouse.schemes.vocabulary import CarveOut, Context

__all__ = [
    "Band",
    "Cap",
    "Condition",
    "Consequence",
    "Count",
    "Dimension",
    "Effect",
    "Exit",
    "Extension",
    "Input",
    "List",
    "Publication",
    "Repeat",
    "Rule",
    "Score",
    "ScoreCondition",
    "Stay",
    "Trigger",
    "Whom",
]

AtLeastOne = Annotated[int, Within(1, 10_000)]


def _exactly_one(part: Part, what: str, *keys: str) -> None:
    given = [key for key in keys if getattr(part, key) is not None]
    if len(given) == 1:
        return
    written = " and ".join(f"'{key}'" for key in given) or "none of them"
    raise mistake(
        f"{what} needs exactly one of {', '.join(keys)}, and has {written}",
        remedy="write two items where two things happen" if given else f"for example: {{{keys[0]}: ...}}",
        code="exactly-one",
    )


# ---------------------------------------------------------------------------------------------------- score


class Band(Sourced):
    """A range of scores with a name."""

    noun: ClassVar[str] = "a band"
    plural: ClassVar[str] = "score.bands"

    id: BandName = runs("Name of the band.", like="B")
    from_: QuantityOf[int] | None = runs(
        "Lowest score in the band; null: no lower end.", alias="from", like="850"
    )
    to: QuantityOf[int] | None = runs("First score above the band; null: no upper end.", like="960")

    @model_validator(mode="before")
    @classmethod
    def _refuse_quotas(cls, given: Any) -> Any:
        """A band is a range of scores; a share of the people is something else, and is refused by name."""
        if isinstance(given, dict):
            for key in ("percentile", "percentiles", "quota", "top", "bottom", "share", "rank"):
                if key in given:
                    raise mistake(
                        f"'{key}': bands by percentile or quota are not understood",
                        why="they make somebody the worst whatever everybody does",
                        remedy="give the band's range of scores with 'from' and 'to'",
                        at=(key,),
                        code="quota-band",
                    )
        return given


class Cap(Sourced):
    """A limit on the points that a group of rules can give in a year; the excess is discarded at entry."""

    noun: ClassVar[str] = "a cap"
    plural: ClassVar[str] = "score.caps"

    id: Identifier | None = quoted("Name of the cap, so that a reform can reach it.", None)
    rules: Items[Identifier] = runs("Ids of the rules that share the cap.", like="[volunteer]", min_length=1)
    per: Literal["year"] = runs("The period.", "year")
    years: Literal["calendar", "rolling"] = runs(
        "Whether a year begins on 1 January or with each act.", "calendar"
    )
    limit: QuantityOf[AtLeastOne] = runs("Most points in a year, without sign.", like="50")


class Input(Sourced):
    """One thing that a scorecard looks at, as a value between 0 and 1."""

    noun: ClassVar[str] = "an input"
    plural: ClassVar[str] = "'inputs' in score.dimensions"

    kind: Literal["conduct", "status", "account-age", "peer-score"] = runs(
        "conduct: what was recorded of the person; status: the category the person is in; account-age: years "
        "covered; peer-score: what the friends' scores are.",
        like="conduct",
    )
    id: Identifier | None = runs(
        "Id of the conduct, or of the dimension of the status.", None, like="pays-late"
    )
    memory: QuantityOf[Duration] | None = runs(
        "How long a record of the conduct is remembered; null: for ever.", None, like="24 months"
    )
    transform: Literal["falling", "rising"] = runs(
        "Whether more of it makes the score fall or rise.", "rising", like="falling"
    )

    @model_validator(mode="after")
    def _fit_the_kind(self) -> Input:
        named = self.kind in ("conduct", "status")
        if named and self.id is None:
            raise mistake(f"an input of kind {self.kind} needs 'id'", code="missing-key")
        given = {
            "id": self.id is not None and not named,
            "memory": self.memory is not None and self.kind != "conduct",
            "transform": self.transform == "falling" and self.kind in ("account-age", "peer-score"),
        }
        for key, wrong in given.items():
            if wrong:
                raise mistake(
                    f"'{key}' has no meaning in an input of kind {self.kind}",
                    remedy="delete it",
                    at=(key,),
                    code="bad-value",
                )
        if self.kind == "conduct" and "memory" not in self.model_fields_set:
            raise mistake(
                "an input of kind conduct needs 'memory'",
                remedy="for example: memory: 24 months; or memory: null, if it is remembered for ever",
                code="missing-key",
            )
        return self


class Dimension(Sourced):
    """A part of a scorecard: the mean of its inputs, with a weight."""

    noun: ClassVar[str] = "a dimension"
    plural: ClassVar[str] = "score.dimensions"

    id: Identifier = runs("Name of the dimension.", like="history")
    weight: QuantityOf[Annotated[float, Within(0, 1)]] = runs("Its share of the score.", like="0.35")
    inputs: Items[Input] = runs(
        "What it looks at.",
        like="[{kind: conduct, id: pays-late, memory: 24 months, transform: falling}]",
        min_length=1,
    )


def _read_range(value: object) -> object:
    if isinstance(value, list | tuple) and len(value) == 2:
        return tuple(value)
    raise mistake("the lowest and the highest score are needed here", remedy="[350, 950]")


def _rising(ends: tuple[Quantity[int], Quantity[int]]) -> tuple[Quantity[int], Quantity[int]]:
    if ends[0].value >= ends[1].value:
        raise mistake(
            f"the lowest score ({ends[0].value}) is not below the highest ({ends[1].value})", code="bad-range"
        )
    return ends


_Bound = QuantityOf[Annotated[int, Within(-1_000_000, 1_000_000)]]
ScoreRange = Annotated[tuple[_Bound, _Bound], BeforeValidator(_read_range), AfterValidator(_rising)]

_ROUNDING = 1e-9
_LEDGER_KEYS = {"start": "1000", "recomputed": "at-once"}
_SCORECARD_KEYS = {
    "range": "[350, 950]",
    "recomputed": "1 month",
    "dimensions": "[{id: history, weight: 1, inputs: [...]}]",
}
_NEEDED: dict[str, dict[str, str]] = {"none": {}, "ledger": _LEDGER_KEYS, "scorecard": _SCORECARD_KEYS}
_ALLOWED: dict[str, tuple[str, ...]] = {
    "none": (),
    "ledger": ("floor", "ceiling", "clip", "caps", "bands"),
    "scorecard": ("thin_file", "bands", "disclosed", "form"),
}
_SCORE_KEYS = (
    "start",
    "floor",
    "ceiling",
    "clip",
    "range",
    "thin_file",
    "dimensions",
    "recomputed",
    "caps",
    "bands",
    "disclosed",
    "form",
)
_KIND_OF = dict.fromkeys((*_SCORECARD_KEYS, *_ALLOWED["scorecard"]), "scorecard")


class Score(Sourced):
    """How a person's number comes about, where there is one."""

    noun: ClassVar[str] = "the score"
    plural: ClassVar[str] = "score"

    kind: Literal["none", "ledger", "scorecard"] = runs(
        "none: there is no number; ledger: points entered and lapsed; scorecard: a weighted mean of inputs.",
        like="none",
    )
    start: QuantityOf[int] | None = runs("Score of somebody of whom nothing is recorded.", None, like="1000")
    floor: QuantityOf[int] | None = runs("Lowest score; null: none.", None)
    ceiling: QuantityOf[int] | None = runs("Highest score; null: none.", None)
    clip: Literal["on-read", "on-write"] | None = runs(
        "Whether floor and ceiling bound what is read (the default), or each entry as it is written.", None
    )
    range: ScoreRange | None = runs("Lowest and highest score of a scorecard.", None, like="[350, 950]")
    thin_file: QuantityOf[int] | None = runs(
        "Score of somebody of whom no conduct is remembered; null: that of the formula.", None, like="550"
    )
    dimensions: Items[Dimension] = runs("What a scorecard weighs.", ())
    recomputed: QuantityOf[Duration | Literal["at-once"]] | None = runs(
        "How often the band is set anew from the score.", None, like="7 days"
    )
    caps: Items[Cap] = runs("Limits on points per year.", ())
    bands: Items[Band] = runs("Ranges of scores, worst first, without gap or overlap.", ())
    disclosed: Literal["full", "weights", "nothing"] | None = checked(
        "How much of a scorecard's formula those scored are told.", None, like="weights"
    )
    form: Literal["published", "assumed"] | None = quoted(
        "Whether a scorecard's formula was published, or is Glasshouse's own guess.", None, like="assumed"
    )

    @model_validator(mode="after")
    def _fit_the_kind(self) -> Score:
        """Each kind needs keys of its own and has no use for the others'."""
        for key, example in _NEEDED[self.kind].items():
            if not getattr(self, key):
                raise mistake(
                    f"a {self.kind} needs '{key}'",
                    remedy=f"for example: {key}: {example}",
                    code="missing-key",
                )
        for key in _SCORE_KEYS:
            if getattr(self, key) and key not in _NEEDED[self.kind] and key not in _ALLOWED[self.kind]:
                raise mistake(
                    f"'{key}' needs a score, but 'kind' is none"
                    if self.kind == "none"
                    else f"'{key}' has no meaning in a {self.kind}",
                    remedy="write 'kind: ledger', or delete the key"
                    if self.kind == "none"
                    else f"delete it, or write 'kind: {_KIND_OF.get(key, 'ledger')}'",
                    at=(key,),
                    code="no-score",
                )
        if self.kind == "scorecard":
            self._fit_a_scorecard()
        return self

    def _fit_a_scorecard(self) -> None:
        assert self.range is not None and self.recomputed is not None
        low, high = self.range
        if self.recomputed.value == "at-once":
            raise mistake(
                "a scorecard is computed anew after a length of time, not at once",
                why="its inputs change with time, too: a memory fades, an account grows older",
                remedy="for example: recomputed: 1 month",
                at=("recomputed",),
                code="bad-value",
            )
        if self.thin_file is not None and not low.value <= self.thin_file.value <= high.value:
            raise mistake(
                f"'thin_file' ({self.thin_file.value}) lies outside the range",
                why=f"the range is {low.value} to {high.value}",
                at=("thin_file",),
                code="bad-range",
            )
        total = sum(dimension.weight.value for dimension in self.dimensions)
        if abs(total - 1.0) > _ROUNDING:
            raise mistake(
                f"the weights of the dimensions make {total:g}, not 1",
                remedy="change the weights so that together they make 1",
                at=("dimensions",),
                code="bad-range",
            )


# ---------------------------------------------------------------------------------------------------- rules


class Trigger(Part):
    """What sets a rule off."""

    noun: ClassVar[str] = "the 'when' of a rule"
    plural: ClassVar[str] = "'when' in rules"

    conducts: Names | None = runs("Ids of conducts that are recorded.", None, like="[refuses-judgment]")
    band: Names | None = runs("Ids of bands that are entered.", None, like="[D]")
    list: Names | None = runs("Ids of lists that are entered.", None, like="[defaulters]")

    @model_validator(mode="after")
    def _one(self) -> Trigger:
        _exactly_one(self, "'when'", "conducts", "band", "list")
        return self


class Whom(Part):
    """Which of the covered a rule applies to."""

    noun: ClassVar[str] = "the 'whom' of a rule"
    plural: ClassVar[str] = "'whom' in rules"

    subjects: Items[Subject] = runs("Kinds of subject; [] for all in scope.", ())
    professions: Items[Identifier] = runs("Professions; [] for all.", ())
    min_age: QuantityOf[Annotated[int, Within(0, 120)]] | None = runs(
        "Youngest age, in years.", None, like="18"
    )


class Count(Sourced):
    """How many times, within how long."""

    noun: ClassVar[str] = "the 'count' of a rule"
    plural: ClassVar[str] = "'count' in rules"

    at_least: QuantityOf[AtLeastOne] = runs("How many records it takes.", like="5")
    within: QuantityOf[Duration] | None = runs(
        "The first and the last of them differ by less than this; null: at any distance.",
        None,
        like="12 months",
    )
    window: Literal["rolling", "calendar"] = runs(
        "Whether the period slides or is the civil year.", "rolling"
    )
    after: Literal["reset", "keep"] = runs(
        "Whether the count starts anew once the rule has applied.", "reset"
    )


class Effect(Part):
    """What a rule does."""

    noun: ClassVar[str] = "the 'effect' of a rule"
    plural: ClassVar[str] = "'effect' in rules"

    points: QuantityOf[Annotated[int, Within(-1_000_000, 1_000_000)]] | None = runs(
        "Points entered.", None, like="-10"
    )
    to_band: BandName | None = runs("Band that the person is put in at once.", None, like="D")
    enter: Identifier | None = runs("List that the person is put on.", None, like="defaulters")

    @model_validator(mode="after")
    def _one(self) -> Effect:
        _exactly_one(self, "'effect'", "points", "to_band", "enter")
        if self.points is not None and self.points.value == 0:
            raise mistake(
                "a rule of 0 points does nothing", remedy="delete the rule", at=("points",), code="no-effect"
            )
        return self


def _read_by(value: object) -> object:
    if isinstance(value, list):
        if not 1 <= len(value) <= 2:
            raise mistake(
                "one length, or the shortest and the longest, are needed here", remedy="[1 year, 3 years]"
            )
        return tuple(value)
    return (value,)


class Extension(Part):
    """What makes a stay longer."""

    noun: ClassVar[str] = "an extension"
    plural: ClassVar[str] = "'extend' in stays"

    if_: Identifier = runs("In which case.", alias="if", like="violent")
    by: Annotated[tuple[QuantityOf[Duration], ...], BeforeValidator(_read_by)] = runs(
        "By how long: one length, or [shortest, longest].", like="[1 year, 3 years]"
    )


class Stay(Sourced):
    """How long one remains on a list."""

    noun: ClassVar[str] = "a stay"
    plural: ClassVar[str] = "'stay' in lists and rules"

    for_: QuantityOf[Duration | Literal["until-performed", "for-ever"]] = runs(
        "A length of time, until-performed, or for-ever.", alias="for", like="2 years"
    )
    renewal: Literal["none", "fresh-decision", "automatic"] = runs("How it can begin again.", "none")
    extend: Items[Extension] = runs("What makes it longer.", ())


class Repeat(Part):
    """Other points from the n-th time on."""

    noun: ClassVar[str] = "a repeat"
    plural: ClassVar[str] = "'repeat' in rules"

    nth: int = runs("From which time on, 2 or more.", like="2", ge=2, le=1000)
    points: QuantityOf[Annotated[int, Within(-1_000_000, 1_000_000)]] = runs("Points then.", like="-10")


class Rule(Sourced):
    """An arrow from conduct (or from a band or list) into the score or a list."""

    noun: ClassVar[str] = "a rule"
    plural: ClassVar[str] = "rules"

    id: Identifier = runs("Name of the rule.", like="able-refuses")
    when: Trigger = runs(
        "What sets it off: exactly one of conducts, band, list.", like="{conducts: [refuses-judgment]}"
    )
    whom: Whom = runs("Whom it applies to.", Whom())
    where: Identifier = runs(
        "Where the act must be done: anywhere, own-place, or the id of a place.", "anywhere"
    )
    proof: Literal["allegation", "report", "observed", "inference", "penalty-final", "judgment"] = runs(
        "What must be shown before it applies.", like="judgment"
    )
    final_after: QuantityOf[Duration] = runs(
        "How long after the record it takes effect.", Quantity(Duration(0, "day")), like="30 days"
    )
    dated_by: Literal["act", "record", "decision"] = runs("Which day counts for windows and lapses.", "act")
    count: Count = runs("How many records it takes; left out: each one.", Count(at_least=Quantity(1)))
    ability: Literal["not-tested", "must-be-able"] = runs(
        "Whether one must have been able to act otherwise.", "not-tested"
    )
    fault: Literal["any", "negligent", "wilful"] = runs("What fault it takes.", "any")
    unless: Items[Identifier] = runs("Facts that keep it from applying.", ())
    instead_of: Items[Identifier] = runs("Ids of rules that this one displaces for the same record.", ())
    decided_by: Literal["court", "agency", "private", "party", "automatic"] | None = checked(
        "Who decides.", None
    )
    discretion: Literal["shall", "may"] = runs("Whether it must be applied, or may.", "shall")
    effect: Effect = runs("What it does: exactly one of points, to_band, enter.", like="{points: -10}")
    stay: Stay | None = runs("How long the stay is, where it differs from the list's.", None)
    lapse: QuantityOf[Duration] | None = runs(
        "When the points lapse; null: the text lets them stand for ever. Needed for points.",
        None,
        like="24 months",
    )
    repeat: Items[Repeat] = runs("Other points from the n-th time on.", ())
    definition: str | None = checked("The elements of the act, as the text defines it.", None)
    legal_basis: Items[Identifier] | None = checked(
        "Ids of references, where they differ from the scheme's.", None
    )


# ---------------------------------------------------------------------------------------------------- lists


class Exit(Sourced):
    """A way off a list."""

    noun: ClassVar[str] = "an exit"
    plural: ClassVar[str] = "'exit' in lists"

    by: Literal["performance", "expiry", "repair", "overturned"] = runs("What ends the stay.", like="expiry")
    within: QuantityOf[Duration] = runs("How long removal takes after that.", like="3 working days")


class Publication(Sourced):
    """Who can read a list. No field is ever filled with anything: these are the names of columns."""

    noun: ClassVar[str] = "a publication"
    plural: ClassVar[str] = "'publication' in lists"

    audience: Literal["public", "parties", "users", "none"] = runs(
        "Who can read it; only where it is the public do people hear of their own entry.", like="public"
    )
    fields: Items[
        Literal[
            "name",
            "case",
            "id-number",
            "photo",
            "address",
            "employer",
            "family",
            "amount",
            "age",
            "sex",
            "conduct",
        ]
    ] = checked("What is shown.", ())
    for_: QuantityOf[Duration | Literal["stay", "for-ever"]] | None = runs(
        "How long.", None, alias="for", like="stay"
    )


class List(Sourced):
    """A blacklist or redlist."""

    noun: ClassVar[str] = "a list"
    plural: ClassVar[str] = "lists"

    id: Identifier = runs("Name of the list.", like="defaulters")
    title: str | None = quoted("What to call it in a sentence.", None)
    polarity: Literal["black", "red"] = runs("Whether it harms or favours.", like="black")
    stay: Stay = runs("How long one remains.", like="{for: 2 years}")
    exit: Items[Exit] = runs("Ways off it.", like="[{by: expiry, within: 0 days}]")
    publication: Publication | None = runs("Who can read it.", None)
    resets: bool = runs("Whether entering sets the windows of its rules back to nothing.", False)
    decided_by: Literal["court", "agency", "private", "party", "automatic"] | None = checked(
        "Who decides on entry, where its rules do not say.", None
    )
    legal_basis: Items[Identifier] | None = checked(
        "Ids of references, where they differ from the scheme's.", None
    )


# --------------------------------------------------------------------------------------------- consequences


class ScoreCondition(Part):
    """A score reached or missed."""

    noun: ClassVar[str] = "a 'score' condition"
    plural: ClassVar[str] = "'when.score' in consequences"

    at_least: QuantityOf[int] | None = runs("This score or more.", None, like="650")
    below: QuantityOf[int] | None = runs("Less than this score.", None, like="600")

    @model_validator(mode="after")
    def _one(self) -> ScoreCondition:
        _exactly_one(self, "'score'", "at_least", "below")
        return self


class Condition(Part):
    """When a consequence holds."""

    noun: ClassVar[str] = "the 'when' of a consequence"
    plural: ClassVar[str] = "'when' in consequences"

    list: Names | None = runs("Ids of lists that the person is on.", None, like="[defaulters]")
    band: Names | None = runs("Ids of bands that the person is in.", None, like="[D]")
    score: ScoreCondition | None = runs("A score reached or missed.", None, like="{below: 600}")

    @model_validator(mode="after")
    def _one(self) -> Condition:
        _exactly_one(self, "'when'", "list", "band", "score")
        return self


class Consequence(Sourced):
    """What being on a list or in a band does to somebody at a gate."""

    noun: ClassVar[str] = "a consequence"
    plural: ClassVar[str] = "consequences"

    id: Identifier = runs("Name of the consequence.", like="no-flights")
    when: Condition = runs("When it holds: exactly one of list, band, score.", like="{list: [defaulters]}")
    gate: str = runs("Where a service is asked for; none for what bars nothing.", like="flight")
    tiers: Items[str] = runs("Which classes of the service; any: all of them.", ("any",), min_length=1)
    does: Literal[
        "deny", "delay", "degrade", "surcharge", "disqualify", "warn", "inspect", "claim", "grant", "priority"
    ] = runs("What happens there.", like="deny")
    size: QuantityOf[Annotated[float, Within(0, 100)] | Duration | Money] | None = checked(
        "How much, for surcharge, claim and delay: a share, money, or a length of time.", None, like="0.1"
    )
    binds: Literal["self", "officers", "head"] = runs("Whom it binds in law.", "self")
    falls_on: Items[Literal["self", "household", "children"]] = runs(
        "Who bears it in fact.", ("self",), min_length=1
    )
    imposed_by: Identifier | None = checked("Id of the user who imposes it.", None, like="air")
    duration: QuantityOf[Duration | Literal["while-in-force"]] = runs(
        "How long: while-in-force, or a time from entry.", Quantity("while-in-force"), like="while-in-force"
    )
    except_: Items[CarveOut] = runs("What is left free.", (), alias="except")
    domain: Context | None = checked("The sphere of life it touches; by default that of its gate.", None)
    legal_basis: Items[Identifier] | None = checked(
        "Ids of references, where they differ from the scheme's.", None
    )
