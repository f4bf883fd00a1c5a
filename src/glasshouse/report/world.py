"""How far a scheme's numbers were held against the world: what, how far off, and what not at all."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from glasshouse.engine.scenario import Scenario
from glasshouse.measures.estimate import Estimate
from glasshouse.measures.measure import measures
from glasshouse.report.blocks import Block, Table, say
from glasshouse.report.growth import grown, nearest, totals
from glasshouse.report.held import compared, known, tested
from glasshouse.report.material import Material
from glasshouse.report.numbers import number, plural, told_date
from glasshouse.report.resting import evidence_of_behaviour
from glasshouse.report.validated import beside, figure_and_date, published, size, times
from glasshouse.report.verdict import headlines
from glasshouse.report.whereabouts import last_day
from glasshouse.report.writer import Writer
from glasshouse.schemes.model import Scheme
from glasshouse.studies.figures import ROLES
from glasshouse.studies.held_figures import WIDE, Row
from glasshouse.studies.kept_validation import Compared, kept_for

__all__ = ["held_in_a_line", "of_the_world", "of_the_world_in_short"]

_COUNTS = {
    "listed-share": ("listed", "listed-any"),
    "refused-share": ("refused-any",),
    "demoted-share": ("band-end",),
}
"""Of each headline the counts that answer it, as a figure would name them."""

_MORE = 1.1
"""Times the published from which on it is told as so many times, and below as per cent."""

_NO_TEST = {"fitted": "fitted to it", "input": "put in", "seen": "known before"}
"""Why a figure that is met tests nothing, in two words."""


def held_in_a_line(material: Material) -> str:
    """How much is assumed and how it did against the world, near its name: nobody has to look for it."""
    scheme = material.arm.scheme
    counts = evidence_of_behaviour(material.scenario)
    which = "a related run, not this one, was " if tested(scheme) is not None else ""
    return (
        f"{counts['assumed']:,} of {counts.total():,} numbers on what people do are assumed. Against the "
        f"world: {which}{compared(scheme)}."
    )


def of_the_world_in_short(writer: Writer, quoted: Estimate | None) -> Iterator[str]:
    """For the head of a report: what was held against the world, how it did, and what of it bears on this."""
    scheme, scenario = writer.scheme, writer.material.scenario
    found = tested(scheme)
    if found is None or found.run is None:
        yield f"Held against the world: never. {_never(scheme)}"
        return
    yield " ".join(filter(None, (_what_run(found), _how_it_grew(found, scenario))))
    yield " ".join(filter(None, (*_each_headline(writer), _among(found, quoted))))


def of_the_world(scheme: Scheme, quoted: Estimate | None) -> Iterator[Block]:
    """What was compared and how far off it was, figure by figure; whether the number to quote is among it."""
    found, held = known(scheme), tested(scheme)
    if held is None or held.run is None:
        yield say(f"Of the world: not at all, until somebody holds them against it. {_never(scheme)}")
    else:
        yield say(f"{_what_run(held)} {_among(held, quoted)}")
    if found is not None:
        yield from _figure_by_figure(found)


def _what_run(found: Compared) -> str:
    """Which run it was, how large, from when, and how many of the figures beside it came out."""
    assert found.run is not None
    dates = sorted(row.figure.date for row in found.tests)
    missed, only = len(found.missed), len(found.met_in_some_draws)
    met = len(found.tests) - only - missed
    when = " to ".join(dict.fromkeys(map(told_date, (dates[0], dates[-1]))))
    many = plural(len(found.tests), "published figure")
    some = f", {only} met only if some assumptions are moved within their ranges" if only else ""
    return (
        f"Held against the world: not this run but a related one, '{found.run.title}', "
        f"{found.validation.people:,} invented people, from {told_date(found.run.start)} on. Of {many} to "
        f"which nothing was fitted ({when}) {missed or 'none'} {'are' if missed > 1 else 'is'} missed{some}, "
        f"{met} met."
    )


def _how_it_grew(found: Compared, scenario: Scenario) -> str:
    """By how much the totals grew between the two dates nearest to the days lived, beside the published."""
    spans: dict[tuple[date, date], list[str]] = {}
    for rows in totals(found.answered):
        near = nearest(rows, scenario.start, last_day(scenario))
        grew = None if near is None else grown(*near)
        if near is not None and grew is not None:
            span = near[0].figure.date, near[1].figure.date
            spans.setdefault(span, []).append(f"{_times_published(grew)} {_short(rows[0])}")
    told = "; ".join(
        f"from {told_date(first)} to {told_date(last)} {', '.join(grown_)}"
        for (first, last), grown_ in spans.items()
    )
    return f"Over the published dates nearest to the days lived here that run adds: {told}." if told else ""


def _short(row: Row) -> str:
    """What a total counts, as it stands in a sentence."""
    what = row.figure.what.removesuffix(", ever")
    return f"{what[:1].lower()}{what[1:]}"


def _times_published(grew: float) -> str:
    """How many times the published, in the words that are easier to hold."""
    return f"{100.0 * grew:.0f} % of the published" if grew < _MORE else f"{number(grew)} times the published"


def _each_headline(writer: Writer) -> Iterator[str]:
    """What may be done with each of the first numbers that something published comes near."""
    for e in headlines(writer.material):
        use = writer.uses.of(e)
        if e.value and use.near:
            yield f"'{measures()[e.id].title}': {use.words}."


def _never(scheme: Scheme) -> str:
    """Why nothing was tested, plainly."""
    if scheme.document.patches:
        return (
            "The rules were changed for this run; with these rules nothing was ever compared with anything."
        )
    found = kept_for(scheme.id)
    if found is None:
        return "Nothing of this scheme was ever compared with anything that was published."
    if not found.answered:
        figures = plural(len(found.rows), "published figure is", "published figures are")
        return (
            f"Nothing of this scheme was ever compared: {figures} known of it, and nothing here answers any."
        )
    return (
        f"{plural(len(found.answered), 'published figure stands', 'published figures stand')} beside such a "
        "run; but assumptions were worked out from them, or chosen by somebody who knew them, so that to "
        "meet them tests nothing."
    )


def _figure_by_figure(found: Compared) -> Iterator[Block]:
    held = found.validation
    luck, drawn = "luck, 95 %", f"{held.draws} draws, 95 %" if held.draws else "assumed"
    if found.answered:
        yield Table(
            f"Published figures beside that run: {plural(len(found.answered), 'row')}, of which "
            f"{plural(len(found.tests), 'is a test', 'are tests')}",
            ("figure, date", "published", "simulated", luck, drawn, "came out"),
            tuple((figure_and_date(row), *beside(row), _came_out(row)) for row in found.answered),
        )
        yield from _growth(found)
        yield from _beyond_the_draws(found)
        roles = dict.fromkeys(row.figure.role for row in found.answered if row.figure.role != "test")
        no_test = "".join(f" '{_NO_TEST[role]}' is no test: {ROLES[role]}." for role in roles)
        yield say(
            f"Simulated with {held.people:,} invented people and the assumptions '{held.assumptions}'. Met: "
            "within the interval for luck, at the central assumptions. Met in some draws: outside it, and "
            f"within that of {held.draws} joint draws of the assumptions. Missed: outside both. Says little: "
            f"met by an interval that reaches beyond {WIDE:g} times its lower end. In brackets the simulated "
            f"number over the published one.{no_test}",
            kind="small",
        )
    for row in found.rows:
        if row not in found.answered:
            why = row.why_not or "Too few invented people had it."
            yield say(f"Not compared: {figure_and_date(row)}, {published(row)}. {why}", kind="small")


def _growth(found: Compared) -> Iterator[Block]:
    """Between two dates, where figures are totals since a day: a total hides how fast it grows of late."""
    told = [
        (f"{before.figure.what}: {told_date(before.figure.date)} to {told_date(after.figure.date)}", *told_)
        for rows in totals(found.answered)
        for before, after in pairwise(rows)
        if (told_ := _grown(before, after)) is not None
    ]
    if told:
        yield Table(
            "The same totals by what they grew between two dates",
            ("figure, from and to", "published", "simulated", "simulated over published"),
            tuple(told),
        )


def _grown(before: Row, after: Row) -> tuple[str, str, str] | None:
    times_ = grown(before, after)
    if times_ is None:
        return None
    published_, unit = after.figure.value - before.figure.value, after.figure.unit
    return size(published_, unit), size(times_ * published_, unit), f"{times_:.2f} times"


def _beyond_the_draws(found: Compared) -> Iterator[Block]:
    """Why a simulated number can lie outside the interval of the assumptions beside it."""
    rows = [
        row
        for row in found.answered
        if (e := row.estimate) is not None
        and e.value is not None
        and e.assumed_low is not None
        and e.assumed_high is not None
        and not e.assumed_low <= e.value <= e.assumed_high
    ]
    if rows:
        yield say(
            f"Outside the interval of its own draws: {'; '.join(map(figure_and_date, rows))}. The simulated "
            "number stands at the central assumptions; a draw moves all of them at once, each over the whole "
            "of a range that reaches farther to one side of its centre than to the other, and lives "
            f"{found.validation.people_of_a_draw:,} people at the least. Most draws then lie on one side.",
            kind="small",
        )


def _came_out(row: Row) -> str:
    told = "missed" if row.finding == "misses" else "met in some draws" if row.off_at_the_centre else "met"
    little = ("says little",) if row.says_little else ()
    no_test = (_NO_TEST[row.figure.role],) if row.figure.role in _NO_TEST else ()
    return "; ".join((f"{told} ({times(row)})", *little, *no_test))


def _among(found: Compared, quoted: Estimate | None) -> str:
    """Whether the number that is quoted is among what was compared."""
    if quoted is None:
        return "No number of this report is among what was compared."
    named = f"'{measures()[quoted.id].title}', the number to quote,"
    counts = {asked.count for row in found.tests for asked in row.figure.counted}
    if counts & set(_COUNTS.get(quoted.id, ())):
        return f"{named} is of a kind with one of them, of another time."
    why = ""
    if quoted.id == "listed-share" and "spells" in counts:
        why = (
            " Nearest to it are the entries; but these count every stay on the list, of firms too, and it "
            "counts each person once."
        )
    return f"{named} was never itself held against anything.{why}"
