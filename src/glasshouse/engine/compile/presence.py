"""Presence: whom a scheme covers in each place, and which acts it looks at there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from glasshouse.engine.tables import ACTS, HOLDS, LIVES, NONE, OWN_PLACE, STANDS

if TYPE_CHECKING:
    from glasshouse.schemes import Scheme
    from glasshouse.society import SocietyTables

__all__ = ["looks_at_places", "place_of_acts", "places_of"]


def _in_scope(scheme: Scheme, society: SocietyTables) -> list[bool]:
    everywhere = "all" in scheme.scope.places
    return [everywhere or place.id in scheme.scope.places for place in society.places]


def places_of(scheme: Scheme, society: SocietyTables) -> list[int]:
    """What the scheme does in each place of the society, as bits."""
    scope = _in_scope(scheme, society)
    covers = scheme.scope.covers
    if covers == "everyone":
        return [LIVES | STANDS | ACTS | HOLDS] * len(scope)
    if covers == "residents":
        return [ACTS | ((LIVES | STANDS | HOLDS) if inside else 0) for inside in scope]
    places = []
    for place, inside in enumerate(scope):
        within_reach = society.away[place] > 0 and society.destination_share[place][scope].any()
        places.append(LIVES | STANDS | ACTS | HOLDS if inside else LIVES if within_reach else 0)
    return places


def place_of_acts(where: str, society: SocietyTables) -> int:
    """The place in which a rule takes acts, as a number; anywhere, where nobody acts but where they live."""
    if where == "own-place":
        return OWN_PLACE if society.away.any() else NONE
    return next((number for number, place in enumerate(society.places) if place.id == where), NONE)


def looks_at_places(scheme: Scheme, society: SocietyTables) -> bool:
    """Whether a scheme passes over acts because of the place where they are done."""
    return not all(places & ACTS for places in places_of(scheme, society))
