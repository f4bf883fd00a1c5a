"""The desk: the scratch space of one worker, all that lives need while they are lived, and nothing after.

Each person has a seat: all that belongs to one life, in one stretch of memory. People who look at nobody are
lived one after the other on a single seat; where they look at each other a whole neighbourhood is seated.
Two books are kept for each arm: 0 is the actual one, 1 the shadow, which has seen only true records.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from glasshouse.engine.kernels.constants import LANES, SIGHTS
from glasshouse.engine.tables import MOST_CONTEXTS, NONE, Tables

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["DESK_FIELDS", "FRAME", "SEATED", "desk_dtype", "lay_desk"]

SEATED = (
    "my_arms",
    "my_responses",
    "my_streams",
    "book_arms",
    "my_lists",
    "book_lists",
    "my_consequences",
    "my_targets",
    "my_touched",
    "book_rules",
    "book_caps",
    "book_inputs",
    "agenda",
    "rings",
    "counts",
    "group_rows",
    "attributes",
    "my_relative",
    "exposed_before",
    "cumulative",
    "candidates",
)
"""What each person has of their own; the shelf finds it at whichever seat is being served."""


FRAME = ("band", "flags", "refused", "score")
"""What a film keeps of a person, an arm and a week; see `engine.film`."""

_AT_ONCE = 16
"""People are drawn in so many at a time, the last of them perhaps for nobody."""

_REAL = frozenset({"rate", "gap"})

DESK_FIELDS: dict[str, tuple[str, ...]] = {
    # The one person being lived, and the run's constants.
    "who": (
        "home",
        "key_low",
        "key_high",
        "person",
        "subject",
        "occupation",
        "age",
        "related",
        "place",
        "place_attribute",
        "groups",
        "days",
        "warm",
        "end",
        "moves",
        "older_on",
        "week",
        "persons",
        "seats",
        "seat",
        "record",
        "front",
        "contact",
        "seated",
        "filming",
        "columns",
        "near",
        "far",
        "neighbours",
        "dimensions",
        "household_dimensions",
        "crossings",
        "people_dimensions",
        "occupation_dimension",
        "occupation_first",
        "arms",
        "streams",
        "conducts",
        "traits",
        "household_kinds",
        "member_cells",
        "touched",
        "visits",
        "visit_places",
        "agenda_places",
        "overflow",
        "sign",
        "gathered",
        "triggers",
        "dictated",
    ),
    "arm": (
        "covered",
        "opens",
        "ends",
        "aware",
        "shadow",
        "due",
        "changed",
        "lists_changed",
        "lists_on",
        "lists_known",
        "lists_suspended",
        "lists_shown",
        "seeks",
        "lived",
        "blank",
        "left",
        "outside",
        "waits",
        "burdened",
        "burdened_since",
        "days_burdened",
        "knows_burden",
        "punished",
        "praised",
        "level",
        "level_since",
        "relief",
        "band_since",
        "stretch",
    ),
    "response": ("value", "since", "sum"),
    # One row for each person of the neighbourhood, whoever is seated.
    "resident": ("end", "older_on", "place", "moves", "moved", "moved_on", "destination", "sights"),
    # What a person sees of others from a day on in an arm, which is still to be lived up to.
    "sight": ("day", "arm", "punished", "praised"),
    # One row for each arm and person.
    "onlooker": ("since", "shows", "punished", "praised", "close", "noted"),
    # One row for each arm with friends' scores and person: when last read, what, what before, since when.
    "shown": ("since", "read", "score", "before"),
    # One row for each arm: how many are seen otherwise than before, and when the next begins to look.
    "neighbourhood": ("changed", "opening"),
    "book_arm": ("ledger", "band", "edge", "next_edge", "score", "pending", "agenda", "pushes", "due"),
    "book_rule": ("counter", "firings", "year", "filled", "next"),
    "book_cap": ("year", "used"),
    "book_input": ("records",),
    # A stay, and of its last entry the day, the rule's name, the address and whether it was repeated; of one
    # that was renewed since, the day of that.
    "book_list": ("on", "until", "serial", "spells", "day", "rule", "index", "stream", "repeated", "renewed"),
    "item": ("day", "kind", "push", "a", "b", "c", "d", "e"),
    "list": (
        "since",
        "unable_since",
        "wrong_since",
        "protected",
        "entered",
        "unknown_since",
        "index",
        "stream",
        "rule",
        "suspended",
        "untold_since",
        "known_on",
        "ground",
        "shown_until",
    ),
    # Of one with a term: whether its condition held last, whether the term runs and until when, whether true
    # records alone would not have it, and the contexts of its lists that the person knew to be on meanwhile.
    "consequence": ("on", "since", "begins", "begun", "awaits", "held", "runs", "until", "wrong", "knows"),
    "target": ("on", "began", "spell", "known", "suspended", "aside"),
    "touched": (
        "mask",
        "since",
        "telling",
        "sought",
        "looked",
        "found",
        "without",
        "without_since",
    ),
    "stream": ("time", "index", "lane", "width", "rate", "gap"),
    # What was last found in reading candidates as a whole: which, from what score on, and what they come to.
    "reading": ("lane", "stop", "before", "threshold", "score", "lowest", "highest", "tallied"),
    # A candidate that is dictated: ticks since the one before it in its stream, and how it is recorded.
    "event": ("wait", "channel"),
    "member": (
        "kind",
        "cell",
        "age",
        "aware",
        "household",
        "first",
        "last",
        "occupation",
        "older_on",
        "end",
        "moves",
        "destination",
    ),
    # Two dimensions by which people are counted at once: their numbers, first attributes, and first group.
    "crossing": ("first", "second", "first_attribute", "second_attribute", "width", "row"),
    # What a consequence does to somebody else than its subject, those of one person linked backwards.
    "visit": ("touched", "mask", "start", "end", "before"),
}
"""Rows of the desk: whole numbers, but for a stream's rate (per day) and mean gap (ticks)."""


