"""What studies found, as plain text: sweeps, drivers, signs that hold, fits. Nothing here ranks a scheme."""

from __future__ import annotations

from collections.abc import Iterable

from glasshouse.engine.outcomes import NOTICE
from glasshouse.engine.scenario import Scenario
from glasshouse.measures.estimate import CENTRAL, Estimate
from glasshouse.measures.measure import NEVER_MEASURED, measures
from glasshouse.report.headings import standing, world
from glasshouse.report.layout import Line, Sheet
from glasshouse.report.numbers import assumed, interval, plural, unit, value
from glasshouse.report.text import NO_EVIDENCE, provenance_line
from glasshouse.schemes.model import Scheme
from glasshouse.schemes.reforming import changes_in_short
from glasshouse.studies.calibration import Calibration
from glasshouse.studies.robustness import Robustness
from glasshouse.studies.sensitivity import Driver, Sensitivity
from glasshouse.studies.sweep import Sweep

__all__ = [
    "AT_GATES",
    "NOT_ASKED",
    "calibrated",
    "in_unit",
    "label",
    "robustness_told",
    "sensitivity_told",
    "swept",
    "write_drivers",
    "write_foot",
    "write_head",
]

_MUCH_LUCK = 0.5
_SHOWN = 5
NOT_ASKED = "Not asked: SALib is not installed (pip install 'glasshouse[sensitivity]')."
"""Stands where an audit could not ask which assumptions drive it."""

AT_GATES = frozenset(
    {
        "access-without-history",
        "denials",
        "firms-barred",
        "refused-share",
        "restricted-share",
        "restricted-time",
        "served-worse",
        "time-without",
    }
)
"""Measures whose items are gates."""


def swept(sweep: Sweep, width: int = 100) -> list[Line]:
    """Tell every answer at every point, in the order of the grid."""
    sheet = Sheet(width)
    write_head(sheet, sweep.scenario, f"Sweep over {' and '.join(axis.path for axis in sweep.axes)}")
    sheet.paragraph(
        f"{plural(len(sweep.points), 'point')} in the order of the grid: nothing here is sorted by a result, "
        "and no point is called better than another. Harms and benefits are told together. In brackets: "
        f"95 % intervals for the luck of drawing these people only, {CENTRAL}."
    )
    told: dict[tuple[str, str], list[Estimate | None]] = {}
    for place, answers in enumerate(sweep.answers):
        for estimate in answers:
            row = told.setdefault((estimate.id, estimate.item), [None] * len(sweep.points))
            row[place] = estimate
    settings = [", ".join(f"{path}={size}" for path, size in point.items()) for point in sweep.points]
    for (id, item), estimates in told.items():
        sheet.blank()
        known = next(estimate for estimate in estimates if estimate is not None)
        sheet.paragraph(f"{label(sweep.scenario, id, item)}{in_unit(known)} ({known.denominator})", "heading")
        sheet.table(
            [
                (where, "-", "") if estimate is None else (where, value(estimate), _brackets(estimate))
                for where, estimate in zip(settings, estimates, strict=True)
            ]
        )
        if known.report_only:
            sheet.paragraph(NEVER_MEASURED, "small", indent=2)
        elif known.note and "put in" in known.note:
            sheet.paragraph("Mostly put in by the assumptions on response.", "small", indent=2)
    write_foot(sheet, sweep.scenario)
    return sheet.lines


def sensitivity_told(found: Sensitivity, width: int = 100) -> list[Line]:
    """Tell which assumptions drive the results."""
    sheet = Sheet(width)
    write_head(sheet, found.scenario, "Which assumptions drive the results")
    write_drivers(sheet, found)
    write_foot(sheet, found.scenario)
    return sheet.lines


