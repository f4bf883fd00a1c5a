"""The normal form of a scheme: one flat table of what can lead to what.

Each row is one way through the rules: this conduct, by this rule, with this effect, through these lists or
bands, to this consequence, with everything that the conduct catalogue and the items around it say. `explain`
and `diff` read it, and so does the lint: a question about a scheme ("does a consequence touch another sphere
of life than the conduct behind it?") is a question about single rows.

Rules that lead nowhere have a row without a consequence; consequences that nothing leads to have a row
without a rule.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from glasshouse.schemes import vocabulary
from glasshouse.schemes.model import FAVOURS, Band, Consequence, Input, Rule, Scheme

__all__ = ["NormalForm", "Row", "Via", "normal_form"]

Relation = Literal["brings", "takes"]


@dataclass(frozen=True, slots=True)
class Via:
    """One step between a rule and a consequence.

    Attributes:
        kind: list, band or score.
        id: the list's or band's id; for a score condition its text, such as ``at least 650``.
    """

    kind: Literal["list", "band", "score"]
    id: str

    def __str__(self) -> str:
        """Name the step: ``list:defaulters``."""
        return f"{self.kind}:{self.id}"


@dataclass(frozen=True)
class Row:
    """One way from a conduct to a consequence.

    Attributes:
        rule: the rule whose effect it is; None for a consequence that needs no rule.
        conduct: id of the conduct; None where the rule is set off by a band or list that no conduct leads to.
        context: the conduct's sphere of life.
        legality: the conduct's standing in law, from the conduct catalogue.
        protects: the rights that protect the conduct.
        first: the rule that the conduct sets off; the same as `rule` unless lists or bands lie between.
        via: lists, bands and score conditions passed, in order; empty where there is no consequence.
        relation: ``brings`` if the effect leads into the consequence; ``takes`` if it leads away from it,
            as lost points do from a reward.
        consequence: what follows; None where nothing does.
        domain: the sphere of life that the consequence touches, as the scheme says.
        input: the scorecard's input whose effect it is, in a rule's place.
    """

    rule: Rule | None
    conduct: str | None
    context: str | None
    legality: str | None
    protects: tuple[str, ...]
    first: Rule | None
    via: tuple[Via, ...]
    relation: Relation
    consequence: Consequence | None
    domain: str | None
    input: Input | None = None

    @property
    def effect(self) -> str:
        """The effect in short: ``-10 points``, ``to band D``, ``enters defaulters``, ``falls``, or none."""
        if self.input is not None:
            return "rises" if self.input.transform == "rising" else "falls"
        if self.rule is None:
            return ""
        effect = self.rule.effect
        if effect.points is not None:
            return f"{effect.points.value:+d} points"
        return f"to band {effect.to_band}" if effect.to_band is not None else f"enters {effect.enter}"

    @property
    def is_harm(self) -> bool:
        """Whether the row makes somebody's position worse: a burden brought, or a favour taken away."""
        if self.consequence is None and self.input is not None:
            return self.input.kind == "conduct" and self.input.transform == "falling"
        if self.consequence is None:
            points = self.rule.effect.points if self.rule is not None else None
            return points is not None and points.value < 0
        burden = self.consequence.does not in FAVOURS
        return burden == (self.relation == "brings")


@dataclass(frozen=True)
class NormalForm:
    """All rows of a scheme, in the order of its rules and consequences."""

    scheme: Scheme
    rows: tuple[Row, ...]

    def of_rule(self, id: str) -> tuple[Row, ...]:
        """The rows that a rule takes part in, first or last."""
        return tuple(
            row for row in self.rows if id in {part.id for part in (row.rule, row.first) if part is not None}
        )

    @cached_property
    def conducts(self) -> tuple[str, ...]:
        """Every conduct that the scheme looks at, in the order of the rules."""
        return tuple(dict.fromkeys(row.conduct for row in self.rows if row.conduct is not None))


