"""The summary of a run for the terminal: plain words, each number with its interval, unit and denominator."""

from __future__ import annotations

from glasshouse.engine.outcomes import NOTICE
from glasshouse.engine.scenario import Arm, Scenario
from glasshouse.measures.estimate import CENTRAL, Estimate
from glasshouse.measures.halving import to_halve
from glasshouse.measures.measure import FEWEST_PEOPLE, NEVER_MEASURED
from glasshouse.measures.results import Results
from glasshouse.report.groups import group_titles
from glasshouse.report.headings import rules_as_in, standing, world
from glasshouse.report.held import validated_for
from glasshouse.report.layout import Line, Sheet
from glasshouse.report.numbers import assumed, interval, number, plural, unit, value
from glasshouse.report.resting import of_all
from glasshouse.schemes.model import List, Scheme
from glasshouse.schemes.origins import origins_told
from glasshouse.schemes.reforming import changes_in_short
from glasshouse.society.neighbourhoods import FEWEST_NEIGHBOURHOODS, PEOPLE_PER_NEIGHBOURHOOD
from glasshouse.studies.headlines import HEADLINES, name_of

__all__ = ["NO_EVIDENCE", "provenance_line", "summary"]

NO_EVIDENCE = (
    "What follows from the rules and the assumptions shown is no evidence that a scheme works, is lawful, or "
    "harmed any person."
)
"""Stands at the foot of every result."""

_MOST_CONDUCTS = 12
_MOST_GROUPS = 4


def summary(results: Results, width: int = 100, threads: int | None = None) -> list[Line]:
    """Tell what a run found.

    Args:
        results: of any run.
        width: columns of the terminal; lines are set between 60 and 110.
        threads: how many worked, where that is to be said.
    """
    writer = _Writer(results, Sheet(width))
    for arm in results.scenario.arms:
        writer.tell(arm)
    writer.close(threads)
    return writer.sheet.lines