def write_drivers(sheet: Sheet, found: Sensitivity) -> None:
    """Write the drivers of each result, and the five that drive most."""
    scenario = found.scenario
    sheet.paragraph(
        f"{found.screened} assumptions that these rules can feel were screened, and those with the largest "
        f"effects taken further: {found.runs:,} runs of {scenario.people:,} invented people with the "
        "same luck. Share of a result's variance that an assumption puts in, over its range, with "
        "all that it does together with others (in brackets: 95 % interval), and alone."
    )
    for name in dict.fromkeys((driver.measure, driver.item) for driver in found.drivers):
        drivers = found.of(name)
        sheet.blank()
        sheet.paragraph(label(scenario, *name), "heading")
        sheet.table([_driver_row(driver) for driver in drivers[:_SHOWN]], ("", "in all", "", "alone"))
        luck = found.noise.get(name)
        if luck is not None:
            words = (
                f"{100 * luck:.0f} % of the variance is luck: more people would tell more"
                if luck >= _MUCH_LUCK
                else f"{100 * luck:.1f} % of the variance is luck"
            )
            sheet.paragraph(f"{words}.", "small", indent=2)
        for driver in drivers:
            if driver.mostly:
                sheet.paragraph(
                    f"Mostly put in by assumption {driver.assumption} ({driver.evidence}).", "small", indent=2
                )
    if found.still:
        named = "; ".join(label(scenario, *name) for name in found.still)
        sheet.blank()
        sheet.paragraph(f"Did not vary, or too few people carry it: {named}.", "small")
    if found.five:
        evidence = {driver.assumption: driver for driver in found.drivers}
        sheet.blank()
        sheet.paragraph("The five assumptions that drive these results most", "heading")
        sheet.table(
            [
                (
                    f"{place}. {name}",
                    f"{100 * mean:.0f} %",
                    f"{evidence[name].evidence}; {evidence[name].range}",
                )
                for place, (name, mean) in enumerate(found.five, 1)
            ]
        )
        sheet.paragraph(
            "Mean share of the variance over these results, each counted as far as it is no luck. What is "
            "assumed can be changed: --set assumptions.PATH=VALUE.",
            "small",
            indent=2,
        )


def robustness_told(found: Robustness, width: int = 100) -> list[Line]:
    """Tell which signs hold."""
    sheet = Sheet(width)
    scenario = found.comparison.results.scenario
    write_head(sheet, scenario, "Do the conclusions hold under other assumptions?")
    sheet.paragraph(
        f"{found.draws} joint draws of the assumptions within their ranges, {found.people:,} invented people "
        "each, the same luck. Robust: the sign is beyond the luck of the draw at the central assumptions and "
        "holds in 95 % of the draws. A change of conduct from the baseline is put in by an assumption whose "
        "range allows hardly another sign: it is told, and called nothing."
    )
    for arms in dict.fromkeys(conclusion.arms for conclusion in found.conclusions):
        sheet.blank()
        sheet.paragraph(f"{arms[1]}, above or below {arms[0]}", "heading")
        rows, silent = [], []
        for conclusion in found.conclusions:
            if conclusion.arms != arms:
                continue
            change = conclusion.change
            words = label(scenario, change.id, change.item)
            if conclusion.sign == "not known" and change.value == 0.0:
                silent.append(words)
                continue
            rows.append(
                (
                    words,
                    conclusion.sign if conclusion.sign != "not known" else "?",
                    f"{conclusion.held} of {conclusion.draws}",
                    conclusion.verdict,
                )
            )
        sheet.table(rows, ("", "sign", "draws with it", "") if rows else ())
        if any(c.change.report_only for c in found.conclusions if c.arms == arms):
            sheet.paragraph(NEVER_MEASURED, "small", indent=2)
        if silent:
            sheet.paragraph(
                f"No difference at the central assumptions: {'; '.join(silent)}.", "small", indent=2
            )
    write_foot(sheet, scenario)
    return sheet.lines


