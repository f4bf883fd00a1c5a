"""The life histories in scheme files on the fast engine: what happens is dictated, all else is its own.

Specification, histories: "Life histories"; `engine.slow.histories` plays them in plain Python. Here one
person lives in a neighbourhood of their own. What happens stands in a script, which the kernels read instead
of drawing; from there on it is the compiled engine, table by table, that decides. How matters stand in the
evening of a day is read off its desk when a life of so many days is over.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from glasshouse.engine.compile import Compiled, compile_scenario
from glasshouse.engine.histories import (
    Act,
    Evening,
    Performance,
    first_day,
    in_force,
    what_fails,
    what_happens,
    without_error,
)
from glasshouse.engine.scenario import Arm, Scenario
from glasshouse.engine.simulate import Worker
from glasshouse.engine.stage import (
    only_what_is_told,
    society_of_one,
    with_certainty,
    with_performances,
    without_end,
)
from glasshouse.engine.tables import NEVER, TICKS_PER_DAY, Tables

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from numpy.typing import NDArray

    from glasshouse.assumptions import Assumptions
    from glasshouse.ground.errors import Problem
    from glasshouse.schemes import Scheme
    from glasshouse.schemes.model import History

__all__ = ["check_life_histories"]

_LATE = 1 << 50
"""Ticks after which nobody waits any more."""


def check_life_histories(scheme: Scheme, assumptions: Assumptions) -> list[Problem]:
    """Hold the tests of a scheme file against its rules as the fast engine executes them.

    Args:
        scheme: with its tests.
        assumptions: for what there is to be seen and asked for; none of its rates or shares matters.

    Returns:
        One problem for each expectation that does not hold, without what holds instead.

    Raises:
        BadInput: the scheme says something that is not executed yet.
    """
    if not scheme.tests:
        return []
    return what_fails(scheme, _Stage(scheme, without_error(assumptions)).play)


class _Stage:
    """A scheme compiled for its own life histories."""

    def __init__(self, scheme: Scheme, assumptions: Assumptions) -> None:
        days = [day.day for history in scheme.tests for day in history.days]
        days += [expectation.day for history in scheme.tests for expectation in history.expect]
        scenario = Scenario(
            arms=(Arm("arm", scheme),),
            society=society_of_one(scheme),
            assumptions=only_what_is_told(scheme, assumptions),
            people=1,
            days=max(days) + 1,
            seed=0,
            start=first_day(scheme),
        )
        self._assumptions = assumptions
        self._scenario = scenario
        self._texts = scenario.texts(scenario.arms[0])
        compiled = compile_scenario(scenario)
        self._of_acts = _channels_of_acts(compiled.tables, scenario.assumptions)
        tables, self._of_performances = with_performances(with_certainty(compiled.tables), self._texts)
        self._compiled = replace(compiled, tables=tables)

    def play(self, history: History) -> Callable[[int], Evening]:
        """Begin a history; what comes back tells how matters are in the evening of a day."""
        happenings = what_happens(history, self._texts, self._assumptions)
        compiled = self._compiled
        if any(
            isinstance(happening, Performance) and self._is_over(happening.day) for happening in happenings
        ):
            # What one owes can still be performed; nothing else is recorded by then.
            compiled = replace(compiled, tables=without_end(compiled.tables))
            happenings = [
                happening
                for happening in happenings
                if isinstance(happening, Performance) or not self._is_over(happening.day)
            ]
        script = self._script(happenings)
        return lambda day: self._evening(compiled, script, day)

    def _is_over(self, day: int) -> bool:
        """Whether the scheme is no longer in force on a day, under the text of that day."""
        arm = self._texts.index(in_force(self._texts, day))
        return day >= int(self._compiled.tables.arms["force_until"][arm])

    def _script(self, happenings: Iterable[Act | Performance]) -> NDArray[Any]:
        """What happens, stream by stream; several things on a day come one tick after the other."""
        from glasshouse.engine.kernels.constants import LANES
        from glasshouse.engine.kernels.desk import desk_dtype

        streams = self._compiled.tables.streams
        told: list[list[tuple[int, int]]] = [[] for _ in streams]
        for place, happening in enumerate(happenings):
            if isinstance(happening, Performance):
                channel = self._of_performances.get(happening.list)
            else:
                channel = self._of_acts.get((happening.source.id, happening.conduct.id, happening.true))
            if channel is not None:  # else no rule of any text looks at it
                stream = int(np.searchsorted(streams["end"], channel, side="right"))
                told[stream].append((happening.day * TICKS_PER_DAY + place, channel))
        # The kernels read so many at a time, and once more when these are used up.
        longest = max(map(len, told), default=0)
        script = np.zeros((len(streams), (longest // LANES + 2) * LANES), desk_dtype("event"))
        for number, events in enumerate(told):
            times = [0, *(time for time, _ in events)]
            script["wait"][number] = _LATE
            script["wait"][number, : len(events)] = np.diff(times)
            script["channel"][number] = streams["first"][number]
            script["channel"][number, : len(events)] = [channel for _, channel in events]
        return script

    def _evening(self, compiled: Compiled, script: NDArray[Any], day: int) -> Evening:
        """Live up to the end of a day, and look at the desk."""
        from glasshouse.engine.kernels.constants import ACTUAL, REQUESTS

        worker = _Dictated(replace(self._scenario, days=day + 1), compiled, script)
        worker.live(0, 1)
        text = in_force(self._texts, day)
        a = self._texts.index(text)
        tables, desk = compiled.tables, worker.arrays
        arm, book = tables.arms[a], desk["book_arms"][ACTUAL, a]
        on = desk["book_lists"]["on"][ACTUAL, arm["list_first"] : arm["list_end"]]
        gates = tables.touched["gate"][arm["touched_first"] : arm["touched_end"]]
        masks = desk["my_touched"]["mask"][arm["touched_first"] : arm["touched_end"], 0]
        names = list(self._assumptions.gates)
        bands = text.scheme.score.bands
        return Evening(
            score=100 * int(book["score"]),
            band=bands[int(book["band"] - arm["band_first"])].id if bands else None,
            listed=frozenset(entry.id for entry, here in zip(text.scheme.lists, on, strict=True) if here),
            denied=frozenset(names[gate] for gate, mask in zip(gates, masks, strict=True) if mask & REQUESTS),
        )


class _Dictated(Worker):
    """A worker whose people do what a script says, and have no friends."""

    def __init__(self, scenario: Scenario, compiled: Compiled, script: NDArray[Any]) -> None:
        self._script = script
        super().__init__(scenario, compiled)

    def _lay_desk(self) -> None:
        from glasshouse.engine.kernels.shelf import lay_world

        super()._lay_desk()
        self.arrays["script"] = self._script
        self.arrays["who"]["dictated"] = 1
        self.arrays["who"]["neighbours"] = 1
        self.arrays["shown_scores"]["since"] = NEVER
        self._directory = lay_world(self.arrays)


def _channels_of_acts(tables: Tables, assumptions: Assumptions) -> dict[tuple[str, str, bool], int]:
    """The channel of each source and conduct, for true records and for false ones."""
    sources, conducts = list(assumptions.sources), list(assumptions.conducts)
    return {
        (sources[row["source"]], conducts[row["conduct"]], not row["false"]): number
        for number, row in enumerate(tables.channels)
        if not row["excess"]
    }
