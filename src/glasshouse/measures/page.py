"""The page of measures, made from their docstrings: ``docs/look-up/measures.md``."""

from __future__ import annotations

import importlib
import inspect

from glasshouse.measures.measure import FEWEST_PEOPLE, measures
from glasshouse.society.neighbourhoods import FEWEST_NEIGHBOURHOODS, PEOPLE_PER_NEIGHBOURHOOD

__all__ = ["page"]

_OPENING = f"""\
# Measures

<!-- Written from the docstrings in `glasshouse/measures/library`. Change those, not this page. -->

Questions put to the outcomes of a run, about invented people. Each answer is a ratio of totals with a 95 %
interval from a stratified delete-a-group jackknife over at most 64 groups of neighbourhoods (Kott 2001), with
Student limits, on the scale of log odds for shares and of logarithms for rates. Differences between a scheme
and the baseline are taken in each life, so they are paired. Where nobody had the event, the upper limit is
the rule of three, per person. No number is told ("too few") with fewer than {FEWEST_NEIGHBOURHOODS}
neighbourhoods (some {FEWEST_NEIGHBOURHOODS * PEOPLE_PER_NEIGHBOURHOOD:,} people), or with fewer than
{FEWEST_PEOPLE} people in a denominator.

An interval covers the luck of drawing these people and no others. It does not cover what was assumed.
"""


def page() -> str:
    """Return the whole page as Markdown."""
    library = measures()
    return "\n".join([_OPENING, *(_section(name, library[name].title) for name in library)])


def _section(name: str, title: str) -> str:
    module = importlib.import_module(f"glasshouse.measures.library.{name.replace('-', '_')}")
    lines = (inspect.getdoc(module) or "").splitlines()
    report_only = "\nMay be reported, never aimed at.\n" if module.MEASURE.report_only else ""
    body = "\n".join(_item(line) for line in lines[2:])
    return f"## {title} (`{name}`)\n\n{lines[0]}\n{report_only}\n{body}\n"


def _item(line: str) -> str:
    """A line of a docstring as an item of a list, or as more of the item above."""
    label, colon, rest = line.partition(": ")
    if colon and label in ("Definition", "Formula", "Unit", "Source"):
        return f"- **{label}.** {rest}"
    return f"  {line}"