class _Writer:
    """Writes the sections one after the other."""

    def __init__(self, results: Results, sheet: Sheet) -> None:
        self._results = results
        self._gates = {id: gate.title for id, gate in results.scenario.assumptions.gates.items()}
        self._conducts = {id: conduct.title for id, conduct in results.scenario.assumptions.conducts.items()}
        self.sheet = sheet

    def tell(self, arm: Arm) -> None:
        """All about one arm."""
        scheme = arm.scheme
        self._head(scheme)
        self._lead(arm)
        self._lists(arm)
        self._refusals(arm)
        self._changes(arm)
        self._bands(arm)
        self._groups(arm)
        self._footer(scheme)

    def close(self, threads: int | None) -> None:
        """How long it took."""
        results = self._results
        days = results.scenario.people * results.scenario.days
        if results.simulated:
            speed = f"{_rounded(results.person_days_per_second)} person-days per second"
            workers = f" on {plural(threads, 'thread')}" if threads else ""
            self.sheet.paragraph(
                f"{_rounded(results.simulated * results.scenario.days)} person-days in "
                f"{number(results.seconds)} s{workers}, {speed}.",
                "small",
            )
        else:
            self.sheet.paragraph(f"All {_rounded(days)} person-days were taken from what was kept.", "small")

    # ------------------------------------------------------------------------------------------- sections

    def _head(self, scheme: Scheme) -> None:
        results, head = self._results, scheme.scheme
        scenario = results.scenario
        self.sheet.paragraph(head.title, "title")
        self.sheet.paragraph(f"{head.id} - {standing(scheme)}", "small")
        for text in filter(None, (rules_as_in(scheme), origins_told(scheme))):
            self.sheet.paragraph(text, "small")
        if head.status == "press":
            self.sheet.paragraph(f"Reported by the press; no such text was found. {head.summary}", "small")
        if head.domestic_status is not None:
            self.sheet.paragraph(f"Said of it in its own jurisdiction: {head.domestic_status}", "small")
        if scheme.document.patches:
            changed = "; ".join(changes_in_short(scheme.document))
            self.sheet.paragraph(f"Rules changed for this run: {changed}.", "small")
        self.sheet.line(NOTICE, "notice")
        for text in world(scenario):
            self.sheet.paragraph(text, "small")

    def _lead(self, arm: Arm) -> None:
        """The answer in one or two sentences; the subject is a register or a score, never a country."""
        named = "with these rules, on a synthetic society with these assumptions,"
        within = f"within {plural(self._results.scenario.days, 'day')}"
        black = [entry for entry in arm.scheme.lists if entry.polarity == "black"]
        self.sheet.blank()
        if len(self._results.plan) < FEWEST_NEIGHBOURHOODS:
            fewest = FEWEST_NEIGHBOURHOODS * PEOPLE_PER_NEIGHBOURHOOD
            self.sheet.paragraph(
                f"{self._results.scenario.people:,} people are too few to say what a register or score "
                f"{named} does to people in general: no share is told without its interval. Run at "
                f"least {fewest:,}."
            )
            return
        if black:
            listed = self._find("listed-share", arm, "any")
            told = [f"A register {named} lists {_told(listed)} of the {_covered(arm)} it covers {within}."]
            told += [self._of_the_listed(arm, entry, alone=len(black) == 1) for entry in black]
            self.sheet.paragraph(" ".join(sentence for sentence in told if sentence))
        elif arm.scheme.score.bands:
            self.sheet.paragraph(self._where_the_score_leaves_them(arm, named))
        else:
            self.sheet.paragraph(
                f"A score {named} gives everybody a number, and has neither bands nor a blacklist: what it "
                "does is what its consequences do."
            )
        for refused in self._all("refused-share", arm, "any"):
            if refused.value == 0.0:
                limits = f"{interval(refused)} {unit(refused)}"
                self.sheet.paragraph(f"Nobody whom it covers is refused anything (95 % interval: {limits}).")
            else:
                self.sheet.paragraph(
                    f"Of the {_covered(arm)} it covers, {_told(refused)} are refused something at least once."
                )
        self.sheet.paragraph(self._intervals(arm), "small")
        headlines = (
            estimate
            for estimate in self._results.estimates
            if estimate.arm == arm.name and estimate.group == "all" and name_of(estimate) in HEADLINES
        )
        halved = to_halve(self._results.scenario.people, headlines)
        if halved is not None:
            self.sheet.paragraph(halved, "small")

    def _intervals(self, arm: Arm) -> str:
        """What the intervals cover."""
        luck = "In brackets: 95 % intervals, for the luck of drawing these people only"
        draws = max((e.draws for e in self._results.estimates if e.arm == arm.name), default=0)
        if draws == 0:
            return f"{luck}, {CENTRAL}."
        return (
            f"{luck}. In square brackets: the middle 95 % over {draws} joint draws of the assumptions within "
            f"their ranges, in a smaller society; a number without them stands {CENTRAL}. A report "
            "joins both in one range, the one to quote."
        )

    def _of_the_listed(self, arm: Arm, entry: List, alone: bool) -> str:
        """Who is on a list and should not be, or could not help it; told with the share listed."""
        wrongful = self._find("wrongful-share-of-listed", arm, entry.id)
        unable = self._find("cannot-pay-share", arm, entry.id)
        if wrongful.value is None or unable.value is None:
            return "" if not alone else "So few are on it that nothing is said about who they are."
        which = "the people listed" if alone else f"those on '{entry.title or entry.id}'"
        return (
            f"Of {which}, {_told(wrongful)} are wrongly on it on some day, and {_told(unable)} could not "
            "have done otherwise."
        )

    def _lists(self, arm: Arm) -> None:
        for entry in arm.scheme.lists:
            name = entry.title or entry.id
            covered = self._results.count(arm.name, "covered", group=_whole(arm))
            heading = f"{'Listed' if entry.polarity == 'black' else 'Favoured'}: {name}"
            rows = [
                (
                    f"ever on the list, of {covered:,} {_covered(arm)} covered",
                    self._find("listed-share", arm, entry.id),
                )
            ]
            if entry.polarity == "black":
                listed = self._results.count(arm.name, "listed", entry.id, group=_whole(arm))
                if self._find("wrongful-share-of-listed", arm, entry.id).value is None:
                    self._table(heading, rows)
                    self.sheet.paragraph(
                        f"{plural(listed, f'{_one(arm)} was', f'{_covered(arm)} were')} ever on it: "
                        "too few to say more.",
                        indent=2,
                    )
                    continue
                rows += [
                    (f"{label} of the {plural(listed, 'person', 'people')} listed", found)
                    for label, id in (
                        ("wrongly on some day,", "wrongful-share-of-listed"),
                        ("could not have done otherwise,", "cannot-pay-share"),
                        ("for protected conduct,", "protected-ground-share"),
                        # Only of a list whose text promises any.
                        ("the promised procedure not kept,", "procedurally-defective-share"),
                    )
                    for found in self._all(id, arm, entry.id)
                ]
                rows.append(
                    (
                        "wrongful days, of the days on the list",
                        self._find("wrongful-days-share", arm, entry.id),
                    )
                )
                rows.append(
                    (
                        "days without knowing of it, of the days on the list",
                        self._find("unknown-days-share", arm, entry.id),
                    )
                )
                repairs = any(way.by == "repair" for way in entry.exit)
                rows += [
                    (f"{label}, of the stays", self._find("exits", arm, f"{entry.id}: {way}"))
                    for label, way in (
                        ("ended by term", "expired"),
                        ("ended by performance", "performed"),
                        ("ended by correction or review", "corrected"),
                        *([("ended by repair", "repaired")] if repairs else []),
                        ("still open after the last day", "still-listed"),
                    )
                ]
            self._table(heading, rows)

    def _where_the_score_leaves_them(self, arm: Arm, named: str) -> str:
        """Who ends in the lowest band, and who is still where everybody began."""
        score, after = arm.scheme.score, f"after {plural(self._results.scenario.days, 'day')}"
        lowest = self._find("band-share", arm, score.bands[0].id)
        where = f"of the people it covers in its lowest band, {lowest.item}, {after}"
        if lowest.value == 0.0:
            told = f"A score {named} leaves none {where} (95 % interval: {interval(lowest)} {unit(lowest)})."
        else:
            told = f"A score {named} leaves {_told(lowest)} {where}."
        if score.kind == "scorecard":
            return told  # it is read of what is on record, and nobody begins anywhere
        start = 0 if score.start is None else score.start.value
        band = score.band_of(start)
        if band is not None:
            still = self._find("band-share", arm, band.id)
            told += f" Band {band.id}, in which everybody begins, then holds {_told(still)}."
        return told

    def _refusals(self, arm: Arm) -> None:
        found = self._all("denials", arm)
        rows = [(self._gates[estimate.item], estimate) for estimate in found if estimate.value != 0.0]
        years = "person-years of the people" if _one(arm) == "person" else f"years of the {_covered(arm)}"
        self._table(f"Refused, per 100,000 {years} covered", rows, units=False)
        never = [estimate for estimate in found if estimate.value == 0.0]
        if rows and never:
            gates = "; ".join(self._gates[estimate.item] for estimate in never)
            limits = interval(never[0])
            self.sheet.paragraph(f"Nobody was refused: {gates} (95 % interval of each: {limits}).", indent=2)

    def _changes(self, arm: Arm) -> None:
        conduct = [e for e in self._all("change-in-conduct", arm) if e.value is not None]
        moved = sorted(conduct, key=lambda estimate: -abs(estimate.value or 0.0))
        shown = [estimate for estimate in moved if estimate.value != 0.0][:_MOST_CONDUCTS]
        self._table(
            "Changed against the same people without the scheme, per cent of their acts",
            [(self._conducts[estimate.item], estimate) for estimate in shown],
        )
        still = sum(estimate.value == 0.0 for estimate in conduct)
        more = len(conduct) - len(shown) - still
        if shown and more:
            self.sheet.paragraph(
                f"{plural(more, 'conduct')} more that changed less: see --json.", "small", indent=2
            )
        if shown and still:
            self.sheet.paragraph(
                f"{plural(still, 'conduct')} that the rules count did not change.", "small", indent=2
            )
        acts = {estimate.item: estimate for estimate in self._all("change-in-acts", arm)}
        self._table(
            "The same in acts, per 100,000 person-years",
            [(self._conducts[estimate.item], acts[estimate.item]) for estimate in shown],
        )
        if shown:
            self.sheet.paragraph(
                "These changes are mostly put in by the assumptions on response.", "small", indent=2
            )
        expression = [e for e in self._all("change-in-expression", arm) if e.value is not None]
        if expression:
            self._table(
                "Expression, assembly, petition and association, against the same people without the scheme, "
                "per cent of their acts",
                [(self._conducts[estimate.item], estimate) for estimate in expression],
            )
            self.sheet.paragraph(NEVER_MEASURED, "small", indent=2)

    def _bands(self, arm: Arm) -> None:
        rows = [(f"band {estimate.item}", estimate) for estimate in self._all("band-share", arm)]
        self._table("In each band after the last day, per cent of the people covered", rows)

    def _groups(self, arm: Arm) -> None:
        """The largest difference of each dimension, of those whose interval leaves out "no difference".

        Of fewer people than a share is told of, nothing is said of who they are: here no more than above.
        """
        if self._results.count(arm.name, "listed-any", group=_whole(arm)) < FEWEST_PEOPLE:
            return
        compared = [e for e in self._all("listing-rate-ratio", arm, any_group=True) if e.value is not None]
        apart = [
            e for e in compared if e.low is not None and e.high is not None and not e.low <= 1.0 <= e.high
        ]
        largest: dict[str, Estimate] = {}
        for estimate in apart:
            dimension = estimate.group.partition("=")[0]
            if dimension not in largest or _distance(estimate) > _distance(largest[dimension]):
                largest[dimension] = estimate
        shown = sorted(largest.values(), key=_distance, reverse=True)[:_MOST_GROUPS]
        self._table(
            "Listed more or less often than everybody else, times their share",
            [(self._group_title(estimate.group), estimate) for estimate in shown],
        )
        if shown:
            self.sheet.paragraph(
                f"Of {len(compared)} groups compared, {len(apart)} {'has' if len(apart) == 1 else 'have'} an "
                "interval that leaves out 1 (about one in 20 would by luck alone); the largest difference of "
                "each kind is shown. Why they differ is assumed too.",
                "small",
                indent=2,
            )

    def _footer(self, scheme: Scheme) -> None:
        self.sheet.blank()
        for text in (provenance_line(self._results.scenario, scheme), NO_EVIDENCE):
            self.sheet.paragraph(text, "small")

    # --------------------------------------------------------------------------------------------- layout

    def _table(self, heading: str, rows: list[tuple[str, Estimate]], units: bool = True) -> None:
        """Labels, values and intervals in columns; without units where the heading names the one of all."""
        if not rows:
            return
        self.sheet.blank()
        self.sheet.paragraph(heading, "heading")
        values = [value(estimate) for _, estimate in rows]
        if not units:
            values = [
                told.removesuffix(unit(estimate)).rstrip()
                for told, (_, estimate) in zip(values, rows, strict=True)
            ]
        intervals = [f"({interval(estimate)})" if interval(estimate) else "" for _, estimate in rows]
        drawn = [f"[{assumed(estimate)}]" if assumed(estimate) else "" for _, estimate in rows]
        if any(drawn):
            wide = max(map(len, intervals))
            pairs = zip(intervals, drawn, strict=True)
            intervals = [f"{limits:<{wide}}  {also}".rstrip() for limits, also in pairs]
        self.sheet.table(list(zip((label for label, _ in rows), values, intervals, strict=True)))
        reasons = {estimate.note for _, estimate in rows if estimate.value is None and estimate.note}
        for reason in sorted(reasons)[:1]:
            self.sheet.paragraph(f"{reason}.", "small", indent=2)

    # --------------------------------------------------------------------------------------------- asking

    def _all(self, id: str, arm: Arm, item: str | None = None, any_group: bool = False) -> list[Estimate]:
        return [
            estimate
            for estimate in self._results.estimates
            if estimate.id == id
            and estimate.arm == arm.name
            and (item is None or estimate.item == item)
            and (any_group or estimate.group == "all")
        ]

    def _find(self, id: str, arm: Arm, item: str) -> Estimate:
        return self._results.find(id, arm=arm.name, item=item)

    def _group_title(self, group: str) -> str:
        return ": ".join(group_titles(self._results.scenario.society.tables(), group))


