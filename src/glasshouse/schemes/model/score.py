"""The score of a scheme: where it begins and ends, its bands and caps, and the parts of a scorecard."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

from pydantic import AfterValidator, BeforeValidator, model_validator

from glasshouse.ground.quantity import Quantity
from glasshouse.ground.units import Duration
from glasshouse.ground.validation import Identifier, Items, QuantityOf, Within, mistake
from glasshouse.schemes.model.sourced import AtLeastOne, BandName, Sourced
from glasshouse.schemes.roles import checked, quoted, runs

__all__ = ["Band", "Cap", "Dimension", "Input", "Score"]


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

    def holds(self, score: int) -> bool:
        """Whether a score lies in the band."""
        return not self.lies_below(score) and not self.lies_above(score)

    def lies_below(self, score: int) -> bool:
        """Whether all of the band lies below a score."""
        return self.to is not None and self.to.value <= score

    def lies_above(self, score: int) -> bool:
        """Whether all of the band lies above a score."""
        return self.from_ is not None and self.from_.value > score


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
    "scorecard": ("best", "thin_file", "bands", "disclosed", "form"),
}
_SCORE_KEYS = (
    "start",
    "floor",
    "ceiling",
    "clip",
    "range",
    "best",
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
    best: QuantityOf[int] | None = runs(
        "Highest score that the inputs here lead to, where the formula looks at more than they; null: the "
        "upper end of the range.",
        None,
        like="710",
    )
    thin_file: QuantityOf[int] | None = runs(
        "Score of somebody of whom no conduct is remembered; null: that of the formula.", None, like="550"
    )
    dimensions: Items[Dimension] = runs("What a scorecard weighs.", ())
    recomputed: QuantityOf[Duration | Literal["at-once"]] | None = runs(
        "How often score and band are set anew from the entries: a life, and whoever asks, sees the score as "
        "last reviewed, on day 0 and every period after it.",
        None,
        like="7 days",
    )
    caps: Items[Cap] = runs("Limits on points per year.", ())
    bands: Items[Band] = runs("Ranges of scores, worst first, without gap or overlap.", ())
    disclosed: Literal["full", "weights", "nothing"] | None = checked(
        "How much of a scorecard's formula those scored are told.", None, like="weights"
    )
    form: Literal["published", "assumed"] | None = quoted(
        "Whether a scorecard's formula was published, or is Glasshouse's own guess.", None, like="assumed"
    )

    def band_of(self, score: int) -> Band | None:
        """The band in which a score lies; None where there is none."""
        return next((band for band in self.bands if band.holds(score)), None)

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
        if self.best is not None and not low.value < self.best.value <= high.value:
            raise mistake(
                f"'best' ({self.best.value}) is no score above the lowest within the range",
                why=f"the range is {low.value} to {high.value}",
                at=("best",),
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