def desk_dtype(name: str) -> np.dtype[Any]:
    """The dtype of one kind of row on the desk."""
    return np.dtype([(field, "f8" if field in _REAL else "i8") for field in DESK_FIELDS[name]], align=True)


def _rows(name: str, *shape: int) -> NDArray[Any]:
    return np.zeros(shape, desk_dtype(name))


def _seat(
    tables: Tables, columns: int, rings: int, dimensions: int, agenda: int, crossings: int
) -> dict[str, tuple[np.dtype[Any], tuple[int, ...]]]:
    """What stands at one person's seat: dtype and shape by the names of `kernels.shelf`."""
    arms = len(tables.arms)
    whole, real = np.dtype(np.int64), np.dtype(np.float64)
    # What is touched of everybody stands first and together.
    return {
        "my_arms": (desk_dtype("arm"), (arms,)),
        "my_responses": (desk_dtype("response"), (len(tables.responses),)),
        "my_streams": (desk_dtype("stream"), (len(tables.streams),)),
        "book_arms": (desk_dtype("book_arm"), (2, arms)),
        "group_rows": (whole, (dimensions + 2 + crossings,)),
        "attributes": (whole, (dimensions + 1,)),
        "my_relative": (real, (len(tables.conducts),)),
        "cumulative": (real, (int(tables.streams["slot_end"].max(initial=0)),)),
        "candidates": (whole, (len(tables.streams), 3 * LANES)),
        "counts": (whole, (columns,)),
        "my_lists": (desk_dtype("list"), (len(tables.lists),)),
        "book_lists": (desk_dtype("book_list"), (2, len(tables.lists))),
        "my_consequences": (desk_dtype("consequence"), (len(tables.consequences),)),
        "my_targets": (desk_dtype("target"), (len(tables.targets),)),
        "my_touched": (desk_dtype("touched"), (len(tables.touched), 3)),
        "book_rules": (desk_dtype("book_rule"), (2, len(tables.rules))),
        "book_caps": (desk_dtype("book_cap"), (2, len(tables.caps))),
        "book_inputs": (desk_dtype("book_input"), (2, len(tables.inputs))),
        "agenda": (desk_dtype("item"), (2, arms, agenda)),
        "rings": (whole, (2, rings)),
        "exposed_before": (whole, (len(tables.conducts),)),
    }


