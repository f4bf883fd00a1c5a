"""Published figures as data: what was counted, when, by whom, and which count of a run answers it.

Each file of ``catalogue/figures`` holds figures of one kind with their sources and the runs that answer them.
A figure without a source is refused, and so is one that is named as fitted although it is of a day after the
cut: what comes after the end of 2017 is there to test with.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from functools import cache
from typing import ClassVar, Literal

from glasshouse.engine.scenario import Scenario
from glasshouse.ground.document import read_file
from glasshouse.ground.errors import BadInput, Problem, did_you_mean
from glasshouse.ground.patch import read_patch
from glasshouse.ground.quantity import Evidence
from glasshouse.ground.registry import Catalogue
from glasshouse.ground.telling import tell
from glasshouse.ground.validation import Date, Identifier, Items, Part, validate
from glasshouse.schemes.model.head import Reference
from glasshouse.schemes.model.procedure import Addition, Assignment
from glasshouse.schemes.reforming import Change
from glasshouse.schemes.roles import quoted, runs

__all__ = [
    "CUT",
    "ROLES",
    "Counted",
    "Figure",
    "Figures",
    "Role",
    "Run",
    "load_figures",
    "people_of",
    "read_figures",
]

CUT = datetime.date(2017, 12, 31)
"""The last day of which a figure may be fitted to."""

Role = Literal["fitted", "test", "seen", "input"]

ROLES: dict[Role, str] = {
    "fitted": "a calibration may look at it",
    "test": "nothing was fitted to it, and nothing chosen with it in view",
    "seen": "something that no source gives was chosen by somebody who knew it; to meet it tests nothing",
    "input": "an assumption was worked out from it, so that to meet it proves arithmetic alone",
}

GROUP = r"[a-z-]+=[a-z0-9+-]+"
"""How a group is written: a dimension of a society and one of its categories."""

_FIGURES = Catalogue("figures", "file of figures")


class Counted(Part):
    """One count of the run's tally."""

    noun: ClassVar[str] = "a count"
    plural: ClassVar[str] = "counts"

    count: str = runs("What is counted, as the tally calls it.", like="spells", min_length=1)
    item: str = runs("Of which list, gate, rule or consequence; empty: of none.", "", like="defaulters")
    of: Literal["persons", "firms"] = runs("Of whom.", "persons")
    among: str | None = runs("The group it is counted in; null: all.", None, like="income=q1", pattern=GROUP)
    times: Literal[1, -1] = runs("1: it is added; -1: it is taken away.", 1)

    @property
    def group(self) -> tuple[str, str]:
        """Dimension and category of the group."""
        if self.of == "firms":
            return ("subject", "firm")
        dimension, _, category = (self.among or "all=all").partition("=")
        return dimension, category


class Run(Part):
    """A run that answers figures: a scheme, changed or not, from a day on."""

    noun: ClassVar[str] = "a run"
    plural: ClassVar[str] = "runs"

    id: Identifier = runs("Name by which figures refer to it.", like="as-the-law-stood")
    scheme: Identifier = runs("Id of the scheme.", like="court-defaulters-2013")
    title: str = quoted("What is run, in a few words.", min_length=1)
    society: Identifier = runs("Id of the society.", like="china-2020")
    start: Date = runs("First day that is counted.", like="2013-10-01")
    warm: int = runs("Years lived before it and not counted.", 0, ge=0)
    set: Items[Assignment] = runs("Values of the scheme that change.", ())
    add: Items[Addition] = runs("Items that are added to it.", ())
    remove: Items[str] = runs("Paths of its items that go.", ())
    about: str | None = quoted(
        "What of the scheme is tested by figures; null: no figure of it is a test.", None, min_length=1
    )
    also: Items[Identifier] = quoted("Ids of other schemes whose text it comes to in time.", ())

    @property
    def changes(self) -> tuple[Change, ...]:
        """What is changed in the scheme, ready to be applied."""
        if not (self.set or self.add or self.remove):
            return ()
        assert self._origin is not None
        return (read_patch(*self._origin),)


class Figure(Part):
    """One published figure."""

    noun: ClassVar[str] = "a figure"
    plural: ClassVar[str] = "figures"

    id: Identifier = quoted("Name of the figure.", like="listed-2017-02")
    what: str = quoted("What was counted.", min_length=1)
    value: float = runs("The figure.", like="6730000", ge=0.0)
    low: float | None = runs(
        "Its lower end, where it was published as a range or by two sources.", None, ge=0.0
    )
    high: float | None = runs("Its upper end.", None, ge=0.0)
    unit: str = quoted("Of the figure.", like="per cent", min_length=1)
    denominator: str = quoted("Among whom or since when.", min_length=1)
    date: Date = runs("The day that it is of; cumulative counts reach to its end.", like="2017-02-14")
    until: Date | None = runs("Last day of the run, where it is not that day.", None)
    evidence: Evidence = quoted("How it is known: cited, or derived from what is.", like="cited")
    references: Items[Identifier] = quoted("Ids of its sources.", min_length=1)
    role: Role = runs(
        "Whether a calibration may look at it, it tests, it was seen, or an assumption rests on it."
    )
    run: Identifier | None = runs("Id of the run that answers it; null: none does.", None)
    scheme: Identifier | None = quoted(
        "Id of its scheme, where no run answers it; null: there is none.", None
    )
    counted: Items[Counted] = runs("The counts that are added up to answer it, or taken away.", ())
    per: Literal["nation"] | Items[Counted] = runs(
        "Counts that they are a share of; nation: as many as in a society of its own size.", "nation"
    )
    nation: int | None = runs("People of the place, where it is not the whole society.", None, ge=1)
    unanswered: str | None = quoted("Why nothing answers it.", None, min_length=1)
    note: str | None = quoted("What a reader must know.", None)

    @property
    def ends(self) -> tuple[float, float]:
        """The figure as a range."""
        return self.value if self.low is None else self.low, self.value if self.high is None else self.high

    @property
    def last_day(self) -> datetime.date:
        """The last day of the run that answers it."""
        return self.date if self.until is None else self.until


