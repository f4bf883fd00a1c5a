"""What a book means for the life: consequences in force, gates closed, and how the person answers.

Specification, consequences: "Settling"; answers: "Context". After everything that happens in the actual book,
its consequences are looked at anew; each change closes the days before it and opens those after it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from glasshouse.engine.counted import JOB
from glasshouse.engine.slow.agenda import Item, Kind
from glasshouse.engine.slow.conditions import condition_holds
from glasshouse.engine.slow.gates import Doors, Request, requests, tiers_of
from glasshouse.engine.slow.hiring import Hiring
from glasshouse.engine.slow.livelihood import OPEN, Bar, Livelihood
from glasshouse.engine.slow.luck import Luck, passes
from glasshouse.engine.slow.response import Levels, Response, Situation
from glasshouse.engine.slow.terms import Terms
from glasshouse.schemes.model import BURDENS, FAVOURS, REFUSES, WORSENS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from glasshouse.engine.slow.book import Book
    from glasshouse.engine.slow.chronicle import Chronicle
    from glasshouse.engine.slow.people import Person
    from glasshouse.engine.slow.rates import Rates
    from glasshouse.engine.slow.spans import Spans
    from glasshouse.engine.slow.spells import Spells
    from glasshouse.engine.slow.trace import Tell
    from glasshouse.schemes.model.consequences import Consequence

__all__ = ["EffectClass", "Standing", "Stretch", "closed_gates"]

EffectClass = Literal["refused", "worsened", "favoured"]

_CLASS_OF: Mapping[str, EffectClass] = {
    **dict.fromkeys(REFUSES, "refused"),
    **dict.fromkeys(WORSENS, "worsened"),
    **dict.fromkeys(FAVOURS, "favoured"),
}


class Stretch(NamedTuple):
    """Days on which a consequence was in force: from the first to the one after the last."""

    consequence: Consequence
    begin: int
    end: int


class Standing:
    """Where somebody stands.

    Attributes:
        response: how the person answers.
        livelihood: what refusals do to the person.
        stretches: the counted days on which consequences were in force, up to now.
    """

    def __init__(
        self,
        terms: Terms,
        person: Person,
        luck: Luck,
        rates: Rates,
        spells: Spells,
        spans: Spans,
        chronicle: Chronicle,
        tell: Tell,
    ) -> None:
        """Begin before the scheme: nothing in force, nothing known."""
        self._terms = terms
        self._person = person
        self._luck = luck
        self._rates = rates
        self._spells = spells
        self._spans = spans
        self._chronicle = chronicle
        self._tell = tell
        self._in_force_since: dict[str, int] = {}
        self._told: dict[str, bool] = {}
        self._waited: dict[str, int] = {}
        self._waits = 0
        self._doors: dict[tuple[str, EffectClass], tuple[Doors, int]] = {}
        self._burdened_since: int | None = None
        self._levels: Mapping[str, Levels] = {}
        self._hiring = Hiring(terms, person, luck, rates, chronicle, tell)
        self.livelihood = Livelihood(
            terms, person, luck, rates, chronicle, tell, self._hiring.turns_down, self._refused_by
        )
        self.stretches: list[Stretch] = []
        self.response = Response(terms)

    def settle(self, book: Book, day: int) -> None:
        """Look at everything anew, on a day on which something has happened in the book."""
        here = self._terms.holds_in(self._person.at(day).place)
        for consequence in self._terms.scheme.consequences:
            in_force = self._is_in_force(consequence, book, day, here)
            if in_force and consequence.id not in self._in_force_since:
                self._in_force_since[consequence.id] = day
                self._chronicle.add("consequence-starts", consequence.id)
                self._tell_of(consequence, day, "in-force", _reasons(consequence, book))
            elif not in_force and consequence.id in self._in_force_since:
                self._close_consequence(consequence.id, day)
                self._tell_of(consequence, day, "over")
        self._note_what_bears(book)
        self._settle_doors(day)
        self._hiring.settle(book, day, self.closed())
        self._settle_burden(book, day)
        self.livelihood.look(book.agenda, day, self._bars())
        self.response.settle(day, self._situation(book))

    def wake(self, book: Book, day: int) -> None:
        """Feel on a morning what has become of means and of what lasts."""
        self.livelihood.wake(day)
        self.response.settle(day, self._situation(book))

    def _is_in_force(self, consequence: Consequence, book: Book, day: int, here: bool) -> bool:
        """Say whether a consequence is in force: its condition holds, and who imposes it has been told.

        Args:
            consequence: of the text.
            book: the actual one.
            day: today.
            here: whether all that the scheme imposes holds where the person lives.
        """
        reaches = here or self._terms.follows(consequence)
        if not (reaches and _holds(consequence, book, self._spells, self._spans)):
            self._told.pop(consequence.id, None)
            return False
        delay = self._terms.delay(consequence)
        if delay is None:
            return True
        if consequence.id not in self._told:
            self._told[consequence.id] = False
            self._waits += 1
            self._waited[consequence.id] = self._waits
            due = self._terms.later(day, delay)
            book.agenda.note(due, Kind.SHARE, consequence=consequence.id, serial=self._waits)
        return self._told[consequence.id]

    def tell(self, item: Item, actual: bool) -> None:
        """Let the user who imposes a consequence be told by the `actual` book, if it has held ever since."""
        if actual and item.consequence in self._told and self._waited[item.consequence] == item.serial:
            self._told[item.consequence] = True

    def move(self, book: Book, day: int, leaves: bool) -> None:
        """Come to live in another place, on the morning of a day, and `leaves` the arm with that or not."""
        if leaves and day >= self._terms.warm:
            self._chronicle.mark("moved")
            if _is_on_black_list(book, self._terms):
                self._chronicle.mark("moved-listed")
                if not self._is_burdened_elsewhere(book):
                    self._chronicle.mark("moved-unseen")
        self.livelihood.move(book.agenda)
        self.response.move(day)

    def _is_burdened_elsewhere(self, book: Book) -> bool:
        """Say whether some burden follows the person to where the scheme does not apply."""
        return any(
            consequence.does in BURDENS
            and self._terms.follows(consequence)
            and _holds(consequence, book, self._spells, self._spans)
            for consequence in self._terms.scheme.consequences
        )

    def amend(self, book: Book, terms: Terms, day: int) -> None:
        """Go by another text of the scheme: a consequence that it does not have any more is over.

        One that it has reaches from now on whom the new text says.
        """
        kept = {consequence.id for consequence in terms.scheme.consequences}
        for consequence in self._terms.scheme.consequences:
            if consequence.id not in self._in_force_since:
                continue
            self._close_consequence(consequence.id, day)
            if consequence.id in kept:
                self._in_force_since[consequence.id] = day
            else:
                self._tell_of(consequence, day, "over")
        self._terms = terms
        self._told = {known: told for known, told in self._told.items() if known in kept}
        self._hiring.amend(terms)
        self.livelihood.amend(terms, day, book.agenda)
        self.response.amend(terms, day)

    def look_around(self, book: Book, day: int, levels: Mapping[str, Levels]) -> None:
        """See, from a day on, so much of what happens to others in each context."""
        if levels == self._levels:
            return
        for context in sorted({*levels, *self._levels}):
            now = levels.get(context, Levels())
            if now != self._levels.get(context, Levels()):
                self._tell(day, "sees-others", context, amount=8 * now.punished + now.praised)
        self._levels = levels
        self.response.settle(day, self._situation(book))

    def restart(self, day: int) -> None:
        """Count from a day on, as if there had been nothing before."""
        self._in_force_since = dict.fromkeys(self._in_force_since, day)
        self._doors = {at: (doors, day) for at, (doors, _) in self._doors.items()}
        if self._burdened_since is not None:
            self._burdened_since = day
        self.stretches.clear()
        self._hiring.restart(day)
        self.livelihood.restart(day)
        self.response.restart(day)

    def end(self, day: int) -> None:
        """Count the days of everything that is still in force."""
        for consequence_id in list(self._in_force_since):
            self._close_consequence(consequence_id, day)
        for at in list(self._doors):
            self._close_doors(at, day)
        self._hiring.end(day)
        self.livelihood.end(day)
        self._close_burden(day)
        self.response.end(day)

    # ---------------------------------------------------------------------------------------- consequences

    def _close_consequence(self, consequence_id: str, day: int) -> None:
        since = self._in_force_since.pop(consequence_id)
        self._chronicle.add("consequence-days", consequence_id, day - since)
        self.stretches.append(Stretch(self._terms.consequence(consequence_id), since, day))

    # ---------------------------------------------------------------------------------------- gates

    def _settle_doors(self, day: int) -> None:
        now: dict[tuple[str, EffectClass], Doors] = {}
        for consequence in self._terms.scheme.consequences:
            effect = _CLASS_OF.get(consequence.does)
            if not self._terms.touches_subject(consequence):
                continue
            if consequence.id in self._in_force_since and effect is not None and consequence.gate != "none":
                at = (consequence.gate, effect)
                now[at] = now.get(at, frozenset()) | self._terms.doors[consequence.id]
        for at in sorted({*now, *self._doors}):
            doors, before = now.get(at, frozenset()), self._doors.get(at, (frozenset(), day))[0]
            if doors != before:
                if before:
                    self._close_doors(at, day)
                if doors:
                    self._doors[at] = (doors, day)

    def _close_doors(self, at: tuple[str, EffectClass], day: int) -> None:
        """Count what was asked for while these doors were closed (or open wide), before this day."""
        gate_id, effect = at
        doors, since = self._doors.pop(at)
        gate = self._terms.assumptions.gates[gate_id]
        if effect == "refused":
            self._chronicle.add("restricted-days", gate_id, day - since)
            if day > since:
                self._chronicle.mark("restricted-persons", gate_id)
                self._chronicle.mark("restricted-any")
        for request in requests(
            self._person, gate, self._terms.assumptions, self._rates, self._luck, since, day
        ):
            if request.door not in doors:
                continue
            self._chronicle.add(effect, gate_id)
            self._tell(request.day, effect, gate_id, detail=f"{request.tier} {request.purpose}")
            if effect == "favoured":
                self._chronicle.mark("favoured-persons", gate_id)
            if effect == "refused":
                self._chronicle.mark("refused-persons", gate_id)
                self._chronicle.mark("refused-any")
                self._chronicle.add_in_week(request.day, "refused", gate_id)
                if any((tier, request.purpose) not in doors for tier in tiers_of(gate)):
                    self._chronicle.add("downgraded", gate_id)

    # ---------------------------------------------------------------------------------------- burden

    def burden_known(self, book: Book) -> frozenset[str]:
        """Return the contexts in which somebody knows of an own burden: a black list, or what follows.

        What follows from a band, the score or a red list is known; what follows from a black list, once the
        list is.
        """
        terms = self._terms
        known = {entry.id for entry in terms.black_lists if book.places[entry.id].known}
        red = {entry.id for entry in terms.red_lists}
        grounds = [terms.contexts_of_list(list_id) for list_id in known]
        for consequence in self.in_force:
            if consequence.does not in BURDENS:
                continue
            if consequence.when.list is None:
                grounds.append(terms.contexts_of_score)
                continue
            span = self._spans.of(consequence)
            if span is None:
                bearing = (known | red) & set(consequence.when.list)
                grounds += [terms.contexts_of_list(name) for name in bearing if book.places[name].bears]
            else:
                grounds += [terms.contexts_of_list(name) for name in span.lists if name in book.places]
        return frozenset[str]().union(*grounds)

    def _note_what_bears(self, book: Book) -> None:
        """Remember by which lists, known to the person, those in force are that last a time of their own."""
        red = {entry.id for entry in self._terms.red_lists}
        for consequence in self.in_force:
            span = self._spans.of(consequence)
            if span is None:
                continue
            for name in consequence.when.list or ():
                place = book.places[name]
                if place.bears and (place.known or name in red):
                    span.lists.add(name)

    def closed(self) -> dict[str, Doors]:
        """Return the doors at which somebody is refused, by gate."""
        return {gate: doors for (gate, effect), (doors, _) in self._doors.items() if effect == "refused"}

    def _bars(self) -> dict[str, Bar]:
        """Return what stands in the own way, by gate; what employers find counts where work is asked for."""
        bars = {gate: Bar(doors) for gate, doors in self.closed().items()}
        if self._hiring.posted and JOB in self._terms.assumptions.gates:
            bars[JOB] = bars.get(JOB, OPEN)._replace(looked_up=True)
        return bars

    def _refused_by(self, gate_id: str, request: Request) -> tuple[str, ...]:
        """Return what refuses a request at a gate today: consequences, or else the lists looked up."""
        refusing = tuple(
            f"consequences.{consequence.id}"
            for consequence in self.in_force
            if consequence.gate == gate_id
            and _CLASS_OF.get(consequence.does) == "refused"
            and self._terms.touches_subject(consequence)
            and request.door in self._terms.doors[consequence.id]
        )
        return refusing or tuple(f"lists.{list_id}" for list_id in self._hiring.posted)

    @property
    def in_force(self) -> list[Consequence]:
        """The consequences that are in force, in the order of the scheme."""
        return [
            consequence
            for consequence in self._terms.scheme.consequences
            if consequence.id in self._in_force_since
        ]

    def _situation(self, book: Book) -> Situation:
        return Situation(
            aware=passes(self._person.awareness, self._terms.aware),
            burdened=self.burden_known(book),
            shut=frozenset(self.closed()),
            means=self.livelihood.means.felt,
            missed=self.livelihood.things.missed,
            levels=self._levels,
        )

    def _tell_of(
        self,
        consequence: Consequence,
        day: int,
        happening: Literal["in-force", "over"],
        because: tuple[str, ...] = (),
    ) -> None:
        """Tell of a consequence, unless it binds those who stand for a body, and this is a person."""
        if consequence.binds == "self" or self._person.kind != "person":
            self._tell(day, happening, consequence.id, because=because)

    def _settle_burden(self, book: Book, day: int) -> None:
        """Open and close the days under a burden, known or not."""
        if not (self._is_burdened() or _is_on_black_list(book, self._terms)):
            self._close_burden(day)
        elif self._burdened_since is None:
            self._burdened_since = day

    def _close_burden(self, day: int) -> None:
        if self._burdened_since is not None:
            self._chronicle.add("sanctioned-days", amount=day - self._burdened_since)
            if day > self._burdened_since:
                self._chronicle.mark("burdened-any")
            self._burdened_since = None

    def _is_burdened(self) -> bool:
        return any(
            consequence.does in BURDENS and consequence.id in self._in_force_since
            for consequence in self._terms.scheme.consequences
        )


def _is_on_black_list(book: Book, terms: Terms) -> bool:
    return any(book.places[entry.id].on for entry in terms.black_lists)


def closed_gates(book: Book, terms: Terms, spells: Spells, spans: Spans) -> set[str]:
    """Return the gates at which somebody would be refused something, for the tests in scheme files.

    What binds an officer, or falls on the household alone, closes no door to the one who is listed.
    """
    return {
        consequence.gate
        for consequence in terms.scheme.consequences
        if _CLASS_OF.get(consequence.does) == "refused"
        and consequence.gate != "none"
        and terms.touches_subject(consequence)
        and _holds(consequence, book, spells, spans)
        and terms.doors[consequence.id]
    }


def _holds(consequence: Consequence, book: Book, spells: Spells, spans: Spans) -> bool:
    """Say whether a consequence is brought about: by a list, by the reviewed band, or by the reviewed score.

    Nothing is brought about by what is suspended or set aside. What lasts for a time of its own goes on when
    nothing of that holds any more.
    """
    when = consequence.when
    if not spells.bears("consequence", consequence.id) or not spans.lasts(consequence, book):
        return False
    if spans.of(consequence) is not None and not condition_holds(consequence, book):
        return True
    if when.list is not None:
        return any(book.places[list_id].bears for list_id in when.list)
    return when.band is None or book.band is None or spells.bears("band", book.band.id)


def _reasons(consequence: Consequence, book: Book) -> tuple[str, ...]:
    """Return what brings a consequence about: the lists that bear it, or the reviewed band or score."""
    own = f"consequences.{consequence.id}"
    if consequence.when.list is not None:
        bearing = (list_id for list_id in consequence.when.list if book.places[list_id].bears)
        return (own, *(f"lists.{list_id}" for list_id in bearing))
    if consequence.when.band is not None and book.band is not None:
        return (own, f"score.bands.{book.band.id}")
    return (own,)