def provenance_line(scenario: Scenario, scheme: Scheme) -> str:
    """What stands below every result: which rules, how many numbers are assumed, validated for what."""
    assumed, total = of_all(scenario, scheme)
    return (
        f"Synthetic population. Scheme: {scheme.id}, {scheme.scheme.status}, {scheme.scheme.reading}. "
        f"{assumed:,} of {total:,} numbers assumed. {validated_for(scheme)}"
    )


def _told(estimate: Estimate) -> str:
    limits, drawn = interval(estimate), assumed(estimate)
    if not limits:
        return f"'{value(estimate)} to say'"
    return f"{value(estimate)} ({limits}) [{drawn}]" if drawn else f"{value(estimate)} ({limits})"


def _distance(estimate: Estimate) -> float:
    """How far a ratio is from 1, either way; a group of whom nobody is listed is the farthest."""
    ratio = estimate.value or 0.0
    return max(ratio, 1.0 / ratio) if ratio > 0.0 else float("inf")


def _rounded(count: float) -> str:
    """A large count in words: ``36.5 million``."""
    for size, word in ((1e12, "trillion"), (1e9, "billion"), (1e6, "million")):
        if count >= size:
            return f"{count / size:,.1f} {word}"
    return f"{count:,.0f}"


def _covered(arm: Arm) -> str:
    """What those whom a scheme covers are called; people where persons are among them."""
    subjects = arm.scheme.scope.subjects
    return "people" if "person" in subjects else {"firm": "firms", "agency": "agencies"}[subjects[0]]


def _one(arm: Arm) -> str:
    """What one of them is called."""
    subjects = arm.scheme.scope.subjects
    return "person" if "person" in subjects else subjects[0]


def _whole(arm: Arm) -> str:
    """The group that shares are of: everybody, or the kind that a scheme covers instead of persons."""
    subjects = arm.scheme.scope.subjects
    return "all" if "person" in subjects else f"subject={subjects[0]}"
