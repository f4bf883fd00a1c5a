"""Effects one by one, as plain text: what part of a result is fear, what part is being shut out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from glasshouse.engine.scenario import Scenario
from glasshouse.measures.estimate import CENTRAL, Estimate
from glasshouse.measures.measure import NEVER_MEASURED, PUT_IN, is_put_in
from glasshouse.report.layout import Line, Sheet
from glasshouse.report.numbers import reach, scale, signed
from glasshouse.report.studied import label, write_foot, write_head
from glasshouse.studies.effects import ANOTHER_ORDER, STEPS, Effects, Split

__all__ = [
    "HOW",
    "MIDDLE",
    "OF_THEIR_OWN",
    "QUESTION",
    "REWARDED",
    "adds",
    "beside",
    "effects_told",
    "in_words",
    "lines",
    "most_draws",
    "same_unit",
    "sorted_out",
    "unmoved",
    "write_splits",
]

QUESTION = "What part of it is fear, what part is being shut out?"

HOW = (
    "One scheme, the same people, the same luck: first people answer to nothing, then in one way more at a "
    "time. Each line is what that way adds to those above it; the lines add up to the last, as printed but "
    "for rounding."
)

REWARDED = (
    "Deeds that earn points, such as giving blood, are none of these results: what hope of reward does to "
    "them is told by 'glasshouse run'."
)

MIDDLE = "the middle 95 % over"

OF_THEIR_OWN = "Each line has its own over the draws, so these ends do not add up."

_WHOLE = "all together"

_STEPS: Mapping[str, str] = {
    "rules": "the rules alone",
    "deterrence": "+ deterrence: fear of it",
    "incentive": "+ incentive: hope of reward",
    "incapacitation": "+ incapacitation: shut out of what it takes",
    "hardship": "+ hardship: short of work or credit",
}

_CLASSES: Mapping[str, str] = {
    "crime": "crimes",
    "administrative-offence": "administrative offences",
    "breach": "breaches of a duty",
}


def effects_told(found: Effects, width: int = 100) -> list[Line]:
    """Tell what each way of answering adds.

    Args:
        found: of any scheme.
        width: columns; lines are set between 60 and 110.
    """
    # Of the world it is enough to tell once: the arms differ in what people answer alone.
    scenario = replace(found.results.scenario, arms=found.results.scenario.arms[-1:])
    sheet = Sheet(width)
    write_head(sheet, scenario, QUESTION)
    write_splits(sheet, scenario, found.splits)
    if _rewarded(found):
        sheet.paragraph(REWARDED, "small")
    write_foot(sheet, scenario)
    return sheet.lines


def _rewarded(found: Effects) -> bool:
    """Whether hope of reward changes some conduct at all, in the arm in which people first answer to it."""
    before, after = (found.results.scenario.arms[STEPS.index("incentive") + step].name for step in (-1, 0))
    changes = {
        (estimate.arm, estimate.item): estimate.value
        for estimate in found.results.estimates
        if estimate.id == "change-in-conduct"
    }
    return any(value != changes.get((before, item)) for (arm, item), value in changes.items() if arm == after)


def write_splits(sheet: Sheet, scenario: Scenario, splits: Sequence[Split]) -> None:
    """Write each result in its parts."""
    moved, silent, few = sorted_out(splits)
    drawn = most_draws(splits)
    luck = "In brackets: paired 95 % intervals for the luck of drawing these people only"
    assumed = f". In square brackets: {MIDDLE} {drawn} joint draws of the assumptions. {OF_THEIR_OWN}"
    sheet.paragraph(f"{HOW} {ANOTHER_ORDER} {luck}{assumed if drawn else f', {CENTRAL}.'}")
    for split in moved:
        factor, unit = same_unit(split)
        sheet.blank()
        about = in_words(scenario, split.whole)
        sheet.paragraph(f"{about}, {unit} ({split.whole.denominator})", "heading")
        rows = [(words, *adds(estimate, factor)) for words, estimate in lines(split)]
        sheet.table(
            [
                (words, value, f"({luck})", *([f"[{ends}]" if ends else ""] if drawn else []))
                for words, value, luck, ends in rows
            ]
        )
        sheet.paragraph(beside(split), "small", indent=2)
    sheet.blank()
    for text in unmoved(scenario, silent, few):
        sheet.paragraph(text, "small")


def sorted_out(splits: Sequence[Split]) -> tuple[list[Split], list[Split], list[Split]]:
    """Splits with some part that is not 0; those with none; those of which too few people tell."""
    few = [split for split in splits if split.whole.value is None]
    known = [split for split in splits if split.whole.value is not None]
    moved = [split for split in known if any(estimate.value for _, estimate in lines(split))]
    return moved, [split for split in known if split not in moved], few


def unmoved(scenario: Scenario, silent: Sequence[Split], few: Sequence[Split]) -> Iterator[str]:
    """What is told in a line of the splits that have no lines of their own."""
    for words, which in (
        ("Not changed by any of these, as nothing of the kind happened", silent),
        ("Too few cases to say", few),
    ):
        if which:
            yield f"{words}: {'; '.join(in_words(scenario, split.whole) for split in which)}."


def beside(split: Split) -> str:
    """What must stand beside a split; nothing for what is counted of people, not of acts."""
    if split.whole.report_only:
        return NEVER_MEASURED
    return f"{PUT_IN[:1].upper()}{PUT_IN[1:]}." if is_put_in(split.whole.id) else ""


def in_words(scenario: Scenario, estimate: Estimate) -> str:
    """What a split result is about."""
    title = label(scenario, estimate.id, estimate.item)
    return title.replace(f": {estimate.item}", f": {_CLASSES.get(estimate.item, estimate.item)}")


def same_unit(split: Split) -> tuple[float, str]:
    """Factor and unit in which all lines of a split are told: those of the number that reaches farthest."""
    factor, unit = scale(max((estimate for _, estimate in lines(split)), key=reach))
    return factor, "per cent" if unit == "%" else unit


def adds(estimate: Estimate, factor: float) -> tuple[str, str, str]:
    """What a line adds, with its sign; its interval for luck; that of the assumptions where there is one."""
    ends = (estimate.value, estimate.low, estimate.high, estimate.assumed_low, estimate.assumed_high)
    value, low, high, least, most = (signed((end or 0.0) * factor) for end in ends)
    return value, f"{low} to {high}", f"{least} to {most}" if estimate.draws else ""


def most_draws(splits: Sequence[Split]) -> int:
    """How many joint draws of the assumptions stand behind splits; 0 where none were made."""
    return max((estimate.draws for split in splits for _, estimate in lines(split)), default=0)


def lines(split: Split) -> Iterator[tuple[str, Estimate]]:
    """Each part by its words, then the whole."""
    yield from ((_STEPS[part.answer], part.estimate) for part in split.parts)
    yield _WHOLE, split.whole
