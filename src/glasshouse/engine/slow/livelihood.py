"""What refusals do to a life: when they hurt, what is lost by them, and how both pass.

Specification, answers: "How it is looked for". As long as the same doors are closed, the next day on which
something changes follows from what is asked for; it is looked for ahead and noted, gate by gate.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from glasshouse.engine.slow.agenda import Agenda, Item, Kind
from glasshouse.engine.slow.gates import requests
from glasshouse.engine.slow.lasting import Things
from glasshouse.engine.slow.means import LEVELS, Means

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from glasshouse.engine.slow.chronicle import Chronicle
    from glasshouse.engine.slow.gates import Doors, Request
    from glasshouse.engine.slow.luck import Luck
    from glasshouse.engine.slow.people import Person
    from glasshouse.engine.slow.rates import Rates
    from glasshouse.engine.slow.terms import Terms
    from glasshouse.engine.slow.trace import Happening, Tell

__all__ = ["OPEN", "Bar", "Livelihood"]


class Bar(NamedTuple):
    """What stands in somebody's own way at a gate.

    Attributes:
        doors: those at which the scheme refuses.
        looked_up: whether those who are asked find the name on a public black list.
    """

    doors: Doors = frozenset()
    looked_up: bool = False


OPEN = Bar()
"""Nothing stands in the way."""


class Livelihood:
    """The livelihood of one person in one arm.

    Attributes:
        means: solvent, strained or insolvent.
        things: what lasts: had, or lacking.
    """

    def __init__(
        self,
        terms: Terms,
        person: Person,
        luck: Luck,
        rates: Rates,
        chronicle: Chronicle,
        tell: Tell,
        turned_away: Callable[[Request], bool],
        reasons: Callable[[str, Request], tuple[str, ...]],
    ) -> None:
        """Begin solvent and with everything.

        Args:
            terms: of the arm.
            person: whose it is.
            luck: the neighbourhood's.
            rates: for what is asked for at gates.
            chronicle: what is counted.
            tell: who is told.
            turned_away: whether somebody whose name is looked up is turned down at a request, by chance.
            reasons: for which paths of the scheme a request at a gate is refused today.
        """
        self._terms = terms
        self._person = person
        self._luck = luck
        self._rates = rates
        self._tell = tell
        self._turned_away = turned_away
        self._reasons = reasons
        self._bars: dict[str, Bar] = {}
        self.means = Means(terms, person, luck, chronicle)
        self.things = Things(chronicle)

    @property
    def next_morning(self) -> int:
        """The next morning on which something else may hold than the day before."""
        return min(self.means.next_morning, self.things.next_morning)

    def wake(self, day: int) -> None:
        """Feel on a morning what happened the evening before, and recover a step if this is the day."""
        self.things.wake(day)
        if self.means.wake(day):
            self._tell(day, "recovered", LEVELS[self.means.level])

    def restart(self, day: int) -> None:
        """Count from a day on, as if there had been nothing before; how matters stand goes on."""
        self.means.restart(day)
        self.things.restart(day)

    def end(self, day: int) -> None:
        """Count the days of what still holds, up to a day."""
        self.means.end(day)
        self.things.end(day)

    # ---------------------------------------------------------------------------------------- looking ahead

    def amend(self, terms: Terms, day: int, agenda: Agenda) -> None:
        """Go by another text of the scheme from this morning on."""
        self._terms = terms
        regained = sorted(self.things.lacked - set(terms.lasting_gates))
        self.things.amend(terms.lasting_gates, day)
        for gate_id in regained:
            self._tell(day, "regained", gate_id)
        self.move(agenda)

    def move(self, agenda: Agenda) -> None:
        """Forget what was found: somebody who moves asks on as people do elsewhere."""
        self._bars.clear()
        agenda.strike_all(lambda item: item.kind is Kind.MET)

    def look(self, agenda: Agenda, day: int, bars: Mapping[str, Bar]) -> None:
        """Look ahead from a day on at each gate where something else stands in the way than before."""
        for gate_id in self._terms.gates_that_matter:
            bar = bars.get(gate_id, OPEN)
            if bar != self._bars.get(gate_id):
                self._bars[gate_id] = bar
                agenda.strike_all(lambda item, at=gate_id: item.kind is Kind.MET and item.gate == at)  # type: ignore[misc]
                self._look_from(day, agenda, gate_id)

    def _look_from(self, day: int, agenda: Agenda, gate_id: str) -> None:
        """Note the first day from one on whose requests at a gate change something."""
        if self._bars[gate_id] == OPEN and gate_id not in self.things.lacked:
            return
        for today, asked in self._days_of_asking(gate_id, day, self._terms.days):
            refused, served = self._outcomes(gate_id, asked)
            if self._hurts(gate_id, refused) or self._turns(gate_id, refused, served):
                agenda.note(today, Kind.MET, gate=gate_id)
                return

    # ---------------------------------------------------------------------------------------- an evening

    def meet(self, item: Item, agenda: Agenda) -> None:
        """Let the requests of a day at a gate do what they do, in its evening, and look ahead again."""
        day, gate_id = item.day, item.gate
        for _, asked in self._days_of_asking(gate_id, day, day + 1):
            refused, served = self._outcomes(gate_id, asked)
            if self._hurts(gate_id, refused):
                before = self.means.level
                self.means.step_up(day)
                now = self.means.level
                self._told(day, "hurt", gate_id, refused, LEVELS[now], now - before)
            if self._turns(gate_id, refused, served):
                if served:
                    self.things.regain(gate_id, day)
                    self._tell(day, "regained", gate_id)
                else:
                    self.things.lose(gate_id, day)
                    self._told(day, "lost", gate_id, refused)
        self._look_from(day + 1, agenda, gate_id)

    def _hurts(self, gate_id: str, refused: Sequence[Request]) -> bool:
        """Say whether the refusals of a day are a step into hardship."""
        return bool(refused) and self._terms.assumptions.gates[gate_id].strains

    def _turns(self, gate_id: str, refused: Sequence[Request], served: Sequence[Request]) -> bool:
        """Say whether the requests of a day take a lasting thing away, or bring it back."""
        if gate_id not in self._terms.lasting_gates:
            return False
        return bool(served) if gate_id in self.things.lacked else bool(refused) and not served

    def _outcomes(self, gate_id: str, asked: Sequence[Request]) -> tuple[list[Request], list[Request]]:
        """Tell apart which requests are refused to somebody, by what stands in the own way, and which not."""
        bar = self._bars[gate_id]
        refused: list[Request] = []
        served: list[Request] = []
        for request in asked:
            barred = request.door in bar.doors or (bar.looked_up and self._turned_away(request))
            (refused if barred else served).append(request)
        return refused, served

    def _days_of_asking(self, gate_id: str, begin: int, end: int) -> Iterator[tuple[int, list[Request]]]:
        """Run through the days of [begin, end) on which somebody asks at a gate, in their order."""
        gate, about = self._terms.assumptions.gates[gate_id], (self._rates, self._luck)
        asked = requests(self._person, gate, self._terms.assumptions, *about, begin, end)
        for _, of_week in groupby(asked, key=lambda request: request.week):
            in_order = sorted(of_week, key=lambda request: request.day)
            for day, of_day in groupby(in_order, key=lambda request: request.day):
                yield day, list(of_day)

    def _told(
        self,
        day: int,
        happening: Happening,
        gate_id: str,
        refused: Sequence[Request],
        detail: str = "",
        amount: int = 0,
    ) -> None:
        """Tell of what refusals have done, with what they were because of."""
        reasons = dict.fromkeys(reason for request in refused for reason in self._reasons(gate_id, request))
        self._tell(day, happening, gate_id, detail=detail, amount=amount, because=tuple(reasons))
