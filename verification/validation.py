"""Published figures against simulated ones: numbers, page and pictures.

    python -m verification.validation                          # some ten minutes on two cores
    python -m verification.validation --people 50000 --out DIR # goes on from DIR when stopped

Keeps ``results/validation.json`` and draws ``docs/images/validation-*.svg``; the page
``docs/understand/validation.md`` is written from the former by ``docs/generate.py``.
"""

from __future__ import annotations

import argparse
import datetime
import json
import platform
from pathlib import Path

from glasshouse.ground.files import write_atomically
from glasshouse.ground.version import VERSION
from glasshouse.report.against import over_the_years, times_too_many
from glasshouse.report.validated import validated
from glasshouse.studies.held_figures import Row, Validation
from glasshouse.studies.validation import validate
from verification import report

__all__ = ["draw", "main"]

IMAGES = Path(__file__).resolve().parents[1] / "docs" / "images"

SERIES = (
    ("Entries ever", "listed-"),
    ("Flights refused", "flights-"),
    ("Fast-train trips refused", "fast-trains-"),
    ("Performed, of entries ever", "performed-"),
)


def draw(found: Validation) -> list[Path]:
    """Draw both pictures of the page."""
    answered = [*found.of("misses"), *found.of("fits")]
    answered.sort(key=lambda row: (row.finding == "fits", -max(row.times or 1.0, 1.0 / (row.times or 1.0))))
    panels: list[tuple[str, list[Row]]] = []
    for title, start in SERIES:
        rows = [row for row in answered if row.figure.id.startswith(start)]
        panels.append((title, sorted(rows, key=lambda row: row.figure.date)))
    return [
        write_atomically(IMAGES / "validation-times.svg", times_too_many(answered) + "\n"),
        write_atomically(IMAGES / "validation-years.svg", over_the_years(panels) + "\n"),
    ]


def main() -> int:
    """Validate, keep and draw."""
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--people", type=int, default=200_000)
    words.add_argument("--draws", type=int, default=50)
    words.add_argument("--threads", type=int, default=2)
    words.add_argument("--out", type=Path, default=None, help="keeps finished runs")
    words.add_argument("--redraw", action="store_true", help="only draw the kept result again")
    given = words.parse_args()
    path = report.FOLDER / "validation.json"
    if given.redraw:
        draw(Validation.of_dict(json.loads(path.read_text(encoding="utf-8"))))
        return 0
    found = validate(people=given.people, draws=given.draws, threads=given.threads, out=given.out)
    head = {
        "made": f"{datetime.datetime.now(datetime.UTC):%Y-%m-%d}",
        "version": VERSION,
        "machine": platform.machine(),
    }
    text = json.dumps(head | found.as_dict(), ensure_ascii=False, allow_nan=False, indent=1)
    write_atomically(path, text + "\n")
    report.write("validation", [line.text for line in validated(found)])
    draw(found)
    print("Now: python docs/generate.py")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