class Figures(Part):
    """A file of figures."""

    noun: ClassVar[str] = "a file of figures"
    plural: ClassVar[str] = "the top of a file of figures"

    format: Literal[1] = runs("Version of the format.", like="1")
    references: Items[Reference] = quoted("The sources.")
    figures: Items[Figure] = runs("The figures.", min_length=1)
    runs: Items[Run] = runs("The runs that answer figures.", ())

    def run_of(self, figure: Figure) -> Run | None:
        """The run that answers a figure; None where none does."""
        return next((run for run in self.runs if run.id == figure.run), None)

    def cited(self, figure: Figure) -> tuple[Reference, ...]:
        """The sources of a figure."""
        return tuple(source for source in self.references if source.id in figure.references)


@cache
def load_figures() -> tuple[Figures, ...]:
    """All files of figures that come with Glasshouse; read once, as a report asks some twenty times.

    Raises:
        BadInput: with every problem of a file.
    """
    return tuple(read_figures(name) for name in _FIGURES)


def read_figures(name: str) -> Figures:
    """Read one file of figures, by its name in the catalogue or its path.

    Raises:
        BadInput: with every problem found, each with its place.
    """
    path = _FIGURES.locate(name)
    document = read_file(path, f"catalogue/figures/{path.name}" if name in _FIGURES else str(path))
    made, problems = validate(Figures, document)
    if made is None:
        raise BadInput(*problems)
    problems = [
        *_twice(made),
        *_untested(made),
        *(problem for figure in made.figures for problem in _wrong(made, figure)),
    ]
    if problems:
        raise BadInput(*problems)
    return made


def people_of(figure: Figure, scenario: Scenario) -> int:
    """People of the place that a count is scaled to."""
    return scenario.society.people if figure.nation is None else figure.nation


def _twice(made: Figures) -> Iterator[Problem]:
    for items in (made.figures, made.runs, made.references):
        seen: set[str] = set()
        for item in items:
            if item.id in seen:
                yield tell(f"'{item.id}' stands twice", item.position_of("id"), code="twice")
            seen.add(item.id)


def _untested(made: Figures) -> Iterator[Problem]:
    tested = {figure.run for figure in made.figures if figure.role == "test"}
    for run in made.runs:
        if run.about is not None and run.id not in tested:
            yield tell(
                f"'{run.id}' is said to be tested, and no figure of it is a test",
                run.position_of("about"),
                remedy="leave 'about' away",
                code="tested-by-nothing",
            )


def _wrong(made: Figures, figure: Figure) -> Iterator[Problem]:
    known = [source.id for source in made.references]
    for name in figure.references:
        if name not in known:
            near = did_you_mean(name, known)
            yield tell(
                f"'{name}' is no source of this file",
                figure.position_of("references"),
                remedy=f"did you mean '{near}'?" if near else "add it under 'references'",
                code="no-such-reference",
            )
    for source in made.cited(figure):
        if source.kind == "memory":
            yield tell(
                f"the source '{source.id}' is somebody's memory",
                figure.position_of("references"),
                why="A figure that nobody has read is no measure of anything.",
                remedy="find where it stands, or leave the figure out",
                code="from-memory",
            )
    if figure.evidence not in ("cited", "derived"):
        yield tell(
            f"a published figure is cited or derived, not {figure.evidence}",
            figure.position_of("evidence"),
            code="not-published",
        )
    if figure.role == "fitted" and figure.date > CUT:
        yield tell(
            f"'{figure.id}' is of {figure.date.isoformat()} and cannot be fitted to",
            figure.position_of("role"),
            why=f"Only figures up to {CUT.isoformat()} may be; later ones are kept to test with.",
            remedy="write role: test",
            code="after-the-cut",
        )
    if figure.role == "seen" and figure.note is None:
        yield tell(
            f"nobody says what was chosen after '{figure.id}' had been seen",
            figure.position_of("role"),
            remedy="say it in 'note'",
            code="seen-by-whom",
        )
    low, high = figure.ends
    if not low <= figure.value <= high:
        yield tell("the range does not hold the value", figure.position_of("value"), code="bad-range")
    yield from _unanswerable(made, figure)


def _unanswerable(made: Figures, figure: Figure) -> Iterator[Problem]:
    if (figure.run is None) == (figure.unanswered is None):
        yield tell(
            f"'{figure.id}' needs a run that answers it or the reason why none does, and not both",
            figure.position,
            remedy="give 'run' with 'counted', or 'unanswered'",
            code="run-or-reason",
        )
    if figure.run is None:
        return
    run = made.run_of(figure)
    if run is None:
        yield tell(
            f"there is no run '{figure.run}' in this file", figure.position_of("run"), code="no-such-run"
        )
    elif figure.last_day < run.start:
        yield tell("the run begins after the figure", figure.position_of("run"), code="too-early")
    if not figure.counted:
        yield tell("nothing is counted", figure.position, remedy="give 'counted'", code="nothing-counted")