@dataclass(frozen=True)
class _Origin:
    """A conduct and the rules passed since."""

    conduct: str | None
    first: Rule
    rule: Rule
    via: tuple[Via, ...]


def normal_form(scheme: Scheme) -> NormalForm:
    """The scheme as a flat table. Cost grows with rules times consequences."""
    return NormalForm(scheme, tuple(_rows(scheme)))


def _rows(scheme: Scheme) -> Iterator[Row]:
    reached: set[str] = set()
    for rule in scheme.rules:
        for origin in _origins(scheme, rule, frozenset()):
            found = False
            for consequence, via, relation in _consequences(scheme, rule):
                found = True
                reached.add(consequence.id)
                yield _row(origin, (*origin.via, *via), relation, consequence)
            if not found:
                yield _row(origin, origin.via, "brings", None)
    for row in _inputs(scheme):
        if row.consequence is not None:
            reached.add(row.consequence.id)
        yield row
    for consequence in scheme.consequences:
        if consequence.id not in reached:
            yield Row(None, None, None, None, (), None, (), "brings", consequence, consequence.domain)


def _inputs(scheme: Scheme) -> Iterator[Row]:
    """What a scorecard's inputs lead into or away from; a conduct's row bears its conduct."""
    for dimension in scheme.score.dimensions:
        for entry in dimension.inputs:
            found = False
            for consequence, via, relation in _after_input(scheme, entry):
                found = True
                yield _input_row(entry, via, relation, consequence)
            if not found:
                yield _input_row(entry, (), "brings", None)


def _after_input(scheme: Scheme, entry: Input) -> Iterator[tuple[Consequence, tuple[Via, ...], Relation]]:
    rises = entry.transform == "rising"
    for consequence in scheme.consequences:
        when = consequence.when
        for name in when.band or ():
            band = scheme.band(name)
            if _toward(scheme, rises, band):
                yield consequence, (Via("band", name),), "brings"
            elif _toward(scheme, not rises, band):
                yield consequence, (Via("band", name),), "takes"
        if when.score is not None:
            low = when.score.at_least
            yield (
                consequence,
                (Via("score", _condition(consequence)),),
                ("brings" if rises == (low is not None) else "takes"),
            )


def _toward(scheme: Scheme, rises: bool, band: Band) -> bool:
    """Whether a scorecard's input leads towards a band from where everybody of whom nothing is known is.

    Where that cannot be told, it leads towards every band but the last one on the other side.
    """
    begins = _start_band(scheme)
    order = [entry.id for entry in scheme.score.bands]
    if begins is None:
        return band.id != (order[0] if rises else order[-1])
    ahead = order.index(band.id) - order.index(begins)
    return ahead > 0 if rises else ahead < 0


def _input_row(
    entry: Input, via: tuple[Via, ...], relation: Relation, consequence: Consequence | None
) -> Row:
    conduct = vocabulary.conducts().get(entry.id) if entry.kind == "conduct" and entry.id else None
    return Row(
        rule=None,
        conduct=entry.id if entry.kind == "conduct" else None,
        context=conduct.context if conduct else None,
        legality=conduct.legality if conduct else None,
        protects=tuple(conduct.protects) if conduct else (),
        first=None,
        via=via,
        relation=relation,
        consequence=consequence,
        domain=consequence.domain if consequence else None,
        input=entry,
    )


def _condition(consequence: Consequence) -> str:
    """A score condition in words."""
    assert consequence.when.score is not None
    low, high = consequence.when.score.at_least, consequence.when.score.below
    return f"at least {low.value}" if low is not None else f"below {high.value}" if high is not None else ""


def _row(origin: _Origin, via: tuple[Via, ...], relation: Relation, consequence: Consequence | None) -> Row:
    conduct = vocabulary.conducts().get(origin.conduct) if origin.conduct is not None else None
    return Row(
        rule=origin.rule,
        conduct=origin.conduct,
        context=conduct.context if conduct else None,
        legality=conduct.legality if conduct else None,
        protects=tuple(conduct.protects) if conduct else (),
        first=origin.first,
        via=via,
        relation=relation,
        consequence=consequence,
        domain=consequence.domain if consequence else None,
    )


