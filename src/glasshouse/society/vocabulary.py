"""The dimensions that a society may have, and the labels that each may use.

A fixed vocabulary is what keeps a file of marginals from becoming a file of persons: nobody can be named in
it. To add a dimension or a label, add it here; every society may then use it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from glasshouse.society.tables import HeldBy

__all__ = ["DIMENSIONS", "Known", "age_range", "household_sizes"]

_BAND = re.compile(r"([0-9]{1,3})(?:-([0-9]{1,3})|\+)\Z")
_SIZE = re.compile(r"([1-9])(\+?)\Z")

# Nobody in a society is this old or older, years.
OLDEST = 100

# An open size such as 5+ stands for this many sizes: 5, 6 and 7.
OPEN_SIZES = 3


@dataclass(frozen=True, slots=True)
class Known:
    """A dimension of the vocabulary.

    Attributes:
        id: its name in files.
        title: its name for readers.
        held_by: whether a household shares it or each person has it.
        labels: id and title of each category, in order; empty where the labels follow a pattern.
        pattern: what labels look like, for messages; None where they are listed.
        note: what the dimension means where its name could mislead.
    """

    id: str
    title: str
    held_by: HeldBy
    labels: tuple[tuple[str, str], ...] = ()
    pattern: str | None = None
    note: str = ""

    def allows(self, label: str) -> bool:
        """Say whether a text is a label of this dimension."""
        if self.labels:
            return any(label == known for known, _ in self.labels)
        return (age_range(label) if self.id == "age" else household_sizes(label)) is not None

    def title_of(self, label: str) -> str:
        """Return a label as a reader reads it."""
        for known, title in self.labels:
            if known == label:
                return title
        if self.id == "age":
            return f"{label} years"
        return f"{label} person" if label == "1" else f"{label} persons"


def age_range(label: str) -> tuple[int, int] | None:
    """Read an age band: ``18-29`` is (18, 30), ``75+`` is (75, 100); None for anything else.

    Returns:
        First age and the age after the last, years.
    """
    match = _BAND.match(label)
    if match is None:
        return None
    first = int(match[1])
    after = OLDEST if match[2] is None else int(match[2]) + 1
    return (first, after) if first < after <= OLDEST else None


def household_sizes(label: str) -> tuple[int, ...] | None:
    """Read a household size: ``2`` is (2,), the open ``5+`` is (5, 6, 7); None for anything else."""
    match = _SIZE.match(label)
    if match is None:
        return None
    first = int(match[1])
    return tuple(range(first, first + OPEN_SIZES)) if match[2] else (first,)


_ALL = (
    Known(
        "registration",
        "Registration",
        "household",
        (("urban", "urban"), ("rural", "rural")),
        note="Whether a household counts as urban or rural.",
    ),
    Known(
        "income",
        "Income fifth",
        "household",
        (
            ("q1", "poorest fifth"),
            ("q2", "second fifth"),
            ("q3", "middle fifth"),
            ("q4", "fourth fifth"),
            ("q5", "richest fifth"),
        ),
        note="Fifths of persons by their household's income per head.",
    ),
    Known(
        "minority",
        "Majority or minority",
        "household",
        (("majority", "majority"), ("minority", "minority")),
        note="Whether the household belongs to the country's majority or to a recognised minority.",
    ),
    Known("size", "Household size", "household", pattern="1, 2, 3 ... with an open last one such as 5+"),
    Known("age", "Age", "person", pattern="0-17, 18-29 ... with an open last one such as 75+"),
    Known("sex", "Sex", "person", (("female", "female"), ("male", "male"))),
    Known(
        "education",
        "Education",
        "person",
        (
            ("primary", "primary school or less"),
            ("junior", "junior secondary"),
            ("senior", "senior secondary"),
            ("college", "college or more"),
        ),
        note="Highest level completed by those of 18 or older.",
    ),
    Known(
        "online",
        "Online",
        "person",
        (("online", "uses the internet"), ("offline", "does not")),
        note="Whether the person uses the internet.",
    ),
    Known(
        "occupation",
        "Occupation",
        "person",
        (
            ("teacher", "teacher"),
            ("accountant", "accountant"),
            ("journalist", "journalist"),
            ("doctor", "doctor"),
            ("nurse", "nurse"),
            ("vet", "vet"),
            ("guide", "tourist guide"),
            ("official", "official"),
            ("other-work", "other work"),
            ("none", "not at work"),
        ),
        note="What the person does for a living.",
    ),
    Known(
        "benefit",
        "Benefit",
        "person",
        (("on-benefit", "draws an income-support payment"), ("no-benefit", "does not")),
        note="Whether the person draws an income-support payment of the state.",
    ),
    Known(
        "origin",
        "Origin",
        "household",
        (("native", "no parent born abroad"), ("elsewhere", "a parent born abroad")),
        note="Whether a parent was born abroad, as the country counts it. Never in which country.",
    ),
    Known(
        "sector",
        "Sector",
        "firm",
        (
            ("farming", "farming and mining"),
            ("manufacturing", "manufacturing and utilities"),
            ("building", "building"),
            ("trade", "wholesale and retail trade"),
            ("transport", "transport and storage"),
            ("food-and-lodging", "hotels and restaurants"),
            ("finance", "finance and real estate"),
            ("services", "services to business"),
            ("care-and-teaching", "schools, health, culture and other services"),
        ),
        note="What the firm does.",
    ),
    Known(
        "firm-size",
        "Firm size",
        "firm",
        (("micro", "micro"), ("small", "small"), ("medium", "medium"), ("large", "large")),
        note="Size class of the firm, as the country's statistics cut it.",
    ),
    Known(
        "level",
        "Level of government",
        "agency",
        (
            ("township", "township or street"),
            ("county", "county or district"),
            ("city", "city"),
            ("province", "province or state"),
            ("nation", "the nation"),
        ),
        note="On which level of government the agency stands.",
    ),
)

# In the order of the tables: dimensions of households, of persons, of firms, of agencies.
DIMENSIONS: dict[str, Known] = {
    known.id: known
    for holder in ("household", "person", "firm", "agency")
    for known in _ALL
    if known.held_by == holder
}
