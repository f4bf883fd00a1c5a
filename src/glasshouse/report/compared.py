"""A comparison for the terminal: arms in the order given, each difference with its paired interval.

Nothing here ranks. Where more is better or worse is not for the text to say.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from glasshouse.engine.outcomes import NOTICE
from glasshouse.engine.scenario import Arm
from glasshouse.measures.estimate import CENTRAL, Estimate
from glasshouse.measures.halving import to_halve
from glasshouse.measures.measure import FAMILIES, NEVER_MEASURED, measures
from glasshouse.report.difference import beyond_all, in_numbers, limits_of, reach_of, scale_of, seen
from glasshouse.report.headings import standing, world
from glasshouse.report.layout import Line, Sheet
from glasshouse.report.numbers import interval, plural, value
from glasshouse.report.studied import AT_GATES
from glasshouse.report.text import NO_EVIDENCE, provenance_line
from glasshouse.schemes.phrases import plain
from glasshouse.schemes.reforming import changes_in_short
from glasshouse.studies.comparison import POINTS, Comparison, Difference, Pair

__all__ = ["compared", "idle"]

_HUNDREDFOLD = 0.99
"""Share of a variance that is saved where a hundred times as many people would be needed otherwise."""

_ANY = {
    "refused-share": "any service",
    "restricted-time": "any restriction",
    "change-in-missed-payments": "all that depends on means",
    "change-in-speaking-out": "all of it",
    "time-strained": "strained or insolvent",
    "insolvent-share": "on any day",
    "demoted-share": "any lower band",
    "harm-averted": "loss of any kind",
    "restriction-per-harm": "any burden",
}

_HEADS = (
    ("covered-share", "people"),
    ("listed-share", "any"),
    ("wrongfully-listed-share", "any"),
    ("refused-share", "any"),
    ("restricted-time", "any"),
    ("refused-for-another", "any"),
    ("demoted-share", "any"),
    ("change-in-speaking-out", "any"),
    ("insolvent-share", "any"),
    ("harm-averted", "any"),
)
"""What a reader asks for first: measure and item."""


def compared(comparison: Comparison, width: int = 100, families: Collection[str] = ()) -> list[Line]:
    """Tell how the arms of a run differ: the main differences, then what is asked for besides.

    Args:
        comparison: of any run with two arms or more.
        width: columns of the terminal; lines are set between 60 and 110.
        families: of measures whose every difference is told too, by the names in `measures.measure.FAMILIES`.
    """
    writer = _Writer(comparison, Sheet(width), families)
    writer.head()
    for pair in comparison.pairs:
        writer.tell(pair)
    writer.foot()
    return writer.sheet.lines


def idle(pair: Pair) -> str:
    """That a reform changed nothing, in a sentence."""
    name = pair.second if pair.reform is None else f"The reform '{pair.reform.reform.id}'"
    return (
        f"{name} changed no event of this run: nobody was recorded, listed, refused or moved to act "
        f"otherwise than under '{pair.first}'. More people or a longer horizon may show a change; the rules "
        "may also never come to bear."
    )


class _Writer:
    """Writes the sections one after the other."""

    def __init__(self, comparison: Comparison, sheet: Sheet, families: Collection[str]) -> None:
        self._comparison = comparison
        self._families = families
        self._scenario = comparison.results.scenario
        self._number = {arm.name: number for number, arm in enumerate(self._scenario.arms, 1)}
        self.sheet = sheet

    def head(self) -> None:
        """What was run, and what each arm is."""
        scenario = self._scenario
        self.sheet.paragraph(
            f"{plural(len(scenario.arms), 'arm')}, the same invented people, the same luck", "title"
        )
        self.sheet.line(NOTICE, "notice")
        for text in world(scenario):
            self.sheet.paragraph(text, "small")
        self.sheet.blank()
        for arm in scenario.arms:
            self._arm(arm)

    def tell(self, pair: Pair) -> None:
        """The differences of one pair."""
        first, second = (self._number[name] for name in pair.arms)
        self.sheet.blank()
        self.sheet.paragraph(f"Arm {second} beside arm {first}: {pair.second} beside {pair.first}", "title")
        if self._comparison.without_effect(pair):
            self.sheet.paragraph(
                idle(pair) if pair.reform is not None else "The two arms agree in every event of this run."
            )
            return
        found = self._comparison.between(pair)
        self._lead(pair, found)
        self._saved(found)
        self._heads(found)
        for family, title in FAMILIES.items():
            if family in self._families and any(measures()[one.change.id].family == family for one in found):
                self.sheet.blank()
                self.sheet.paragraph(title, "title")
                self._family(family, found)
        self._unshared(pair, found)
        self._more(found)

    def _heads(self, found: Sequence[Difference]) -> None:
        """The differences that a reader asks for first, harms and what is averted in one table."""
        asked = {(entry.change.id, entry.change.item): entry for entry in found}
        heads = [asked[key] for key in _HEADS if key in asked]
        if heads:
            self._table("The main differences, in the order of the families", heads, by_measure=True)
        if any(entry.change.report_only for entry in heads):
            self.sheet.paragraph(NEVER_MEASURED, "small", indent=2)

    def _more(self, found: Sequence[Difference]) -> None:
        """Which families of measures have more to tell, and how one is told of them."""
        counted = Counter(measures()[entry.change.id].family for entry in found)
        rest = [f"{family} ({counted[family]})" for family in FAMILIES if counted[family]]
        if not self._families and rest:
            self.sheet.blank()
            self.sheet.paragraph(
                f"All differences by family, and how many: {', '.join(rest)}. Ask for some with --family "
                f"{rest[0].partition(' ')[0]}, or for all of them with --all.",
                "small",
            )

    def _family(self, family: str, found: Sequence[Difference]) -> None:
        """Every difference of one family, measure by measure."""
        for name, measure in measures().items():
            if measure.family != family:
                continue
            asked = [difference for difference in found if difference.change.id == name]
            if asked and measure.fieller:
                self._ratios(measure.title, asked)
                continue
            if asked:
                self._table(measure.title, asked)
            if name == "acts-taken-up" and any(beyond_all(entry) for entry in asked):
                self.sheet.paragraph(
                    "More than 100: records that are false, or show another conduct, are taken up too.",
                    "small",
                    indent=2,
                )
            if asked and measure.put_in:
                self.sheet.paragraph(
                    "These changes are mostly put in by the assumptions on response.", "small", indent=2
                )
            if asked and measure.report_only:
                self.sheet.paragraph(NEVER_MEASURED, "small", indent=2)
            if asked and name.startswith("change-in-") and any(seen(entry) for entry in asked):
                self.sheet.paragraph(
                    "Of each arm: what it changes beside the same people without any scheme.",
                    "small",
                    indent=2,
                )

    def foot(self) -> None:
        """What the numbers rest on, and what they are not."""
        self.sheet.blank()
        told = {
            arm.scheme.text_hash: provenance_line(self._scenario, arm.scheme) for arm in self._scenario.arms
        }
        for text in (*dict.fromkeys(told.values()), NO_EVIDENCE):
            self.sheet.paragraph(text, "small")

    # ------------------------------------------------------------------------------------------- sections

    def _arm(self, arm: Arm) -> None:
        head = arm.scheme.scheme
        changes = changes_in_short(arm.scheme.document)
        changed = f"Rules changed for this run: {'; '.join(changes)}."
        for pair in self._comparison.pairs:
            if pair.second == arm.name and pair.reform is not None:
                self.sheet.paragraph(f"Arm {self._number[arm.name]}: {arm.name}", "heading")
                self.sheet.paragraph(
                    f"The scheme of arm {self._number[pair.first]}. {changed}", "small", indent=2
                )
                return
        self.sheet.paragraph(f"Arm {self._number[arm.name]}: {arm.name}", "heading")
        self.sheet.paragraph(f"{head.title}. {standing(arm.scheme)}.", "small", indent=2)
        if head.status == "press":
            self.sheet.paragraph(
                f"Reported by the press; no such text was found. {head.summary}", "small", indent=2
            )
        if head.domestic_status is not None:
            self.sheet.paragraph(
                f"Said of it in its own jurisdiction: {head.domestic_status}", "small", indent=2
            )
        if changes:
            self.sheet.paragraph(changed, "small", indent=2)

    def _lead(self, pair: Pair, found: Iterable[Difference]) -> None:
        """What it comes to, in a few sentences; a register or score is the subject, never a country.

        The share listed is never told without the share listed wrongfully.
        """
        asked = {(entry.change.id, entry.change.item): entry for entry in found}
        first, second = (self._number[name] for name in pair.arms)
        told = []
        for id, wording, none in (
            ("listed-share", "are ever listed", "is ever listed"),
            ("wrongfully-listed-share", "are wrongfully listed on some day", "is ever wrongfully listed"),
            ("refused-share", "are refused something at least once", "is refused anything"),
        ):
            entry = asked.get((id, "any"))
            if entry is None or entry.change.value is None:
                continue
            one, two, apart, limits, unit = in_numbers(entry)
            points = POINTS if unit == "%" else unit
            factor, _ = scale_of(entry)
            of_one, of_two = (limits_of(estimate, factor) for estimate in (entry.first, entry.second))
            if entry.unseen:
                spread = f"95 % interval of the difference: {limits} {points}"
                told.append(f"Nobody covered {none} in either arm ({spread}).")
            elif entry.same:
                told.append(f"{two} {unit}{of_two} of the people covered {wording}, the same in both arms.")
            else:
                told.append(
                    f"{two} {unit}{of_two} of the people covered {wording} with the rules of arm {second}, "
                    f"{one}{of_one} with those of arm {first}: a difference of {apart} {points} ({limits})."
                )
        if told:
            days = plural(self._scenario.days, "day")
            self.sheet.paragraph(
                f"On a synthetic society with these assumptions, within {days}: {' '.join(told)}"
            )
        self.sheet.paragraph(
            f"Each difference is what arm {second} has more than arm {first}, or less. In brackets: 95 % "
            f"intervals, those of differences paired, for the luck of drawing these people only, {CENTRAL}. "
            "In the tables differences have theirs; those of each arm's own numbers are in --json.",
            "small",
        )
        halved = to_halve(self._scenario.people, (entry.change for entry in found))
        if halved is not None:
            self.sheet.paragraph(halved, "small")
        if pair.reform is None:
            self.sheet.paragraph(
                "Lists and bands of one name are told beside each other; whether they mean the same in both "
                "schemes is for the reader to judge.",
                "small",
            )

    def _saved(self, found: Iterable[Difference]) -> None:
        """How much narrower the intervals are because all arms live the same lives."""
        saved = sorted(entry.pairing_saves for entry in found if entry.pairing_saves is not None)
        if not saved:
            return
        middle = saved[len(saved) // 2]
        many, share = "more than a hundred", "more than 99 %"
        if middle < _HUNDREDFOLD:
            many, share = f"about {1.0 / (1.0 - middle):.1f}", f"{100 * middle:.0f} %"
        self.sheet.paragraph(
            f"Both arms live the same lives: two separate runs would need {many} times as many people for "
            f"intervals as narrow (the median of {len(saved)} differences, of whose variance this saves "
            f"{share}).",
            "small",
        )

    def _ratios(self, title: str, asked: list[Difference]) -> None:
        """Ratios of uncertain totals, arm by arm, never without who was listed."""
        self.sheet.blank()
        self.sheet.paragraph(f"{title} ({asked[0].first.denominator})", "heading")
        for entry in asked:
            for name, estimate in zip(entry.pair.arms, (entry.first, entry.second), strict=True):
                limits = f" ({interval(estimate)})" if interval(estimate) else ""
                self.sheet.paragraph(
                    f"arm {self._number[name]}: {value(estimate)}{limits}; {estimate.note}.", indent=2
                )
        self.sheet.paragraph("No difference of two such ratios is told.", "small", indent=2)

    def _unshared(self, pair: Pair, found: Iterable[Difference]) -> None:
        """What only one of the two has; of expression, the change in that arm against no scheme."""
        shared = {(entry.change.id, entry.change.item) for entry in found}
        for name in pair.arms:
            arm = f"arm {self._number[name]}"
            lone = [
                entry
                for entry in self._comparison.results.estimates
                if entry.arm == name and entry.group == "all" and (entry.id, entry.item) not in shared
            ]
            if lone and self._families:
                named = dict.fromkeys(self._label(name, entry, way=False) for entry in lone)
                self.sheet.blank()
                self.sheet.paragraph(f"Not compared, in {arm} only: {'; '.join(named)}.", "small")
            silent = [entry for entry in lone if entry.report_only and entry.value is not None]
            for entry in silent:
                self.sheet.paragraph(
                    f"{self._label(name, entry)}, in {arm} against the same people without the scheme: "
                    f"{value(entry)} of the acts ({interval(entry)}).",
                    indent=2,
                )
            # Without a family between, the main differences have said it just above.
            if silent and (self._families or not any(entry.change.report_only for entry in found)):
                self.sheet.paragraph(NEVER_MEASURED, "small", indent=2)

    # --------------------------------------------------------------------------------------------- layout

    def _table(self, title: str, asked: list[Difference], by_measure: bool = False) -> None:
        """One row an item, in the order of the scheme; what is equal, unseen or too few is named below."""
        pair = asked[0].pair

        def label(entry: Difference) -> str:
            if not by_measure:
                return self._label(pair.first, entry.first)
            return measures()[entry.change.id].title

        self.sheet.blank()
        self.sheet.paragraph(title if by_measure else f"{title} ({asked[0].change.denominator})", "heading")
        rows = [entry for entry in asked if seen(entry)]
        if rows:
            first, second = (f"arm {self._number[name]}" for name in pair.arms)
            told = []
            for entry in rows:
                one, two, apart, limits, unit = in_numbers(entry)
                of = f"{unit} of {entry.change.denominator}" if by_measure and unit == "%" else unit
                about = f"{label(entry)}, {of}" if of else label(entry)
                told.append((about, one, two, apart, f"({limits})"))
            self.sheet.table(told, ("", first, second, "difference", ""))
        for words, which in (
            ("The same in both", [entry for entry in asked if entry.same]),
            ("Seen in neither", [entry for entry in asked if entry.unseen]),
            ("Too few cases to say", [entry for entry in asked if entry.change.value is None]),
        ):
            if which:
                named = "; ".join(label(entry) for entry in which)
                self.sheet.paragraph(f"{words}{reach_of(which)}: {named}.", "small", indent=2)

    def _label(self, arm: str, estimate: Estimate, way: bool = True) -> str:
        """What an estimate is about, in words, with or without the way in which stays end."""
        assumed, id = self._scenario.assumptions, estimate.item
        if id == "any":
            return _ANY.get(estimate.id, "any blacklist")
        if estimate.id == "band-share":
            return f"band {id}"
        if id in assumed.gates and estimate.id in AT_GATES:
            return assumed.gates[id].title
        if estimate.id.startswith("change-in-") and id in assumed.conducts:
            return assumed.conducts[id].title
        list_, _, ended = id.partition(": ")
        scheme = next(entry.scheme for entry in self._scenario.arms if entry.name == arm)
        title = next((entry.title for entry in scheme.lists if entry.id == list_), None) or plain(list_)
        return f"{title}: {ended}" if way and ended else title
