"""A rule of the lint: what it is called, which norms it rests on, how it looks, what would mend it.

Each is one module in ``rules``, found by being there and named as its rule, with a `RULE`. The module's
docstring is the rule's page; a bad and a good example lie in ``rules/examples``.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final, TypeAlias

from glasshouse.ground.registry import Extensions
from glasshouse.schemes.lint.case import Case
from glasshouse.schemes.lint.observation import Observation
from glasshouse.schemes.lint.vocabulary import FAMILIES, Confidence, Right, Severity, Status, Strength

__all__ = ["HEADINGS", "Check", "Patch", "Rule", "all_rules"]

HEADINGS: Final = (
    "What it checks",
    "Why it matters",
    "Norms",
    "Example",
    "Instead",
    "What would justify it",
    "In simulation",
    "Limits",
    "History",
)
"""Headings of a rule's page, in their order. Norms, Example and Instead are filled in from the data."""

Check: TypeAlias = Callable[[Case], Iterator[Observation]]
Patch: TypeAlias = Callable[[Case, Observation], Mapping[str, Any]]

_ID = re.compile(r"GH[0-9]{3}")
_NAME = re.compile(r"[a-z]+(-[a-z]+)*")


@dataclass(frozen=True, eq=False, kw_only=True)
class Rule:
    """One rule.

    Attributes:
        id: ``GH`` and three digits, the first of which is the family. Never used again for another rule.
        name: in words that read well after "allow": ``unrelated-sanction``; also the name of its module.
        severity: gravity of the right times reach; not how sure the lint is.
        confidence: ``high`` where the file alone decides, ``medium`` where wording or jurisdiction do,
            ``review`` where the file cannot settle it.
        strength: of its main norm: T treaty, L law in force, S soft law, D domestic policy, P practice.
        norms: ids of norm records, the main one first.
        rights: the rights it stands for, the one that it is grouped under first.
        check: looks at a scheme and yields what it sees; yielding nothing means that the scheme passes.
        would_show: what somebody who keeps the rule of the scheme would have to show; follows "would need to
            show:".
        remedy: one line.
        core: whether an unjustified error of it makes the exit code 1.
        status: ``preview`` rules run with ``--preview`` only.
        since: the version that it came with.
        measures: ids of measures that put a number on what it finds.
        patch: the change that would mend what was seen, where it changes a key that the engine runs: a
            mapping with ``set``, ``add`` or ``remove``, as in a reform file.
        patch_is_safe: whether the patch does nothing but what the remedy says; else somebody must read it.
        never_silent: why there is no third example, in which the file says nothing: a sentence. None where
            there is one, ``<id>.silent.yaml``, which must give a review.
    """

    id: str
    name: str
    severity: Severity
    confidence: Confidence
    strength: Strength
    norms: tuple[str, ...]
    rights: tuple[Right, ...]
    check: Check
    would_show: str
    remedy: str
    core: bool = False
    status: Status = "stable"
    since: str = "0.1.0"
    measures: tuple[str, ...] = ()
    patch: Patch | None = None
    patch_is_safe: bool = False
    never_silent: str | None = None

    def __post_init__(self) -> None:
        """Refuse a rule that cannot be told.

        Raises:
            ValueError: the id or name is out of shape, or there is no norm, right, remedy or demand.
        """
        if not _ID.fullmatch(self.id) or self.id[2] not in FAMILIES:
            raise ValueError(f"'{self.id}' is not the id of a rule: GH and three digits, family first")
        if not _NAME.fullmatch(self.name):
            raise ValueError(f"'{self.name}' is not the name of a rule: lower case, with hyphens")
        for what, value in (
            ("norms", self.norms),
            ("rights", self.rights),
            ("would_show", self.would_show),
            ("remedy", self.remedy),
        ):
            if not value:
                raise ValueError(f"{self.id} needs '{what}'")
        if self.core and self.status != "stable":
            raise ValueError(f"{self.id} cannot be both core and preview")

    @property
    def family(self) -> str:
        """What the first digit of the id stands for."""
        return FAMILIES[self.id[2]]

    @property
    def right(self) -> Right:
        """The right that its findings are grouped under."""
        return self.rights[0]

    @property
    def page(self) -> str:
        """The docstring of its module: a summary line, then a section under each of `HEADINGS`."""
        return sys.modules[self.check.__module__].__doc__ or ""

    @property
    def summary(self) -> str:
        """The first line of its page."""
        return self.page.strip().partition("\n")[0]


@cache
def all_rules() -> Mapping[str, Rule]:
    """All rules by id, in the order of their ids. Imports each module once.

    Raises:
        TypeError: a module without a proper ``RULE``, a name that is not its module's, or an id used twice;
            a fault of the rule.
    """
    found: dict[str, Rule] = {}
    for name, rule in Extensions("glasshouse.schemes.lint.rules", "RULE", Rule).items():
        if rule.name != name:
            raise TypeError(f"the rule in {name.replace('-', '_')}.py is called '{rule.name}'")
        if rule.id in found:
            raise TypeError(f"{rule.id} is both '{found[rule.id].name}' and '{rule.name}'")
        found[rule.id] = rule
    return dict(sorted(found.items()))