def lay_desk(
    tables: Tables,
    columns: int,
    rings: int,
    dimensions: int,
    occupation: tuple[int, int],
    most_persons: int,
    most_bodies: int,
    agenda: int,
    visits: int,
    weeks_filmed: int = 0,
    crossings: Sequence[tuple[int, ...]] = (),
) -> dict[str, NDArray[Any]]:
    """A fresh desk, by the names of `kernels.shelf`.

    Args:
        tables: what will be simulated.
        columns: number of total columns.
        rings: slots for the dates of rolling windows.
        dimensions: number of dimensions of persons, without the place.
        occupation: number of the dimension of occupation and its first attribute; NONE where there is none.
        most_persons: the largest neighbourhood.
        most_bodies: firms and agencies in the neighbourhood that has most.
        agenda: places in each agenda; when they do not suffice the driver comes back with more.
        visits: places for what reaches others, the same.
        weeks_filmed: weeks of a film to be taken, none by default.
        crossings: by which pairs of dimensions people are counted too, each as the row of a crossing.
    """
    arms = len(tables.arms)
    contact = int(tables.contact["runs"][0])
    filming = int(weeks_filmed > 0)
    seated = int(contact or filming)
    seats = most_persons if seated else 1
    drawn = -(-(most_persons + most_bodies) // _AT_ONCE) * _AT_ONCE
    most_dimensions = max(dimensions, tables.body_attribute.shape[2])
    who = _rows("who", 1)
    who["people_dimensions"] = dimensions
    who["occupation_dimension"], who["occupation_first"] = occupation
    who["household_dimensions"] = tables.household_attribute.shape[1]
    who["arms"] = arms
    who["streams"] = len(tables.streams)
    who["conducts"] = len(tables.conducts)
    who["traits"] = len(tables.traits)
    who["household_kinds"] = tables.household_size.shape[0]
    who["member_cells"] = tables.member_age_from.shape[0]
    who["touched"] = len(tables.touched)
    who["visit_places"] = visits
    who["agenda_places"] = agenda
    who["seats"] = seats
    who["contact"] = contact
    who["seated"] = seated
    who["filming"] = filming
    who["columns"] = columns
    who["crossings"] = len(crossings)
    # No kind of household has been met yet whose relative rates are at hand.
    who["related"] = NONE
    seat = _seat(tables, columns, rings, most_dimensions, agenda, len(crossings))
    laid, record, front = _lay_seats(seat, seats)
    who["record"] = record
    who["front"] = front
    return {
        "who": who,
        **laid,
        "residents": _rows("resident", most_persons + most_bodies),
        "sights": _rows("sight", most_persons, SIGHTS),
        "onlookers": _rows("onlooker", arms, most_persons + most_bodies),
        "shown_scores": _rows("shown", arms, most_persons + most_bodies),
        "neighbourhood": _rows("neighbourhood", arms),
        # How many are posted on black lists, and on red ones, by class of contexts.
        "posted": np.zeros((arms, 2, MOST_CONTEXTS), np.int64),
        "posted_before": np.zeros((arms, 2, MOST_CONTEXTS), np.int64),
        # Who is seen otherwise than when people last looked around.
        "noted": np.zeros((arms, most_persons + most_bodies), np.int64),
        # Those to whom anything will happen, in their order; and until when each need not be lived.
        "lively": np.zeros(most_persons, np.int64),
        "waiting": np.zeros(most_persons, np.int64),
        # Those who are lived in a week.
        "called": np.zeros(most_persons + 1, np.int64),
        # A rule can be set off once by each list and by each band that is entered in one cascade.
        "stack": np.zeros((len(tables.lists) + len(tables.bands) + 1) * (len(tables.rules) + 1), np.int64),
        "crossings": _crossing_rows(crossings),
        "masks": np.zeros((len(tables.touched), 3), np.int64),
        # The words of so many weeks' requests at a gate.
        "weeks": np.zeros(4 * LANES, np.int64),
        "my_exposure": np.zeros(len(tables.conducts), np.int64),
        # What all persons of the neighbourhood come to.
        "gathered": np.zeros(columns, np.int64),
        "gathered_exposure": np.zeros(len(tables.conducts), np.int64),
        "reading": _rows("reading", 1),
        # The score after each of the candidates that are read; and, while they are drawn, words for channels.
        "scores": np.zeros(LANES, np.int64),
        "marks": np.zeros(LANES, np.int64),
        # What is drawn for all of a neighbourhood at once: words, waits or normal scores, and trait factors.
        "words": np.zeros((4, drawn), np.int64),
        "drawn": np.zeros(drawn, np.float64),
        "household_normals": np.zeros(drawn, np.float64),
        "factors": np.zeros((2 * len(tables.traits), drawn), np.float64),
        "household_relative": np.ones(len(tables.conducts), np.float64),
        "members": _rows("member", most_persons + most_bodies),
        "film": np.zeros((arms, weeks_filmed, filming * most_persons * len(FRAME)), np.int64),
        "portraits": np.zeros((filming * most_persons, columns), np.int64),
        "visits": _rows("visit", visits),
        # Empty: only the life histories of scheme files dictate what happens (see `engine.dictation`).
        "script": _rows("event", len(tables.streams), 0),
        "visited": np.zeros(most_persons, np.int64),
        "reached": np.zeros(len(tables.touched), np.int64),
        "struck": np.zeros((arms, most_persons), np.int64),
    }


_FRONT = 4096
"""Bytes at most that are fetched ahead of a seat."""


def _crossing_rows(crossings: Sequence[tuple[int, ...]]) -> NDArray[Any]:
    rows = _rows("crossing", len(crossings))
    rows[:] = crossings
    return rows


def _lay_seats(
    seat: dict[str, tuple[np.dtype[Any], tuple[int, ...]]], seats: int
) -> tuple[dict[str, NDArray[Any]], int, int]:
    """One stretch of memory for all seats.

    Returns:
        The arrays of the first of them, bytes from seat to seat, and how many are worth fetching ahead.
    """
    places: dict[str, int] = {}
    record = 0
    for name, (dtype, shape) in seat.items():
        places[name] = record
        # Whole cache lines, so that what is used together does not share one with what is not.
        record += -(-dtype.itemsize * math.prod(shape) // 64) * 64
    memory = np.zeros(seats * record + 64, np.uint8)
    start = -memory.ctypes.data % 64
    return (
        {
            name: np.ndarray(shape, dtype, memory, start + places[name])
            for name, (dtype, shape) in seat.items()
        },
        record,
        min(places["my_lists"], _FRONT),
    )
