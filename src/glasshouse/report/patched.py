"""Local versions side by side, as plain text: place by place in the order of the file, and all together."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from glasshouse.engine.outcomes import NOTICE
from glasshouse.measures.estimate import CENTRAL, Estimate
from glasshouse.measures.measure import NEVER_MEASURED
from glasshouse.measures.patched import ABOVE, MOVED, UNSEEN, WHOLE
from glasshouse.report.headings import standing, world
from glasshouse.report.layout import Line, Sheet
from glasshouse.report.numbers import number, plural
from glasshouse.report.text import NO_EVIDENCE, provenance_line
from glasshouse.schemes.reforming import changes_in_short
from glasshouse.society.neighbourhoods import FEWEST_NEIGHBOURHOODS, PEOPLE_PER_NEIGHBOURHOOD
from glasshouse.studies.patchwork import Patched, Row, schemes_of

__all__ = ["patched"]

_LITTLE = 1.0
"""Per cent; columns whose whole stays below are told per 100,000."""

_BELOW = "demoted-share"
_REFUSED, _LISTED, _WRONGFUL = "refused-share", "listed-share", "wrongfully-listed-share"
_EXPRESSION = "change-in-expression"

_HEADS = {
    _BELOW: "below the start",
    ABOVE: "above the start",
    _REFUSED: "refused",
    _LISTED: "blacklisted",
    _WRONGFUL: "wrongfully",
    MOVED: "moved out",
    UNSEEN: "unseen there",
    _EXPRESSION: "change",
}

_ABSENT = "-"

_LABEL = 34
"""Room that the names of places and schemes take."""


def patched(found: Patched, width: int = 100) -> list[Line]:
    """Tell each local version and all of them together.

    Args:
        found: a run of local versions.
        width: columns of the terminal; lines are set between 60 and 110.
    """
    sheet = Sheet(width)
    _head(sheet, found)
    _lead(sheet, found)
    _section(sheet, found, "Where the score leaves them, after the last day", (_BELOW, ABOVE), people=True)
    _section(
        sheet,
        found,
        "Ever refused something, ever on a blacklist, ever wrongfully on one",
        (_REFUSED, _LISTED, _WRONGFUL),
    )
    _moving(sheet, found)
    if _section(sheet, found, "Lawful expression of all kinds, against no scheme", (_EXPRESSION,)):
        sheet.paragraph(NEVER_MEASURED, "small", indent=2)
    _foot(sheet, found)
    return sheet.lines


def _head(sheet: Sheet, found: Patched) -> None:
    head = found.plan.patchwork.patchwork
    sheet.paragraph(head.title, "title")
    texts = len({row.scheme.id for row in found.rows})
    sheet.paragraph(
        f"{head.id} - {head.status} - {plural(len(found.rows), 'local version')} of {plural(texts, 'text')}",
        "small",
    )
    sheet.line(NOTICE, "notice")
    for text in world(found.results.scenario):
        sheet.paragraph(text, "small")
    sheet.paragraph(head.summary)
    if head.note is not None:
        sheet.paragraph(head.note, "small")


def _lead(sheet: Sheet, found: Patched) -> None:
    """All versions together in a sentence; listed is never told without wrongfully listed."""
    told = []
    for id, words in (
        (_BELOW, "end in a band below the one in which everybody begins"),
        (_REFUSED, "are refused something at least once"),
        (_LISTED, "are ever on a blacklist"),
        (_WRONGFUL, "are wrongfully on one on some day"),
    ):
        estimate = found.find(id)
        if estimate is not None and estimate.known:
            factor, unit = _unit([estimate])
            told.append(f"{_in_words(estimate, factor, unit)} {words}")
    sheet.blank()
    covered = sum(row.covered for row in found.rows)
    within = plural(found.results.scenario.days, "day")
    if told:
        sheet.paragraph(
            f"On a synthetic society with these assumptions, within {within}: of the {covered:,} invented "
            f"people whom these versions cover where they lived at the start, {'; '.join(told)}."
        )
    sheet.paragraph(
        f"In brackets: 95 % intervals, for the luck of drawing these people only, {CENTRAL}. Places stand in "
        f"the order of the file; nothing is ranked. '{_ABSENT}': the version has nothing of the kind; in the "
        "row of all together its people count with nought.",
        "small",
    )


def _section(sheet: Sheet, found: Patched, title: str, ids: Sequence[str], *, people: bool = False) -> bool:
    """A table with a row a place; places whose version has nothing of the kind are named below it.

    Returns:
        Whether there was anything to tell.
    """
    units = {
        id: _unit([e for e in found.estimates if e.id == id]) for id in ids if found.find(id) is not None
    }
    if not units:
        return False
    label = _labelling(found)
    own = [row for row in found.rows if any(found.find(id, row.place) is not None for id in units)]
    labels = ["", *(label(row) for row in own), "All versions together"]
    columns = [_column(found, own, id, *told) for id, told in units.items()]
    if people:
        columns[0] = [(*head, *cells) for head, cells in zip(_people(found, own), columns[0], strict=True)]
    sheet.blank()
    sheet.paragraph(title, "heading")
    for part in _parts(columns, sheet.width):
        heads, *rows = [
            (name, *(cell for cells in line for cell in cells), "")
            for name, line in zip(["", *labels], zip(*part, strict=True), strict=True)
        ]
        sheet.table(rows, heads)
    silent = dict.fromkeys(row.scheme.id for row in found.rows if row not in own)
    if silent:
        sheet.paragraph(f"Nothing of the kind in: {', '.join(silent)}.", "small", indent=2)
    return True


_Column = list[tuple[str, ...]]
"""Cells from the head down: name, unit, one a place, all together."""


def _column(found: Patched, own: Sequence[Row], id: str, factor: float, unit: str) -> _Column:
    told = [_told(found.find(id, row.place), factor) for row in own]
    return [(cell,) for cell in (_HEADS[id], unit, *told, _told(found.find(id), factor))]


def _people(found: Patched, own: Sequence[Row]) -> _Column:
    """How many are covered, and how many come from elsewhere."""
    counts = [(row.covered, row.from_elsewhere) for row in own]
    counts.append((sum(r.covered for r in found.rows), sum(r.from_elsewhere for r in found.rows)))
    return [("people", "from elsewhere"), ("", ""), *((f"{here:,}", f"{come:,}") for here, come in counts)]


def _parts(columns: list[_Column], width: int) -> list[list[_Column]]:
    """All columns beside each other where the labels have room, else each in a table of its own."""
    wide = sum(2 + max(len("  ".join(cells)) for cells in column) for column in columns)
    return [columns] if wide + _LABEL <= width else [[column] for column in columns]


def _moving(sheet: Sheet, found: Patched) -> None:
    """Who moves on, and whether a record that they leave behind is seen at the next place."""
    if not _section(
        sheet,
        found,
        "Moving on: out of the version, and of the blacklisted among these, whose record is not seen there",
        (MOVED, UNSEEN),
    ):
        return
    listed, unseen = (
        sum(getattr(row, name) for row in found.rows) for name in ("moved_listed", "moved_unseen")
    )
    if listed:
        left = (
            f"{plural(listed, 'person was', 'people were')} on a blacklist on the morning on which they "
            f"moved; for {unseen:,} of them nothing of it was seen at the new place."
        )
    else:
        left = "Nobody in this run was on a blacklist on the morning on which they moved."
    warm = (
        " People who moved before the first counted day are still among those of the version that they left."
        if found.results.scenario.warm
        else ""
    )
    sheet.paragraph(
        "Somebody who moves from one version's place to another's is covered by both in turn: a newcomer "
        "there, counted under 'from elsewhere', while what the first version holds against them stays where "
        "it was made. It reaches them at the new place only through users to whom the version shares it "
        "('data.sharing'). In every share here each person is counted once, where they lived at the start. "
        + left
        + warm,
        "small",
        indent=2,
    )


def _foot(sheet: Sheet, found: Patched) -> None:
    scenario = found.results.scenario
    sheet.blank()
    few = [row for row in found.rows if row.neighbourhoods < FEWEST_NEIGHBOURHOODS]
    if few:
        sheet.paragraph(
            f"Too few people for an interval in {len(few)} of {len(found.rows)} places: it takes "
            f"{FEWEST_NEIGHBOURHOODS} neighbourhoods of {PEOPLE_PER_NEIGHBOURHOOD:,} there, which --people "
            f"{_enough(found):,} has in every place. All of them are in the row of all versions together.",
            "small",
        )
    if found.plan.left_out:
        sheet.paragraph(
            f"Left out, so that nobody there is covered: {', '.join(found.plan.left_out)}.", "small"
        )
    lent = [row.title for row in found.rows if row.version.city is None]
    if lent:
        where = "all places" if len(lent) == len(found.rows) else ", ".join(lent)
        sheet.paragraph(
            f"Invented: no text gives these places the version that they have here: {where}.", "small"
        )
    visited = [row.title for row in found.rows if row.scheme.scope.covers != "residents"]
    if visited:
        sheet.paragraph(
            f"Also covers people who live elsewhere and visit or deal there: {', '.join(visited)}; they are "
            "'from elsewhere' and in no share.",
            "small",
        )
    for scheme in schemes_of(found.rows):
        sheet.paragraph(f"{scheme.id}: {standing(scheme)}. {provenance_line(scenario, scheme)}", "small")
        changed = [text for text in changes_in_short(scheme.document) if not text.startswith("scope.places")]
        if changed:
            sheet.paragraph(f"Rules changed for this run: {'; '.join(changed)}.", "small", indent=2)
    sheet.paragraph(NO_EVIDENCE, "small")


def _enough(found: Patched) -> int:
    """About how many people a run takes for an interval in every place, in steps of a million."""
    society = found.results.scenario.society
    ids = [place.id for place in society.tables().places]
    smallest = min(int(society.place_population[ids.index(row.place)]) for row in found.rows)
    people = FEWEST_NEIGHBOURHOODS * PEOPLE_PER_NEIGHBOURHOOD * society.people / smallest
    return 1_000_000 * (int(people // 1_000_000) + 1)


def _labelling(found: Patched) -> Callable[[Row], str]:
    """How rows are called: by place and scheme, or by place alone where all have the same text."""
    one = len({row.scheme.id for row in found.rows}) == 1
    return lambda row: row.title if one else f"{row.title}: {row.scheme.id}"


def _unit(estimates: Sequence[Estimate]) -> tuple[float, str]:
    """Factor and unit of a whole column, so that its rows can be read one below the other."""
    whole = next((e for e in estimates if e.arm == WHOLE), None)
    ends = [] if whole is None else [abs(end) for end in (whole.low, whole.high) if end is not None]
    return (1000.0, "per 100,000") if ends and max(ends) < _LITTLE else (1.0, "%")


def _told(estimate: Estimate | None, factor: float) -> str:
    if estimate is None:
        return _ABSENT
    return _cell(estimate, factor) if estimate.known else estimate.absent


def _in_words(estimate: Estimate, factor: float, unit: str) -> str:
    if estimate.value == 0.0:
        return f"none seen, so {number((estimate.high or 0.0) * factor)} {unit} at most,"
    share, limits = _cell(estimate, factor).split(" ", 1)
    return f"{share} {unit} {limits}"


def _cell(estimate: Estimate, factor: float) -> str:
    value, low, high = (0.0 if end is None else end for end in (estimate.value, estimate.low, estimate.high))
    return f"{number(value * factor)} ({number(low * factor)} to {number(high * factor)})"
