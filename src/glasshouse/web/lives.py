"""One life for the page: what happened, when, and because of which rule."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from glasshouse.ground.errors import BadInput, Problem
from glasshouse.web.wishes import read_wish

if TYPE_CHECKING:
    from glasshouse.society import Society
    from glasshouse.web.films import Studio

__all__ = ["life_of"]

_HARMS = frozenset(
    {
        "false-record",
        "entered",
        "renewed",
        "in-force",
        "refused",
        "refused-for-another",
        "worsened",
        "turned-down",
        "hurt",
        "lost",
        "put-off",
    }
)
"""What the page marks, by a word and not by colour alone."""


_WORK = "occupation"
"""The dimension of what people do for a living."""

_DAY = re.compile(r"\bday (-?\d+)\b")


def _dated(told: str | None, first: date) -> str | None:
    """With dates in the place of days, which the page does not count."""
    from glasshouse.report.numbers import told_date

    if told is None:
        return None
    return _DAY.sub(lambda found: told_date(first + timedelta(days=int(found[1]))), told)


def _drawn_apart(society: Society) -> list[str]:
    """That an occupation says nothing of schooling or income, where the society's tables do not tie them."""
    recipe = society.recipe
    known = set() if recipe is None else {entry.id for entry in recipe.dimensions}
    if recipe is None or _WORK not in known:
        return []
    pairs = [{part.over, part.given} for part in recipe.associations]
    pairs += [{part.over, part.given} for part in recipe.marginals if part.given is not None]
    pairs += [{cell.dimension for cell in entry.cells} for entry in recipe.never]
    tied = set().union(*(pair for pair in pairs if _WORK in pair))
    apart = [name for name in ("education", "income") if name in known and name not in tied]
    if not apart:
        return []
    return [f"{_WORK} is drawn here without regard to {' or '.join(apart)}, so the two may not seem to fit"]


def life_of(studio: Studio, given: object) -> dict[str, Any]:
    """The life at an address in the world that a page shows.

    Args:
        studio: who knows the schemes.
        given: a wish, as JSON, and beside it ``person``: the number within the neighbourhood.

    Raises:
        BadInput: it is no wish, or nobody lives there.
    """
    from glasshouse.report.but_for import but_for_of
    from glasshouse.report.lives import of_note, sentence
    from glasshouse.report.reasons import Texts
    from glasshouse.studies.lives import life
    from glasshouse.studies.stories import Address

    wanted = dict(given) if isinstance(given, Mapping) else {}
    person = wanted.pop("person", None)
    wish = read_wish(wanted if isinstance(given, Mapping) else given)
    if isinstance(person, bool) or not isinstance(person, int):
        raise BadInput(
            Problem("'person' is no whole number.", remedy="Send the number on the map.", code="bad-request")
        )
    scenario = studio.scenario(wish)
    with studio.turn:
        found = life(scenario, Address(wish.neighbourhood, person))
    assert found is not None
    arm = scenario.arms[0]
    texts = Texts(scenario, arm)
    # A source stands for what it says, not for what a reader makes of it.
    changed = f"; {studio.changed(wish)}" if wish.text and studio.changed(wish) else ""
    return {
        "traits": [f"{name.lower()}: {value}" for name, value in found.traits.items()]
        + _drawn_apart(scenario.society),
        "events": [
            {
                "date": found.date(event).isoformat(),
                "happening": event.happening,
                "harm": event.happening in _HARMS,
                "says": " ".join(
                    told
                    for told in (
                        sentence(event, texts, scenario.assumptions),
                        _dated(but_for_of(event, found, arm.name), scenario.start),
                    )
                    if told is not None
                ),
                "because": [
                    {"says": reason.says, "based_on": f"{reason.based_on}{changed}"}
                    for reason in texts.reasons(event)
                ],
            }
            for event in of_note(found.events[arm.name], texts)
        ],
    }
