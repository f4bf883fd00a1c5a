"""Stories: where in a run somebody lives to whom a certain thing happens.

Nothing about single people is kept in a run. A neighbourhood follows from its number alone, so the search
lives through neighbourhoods again until it comes to one where the thing is counted, and asks there whose
count it is. Whoever is found is invented, like everybody.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from glasshouse.engine.compile import Compiled, compile_scenario
from glasshouse.engine.film import film_neighbourhood
from glasshouse.engine.simulate import live_range
from glasshouse.ground.errors import BadInput, Problem, did_you_mean
from glasshouse.ground.steps import Steps, silent
from glasshouse.measures.bands import lower_bands

if TYPE_CHECKING:
    from glasshouse.engine.scenario import Scenario
    from glasshouse.engine.tally import Column
    from glasshouse.schemes import Scheme

__all__ = ["STORIES", "Address", "Story", "find", "story"]

_COMPILED = 0.6
"""Which share of a search is over when it begins to look, for somebody who is found early."""

_FIRST_STRETCH = 8
"""Neighbourhoods looked through first; each further stretch is twice as long."""

_LONGEST_STRETCH = 4096


@dataclass(frozen=True, order=True)
class Address:
    """Where somebody lives in a run; together with the run's seed it is the whole person."""

    neighbourhood: int
    person: int

    def __str__(self) -> str:
        """As it is written on the command line, ``12:345``."""
        return f"{self.neighbourhood}:{self.person}"


@dataclass(frozen=True)
class Story:
    """A kind of thing that happens to people.

    Attributes:
        name: what it is called on the command line.
        counted: whether a column of an arm counts it, given the scheme of the arm.
    """

    name: str
    counted: Callable[[Column, Scheme], bool]


def _on_black_list(*counts: str) -> Callable[[Column, Scheme], bool]:
    def counted(column: Column, scheme: Scheme) -> bool:
        return column.count in counts and scheme.list(column.item).polarity == "black"

    return counted


def _of_the_person(count: str) -> Callable[[Column, Scheme], bool]:
    return lambda column, scheme: column.count == count


def _in_a_lower_band(column: Column, scheme: Scheme) -> bool:
    return column.count == "band-end" and column.item in lower_bands(scheme.score)


STORIES = (
    Story("listed", _of_the_person("listed-any")),
    Story("wrongfully listed", _of_the_person("wrongful-any")),
    Story("refused something", _of_the_person("refused-any")),
    Story("under a restriction", _of_the_person("burdened-any")),
    Story("in a lower band at the end", _in_a_lower_band),
    Story("insolvent", _of_the_person("insolvent-any")),
    Story("without work or credit", _of_the_person("without-days")),
    Story("still listed at the end", _on_black_list("listed-end")),
    Story("listed though unable", _on_black_list("unable")),
    Story("listed for protected conduct", _on_black_list("protected")),
    Story("learned at the gate", _on_black_list("known-gate")),
    Story("corrected", _on_black_list("corrected")),
    Story("asked for a remedy", _on_black_list("asked")),
    Story(
        "asked about a band or consequence",
        lambda column, _: column.count in ("band-asked", "consequence-asked"),
    ),
    Story("asked about points", _of_the_person("rule-asked")),
    Story("performed", _on_black_list("performed")),
    Story("repaired", _on_black_list("repaired")),
    Story("moved on, unseen", _of_the_person("moved-unseen")),
    Story("refused for somebody else", _of_the_person("reached-persons")),
    Story(
        "child refused a school",
        lambda column, scheme: column.count == "reached-children" and column.item == "private-school",
    ),
)
"""In the order in which they are told."""


def story(name: str) -> Story:
    """The story of a name.

    Raises:
        BadInput: there is none; the nearest is named.
    """
    for known in STORIES:
        if known.name == name:
            return known
    names = [known.name for known in STORIES]
    meant = did_you_mean(name, names)
    raise BadInput(
        Problem(
            f"There is no story called '{name}'." + (f" Did you mean '{meant}'?" if meant else ""),
            why=f"Known: {'; '.join(names)}.",
            remedy='Choose one of them, such as --who "wrongfully listed".',
            code="unknown-story",
        )
    )


def find(
    scenario: Scenario,
    wanted: Story,
    arm: str | None = None,
    *,
    threads: int | None = None,
    steps: Steps = silent,
) -> Address | None:
    """Find somebody to whom the thing happens.

    The search begins at the first neighbourhood; within the first one where it happens to anybody, one of
    them is taken by a fixed rule, so the same run always tells of the same person.

    Args:
        scenario: what is simulated.
        wanted: the thing.
        arm: in which arm; None for the first in which it is counted at all.
        threads: at most so many; the answer does not depend on it.
        steps: told how far the search is, by how much of the run it has looked through.

    Returns:
        The address; None if it happens to nobody in the run.

    Raises:
        BadInput: the scenario has no such arm, or nothing in the arm could count the thing.
    """
    steps("Getting ready", 0.0)
    compiled = compile_scenario(scenario)
    columns = _columns(scenario, compiled, wanted, arm)
    homes = len(compiled.plan)
    for stretch in _stretches(homes):
        looked = _COMPILED + (1.0 - _COMPILED) * stretch.start / homes
        steps(f"Looking for somebody from neighbourhood {stretch.start:,} of {homes:,} on", looked)
        if not _happens(scenario, compiled, columns, stretch, threads):
            continue
        while len(stretch) > 1:
            half = range(stretch.start, stretch.start + len(stretch) // 2)
            stretch = (
                half
                if _happens(scenario, compiled, columns, half, threads)
                else range(half.stop, stretch.stop)
            )
        film = film_neighbourhood(scenario, stretch.start, compiled)
        persons = np.flatnonzero(film.counts[:, columns].any(axis=1))
        # Neither always the first nor a matter of chance: spread over the neighbourhood by its number.
        return Address(stretch.start, int(persons[stretch.start % len(persons)]))
    return None


def _columns(scenario: Scenario, compiled: Compiled, wanted: Story, arm: str | None) -> list[int]:
    """The total columns that count the thing."""
    schemes = {one.name: one.scheme for one in scenario.arms}
    if arm is not None and arm not in schemes:
        raise BadInput(
            Problem(
                f"The run has no arm called '{arm}'.",
                why=f"It has: {', '.join(schemes)}.",
                remedy="Name one of them.",
                code="unknown-arm",
            )
        )
    for name in schemes if arm is None else [arm]:
        columns = [
            number
            for number, column in enumerate(compiled.layout.totals)
            if column.arm == name and wanted.counted(column, schemes[name])
        ]
        if columns:
            return columns
    raise BadInput(
        Problem(
            f"Nobody can be '{wanted.name}' here.",
            why="The rules have nothing that could bring it about.",
            remedy="Choose another story, or another scheme.",
            code="no-such-story",
        )
    )


def _stretches(neighbourhoods: int) -> Iterator[range]:
    first, length = 0, _FIRST_STRETCH
    while first < neighbourhoods:
        yield range(first, min(first + length, neighbourhoods))
        first, length = first + length, min(2 * length, _LONGEST_STRETCH)


def _happens(
    scenario: Scenario, compiled: Compiled, columns: list[int], stretch: range, threads: int | None
) -> bool:
    tally = live_range(scenario, compiled, stretch, threads=threads)
    assert tally is not None
    return bool(tally.totals[:, :, columns].any())
