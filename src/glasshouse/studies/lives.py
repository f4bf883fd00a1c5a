"""One life, told event by event: lived again from its address, by both engines.

The slow engine tells what happened and because of what; the fast engine, which counted the run, says how
often. Where they differ nothing is told. Nobody here corresponds to anybody.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from glasshouse.engine.film import Film, film_neighbourhood
from glasshouse.engine.outcomes import NOTICE
from glasshouse.engine.run_directory import RunDirectory
from glasshouse.engine.scenario_file import read_scenario
from glasshouse.engine.slow import relive, trace_refused_for_others
from glasshouse.ground.errors import BadInput, Problem, RunFailed
from glasshouse.ground.notebook import paragraph, table
from glasshouse.ground.steps import Steps, silent, within
from glasshouse.studies.but_for import ButFor, but_for
from glasshouse.studies.stories import Address, find, story

if TYPE_CHECKING:
    from glasshouse.engine.scenario import Scenario
    from glasshouse.engine.slow import Event

__all__ = ["Life", "film", "life", "scenario_of", "shows_anything", "told_address"]

_MOST_ROWS = 60

_READ, _FOUND, _FILMED, _RELIVED = 0.07, 0.8, 0.87, 0.97
"""Which share of the time has passed when the run is read, somebody found, filmed, and lived again."""

_COUNTED = {"rule": "hits", "refused": "refused", "refused-for-another": "reached-refused"}
"""Events whose number the fast engine has counted too, by the name of the count."""


@dataclass(frozen=True, eq=False)
class Life:
    """Somebody's life in every arm of a run. Nobody real.

    Attributes:
        scenario: what was simulated.
        address: where the person lives in it.
        age: years at the start.
        traits: what the person is in each dimension, by its title: ``{"Sex": "female", ...}``.
        household: how many the household has.
        events: by name of the arm, what happened, in the order of the days; where the scheme does not cover
            the person, only what it refuses because of somebody else. Days count from the first day lived.
        counts: by name of the arm, what the fast engine counted, by count and item; without zeros.
        but_for: by name of the arm, for each stay on a blacklist the single records that it hangs on; None
            where a score looks at friends' scores, so that no life can be lived again alone.
    """

    scenario: Scenario
    address: Address
    age: int
    traits: Mapping[str, str]
    household: int
    events: Mapping[str, list[Event]]
    counts: Mapping[str, Mapping[tuple[str, str], int]]
    but_for: Mapping[str, list[ButFor] | None]

    def _repr_html_(self) -> str:
        """For a notebook: who it is not, and what happened in each arm, day by day."""
        who = "; ".join(f"{title.lower()}: {category}" for title, category in self.traits.items())
        told = [
            paragraph(NOTICE, strong=True),
            paragraph(f"Invented person {self.address}, aged {self.age} at the start; {who}."),
        ]
        for arm, events in self.events.items():
            rows = [
                (
                    self.date(event).isoformat(),
                    event.happening,
                    event.item,
                    event.detail,
                    event.amount or None,
                    ", ".join(event.because),
                )
                for event in events
            ]
            heads = ("day", "what", "of", "more", "size", "because of")
            told.append(table(f"In the arm {arm}", heads, rows, most=_MOST_ROWS))
        return "".join(told)

    def date(self, event: Event) -> date:
        """The date of an event."""
        return self.scenario.start + timedelta(days=event.day - self.scenario.warm)


def scenario_of(run: Path | str) -> Scenario:
    """The scenario of a run that was kept.

    Args:
        run: its folder.

    Raises:
        BadInput: there is no such run, or it was made by another version.
        RunFailed: its folder cannot be read.
    """
    directory = RunDirectory.read(Path(run))
    directory.must_be_of_this_program()
    return read_scenario(directory.path)


def told_address(text: str) -> Address:
    """Read ``12:345``: neighbourhood and person.

    Raises:
        BadInput: it is no such address.
    """
    home, _, person = text.partition(":")
    if home.isdecimal() and person.isdecimal():
        return Address(int(home), int(person))
    raise BadInput(
        Problem(
            f"'{text}' is no address.",
            why="People have no names here, only the number of a neighbourhood and a number in it.",
            remedy="Write two whole numbers, such as 12:345.",
            code="bad-address",
        )
    )


def life(
    run: Scenario | Path | str,
    person: Address | str | None = None,
    *,
    who: str | None = None,
    arm: str | None = None,
    threads: int | None = None,
    steps: Steps = silent,
) -> Life | None:
    """One life of a run.

    Args:
        run: a scenario, or the folder of a run that was kept.
        person: the address, also as text (``12:345``).
        who: instead of an address, what happens to the person (see `studies.stories.STORIES`).
        arm: in which arm it happens; None for the first in which it is counted.
        threads: at most so many while looking for somebody.
        steps: told how far it is.

    Returns:
        The life; None if what was asked for happens to nobody in the run.

    Raises:
        BadInput: there is no such run, address, arm or story, or none of person and who was given, or both.
        RunFailed: the two engines tell the life differently; that is a fault of the program.
    """
    if (person is None) == (who is None):
        raise BadInput(
            Problem(
                "Whose life?",
                why="Either an address or a story is needed, and not both.",
                remedy='Give --person 12:345, or --who "wrongfully listed".',
                code="whose-life",
            )
        )
    steps("Reading the run", 0.0)
    scenario = scenario_of(run) if isinstance(run, Path | str) else run
    if who is not None:
        inner = within(steps, _READ, _FOUND)
        address = find(scenario, story(who), arm, threads=threads, steps=inner)
        if address is None:
            return None
    else:
        address = told_address(person) if isinstance(person, str) else person
    assert address is not None
    steps("Living the neighbourhood again", _FOUND if who is not None else _READ)
    shown = film_neighbourhood(scenario, address.neighbourhood)
    if not 0 <= address.person < len(shown.age):
        raise BadInput(
            Problem(
                f"There is nobody at {address}.",
                why=f"Neighbourhood {address.neighbourhood} has people 0 to {len(shown.age) - 1}.",
                remedy="Choose one of them.",
                code="nobody-there",
            )
        )
    steps("Living that life again", _FILMED)
    showing = shows_anything(shown)
    lived = next(relive(scenario, address.neighbourhood, [address.person], showing))
    counts = {name: _counted(shown, address.person, name) for name in shown.arms}
    events = {name: one.told for name, one in lived.items()}
    if any(count == "reached-refused" for counted in counts.values() for count, _ in counted):
        others = trace_refused_for_others(scenario, address.neighbourhood, address.person, showing)
        for name, refusals in others.items():
            events[name] = sorted([*events[name], *refusals], key=lambda event: event.day)
    steps("Asking what each listing hangs on", _RELIVED)
    told = Life(
        scenario=scenario,
        address=address,
        age=int(shown.age[address.person]),
        traits=_traits(shown, address.person),
        household=int((shown.household == shown.household[address.person]).sum()),
        events=events,
        counts=counts,
        but_for={name: but_for(scenario, name, one) for name, one in lived.items()},
    )
    _check(told)
    return told


def shows_anything(shown: Film) -> set[int] | None:
    """Who in a neighbourhood ever shows others anything: a list that they are on, or a burden that is known.

    Everybody else need not be lived again for somebody's sake. None, which is for everybody, where a run has
    days before the first one counted: those are not filmed.
    """
    if shown.scenario.warm:
        return None
    flags = shown.shows("black-listed") | shown.shows("red-listed") | shown.shows("knows")
    return {int(person) for person in np.flatnonzero(flags.any(axis=(0, 1)))}


def film(run: Scenario | Path | str, neighbourhood: int = 0) -> Film:
    """One neighbourhood of a run, week by week in every arm.

    Args:
        run: a scenario, or the folder of a run that was kept.
        neighbourhood: its number, from 0.

    Raises:
        BadInput: there is no such run or neighbourhood.
    """
    scenario = scenario_of(run) if isinstance(run, Path | str) else run
    return film_neighbourhood(scenario, neighbourhood)


def _traits(shown: Film, person: int) -> dict[str, str]:
    tables = shown.scenario.society.tables()
    traits: dict[str, str] = {}
    for attribute in shown.attributes[person]:
        if attribute >= tables.attribute_count:
            traits["Place"] = tables.places[int(attribute) - tables.attribute_count].title
            continue
        dimension, category = tables.attribute_name(int(attribute))
        found = next(entry for entry in tables.dims if entry.id == dimension)
        traits[found.title] = next(entry.title for entry in found.categories if entry.id == category)
    return traits


def _counted(shown: Film, person: int, arm: str) -> dict[tuple[str, str], int]:
    return {
        (column.count, column.item): int(shown.counts[person, number])
        for number, column in enumerate(shown.layout.totals)
        if column.arm == arm and shown.counts[person, number]
    }


def _check(told: Life) -> None:
    """Hold what is told against what was counted."""
    for arm, events in told.events.items():
        number = Counter(
            (_COUNTED[event.happening], event.item)
            for event in events
            if event.happening in _COUNTED and event.day >= told.scenario.warm
        )
        counted = {key: count for key, count in told.counts[arm].items() if key[0] in _COUNTED.values()}
        if dict(number) != counted:
            raise RunFailed(
                Problem(
                    f"The two engines tell the life at {told.address} differently.",
                    why=f"In arm '{arm}' one tells of {dict(number)}, the other has counted {counted}.",
                    remedy="This is a fault of the program: please report it with the command and the seed.",
                    code="engines-differ",
                )
            )
