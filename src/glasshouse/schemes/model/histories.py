"""Life histories that test a scheme: what an invented person does by day number, and what must follow.

They are assertions and nothing else. Day numbers instead of dates, conducts of the catalogue instead of
texts, at most twenty in a file, and no function that answers "what score would follow": a history says what
its writer worked out by hand, and both engines must agree. So that this cannot serve to score somebody, it
stays that way.
"""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import BeforeValidator, model_validator

from glasshouse.ground.validation import Identifier, Items, Part, mistake, quoted_value
from glasshouse.schemes.model.sourced import BandName
from glasshouse.schemes.roles import quoted, runs

__all__ = ["LAST_DAY", "MOST_HISTORIES", "Day", "Expectation", "History"]

MOST_HISTORIES = 20
"""Most life histories in one file."""

LAST_DAY = 20_000
"""Highest day number, some 55 years."""


def _read_day(value: object) -> int:
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= LAST_DAY:
        return value
    if isinstance(value, str):
        raise mistake(
            f"{quoted_value(value)} is not a day number",
            why="life histories have no dates: they are about nobody",
            remedy="count the days from the start of the history: 0, 1, 2 and so on",
            code="not-a-day",
        )
    raise mistake(
        f"{quoted_value(value)} is not a day number",
        remedy=f"write a whole number from 0 to {LAST_DAY}",
        code="not-a-day",
    )


DayNumber = Annotated[int, BeforeValidator(_read_day)]


class Day(Part):
    """One thing that happens in a history."""

    noun: ClassVar[str] = "a day of a test"
    plural: ClassVar[str] = "'days' in tests"

    day: DayNumber = runs(
        "Day number, from 0, which is 1 January 2019 or, where that is later, the first day in force: "
        "terms in months and years are counted from it in the calendar.",
        like="0",
    )
    act: str | None = runs("Id of the conduct that is done (or recorded).", None, like="walk-on-red")
    source: str | None = runs(
        "Kind of the source that records it; left out: the first that the scheme has.", None
    )
    false: bool = runs("Whether the record is false: nothing was done.", False)
    performs: Identifier | None = runs("Id of the list whose obligation is performed.", None)

    @model_validator(mode="after")
    def _one(self) -> Day:
        if (self.act is None) == (self.performs is None):
            raise mistake(
                "a day needs exactly one of act, performs",
                remedy="for example: {day: 0, act: walk-on-red}",
                code="exactly-one",
            )
        for key in ("source", "false"):
            if self.performs is not None and getattr(self, key):
                raise mistake(
                    f"'{key}' goes with an act, not with a performance", at=(key,), code="misplaced-key"
                )
        return self


class Expectation(Part):
    """What must hold at the end of a day."""

    noun: ClassVar[str] = "an expectation"
    plural: ClassVar[str] = "'expect' in tests"

    day: DayNumber = runs("Day number; what is expected holds at its end.", like="30")
    score: int | None = runs(
        "The score as last reviewed: where it is `recomputed` every 7 days, that of day 0, 7, 14 and so on; "
        "what is entered between two reviews is not in it yet.",
        None,
        like="995",
    )
    band: BandName | None = runs("The band.", None, like="B")
    listed: Items[Identifier] | None = runs("Exactly the lists that the person is on.", None, like="[]")
    denied: Items[str] | None = runs(
        "Exactly the gates where the person would be denied, if only in some `tiers`.", None, like="[flight]"
    )

    @model_validator(mode="after")
    def _something(self) -> Expectation:
        if all(value is None for value in (self.score, self.band, self.listed, self.denied)):
            raise mistake(
                "an expectation expects nothing",
                remedy="write score, band, listed or denied",
                code="no-effect",
            )
        return self


class History(Part):
    """A life history of nobody."""

    noun: ClassVar[str] = "a test"
    plural: ClassVar[str] = "tests"

    id: Identifier = quoted("Name of the history.", like="fifth-crossing")
    days: Items[Day] = runs("What happens.", like="[{day: 0, act: walk-on-red}]", max_length=200)
    expect: Items[Expectation] = runs(
        "What must follow.", like="[{day: 30, listed: []}]", min_length=1, max_length=50
    )
