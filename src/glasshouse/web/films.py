"""The studio: films for the page, with everything that does not depend on a moved slider kept at hand.

Nothing is kept about a reader. What is kept are answers to questions that anybody may ask: the same question
has the same answer, so forgetting one changes nothing but the time that the next takes.
"""

from __future__ import annotations

import shlex
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

from glasshouse.engine.outcomes import NOTICE
from glasshouse.ground.errors import BadInput, Problem
from glasshouse.web.findings import text_of
from glasshouse.web.later import amendments_setting, known_changes
from glasshouse.web.packing import NO_BAND, pack
from glasshouse.web.presets import preset_of
from glasshouse.web.wishes import PEOPLE, Wish

if TYPE_CHECKING:
    from glasshouse.engine.compile import Compiled
    from glasshouse.engine.film import Film
    from glasshouse.engine.scenario import Scenario
    from glasshouse.engine.texts import Text
    from glasshouse.schemes import Scheme
    from glasshouse.schemes.lint.measured import Measured
    from glasshouse.schemes.model import Band
    from glasshouse.society import Society

__all__ = ["Studio"]

Answer = TypeVar("Answer")

_STAMP = NOTICE.rpartition(" - ")[0]
"""What stands on every picture, before the scheme."""

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
        self._counting = threading.RLock()
        self._gate = threading.Condition()
        self._waiting = 0
        self._schemes: dict[str, Scheme] = {}
        self._societies: dict[str, Society] = {}
        self._compiled: OrderedDict[Hashable, tuple[Scenario, Compiled]] = OrderedDict()
        self._counted: OrderedDict[Hashable, Any] = OrderedDict()
        self._measured: OrderedDict[Hashable, Measured] = OrderedDict()
        self._films: OrderedDict[Hashable, bytes] = OrderedDict()

    def scheme(self, wish: Wish) -> Scheme:
        """The scheme that a wish means, with its changes.

        Raises:
            BadInput: the text is no scheme; all problems at once.
        """
        from glasshouse.schemes.reading import load, make

        changes = known_changes(self.settings(wish))
        if wish.text:
            # A text is told from the name of a file by its line breaks: one that has none names nothing here.
            return load(wish.text + "\n", *changes)
        scheme = self._as_written(wish.preset)
        return make(scheme.document, changes) if changes else scheme

    def changed(self, wish: Wish) -> str:
        """What of a scheme of the catalogue is changed here; empty where it is as the catalogue has it.

        A text's own words on what it is count for nothing: whoever changes a number leaves them standing.
        """
        if not wish.text:
            return "numbers changed" if self.settings(wish) else ""
        same = wish.text.rstrip() == text_of(self._as_written(wish.preset)).rstrip()
        return "" if same else "text changed"

    def settings(self, wish: Wish) -> tuple[str, ...]:
        """All changes of the scheme, those from a date on too, as the command line takes them."""
        if not wish.later:
            return wish.settings
        preset = preset_of(wish.preset)
        later = [(begins, dict(values)) for begins, values in wish.later]
        amended = amendments_setting(self._as_written(preset.id), preset, dict(wish.values), later)
        return (*wish.settings, amended)

    def _as_written(self, id: str) -> Scheme:
        """A scheme of the catalogue without its life histories: those are for the checker of files alone."""
        from glasshouse.ground.patch import apply, removal
        from glasshouse.schemes.reading import load, make

        if id not in self._schemes:
            whole = load(preset_of(id).id).document
            self._schemes[id] = make(apply(whole, removal("tests")) if "tests" in whole.data else whole)
        return self._schemes[id]

    def scenario(self, wish: Wish) -> Scenario:
        """The scenario that a wish means.

        Raises:
            BadInput: as for `scheme`, or something changes on a day that is not lived.
        """
        from glasshouse.society import load as load_society
        from glasshouse.studies.simulation import set_up, usual_society

        scheme = self.scheme(wish)
        where = usual_society(scheme)[0]
        if where not in self._societies:
            self._societies[where] = load_society(where)
        scenario = set_up(
            scheme, people=PEOPLE, years=wish.years, seed=wish.seed, society=self._societies[where]
        )
        _hold_dates(wish, scenario)
        return scenario

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
        with self._gate:
            self._waiting += 1
        try:
            with self.turn:
                return _kept(self._films, _FILMS, wish, lambda: self._make(wish))
        finally:
            with self._gate:
                self._waiting -= 1
                self._gate.notify_all()

    def let_films_pass(self) -> None:
        """For whoever counts beside films: wait while somebody waits for one."""
        # A request that has just come is given the time to say that it waits.
        time.sleep(0.001)
        with self._gate:
            self._gate.wait_for(lambda: not self._waiting)

    def film_of(self, wish: Wish, neighbourhood: int) -> Film:
        """One neighbourhood of a wished world, not packed.

        Raises:
            BadInput: as for `film`.
        """
        from glasshouse.engine.film import film_neighbourhood

        with self.turn:
            scenario, compiled = self._world(wish)
            return film_neighbourhood(scenario, neighbourhood, compiled)

    def counted(self, count: Callable[[Studio, Wish], Answer], wish: Wish) -> Answer:
        """What is counted in the whole world of a wish, once for all of its neighbourhoods."""
        world = replace(wish, neighbourhood=0, count=1)
        return self.aside((count, world), lambda: count(self, world))

    def aside(self, question: Hashable, answer: Callable[[], Answer]) -> Answer:
        """What takes seconds and is told beside a film, which need not wait for it.

        Whoever asks the same meanwhile waits for the one answer.
        """
        with self._counting:
            found: Answer = _kept(self._counted, _FILMS, question, answer)
        return found

    def _world(self, wish: Wish) -> tuple[Scenario, Compiled]:
        """The scenario of a wish, compiled; the same for all its neighbourhoods."""
        from glasshouse.engine.compile import compile_scenario

        def make() -> tuple[Scenario, Compiled]:
            scenario = self.scenario(wish)
            return scenario, compile_scenario(scenario)

        return _kept(self._compiled, _COMPILED, replace(wish, neighbourhood=0, count=1), make)

    def _make(self, wish: Wish) -> bytes:
        from glasshouse.engine.film import film_neighbourhood
        from glasshouse.engine.texts import texts_of

        scenario, compiled = self._world(wish)
        numbers = range(wish.neighbourhood, wish.neighbourhood + wish.count)
        films = [film_neighbourhood(scenario, number, compiled) for number in numbers]
        texts = texts_of(scenario.arms[0].scheme, scenario.start, scenario.days)
        changed = self.changed(wish)
        head = _head(wish, self.settings(wish), scenario, texts, films) | {"changed": changed}
        if changed:
            head |= {
                "notice": f"{_STAMP} - {head['scheme']}, {changed}",
                "title": f"{head['title']}, {changed}",
                "called": f"{head['title']}, {changed}",
                "status": f"{head['status']}, {changed}",
            }
        return pack(head, _planes(films, texts))


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


