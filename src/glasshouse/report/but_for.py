"""On which single record a listing hangs, in a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from glasshouse.report.numbers import plural

if TYPE_CHECKING:
    from glasshouse.assumptions import Assumptions
    from glasshouse.engine.slow import Event
    from glasshouse.studies.but_for import ButFor, Written
    from glasshouse.studies.lives import Life

__all__ = ["HOW_ASKED", "but_for_of", "hangs_on"]

HOW_ASKED = (
    "'But for' strikes out one record alone and lives the life again, with the same luck and everybody else "
    "as they were. It says what the rules make of a record, not what anybody should have done."
)

_MOST = 4


def but_for_of(event: Event, life: Life, arm: str) -> str | None:
    """Say on which record a listing hangs; nothing for what is not the beginning of a stay on a blacklist."""
    if event.happening != "entered":
        return None
    for asked in life.but_for[arm] or ():
        if (asked.list, asked.day) == (event.item, event.day):
            return hangs_on(asked, life.scenario.assumptions, life.scenario.warm)
    return None


def hangs_on(asked: ButFor, assumptions: Assumptions, warm: int) -> str:
    """Say which single record a listing would not have been without.

    Args:
        asked: of a listing.
        assumptions: for titles.
        warm: days lived before the first that is counted.
    """

    def told(record: Written) -> str:
        about = assumptions.conducts[record.conduct].title
        source = assumptions.sources[record.source].title
        return f"day {record.day - warm} ({'true' if record.true else 'false'}; {about}; {source})"

    if len(asked.single) == 1:
        return f"But for the record of {told(asked.single[0])} it would not have come to this."
    if asked.single:
        shown = "; ".join(told(record) for record in asked.single[:_MOST])
        more = f"; and {len(asked.single) - _MOST} more" if len(asked.single) > _MOST else ""
        return (
            f"But for any one of {len(asked.single)} records it would not have come to this: {shown}{more}."
        )
    if not asked.looked_at:
        return "No record came before that the scheme could look at: this rests on something else."
    each = (
        "Without the only record before"
        if asked.looked_at == 1
        else f"Without any single one of {plural(asked.looked_at, 'record')} before"
    )
    later = ""
    if asked.later:
        latest = max(asked.later, key=lambda one: one.day)
        later = f" (without that of {told(latest.record)} on day {latest.day - warm})"
    if not asked.rests_on_records:
        return f"{each} it would have come to this all the same{later}, and without all of them too."
    return f"{each} it would have come to this all the same{later}; without all of them it would not."
