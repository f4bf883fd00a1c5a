"""The studio: films for the page, with everything that does not depend on a moved slider kept at hand.

Nothing is kept about a reader. What is kept are answers to questions that anybody may ask: the same question
has the same answer, so forgetting one changes nothing but the time that the next takes.
"""

from __future__ import annotations

import shlex
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

from glasshouse.engine.outcomes import NOTICE
from glasshouse.web.packing import NO_BAND, pack
from glasshouse.web.presets import preset_of
from glasshouse.web.wishes import PEOPLE, Wish

if TYPE_CHECKING:
    from glasshouse.engine.film import Film
    from glasshouse.engine.scenario import Scenario
    from glasshouse.schemes import Scheme
    from glasshouse.schemes.lint.measured import Measured
    from glasshouse.society import Society

__all__ = ["Studio"]

Answer = TypeVar("Answer")

_FILMS = 32
_COMPILED = 8

_OF_PERSONS = ("wrongful-any", "unable", "protected", "asked", "granted", "corrected", "known-gate")
"""Counts of single people that the page tells; summed over lists."""

_BY_ITEM = ("hits", "refused", "reached-refused", "listed")
"""Counts that the page tells by rule, gate or list."""


class Studio:
    """Makes films, one at a time: each takes some hundredths of a second of one processor.

    Attributes:
        turn: held by whoever simulates, so that a crowd of requests takes one processor, not all.
    """

    def __init__(self) -> None:
        """Begin with nothing at hand."""
        self.turn = threading.Lock()
        self._schemes: dict[str, Scheme] = {}
        self._societies: dict[str, Society] = {}
        self._compiled: OrderedDict[Hashable, Any] = OrderedDict()
        self._measured: OrderedDict[Hashable, Measured] = OrderedDict()
        self._films: OrderedDict[Hashable, bytes] = OrderedDict()

    def scheme(self, wish: Wish) -> Scheme:
        """The scheme that a wish means, with its changes.

        Raises:
            BadInput: the text is no scheme; all problems at once.
        """
        from glasshouse.schemes.reading import load, make
        from glasshouse.schemes.reforming import load_reform

        changes = [text if "=" in text else load_reform(text) for text in wish.settings]
        if wish.text:
            # A text is told from the name of a file by its line breaks: one that has none names nothing here.
            return load(wish.text + "\n", *changes)
        if wish.preset not in self._schemes:
            self._schemes[wish.preset] = load(preset_of(wish.preset).id)
        scheme = self._schemes[wish.preset]
        return make(scheme.document, changes) if changes else scheme

    def scenario(self, wish: Wish) -> Scenario:
        """The scenario that a wish means.

        Raises:
            BadInput: as for `scheme`.
        """
        from glasshouse.society import load as load_society
        from glasshouse.studies.simulation import set_up, usual_society

        scheme = self.scheme(wish)
        where = usual_society(scheme)[0]
        if where not in self._societies:
            self._societies[where] = load_society(where)
        return set_up(scheme, people=PEOPLE, years=wish.years, seed=wish.seed, society=self._societies[where])

    def measured(self, wish: Wish) -> Measured:
        """What a run on a few more people measures.

        Raises:
            BadInput: as for `film`.
        """
        from glasshouse.web.findings import measure

        with self.turn:
            return _kept(self._measured, _COMPILED, wish, lambda: measure(self.scenario(wish)))

    def film(self, wish: Wish) -> bytes:
        """A film, packed.

        Raises:
            BadInput: the scheme cannot be read or is not executed, or there is no such neighbourhood.
        """
        with self.turn:
            return _kept(self._films, _FILMS, wish, lambda: self._make(wish))

    def _make(self, wish: Wish) -> bytes:
        from glasshouse.engine.compile import compile_scenario
        from glasshouse.engine.film import film_neighbourhood

        scenario = self.scenario(wish)
        world = replace(wish, neighbourhood=0, count=1)
        compiled = _kept(self._compiled, _COMPILED, world, lambda: compile_scenario(scenario))
        numbers = range(wish.neighbourhood, wish.neighbourhood + wish.count)
        films = [film_neighbourhood(scenario, number, compiled) for number in numbers]
        return pack(_head(wish, scenario, films), _planes(films, scenario))


def _kept(
    shelf: OrderedDict[Hashable, Answer], room: int, question: Hashable, answer: Callable[[], Answer]
) -> Answer:
    """An answer from the shelf, or a new one in the place of that least recently asked for."""
    if question not in shelf:
        shelf[question] = answer()
        while len(shelf) > room:
            shelf.popitem(last=False)
    shelf.move_to_end(question)
    return shelf[question]


