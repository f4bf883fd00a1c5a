"""How far a scheme's numbers were held against the world: what, how far off, and what not at all."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from glasshouse.measures.estimate import Estimate
from glasshouse.measures.measure import measures
from glasshouse.report.blocks import Block, Table, say
from glasshouse.report.held import known, tested
from glasshouse.report.numbers import number, plural, told_date
from glasshouse.report.validated import beside, figure_and_date, published, size, times
from glasshouse.schemes.model import Scheme
from glasshouse.studies.figures import ROLES
from glasshouse.studies.held_figures import WIDE, Row
from glasshouse.studies.kept_validation import Compared, kept_for

__all__ = ["of_the_world", "of_the_world_in_short"]

_NEVER = "Of the world: not at all, until somebody holds {} against it. {}"

_COUNTS = {
    "listed-share": ("listed", "listed-any"),
    "refused-share": ("refused-any",),
    "demoted-share": ("band-end",),
}
"""Of each headline the counts that answer it, as a figure would name them."""

_TOTAL = "all, since "
"""How a file of figures calls a total since a day."""

_NO_TEST = {"fitted": "fitted to it", "input": "put in", "seen": "known before"}
"""Why a figure that is met tests nothing, in two words."""


def of_the_world_in_short(scheme: Scheme, quoted: Estimate | None) -> str:
    """For the head of a report."""
    found = tested(scheme)
    if found is None or found.run is None:
        return _NEVER.format("these numbers", _never(scheme))
    return (
        f"Of the world, this alone was compared with published figures: {found.run.about}. "
        f"{_how_many(found)}, and the farthest is off by a factor of "
        f"{number(max(_off(row) for row in found.tests))}; {_among(found, quoted)}."
    )


def of_the_world(scheme: Scheme, quoted: Estimate | None) -> Iterator[Block]:
    """What was compared and how far off it was, figure by figure; whether the number to quote is among it."""
    found, held = known(scheme), tested(scheme)
    if held is None or held.run is None:
        yield say(_NEVER.format("them", _never(scheme)))
    else:
        only = len(held.met_in_some_draws)
        met = len(held.tests) - only - len(held.missed)
        yield say(
            f"Of the world: as far as another run goes, '{held.run.title}', from "
            f"{told_date(held.run.start)} on, which was compared with published figures to which nothing "
            f"was fitted. {_how_many(held)}, {met} met, {only} met in some draws of the assumptions only. "
            f"{_among(held, quoted, capital=True)}."
        )
    if found is not None:
        yield from _figure_by_figure(found)


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
            "Published figures beside a simulated run of this scheme: met or missed",
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
    totals: dict[tuple[str, str], list[Row]] = {}
    for row in found.answered:
        if row.figure.denominator.startswith(_TOTAL):
            totals.setdefault((row.figure.what, row.figure.denominator), []).append(row)
    told = [
        (f"{before.figure.what}: {told_date(before.figure.date)} to {told_date(after.figure.date)}", *grown)
        for rows in totals.values()
        for before, after in pairwise(sorted(rows, key=lambda row: row.figure.date))
        if (grown := _grown(before, after)) is not None
    ]
    if told:
        yield Table(
            "The same totals by what they grew between two dates",
            ("figure, from and to", "published", "simulated", "simulated over published"),
            tuple(told),
        )


def _grown(before: Row, after: Row) -> tuple[str, str, str] | None:
    first, last = before.estimate, after.estimate
    if first is None or last is None or first.value is None or last.value is None:
        return None
    published_, simulated = after.figure.value - before.figure.value, last.value - first.value
    if published_ <= 0.0:
        return None
    unit = after.figure.unit
    return size(published_, unit), size(simulated, unit), f"{simulated / published_:.2f} times"


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


def _how_many(found: Compared) -> str:
    missed = len(found.missed)
    are = "are" if missed > 1 else "is"
    return f"Of {plural(len(found.tests), 'figure')} {missed or 'none'} {are} missed"


def _off(row: Row) -> float:
    times = row.times or 1.0
    return max(times, 1.0 / times)


def _among(found: Compared, quoted: Estimate | None, capital: bool = False) -> str:
    """Whether the number that is quoted is among what was compared."""
    the = "The" if capital else "the"
    if quoted is None:
        return f"{the} numbers of this report were never held against the world"
    named = f"{the} number to quote, '{measures()[quoted.id].title}',"
    counts = {counted.count for row in found.tests for counted in row.figure.counted}
    if counts & set(_COUNTS.get(quoted.id, ())):
        return f"{named} is of a kind with one of them, of another time"
    why = ""
    if quoted.id == "listed-share" and "spells" in counts:
        why = ": entries count every stay since the first day, of firms too, and this each person once"
    return f"{named} was never held against the world{why}"
