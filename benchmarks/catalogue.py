"""What each scheme of the catalogue costs: per person-year, per person-week, per event, and per further arm.

An event is something that is counted of somebody: a rule that takes effect, an entry on a list or an exit, a
request refused, worsened or favoured, a remedy asked for. Candidates that come to nothing are work too, and
are in the time, not among the events.
"""

from __future__ import annotations

import datetime
import time
from statistics import median

from benchmarks.report import table
from glasshouse import assumptions, schemes, society
from glasshouse.engine.compile import compile_scenario
from glasshouse.engine.executes import refusals
from glasshouse.engine.scenario import Arm, Scenario
from glasshouse.engine.simulate import live_range, prepare
from glasshouse.engine.tally import Tally
from glasshouse.schemes.listing import entries
from glasshouse.studies.simulation import usual_society

__all__ = ["EVENTS", "further_arms", "scenario_of", "schemes_of_the_catalogue"]

EVENTS = (
    *("hits", "spells", "refused", "worsened", "favoured", "asked", "reached-refused"),
    *("expired", "performed", "corrected", "repaired"),
)
"""Counts that are events."""
_WEEKS = 365.25 / 7
_START = datetime.date(2019, 7, 8)


def scenario_of(arms: tuple[Arm, ...], people: int, *, contact: bool) -> Scenario:
    """So many people under these arms for a year; without `contact` nobody looks at anybody."""
    about = assumptions.load("standard")
    if not contact:
        for weight in ("household", "peers", "neighbourhood"):
            about = about.replace_number(f"contact.{weight}", 0.0)
    where = society.load(usual_society(arms[0].scheme)[0])
    start = max(_START, *(arm.scheme.scheme.force.from_ for arm in arms))
    return Scenario(arms, where, about, people, 365, 1, start)


def _lived(scenario: Scenario, rounds: int) -> tuple[float, Tally]:
    """Processor seconds of the median round on one thread, and what was counted.

    A busy machine lengthens the other kind of second much more.
    """
    compiled = compile_scenario(scenario)
    prepare(scenario, compiled)
    seconds = []
    for _ in range(rounds):
        began = time.process_time()
        tally = live_range(scenario, compiled, range(len(compiled.plan)), threads=1)
        seconds.append(time.process_time() - began)
        assert tally is not None
    return median(seconds), tally


def _events(tally: Tally) -> int:
    return sum(
        int(tally.totals[:, 0, number].sum())
        for number, column in enumerate(tally.layout.totals)
        if column.count in EVENTS
    )


def schemes_of_the_catalogue(people: int, rounds: int) -> str:
    """One row a scheme that is executed: with contact as assumed, and with everybody apart."""
    rows = []
    for entry in entries():
        scheme = schemes.load(entry.id)
        scenario = scenario_of((Arm("scheme", scheme),), people, contact=True)
        if refusals(scheme, scenario.society.tables(), scenario.assumptions):
            continue
        seconds, tally = _lived(scenario, rounds)
        apart, _ = _lived(scenario_of(scenario.arms, people, contact=False), rounds)
        events = _events(tally)
        rows.append(
            (
                entry.id,
                f"{1e9 * seconds / people:,.0f}",
                f"{1e9 * seconds / people / _WEEKS:.1f}",
                f"{events / people:.3f}",
                f"{1e9 * seconds / events:,.0f}" if events else "-",
                f"{1e9 * apart / people:,.0f}",
                f"{seconds / apart:.2f}",
            )
        )
    heads = (
        "scheme",
        "ns/person-year",
        "ns/person-week",
        "events/person",
        "ns/event",
        "ns/person-year apart",
        "contact x",
    )
    return table(heads, rows)


def further_arms(people: int, rounds: int, scheme: str = "rongcheng-2014") -> str:
    """The same scheme in one arm, two, four and eight: what each further one adds."""
    read = schemes.load(scheme)
    rows = []
    first = None
    for count in (1, 2, 4, 8):
        arms = tuple(Arm(f"arm-{number}", read) for number in range(count))
        seconds, _ = _lived(scenario_of(arms, people, contact=True), rounds)
        each = 1e9 * seconds / people
        first = first or each
        further = (each - first) / (count - 1) if count > 1 else 0.0
        rows.append(
            (str(count), f"{each:,.0f}", f"{further:,.0f}" if count > 1 else "-", f"{each / first:.2f}")
        )
    return table(("arms", "ns/person-year", "ns per further arm", "x one arm"), rows)