def calibrated(found: Calibration, scenario: Scenario, width: int = 100) -> list[Line]:
    """Tell what the targets say about the assumptions, and what they cannot say."""
    sheet = Sheet(width)
    write_head(sheet, scenario, "Assumptions fitted to published numbers")
    sheet.paragraph(
        f"{found.seeds} fits, each with its own luck; {found.runs:,} runs of {scenario.people:,} invented "
        "people."
    )
    sheet.blank()
    sheet.paragraph("The assumptions", "heading")
    sheet.table(
        [
            (
                held.path,
                f"{held.value:.4g}",
                f"{held.low:.4g} to {held.high:.4g}",
                f"{held.before:.4g}",
                f"narrowed to {100 * held.left:.0f} %" if held.identified else "cannot be identified",
            )
            for held in found.fitted
        ],
        ("", "fitted", "over the seeds", "before", ""),
    )
    for one, other in found.together:
        sheet.paragraph(f"Of {one} and {other} the targets tell only a combination.", "small", indent=2)
    for held_out, heading in ((False, "Targets"), (True, "Held out: the fit never looked at these")):
        rows = [
            (
                label(scenario, fit.target.measure, fit.target.item),
                f"{fit.target.value:.4g} +- {fit.target.tolerance:.4g}",
                "too few" if fit.before is None else f"{fit.before:.4g}",
                "too few" if fit.after is None else f"{fit.after:.4g}",
                "" if fit.misses is None else f"{fit.misses:+.1f} standard errors",
            )
            for fit in found.fits
            if fit.held_out == held_out
        ]
        if rows:
            sheet.blank()
            sheet.paragraph(heading, "heading")
            sheet.table(rows, ("", "published", "before", "fitted", "off by"))
    if found.settings:
        sheet.blank()
        sheet.paragraph(f"To use what could be identified: {' '.join(f'--set {s}' for s in found.settings)}")
    else:
        sheet.blank()
        sheet.paragraph("Nothing could be identified: the targets narrow no range by half.")
    write_foot(sheet, scenario)
    return sheet.lines


def label(scenario: Scenario, id: str, item: str) -> str:
    """What an answer is about, in words."""
    known = measures()
    title = known[id].title if id in known else id
    if item in ("", "any", "all"):
        return title
    assumptions = scenario.assumptions
    if id.startswith(("change-in", "contracts-kept")) and item in assumptions.conducts:
        return f"{title}: {assumptions.conducts[item].title}"
    if item in assumptions.gates and id in AT_GATES:
        return f"{title}: {assumptions.gates[item].title}"
    return f"{title}: {item}"


def in_unit(estimate: Estimate) -> str:
    """The unit for a heading, where the values below do not carry it: ``, in yuan per person-year``."""
    if unit(estimate):
        return ""
    return f", {estimate.unit}" if estimate.unit.startswith("per ") else f", in {estimate.unit}"


def _brackets(estimate: Estimate) -> str:
    if not interval(estimate):
        return ""
    drawn = f" [{assumed(estimate)}]" if assumed(estimate) else ""
    return f"({interval(estimate)}){drawn}"


def _driver_row(driver: Driver) -> tuple[str, str, str, str]:
    low, high = max(driver.total_low, 0.0), min(driver.total_high, 1.0)
    return (
        f"{driver.assumption} ({driver.evidence}, {driver.range})",
        f"{100 * min(max(driver.total, 0.0), 1.0):.0f} %",
        f"({100 * min(low, 1.0):.0f} to {100 * max(high, 0.0):.0f})",
        f"{100 * min(max(driver.first, 0.0), 1.0):.0f} %",
    )


def write_head(sheet: Sheet, scenario: Scenario, title: str) -> None:
    """Write what was asked, of which schemes, and on whom."""
    sheet.paragraph(title, "title")
    for arm in _schemes(scenario):
        sheet.paragraph(f"{arm.title}. {standing(arm)}.", "small")
        if arm.scheme.status == "press":
            sheet.paragraph(f"Reported by the press; no such text was found. {arm.scheme.summary}", "small")
        changes = changes_in_short(arm.document)
        if changes:
            sheet.paragraph(f"Rules changed for this run: {'; '.join(changes)}.", "small", indent=2)
    sheet.line(NOTICE, "notice")
    for text in world(scenario):
        sheet.paragraph(text, "small")
    sheet.blank()


def write_foot(sheet: Sheet, scenario: Scenario) -> None:
    """Write what the numbers rest on, and what they are not."""
    sheet.blank()
    told: Iterable[str] = dict.fromkeys(provenance_line(scenario, scheme) for scheme in _schemes(scenario))
    for text in (*told, NO_EVIDENCE):
        sheet.paragraph(text, "small")


def _schemes(scenario: Scenario) -> list[Scheme]:
    return list({arm.scheme.text_hash: arm.scheme for arm in scenario.arms}.values())