def _origins(scheme: Scheme, rule: Rule, seen: frozenset[str]) -> Iterator[_Origin]:
    """Everything that can set a rule off, back to the conducts."""
    if rule.when.conducts is not None:
        for conduct in rule.when.conducts:
            yield _Origin(conduct, rule, rule, ())
        return
    if rule.id in seen:
        return
    for name in rule.when.list or ():
        for earlier in scheme.rules:
            if earlier.effect.enter == name:
                yield from _passed(scheme, earlier, rule, Via("list", name), seen)
    for name in rule.when.band or ():
        for earlier in scheme.rules:
            if _leads_to_band(scheme, earlier, scheme.band(name)):
                yield from _passed(scheme, earlier, rule, Via("band", name), seen)


def _passed(scheme: Scheme, earlier: Rule, rule: Rule, step: Via, seen: frozenset[str]) -> Iterator[_Origin]:
    for origin in _origins(scheme, earlier, seen | {rule.id}):
        yield _Origin(origin.conduct, origin.first, rule, (*origin.via, step))


def _consequences(scheme: Scheme, rule: Rule) -> Iterator[tuple[Consequence, tuple[Via, ...], Relation]]:
    """What a rule's effect leads into or away from."""
    for consequence in scheme.consequences:
        when = consequence.when
        if rule.effect.enter is not None:
            if when.list is not None and rule.effect.enter in when.list:
                yield consequence, (Via("list", rule.effect.enter),), "brings"
            continue
        if when.band is not None:
            yield from _through_bands(scheme, rule, consequence)
        elif when.score is not None:
            reward = when.score.at_least is not None
            yield (
                consequence,
                (Via("score", _condition(consequence)),),
                ("brings" if _rises(scheme, rule) == reward else "takes"),
            )


def _through_bands(
    scheme: Scheme, rule: Rule, consequence: Consequence
) -> Iterator[tuple[Consequence, tuple[Via, ...], Relation]]:
    names = consequence.when.band or ()
    for name in names:
        band = scheme.band(name)
        if _leads_to_band(scheme, rule, band):
            yield consequence, (Via("band", name),), "brings"
        elif _start_band(scheme) == name or _lies_behind(scheme, rule, band):
            yield consequence, (Via("band", name),), "takes"


def _rises(scheme: Scheme, rule: Rule) -> bool:
    """Whether a rule's effect moves the score up from its start."""
    if rule.effect.points is not None:
        return rule.effect.points.value > 0
    order = [band.id for band in scheme.score.bands]
    start = _start_band(scheme)
    return (
        start is not None
        and rule.effect.to_band is not None
        and order.index(rule.effect.to_band) > order.index(start)
    )


def _leads_to_band(scheme: Scheme, rule: Rule, band: Band) -> bool:
    """Whether a rule moves somebody from the start towards a band."""
    if rule.effect.to_band is not None:
        return rule.effect.to_band == band.id
    points, start = rule.effect.points, scheme.score.start
    if points is None or start is None:
        return False
    return band.lies_above(start.value) if points.value > 0 else band.lies_below(start.value)


def _lies_behind(scheme: Scheme, rule: Rule, band: Band) -> bool:
    """Whether a rule moves somebody away from a band on the other side of the start."""
    points, start = rule.effect.points, scheme.score.start
    if points is None or start is None:
        return False
    return band.lies_below(start.value) if points.value > 0 else band.lies_above(start.value)


def _start_band(scheme: Scheme) -> str | None:
    """Id of the band that somebody of whom nothing is recorded is in."""
    known = scheme.score.start if scheme.score.start is not None else scheme.score.thin_file
    band = None if known is None else scheme.score.band_of(known.value)
    return None if band is None else band.id
