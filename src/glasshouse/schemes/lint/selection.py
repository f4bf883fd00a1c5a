"""A selection: which rules, norms and findings somebody asks for, and which day's law."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from glasshouse.ground.errors import BadInput, Problem, did_you_mean
from glasshouse.schemes.lint.conventions import Convention
from glasshouse.schemes.lint.norms import FAMILIES, Family, Norm, norms
from glasshouse.schemes.lint.rule import Rule, all_rules
from glasshouse.schemes.lint.vocabulary import CONFIDENCES, Confidence

__all__ = ["Selection", "read_families"]


@dataclass(frozen=True)
class Selection:
    """What is asked for.

    Attributes:
        as_of: the day whose law counts.
        families: families of norms; a rule without a norm of these is left out.
        select: ids, beginnings of ids (``GH6``), names, or ``core``; empty for all.
        ignore: the same, to be left out: warnings and notes only.
        min_confidence: findings that the lint is less sure of are not shown, but counted.
        preview: whether rules that are not settled yet take part.
        overrides: conventions that the user changed.
    """

    as_of: datetime.date = field(default_factory=datetime.date.today)
    families: tuple[Family, ...] = FAMILIES
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    min_confidence: Confidence = "review"
    preview: bool = False
    overrides: Mapping[str, Convention] = field(default_factory=dict)

    def rules(self) -> tuple[Rule, ...]:
        """The rules asked for, in the order of their ids; a rule named by its id runs in preview too.

        Raises:
            BadInput: a word names no rule, or an error is to be ignored.
        """
        known = all_rules()
        wanted = _named(self.select, known) if self.select else set(known)
        unwanted = _named(self.ignore, known)
        silenced = sorted(id for id in unwanted if known[id].severity == "error")
        if silenced:
            raise BadInput(
                Problem(
                    f"{', '.join(silenced)} cannot be ignored: of severity error.",
                    why="An error is answered in the scheme's file, where every reader sees the answer.",
                    remedy="Write 'justify' with legal_basis, aim, necessity, less_intrusive and expires.",
                    code="no-blanket-ignore",
                )
            )
        explicit = {word for word in self.select if word in known}
        return tuple(
            rule
            for id, rule in known.items()
            if id in wanted
            and id not in unwanted
            and (self.preview or rule.status == "stable" or id in explicit or rule.name in self.select)
        )

    def norms_of(self, rule: Rule) -> tuple[Norm, ...]:
        """The norms of a rule that are in the families asked for and in force on the day."""
        records = norms()
        return tuple(
            norm
            for norm in (records[id] for id in rule.norms)
            if norm.family in self.families and norm.holds_on(self.as_of)
        )

    def shows(self, confidence: Confidence) -> bool:
        """Whether findings of a confidence are shown."""
        return CONFIDENCES.index(confidence) <= CONFIDENCES.index(self.min_confidence)


def _named(words: Iterable[str], known: Mapping[str, Rule]) -> set[str]:
    found: set[str] = set()
    for word in words:
        ids = {
            id
            for id, rule in known.items()
            if rule.name == word
            or (word == "core" and rule.core)
            or (word[:2] == "GH" and id.startswith(word))
        }
        if not ids:
            near = did_you_mean(word, [*known, *(rule.name for rule in known.values()), "core"])
            raise BadInput(
                Problem(
                    f"There is no rule '{word}'." + (f" Did you mean '{near}'?" if near else ""),
                    remedy="Give an id (GH601), the beginning of ids (GH6), a name, or core.",
                    code="no-such-rule",
                )
            )
        found |= ids
    return found


def read_families(text: str) -> tuple[Family, ...]:
    """Families of norms from ``un,coe``.

    Raises:
        BadInput: a word is none.
    """
    found: list[Family] = []
    for word in (word.strip() for word in text.split(",")):
        family = next((name for name in FAMILIES if name == word), None)
        if family is None:
            near = did_you_mean(word, FAMILIES)
            raise BadInput(
                Problem(
                    f"'{word}' is not a family of norms." + (f" Did you mean '{near}'?" if near else ""),
                    remedy=f"Choose from {', '.join(FAMILIES)}.",
                    code="no-such-family",
                )
            )
        found.append(family)
    return tuple(dict.fromkeys(found))
