"""Shares of people: of those whom a scheme covers, and of those who were ever on a list."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from glasshouse.measures.jackknife import Vector
from glasshouse.measures.measure import Fraction
from glasshouse.measures.sample import ALL, Group, Sample
from glasshouse.schemes.model import REFUSES

__all__ = ["covered", "gates_closed", "of_the_covered", "of_the_listed"]


def covered(sample: Sample, arm: str, group: Group) -> Vector:
    """People of a group whom an arm covers."""
    return sample.total(arm, "covered", group=group)


def gates_closed(sample: Sample, arm: str) -> list[str]:
    """Gates at which an arm refuses its subjects something, whether or not they ask there."""
    closed = {
        item.gate
        for text in sample.texts(arm)
        for item in text.scheme.consequences
        if item.does in REFUSES and item.binds == "self" and "self" in item.falls_on
    }
    return [gate for gate in sample.items(arm, "restricted-persons") if gate in closed]


def of_the_covered(
    sample: Sample, arm: str, asked: Iterable[tuple[str, str, str, Group]]
) -> Iterator[Fraction]:
    """Persons counted, as shares of the people covered; groups of whom nobody is covered are passed over.

    Args:
        sample: of one run.
        arm: whose counts.
        asked: the item to answer for, the count, the item that is counted, the group.
    """
    for name, count, item, group in asked:
        people = covered(sample, arm, group)
        if people[0] == 0.0 and group != ALL:
            continue
        yield Fraction(
            arm,
            name,
            group,
            counted=sample.total(arm, count, item, group),
            per=people,
            people=float(people[0]),
            denominator="people covered",
        )


def of_the_listed(count: str) -> Callable[[Sample], Iterator[Fraction]]:
    """Persons counted on each list, as shares of the people who were ever on it."""

    def fractions(sample: Sample) -> Iterator[Fraction]:
        for arm in sample.arms:
            for name in sample.items(arm, count):
                listed = sample.total(arm, "listed", name)
                yield Fraction(
                    arm,
                    name,
                    ALL,
                    counted=sample.total(arm, count, name),
                    per=listed,
                    people=float(listed[0]),
                    denominator="people ever on the list",
                )

    return fractions
