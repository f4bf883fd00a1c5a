"""What figures up to 2017 of the list of judgment defaulters say of assumptions, and what they cannot say.

    python -m verification.calibration          # some ten minutes on two cores

Four fits on the list as the law stood until March 2017, three seeds each: the rate at which debtors perform;
with it the share of refusals that are wilful; with it the rate of unperformed judgments; and with both rates
the share of those unable to pay whom courts list. Where the share that is wilful is not fitted, it is what it
was before its fit was taken over.
"""

from __future__ import annotations

import argparse
import datetime
from dataclasses import replace

from glasshouse.report.studied import calibrated
from glasshouse.studies.calibration import calibrate, free_assumptions, read_target
from glasshouse.studies.draws import Uncertain
from glasshouse.studies.figures import CUT, Figure, Figures, read_figures
from glasshouse.studies.validation import scenario_of
from verification import report

__all__ = ["main"]

DAY = datetime.date(2017, 3, 14)
ADULTS = 1.12e9
"""People of 18 and more in China, of whom the measure is a share. Firms and other bodies are in the published
count, some hundredths of it, which is less than its spread."""

WILFUL = "procedure.fault.wilful"

FREE = (
    ("procedure.performance.rate",),
    (WILFUL, "procedure.performance.rate"),
    ("conducts.refuses-judgment.rate", "procedure.performance.rate"),
    ("conducts.refuses-judgment.rate", "procedure.performance.rate", "procedure.ability.unable_passes"),
)

BEFORE = {"procedure.performance.rate": (0.03, 0.22, 0.5), WILFUL: (0.4, 0.7, 0.8)}
"""Lower end, centre and upper end before the fit of what was taken over: its range in the assumptions is what
the fit has left, and no start for another."""


def _as_before(number: Uncertain) -> Uncertain:
    low, value, high = BEFORE.get(number.path, (number.low, number.value, number.high))
    return replace(number, low=low, value=value, high=high)


def targets(file: Figures) -> list[str]:
    """The figures that may be fitted to, as `calibrate` takes them; spread 5 % where none is printed."""
    held: dict[str, Figure] = {figure.id: figure for figure in file.figures if figure.date <= CUT}
    listed, performed = held["listed-2017-02"], held["performed-2017-03"]
    share = 100.0 * listed.value / ADULTS
    low, high = performed.ends
    return [
        f"listed-share:defaulters={share:.4f}+-{0.05 * share:.4f}",
        f"exits:defaulters: performed={performed.value}+-{(high - low) / 4.0:.3f}",
    ]


def main() -> int:
    """Fit, tell and keep."""
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--people", type=int, default=100_000)
    words.add_argument("--seeds", type=int, default=3)
    words.add_argument("--threads", type=int, default=2)
    words.add_argument("--fits", type=int, default=len(FREE), help="only the first so many")
    given = words.parse_args()
    file = read_figures("court-defaulters")
    run = next(run for run in file.runs if run.id == "as-the-law-stood")
    now = scenario_of(run, DAY, people=given.people)
    # Each value that is set widens the range to hold it; the last one stands.
    settings = [
        f"assumptions.{path}={value}"
        for path, (low, centre, high) in BEFORE.items()
        for value in (low, high, centre)
    ]
    scenario = scenario_of(run, DAY, people=given.people, settings=settings)
    lines = []
    for paths in FREE[: given.fits]:
        free = [_as_before(number) for number in free_assumptions(now, [f"assumptions.{p}" for p in paths])]
        found = calibrate(
            scenario,
            free,
            [read_target(text) for text in targets(file)],
            seeds=given.seeds,
            threads=given.threads,
        )
        lines += [*(line.text for line in calibrated(found, scenario)), ""]
    report.write("calibration", lines)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