def _planes(films: list[Film], scenario: Scenario) -> dict[str, Any]:
    """The planes of one arm, the neighbourhoods side by side."""
    covered = np.concatenate([film.shows("covered")[0] for film in films], axis=1)
    band = np.concatenate([film.band[0] for film in films], axis=1)
    if not scenario.arms[0].scheme.score.bands:
        band = np.full_like(band, NO_BAND)
    refused = np.concatenate([film.refused[0] for film in films], axis=1)
    return {
        "score": np.concatenate([film.score[0] for film in films], axis=1),
        "refused": np.minimum(refused, np.iinfo(np.uint16).max),
        "band": np.where(covered, band, NO_BAND),
        "flags": np.concatenate([film.flags[0] for film in films], axis=1),
    }


def _head(wish: Wish, scenario: Scenario, films: list[Film]) -> dict[str, Any]:
    """What the page must know besides the planes."""
    scheme = scenario.arms[0].scheme
    head = scheme.scheme
    households, offset = [], 0
    for film in films:
        households += [int(number) + offset for number in film.household]
        offset = max(households) + 1
    score = scheme.score
    return {
        "notice": f"{NOTICE.rpartition(' - ')[0]} - {scheme.id}, {head.status}",
        "scheme": scheme.id,
        "title": head.title,
        "summary": head.summary,
        "status": head.status,
        "society": scenario.society.id,
        "society_title": scenario.society.title,
        "start": scenario.start.isoformat(),
        "last": (scenario.start + timedelta(days=scenario.days - 1)).isoformat(),
        "weeks": films[0].band.shape[1],
        "persons": len(households),
        "seed": wish.seed,
        "neighbourhood": wish.neighbourhood,
        "neighbourhoods": PEOPLE // 1000,
        "sizes": [len(film.age) for film in films],
        "household": households,
        "age": np.concatenate([film.age for film in films]).tolist(),
        "bands": [band.id for band in score.bands],
        "opening": _opening(scheme),
        "scored": score.kind != "none",
        "first_points": None if score.start is None else float(score.start.value),
        "gates": list(dict.fromkeys(str(part.gate) for part in scheme.consequences if part.gate)),
        "lists": [{"id": one.id, "title": one.title, "polarity": one.polarity} for one in scheme.lists],
        "rules": [{"id": rule.id, "says": rule.definition} for rule in scheme.rules],
        "counts": _counts(films, scenario.arms[0].name),
        "command": _command(wish, scheme.id),
        "python": _python(wish, scheme.id),
    }


def _opening(scheme: Scheme) -> int | None:
    """Number of the band in which everybody begins; None without bands or without a score to begin with."""
    score = scheme.score
    if not score.bands or score.start is None:
        return None
    points = float(score.start.value)
    for number, band in enumerate(score.bands):
        upper = band.to.value if band.to is not None else None
        if upper is None or points < float(upper):
            return number
    return len(score.bands) - 1


def _counts(films: list[Film], arm: str) -> dict[str, Any]:
    """Counts over the whole film, of those people alone who have any: ``{name: [[person, count], ...]}``."""
    layout = films[0].layout
    counts = np.concatenate([film.counts for film in films])
    plain: dict[str, Any] = {}
    for number, column in enumerate(layout.totals):
        if column.arm != arm:
            continue
        if column.count in _OF_PERSONS:
            plain[column.count] = plain.get(column.count, 0) + counts[:, number]
        elif column.count in _BY_ITEM:
            plain[f"{column.count}:{column.item}"] = counts[:, number]
    return {
        name: [[int(person), int(values[person])] for person in np.flatnonzero(values)]
        for name, values in plain.items()
    }


def _command(wish: Wish, scheme: str) -> str:
    """The command line that runs the same world; the text of a scheme has to be saved first."""
    named = "my-scheme.yaml" if wish.text else scheme
    settings = "".join(
        f" {'--set' if '=' in change else '--reform'} {shlex.quote(change)}" for change in wish.settings
    )
    return f"glasshouse run {named} --people {PEOPLE} --years {wish.years} --seed {wish.seed}{settings}"


def _python(wish: Wish, scheme: str) -> str:
    """The Python that makes exactly this film."""
    named = "my-scheme.yaml" if wish.text else scheme
    settings = "".join(
        f", {name}={chosen!r}"
        for name, chosen in (
            ("settings", [change for change in wish.settings if "=" in change]),
            ("reforms", [change for change in wish.settings if "=" not in change]),
        )
        if chosen
    )
    return (
        "from glasshouse import film\n"
        "from glasshouse.studies.simulation import set_up\n\n"
        f"scenario = set_up({named!r}, people={PEOPLE}, years={wish.years}, seed={wish.seed}{settings})\n"
        f"weeks = film(scenario, {wish.neighbourhood})\n"
    )
