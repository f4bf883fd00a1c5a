"""A case: one scheme as a rule sees it, with the words to say what was seen."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from glasshouse.assumptions import Conduct
from glasshouse.ground.errors import BadInput, Problem
from glasshouse.ground.quantity import Quantity
from glasshouse.ground.validation import Part
from glasshouse.schemes import vocabulary
from glasshouse.schemes.lint import said
from glasshouse.schemes.lint.conventions import Convention, conventions
from glasshouse.schemes.lint.gates import GateView, gate_views
from glasshouse.schemes.lint.measured import Measured
from glasshouse.schemes.lint.observation import Observation, Seen
from glasshouse.schemes.lint.place import origin, path_of
from glasshouse.schemes.lint.said import Said
from glasshouse.schemes.lint.vocabulary import Confidence, Right
from glasshouse.schemes.model import Consequence, Effect, List, Rule, Scheme, Trigger
from glasshouse.schemes.normal import NormalForm, Row, normal_form

__all__ = ["Case"]


@dataclass(frozen=True, eq=False)
class Case:
    """One scheme before the rules.

    Attributes:
        scheme: the scheme.
        as_of: the day whose law it is held against.
        measured: what a run of it measured; None where none was given.
        overrides: conventions that the user changed, by id.
        found: what the other rules saw, by their ids; only the rule about justifications (GH001), which is
            last, is told.
    """

    scheme: Scheme
    as_of: datetime.date
    measured: Measured | None = None
    overrides: Mapping[str, Convention] = field(default_factory=dict)
    found: Mapping[str, tuple[Observation, ...]] = field(default_factory=dict)

    # ------------------------------------------------------------------------------- what there is to read

    @cached_property
    def normal(self) -> NormalForm:
        """The scheme as a flat table."""
        return normal_form(self.scheme)

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """Every way from a conduct to a consequence, in the order of the file."""
        return self.normal.rows

    @cached_property
    def harms(self) -> tuple[Row, ...]:
        """The rows that make somebody's position worse.

        Who rises out of a band loses what only that band grants, in the table's terms; that is no harm.
        """
        return tuple(
            row
            for row in self.rows
            if row.is_harm
            and not (row.relation == "takes" and row.rule is not None and self._rises(row.rule))
        )

    @cached_property
    def _harmful(self) -> frozenset[int]:
        """The rows among `harms`, by identity: rows are compared part by part, which takes time."""
        return frozenset(map(id, self.harms))

    @cached_property
    def penalised(self) -> tuple[tuple[Rule, Conduct], ...]:
        """Every conduct that makes a position worse, with the rule that it sets off; each pair once."""
        found: dict[tuple[str, str], tuple[Rule, Conduct]] = {}
        for rule in self._weighed("falling"):
            for name in rule.when.conducts or ():
                found[rule.id, name] = (rule, self.conduct(name))
        for row in self.rows:
            if row.first is None or row.conduct is None:
                continue
            if id(row) in self._harmful or self.is_adverse(row.first):
                found[row.first.id, row.conduct] = (row.first, self.conduct(row.conduct))
        return tuple(found.values())

    @cached_property
    def rewarded(self) -> tuple[tuple[Rule, Conduct], ...]:
        """Every conduct that makes a position better, with the rule that it sets off; each pair once."""
        found: dict[tuple[str, str], tuple[Rule, Conduct]] = {}
        for rule in self._weighed("rising"):
            for name in rule.when.conducts or ():
                found[rule.id, name] = (rule, self.conduct(name))
        for row in self.rows:
            if row.first is None or row.conduct is None or self.is_adverse(row.first):
                continue
            if row.consequence is None or id(row) not in self._harmful:
                found[row.first.id, row.conduct] = (row.first, self.conduct(row.conduct))
        return tuple(found.values())

    def _weighed(self, transform: str) -> Iterator[Rule]:
        """A scorecard's inputs of kind conduct, as the rules that they amount to.

        Each record moves the score by a little, whatever its proof; the findings stand at the input.
        """
        for dimension in self.scheme.score.dimensions:
            for entry in dimension.inputs:
                if entry.kind != "conduct" or entry.transform != transform or entry.id is None:
                    continue
                rule = Rule(
                    id=f"{dimension.id}-{entry.id}",
                    when=Trigger(conducts=(entry.id,)),
                    proof="report",
                    effect=Effect(points=Quantity(1 if transform == "rising" else -1)),
                    reference=entry.reference,
                )
                rule._origin = entry._origin
                yield rule

    @cached_property
    def black_lists(self) -> list[List]:
        """The lists that harm."""
        return [entry for entry in self.scheme.lists if entry.polarity == "black"]

    @cached_property
    def losing(self) -> frozenset[str]:
        """Ids of the rules that take points."""
        return frozenset(
            rule.id for rule in self.scheme.rules if rule.effect.points and rule.effect.points.value < 0
        )

    def is_adverse(self, rule: Rule) -> bool:
        """Whether a rule's own effect is bad for its subject: points lost, a blacklist, a lower band."""
        effect = rule.effect
        if effect.points is not None:
            return effect.points.value < 0
        if effect.enter is not None:
            return self.scheme.list(effect.enter).polarity == "black"
        return any(row.rule is rule for row in self.harms)

    def _rises(self, rule: Rule) -> bool:
        """Whether a rule's own effect is to rise: points gained, or a band above the first one."""
        effect, score = rule.effect, self.scheme.score
        if effect.points is not None:
            return effect.points.value > 0
        if effect.to_band is None or score.start is None:
            return False
        order = [band.id for band in score.bands]
        begins = score.band_of(score.start.value)
        return begins is not None and order.index(effect.to_band) > order.index(begins.id)

    def conduct(self, id: str) -> Conduct:
        """What the catalogue says of a conduct: context, legality, protection. A scheme cannot change it.

        Raises:
            BadInput: the standard catalogue does not know it, so nobody can say what the law makes of it.
        """
        if id not in self._conducts:
            raise BadInput(
                Problem(
                    f"'{id}' is not a conduct of the standard catalogue.",
                    why="The lint takes legality and protection from there, and from nowhere else.",
                    remedy="Add the conduct to the catalogue, with its legality and what it exercises.",
                    code="unknown-conduct",
                )
            )
        return self._conducts[id]

    @cached_property
    def _conducts(self) -> Mapping[str, Conduct]:
        return vocabulary.conducts()

    def gate(self, consequence: Consequence) -> GateView:
        """What law sees at the gate of a consequence: spheres of life, the right, whether it is essential.

        A gate that our data do not know belongs to the sphere that the scheme names, and to no right.
        """
        known = gate_views().get(consequence.gate)
        if known is not None:
            return known
        contexts = () if consequence.domain is None else (consequence.domain,)
        return GateView(consequence.gate, contexts, None, None, False, "A gate of the user's own.")

    def says(self, part: Part, key: str) -> Said:
        """What a part says under one of its keys, as the file names it: a value, none, or nothing."""
        return said.read(part, key)

    def convention(self, id: str) -> Convention:
        """A threshold that is nobody's law but ours, as the user left or changed it.

        Raises:
            KeyError: there is no such convention.
        """
        return self.overrides[id] if id in self.overrides else conventions()[id]

    def leads_to(self, target: List | Consequence) -> tuple[Rule, ...]:
        """The rules that can put somebody on a list, or bring a consequence, in the order of the file."""
        if isinstance(target, Consequence):
            wanted = (row.rule for row in self.rows if row.consequence is target and row.rule is not None)
        else:
            wanted = (rule for rule in self.scheme.rules if rule.effect.enter == target.id)
        return tuple({rule.id: rule for rule in wanted}.values())

    # ------------------------------------------------------------------------------ how to say what was seen

    def fail(
        self,
        part: Part,
        *keys: str | int,
        message: str,
        about: str = "",
        confidence: Confidence | None = None,
        right: Right | None = None,
        remedy: str | None = None,
        subjects: tuple[str, ...] | None = None,
    ) -> Observation:
        """Say that something is in tension with the norms.

        Args:
            part: the part of the scheme that it is about: one that is written in the file.
            *keys: the way on from the part to the key that matters, such as ``"stay", "for"``. The finding
                points to the last of them that is written.
            message: one sentence that names what is in the file, and why that is in tension.
            about: tells two observations at one place apart, such as a conduct's id.
            confidence: where it differs from the rule's.
            right: where it differs from the rule's.
            remedy: where it differs from the rule's.
            subjects: names that measures use; by default those that follow from the part.
        """
        return self._see("fail", part, keys, message, about, confidence, right, remedy, subjects)

    def review(
        self,
        part: Part,
        *keys: str | int,
        message: str,
        about: str = "",
        right: Right | None = None,
        remedy: str | None = None,
        subjects: tuple[str, ...] | None = None,
    ) -> Observation:
        """Say that the file cannot settle it: it says nothing, or only somebody who knows more can tell.

        Arguments as for `fail`.
        """
        return self._see("review", part, keys, message, about, "review", right, remedy, subjects)

    def not_applicable(self, message: str) -> Observation:
        """Say that the scheme has nothing that the rule speaks of, and what that would have been."""
        return Observation("notApplicable", message, None, "", "")

    def _see(
        self,
        kind: Seen,
        part: Part,
        keys: tuple[str | int, ...],
        message: str,
        about: str,
        confidence: Confidence | None,
        right: Right | None,
        remedy: str | None,
        subjects: tuple[str, ...] | None,
    ) -> Observation:
        document = self.scheme.document
        steps = origin(part, document)
        return Observation(
            kind,
            message,
            document.position((*steps, *keys), key=bool(keys)),
            path_of(document, steps),
            path_of(document, (*steps, *keys))[len(path_of(document, steps)) :].lstrip("."),
            about,
            _subjects(self.scheme, steps) if subjects is None else subjects,
            confidence,
            right,
            remedy,
        )


def _subjects(scheme: Scheme, steps: tuple[str | int, ...]) -> tuple[str, ...]:
    """The names by which measures know what stands at a place: its conducts, list, band or gate."""
    match steps:
        case ("rules", int(index), *_):
            rule = scheme.rules[index]
            entered = (rule.effect.enter,) if rule.effect.enter is not None else ()
            return (*(rule.when.conducts or ()), *entered)
        case ("consequences", int(index), *_):
            return (scheme.consequences[index].gate,)
        case ("lists", int(index), *_):
            return (scheme.lists[index].id,)
        case ("score", "bands", int(index), *_):
            return (scheme.score.bands[index].id,)
    return ()
