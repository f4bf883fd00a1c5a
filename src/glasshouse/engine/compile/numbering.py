"""The numbers and bits by which the rows of one arm know each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from glasshouse.schemes import Scheme
    from glasshouse.schemes.model import Rule

__all__ = ["Numbering", "evaluation_order"]


def evaluation_order(rules: tuple[Rule, ...]) -> list[Rule]:
    """Rules in the order in which a record meets them.

    One that displaces another goes before it, else file order.
    """
    waiting = list(rules)
    ordered: list[Rule] = []
    while waiting:
        for rule in waiting:
            if not any(rule.id in other.instead_of for other in waiting if other is not rule):
                ordered.append(rule)
                waiting.remove(rule)
                break
        else:
            raise ValueError(
                "rules displace each other in a circle: " + ", ".join(rule.id for rule in waiting)
            )
    return ordered


class Numbering:
    """One arm's numbers.

    Attributes:
        arm: number of the arm.
        first: rows of each kind that the arms before it have.
        ordered: the rules in their order of evaluation.
        rules, lists, caps: row numbers; rules and lists by id, caps by the id of the rule that they bound.
        rule_bits, list_bits, band_bits: one bit each, by id; those of rules in their order of evaluation.
    """

    def __init__(self, scheme: Scheme, arm: int, first: Mapping[str, int]) -> None:
        """Number a scheme's things behind those of the arms before it."""
        self.arm = arm
        self.first = first
        self.ordered = evaluation_order(scheme.rules)
        self.rules = {rule.id: first["rule"] + place for place, rule in enumerate(self.ordered)}
        self.lists = {entry.id: first["list"] + place for place, entry in enumerate(scheme.lists)}
        self.caps = {
            rule: first["cap"] + place for place, cap in enumerate(scheme.score.caps) for rule in cap.rules
        }
        self.rule_bits = {rule.id: 1 << place for place, rule in enumerate(self.ordered)}
        self.list_bits = {entry.id: 1 << place for place, entry in enumerate(scheme.lists)}
        self.band_bits = {band.id: 1 << place for place, band in enumerate(scheme.score.bands)}
