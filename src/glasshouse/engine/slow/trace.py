"""What happened in one life, event by event, each with what it was because of.

A listener is told by the life itself, as it is lived. Without one nothing is collected and nothing is asked
more often, so that the counts are the same with and without. Of acts only those are told of that somebody
could have written down: what nobody sees is not drawn.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, Protocol

from glasshouse.engine.slow.gates import doors_of
from glasshouse.engine.slow.terms import Terms

if TYPE_CHECKING:
    from glasshouse.assumptions import Assumptions
    from glasshouse.engine.slow.terms import Terms

__all__ = ["Event", "Happening", "Listener", "Tell", "in_order", "teller"]

Happening = Literal[
    "covered",  # the scheme begins to cover the person
    "act",  # a conduct was done and seen: item, the conduct; detail, the source
    "not-done",  # a conduct was not done that would have been without the scheme: likewise
    "false-record",  # a source wrote down what never happened: likewise
    "decision",  # a rule takes a record, and its decision is still to come: item, the rule; amount, its day
    "rule",  # a rule has applied: item, the rule
    "points",  # points were entered or have lapsed: amount, hundredths
    "band",  # a review found another band: item, the band
    "entered",  # onto a list, or anew while on it: item, the list
    "renewed",  # a stay that ran out has begun again: item, the list; detail, how
    "left",  # got off a list: item, the list; detail, how
    "known",  # learned of being on a list, in a band or under a consequence: item, which; detail, how
    "asked",  # asked for a remedy: likewise
    "granted",  # likewise
    "turned-down",  # likewise
    "struck-out",  # what was wrong in the score was taken out because of it: likewise; amount, hundredths
    "set-aside",  # it has no consequences until it ends: likewise
    "cleared",  # points and records were forgotten because of a repair: likewise
    "in-force",  # a consequence begins: item, the consequence
    "over",  # a consequence ends: likewise
    "refused",  # a request at a gate: item, the gate; detail, the class and the purpose
    "refused-for-another",  # likewise, because of another: of, what that one is to them; amount, the number
    "worsened",
    "favoured",
    "hurt",  # refusals were a step into hardship: item, the gate; detail, the level now; amount, by how many
    "recovered",  # a step out of hardship: item, the level now
    "lost",  # without what lasts, by refusals: item, the gate that gives it
    "regained",  # with it again: likewise
    "put-off",  # could not perform, being insolvent: item, the list; amount, the day of the next try
    "sees-others",  # punishment (amount // 8) and praise (amount % 8) of others: item, in which part of life
    "amended",  # the scheme goes by another text
    "moved",  # to another place
    "died",
]


@dataclass(frozen=True)
class Event:
    """One thing that happened.

    Attributes:
        day: when, counted from the first day lived.
        happening: what.
        item: of what, by its id in the scheme or the assumptions.
        of: what the item is where it may be several things: a list, band, consequence or rule; of what is
            refused because of somebody else, who that is: parent, household, firm or agency.
        detail: a word more: who saw it, by which way.
        amount: a number more.
        where: of an act, the place where it was done on a visit; nothing for one done at home.
        because: paths of what in the scheme it follows from, such as ``rules.red`` and ``lists.defaulters``;
            `Part.position_of` of that part says in which line it stands.
    """

    day: int
    happening: Happening
    item: str = ""
    detail: str = ""
    amount: int = 0
    because: tuple[str, ...] = ()
    of: str = "list"
    where: str = ""


Listener = Callable[[Event], None]
"""Who is told."""


class Tell(Protocol):
    """How the parts of a life tell of an event, if anybody listens."""

    def __call__(
        self,
        day: int,
        happening: Happening,
        item: str = "",
        *,
        detail: str = "",
        amount: int = 0,
        because: tuple[str, ...] = (),
        of: str = "list",
        where: str = "",
    ) -> None:
        """Tell of an event; the arguments are those of `Event`."""


def teller(listener: Listener | None) -> Tell:
    """Return what tells a listener of events; without one it does nothing."""

    def tell(
        day: int,
        happening: Happening,
        item: str = "",
        *,
        detail: str = "",
        amount: int = 0,
        because: tuple[str, ...] = (),
        of: str = "list",
        where: str = "",
    ) -> None:
        if listener is not None:
            listener(Event(day, happening, item, detail, amount, because, of, where))

    return tell


_AT_GATES = ("refused", "worsened", "favoured")
_OF_EVENINGS = ("hurt", "lost", "regained")
"""What follows from all that was asked for on a day, and is told after it."""


def in_order(events: Sequence[Event], texts: Sequence[Terms], assumptions: Assumptions) -> list[Event]:
    """Put the events of a life in the order of their days, with the reasons of what happened at gates.

    Requests are told of when the gate opens again. Why they were refused is what was in force on their day.

    Args:
        events: as a listener was told them.
        texts: the terms of the arm, amendment by amendment.
        assumptions: for the classes of what is asked for.
    """
    intervals: dict[str, list[tuple[int, int]]] = {}
    begun: dict[str, int] = {}
    for event in events:
        if event.happening == "in-force":
            begun[event.item] = event.day
        elif event.happening == "over":
            intervals.setdefault(event.item, []).append((begun.pop(event.item), event.day))
    for item, day in begun.items():
        intervals.setdefault(item, []).append((day, max(event.day for event in events) + 1))

    def reasons(event: Event) -> tuple[str, ...]:
        tier, purpose = event.detail.split(" ")
        return tuple(
            f"consequences.{consequence.id}"
            for consequence in [text for text in texts if text.since <= event.day][-1].scheme.consequences
            if consequence.gate == event.item
            and Terms.touches_subject(consequence)
            and (tier, purpose) in doors_of(consequence, assumptions.gates[event.item])
            and any(begin <= event.day < end for begin, end in intervals.get(consequence.id, ()))
        )

    told = [
        replace(event, because=reasons(event))
        if event.happening in _AT_GATES and not event.because
        else event
        for event in events
    ]
    return sorted(told, key=lambda event: (event.day, event.happening in _OF_EVENINGS))