def _hold_dates(wish: Wish, scenario: Scenario) -> None:
    """Refuse a change on a day that is not lived; on the first one it would be no change."""
    last = scenario.start + timedelta(days=scenario.days - 1)
    outside = [
        begins for begins, _ in wish.later if not scenario.start.isoformat() < begins <= last.isoformat()
    ]
    if outside:
        raise BadInput(
            *(
                Problem(
                    f"{begins} is no day on which this film can change.",
                    why=f"Its people live from {scenario.start} to {last}; what holds on the first day holds "
                    "from the start.",
                    remedy="Choose a day after the first, or more years.",
                    code="outside-film",
                )
                for begins in outside
            )
        )


def _planes(films: list[Film], texts: list[Text]) -> dict[str, Any]:
    """The planes of one arm, the neighbourhoods side by side."""
    covered = np.concatenate([film.shows("covered")[0] for film in films], axis=1)
    band = np.concatenate([film.band[0] for film in films], axis=1)
    for place, text in enumerate(texts):
        until = texts[place + 1].since // 7 if place + 1 < len(texts) else len(band)
        if not text.scheme.score.bands:
            band[text.since // 7 : until] = NO_BAND
    refused = np.concatenate([film.refused[0] for film in films], axis=1)
    return {
        "score": np.concatenate([film.score[0] for film in films], axis=1),
        "refused": np.minimum(refused, np.iinfo(np.uint16).max),
        "band": np.where(covered, band, NO_BAND),
        "flags": np.concatenate([film.flags[0] for film in films], axis=1),
    }


def _head(
    wish: Wish, settings: Sequence[str], scenario: Scenario, texts: list[Text], films: list[Film]
) -> dict[str, Any]:
    """What the page must know besides the planes."""
    from glasshouse.engine.texts import united
    from glasshouse.report.reasons import in_words
    from glasshouse.schemes.phrases import plain

    scheme = texts[0].scheme
    whole = united(texts)
    head = scheme.scheme
    households, offset = [], 0
    for film in films:
        households += [int(number) + offset for number in film.household]
        offset = max(households) + 1
    score = scheme.score
    return {
        "notice": f"{_STAMP} - {scheme.id}, {head.status}",
        "scheme": scheme.id,
        "title": head.title,
        "called": head.title if head.status in head.title else f"{head.title} ({head.status})",
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
        "sexes": _of_each(scenario, films, "sex"),
        "works": _of_each(scenario, films, "occupation"),
        "bands": [band.id for band in whole.score.bands],
        "edges": [] if len(texts) > 1 else [_edges(band) for band in score.bands],
        "opening": _opening(scheme),
        "scored": score.kind != "none",
        "means": any(column.count == "strained-days" for column in films[0].layout.totals),
        "first_points": None if score.start is None else float(score.start.value),
        "gates": [
            {"id": gate, "title": scenario.assumptions.gates[gate].title}
            for gate in dict.fromkeys(part.gate for part in whole.consequences)
            if gate in scenario.assumptions.gates
        ],
        "lists": [{"id": one.id, "title": one.title, "polarity": one.polarity} for one in whole.lists],
        "rules": [
            {"id": rule.id, "name": plain(rule.id), "says": in_words(rule, whole), "means": rule.definition}
            for rule in whole.rules
        ],
        "counts": _counts(films, scenario.arms[0].name),
        "amended": [(scenario.start + timedelta(days=text.since)).isoformat() for text in texts[1:]],
        "command": _command(wish, settings, scheme.id),
        "python": _python(wish, settings, scheme.id),
    }


def _of_each(scenario: Scenario, films: list[Film], dimension: str) -> dict[str, list[Any]] | None:
    """What each person is in a dimension: the titles of its categories, and a number among them for each."""
    tables = scenario.society.tables()
    known = next((entry for entry in tables.dims if entry.id == dimension), None)
    if known is None:
        return None
    numbers = np.array([tables.attribute(dimension, category.id) for category in known.categories])
    attributes = np.concatenate([film.attributes for film in films])
    holds = (attributes[:, :, None] == numbers).any(axis=1)
    return {"titles": [category.title for category in known.categories], "of": holds.argmax(axis=1).tolist()}


def _edges(band: Band) -> tuple[int | None, int | None]:
    """The lowest score of a band, and the first above it."""
    return (
        None if band.from_ is None else band.from_.value,
        None if band.to is None else band.to.value,
    )


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


def _command(wish: Wish, changes: Sequence[str], scheme: str) -> str:
    """The command line that runs the same world; the text of a scheme has to be saved first."""
    named = "my-scheme.yaml" if wish.text else scheme
    settings = "".join(
        f" {'--set' if '=' in change else '--reform'} {shlex.quote(change)}" for change in changes
    )
    return f"glasshouse run {named} --people {PEOPLE} --years {wish.years} --seed {wish.seed}{settings}"


def _python(wish: Wish, changes: Sequence[str], scheme: str) -> str:
    """The Python that makes exactly this film."""
    named = "my-scheme.yaml" if wish.text else scheme
    settings = "".join(
        f", {name}={chosen!r}"
        for name, chosen in (
            ("settings", [change for change in changes if "=" in change]),
            ("reforms", [change for change in changes if "=" not in change]),
        )
        if chosen
    )
    return (
        "from glasshouse import film\n"
        "from glasshouse.studies.simulation import set_up\n\n"
        f"scenario = set_up({named!r}, people={PEOPLE}, years={wish.years}, seed={wish.seed}{settings})\n"
        f"weeks = film(scenario, {wish.neighbourhood})\n"
    )
