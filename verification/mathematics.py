"""Does the engine do what mathematics says it must? Four laws known in closed form, beside counts of runs.

    python -m verification.mathematics                   # some minutes; draws docs/images/verification.svg

The worlds are those of ``tests/known``, where 64,000 people are held to limits of one in a million; here the
same is shown, and the errors of many seeds are held against the normal law: none too large, none too small.
"""

from __future__ import annotations

import argparse
import datetime
import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray
from scipy import stats
from tests.invented import FIRST_DAY_ONLY, RED, black, conduct, rule, scheme, world
from tests.known.test_points import at_the_end, bands
from tests.known.worlds import PEOPLE, YEAR, run

from glasshouse.assumptions import Procedure
from glasshouse.engine.outcomes import NOTICE
from glasshouse.ground.files import write_atomically
from glasshouse.report.drawing import ALARM, INK, MUTED, as_svg
from verification.report import write

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["Law", "main"]

_PICTURE = Path(__file__).resolve().parents[1] / "docs" / "images" / "verification.svg"
_FEWER = 16_000
_DAYS = 365

Shares = NDArray[np.float64]


@dataclass(frozen=True)
class Law:
    """Shares of people that a law gives, and how many people were counted.

    Attributes:
        name: what is shared.
        at: where each share stands on the axis.
        expected: by the law.
        counts: of people, in a run.
        among: people in the run.
    """

    name: str
    at: Shares
    expected: Shares
    counts: NDArray[np.int64]
    among: int

    @property
    def errors(self) -> Shares:
        """Each count's distance from its expectation, in standard deviations; of shares that can vary."""
        spread = np.sqrt(self.among * self.expected * (1 - self.expected))
        return np.asarray((self.counts - self.among * self.expected)[spread > 0] / spread[spread > 0])


def _on_the_list(stay: int, rate: float) -> Law:
    """Entries at a rate, each for some days: after t days 1 - exp(-rate min(t, stay)) are on it (Little)."""
    written = scheme([rule("red", [RED], effect={"enter": "noted"})], lists=[black("noted", f"{stay} days")])
    got = run(written, world(conduct(RED, rate)), days=_DAYS)
    on = np.cumsum(got.weekly("entries", "noted") - got.weekly("exits", "noted"))[:52]
    after = 7.0 * np.arange(1, 53)
    return Law(
        f"{stay} days, {rate:g} entries a year",
        after,
        1 - np.exp(-rate / YEAR * np.minimum(after, stay)),
        on,
        PEOPLE,
    )


def _still_listed(rate: float) -> Law:
    """Listed on the first day until they perform, at a rate: after t days exp(-rate t) still are."""
    written = scheme(
        [rule("red", [RED], effect={"enter": "noted"})],
        lists=[black("noted", "until-performed", {"by": "performance", "within": "0 days"})],
        scheme=FIRST_DAY_ONLY,
    )
    about = world(conduct(RED, 1000.0), procedure=Procedure.model_validate({"performance": {"rate": rate}}))
    got = run(written, about, days=140)
    entered = got.total("listed", "noted")
    after = 7.0 * np.arange(1, 21)
    still = entered - np.cumsum(got.weekly("exits", "noted"))[:20]
    return Law(f"performed at {rate:g} a year", after, np.exp(-rate / YEAR * after), still, entered)


def _points() -> Law:
    """A point an act, lapsing after six months: the points that somebody has are a Poisson number."""
    start, end = datetime.date(2019, 1, 1), datetime.date(2019, 8, 31)
    days = (end - start).days
    # What was done on 1 March lapses on 1 September; the run ends with 30 August.
    live = (end - datetime.date(2019, 3, 1)).days
    rate = 6.0 * YEAR / live
    written = scheme(
        [rule("red", [RED], effect={"points": -1}, lapse="6 months")],
        score={"kind": "ledger", "start": 100, "recomputed": "at-once", "bands": bands(80, 100)},
    )
    got = run(written, world(conduct(RED, rate)), days=days, start=start)
    numbers = np.arange(16)
    return Law(
        "points",
        numbers.astype(np.float64),
        stats.poisson.pmf(numbers, 6.0),
        at_the_end(got, 80, 100)[::-1][:16],
        PEOPLE,
    )


def _errors(seeds: int) -> Shares:
    """The errors of as many runs, each of its own seed: those on the list at the end of the year."""
    stay, rate = 90, 1.5
    written = scheme([rule("red", [RED], effect={"enter": "noted"})], lists=[black("noted", f"{stay} days")])
    share = 1 - math.exp(-rate / YEAR * stay)
    about = world(conduct(RED, rate))
    counts = [
        run(written, about, people=_FEWER, days=_DAYS, seed=seed).total("listed-end", "noted")
        for seed in range(1, seeds + 1)
    ]
    return (np.array(counts) - _FEWER * share) / math.sqrt(_FEWER * share * (1 - share))


def _draw(lists: Sequence[Law], still: Law, points: Law, errors: Shares) -> Figure:
    from matplotlib.figure import Figure

    figure = Figure(figsize=(7.4, 5.8), layout="constrained")
    (one, two), (three, four) = figure.subplots(2, 2)
    for law, colour in zip(lists, (ALARM, INK), strict=True):
        _beside(one, law, colour)
    _titled(one, "On a list, by Little's law", "days since the start", "share of people")
    one.set_ylim(0.0)
    one.legend(frameon=False, fontsize=7.5, loc="lower right", bbox_to_anchor=(1.0, 0.06))
    _beside(two, still, ALARM)
    two.set_yscale("log")
    two.set_yticks([0.1, 0.2, 0.4, 0.8], ["0.1", "0.2", "0.4", "0.8"])
    two.minorticks_off()
    _titled(two, "Still listed, until they perform", "days since the entry", "share (logarithmic)")
    three.bar(points.at, points.expected, width=0.8, color="none", edgecolor=MUTED, linewidth=0.9)
    three.plot(points.at, points.counts / points.among, "o", markersize=3.5, color=ALARM)
    _titled(three, "Points that have not lapsed (Poisson, mean 6)", "points", "share of people")
    places = stats.norm.ppf((np.arange(len(errors)) + 0.5) / len(errors))
    four.plot([-3.2, 3.2], [-3.2, 3.2], color=MUTED, linewidth=0.9)
    four.plot(places, np.sort(errors), "o", markersize=2.2, color=ALARM)
    _titled(
        four, f"Errors of {len(errors)} seeds", "quantiles of the normal law", "error, in standard deviations"
    )
    figure.supxlabel(NOTICE, fontsize=7, color=MUTED)
    return figure


def _beside(plot: Any, law: Law, colour: str) -> None:
    plot.plot(law.at, law.expected, color=MUTED, linewidth=0.9)
    plot.plot(law.at, law.counts / law.among, "o", markersize=2.6, color=colour, label=law.name)


def _titled(plot: Any, title: str, across: str, up: str) -> None:
    plot.set_title(title, fontsize=9, color=INK, loc="left")
    plot.set_xlabel(across, fontsize=8, color=INK)
    plot.set_ylabel(up, fontsize=8, color=INK)
    plot.tick_params(labelsize=7.5)
    plot.set_facecolor("none")
    for side in ("right", "top"):
        plot.spines[side].set_visible(False)


def main() -> None:
    """Run the worlds, draw the picture and keep the numbers."""
    parser = argparse.ArgumentParser(prog="python -m verification.mathematics")
    parser.add_argument("--seeds", type=int, default=400, help="runs of which the errors are taken")
    seeds = parser.parse_args().seeds
    lists = (_on_the_list(90, 1.5), _on_the_list(20, 6.0))
    still, points, errors = _still_listed(6.0), _points(), _errors(seeds)
    write_atomically(_PICTURE, as_svg(lambda: _draw(lists, still, points, errors), "verification"))
    lines = [f"{'law':42}{'shares':>8}{'beyond 1.96':>13}{'largest error':>15}"]
    for what, law in (
        *((f"on a list: {law.name}", law) for law in lists),
        (f"still listed, {still.name}", still),
        ("points, Poisson of mean 6", points),
    ):
        far = int((np.abs(law.errors) > 1.96).sum())
        lines.append(f"{what:42}{len(law.errors):8}{far:13}{np.abs(law.errors).max():15.2f}")
    test = stats.kstest(errors, "norm")
    lines += [
        "",
        "Errors in standard deviations; the weeks of one run are of the same people and go together.",
        "",
        f"{seeds} seeds, {_FEWER:,} people each, those on a list at the end of a year:",
        f"mean error {errors.mean():+.3f}, standard deviation {errors.std(ddof=1):.3f}, beyond 1.96 in "
        f"{(np.abs(errors) > 1.96).mean():.1%} (5 % expected);",
        f"Kolmogorov's test against the normal law: p = {test.pvalue:.3f}",
    ]
    write("mathematics", lines)


if __name__ == "__main__":
    main()
