"""A report: from what a run or an audit found to sections that a reader can follow from top to bottom.

The order is that of a reader's questions: what does it do, to whom, by mistake, what does it silence, what
does it avert, which of this is in the text, what drives it, how sure is it, and how is it made again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from glasshouse.engine.outcomes import NOTICE
from glasshouse.ground.steps import Steps, silent, within
from glasshouse.report.answered import effects
from glasshouse.report.averted import benefits
from glasshouse.report.beside import arms
from glasshouse.report.blocks import Page, Section
from glasshouse.report.carried import ever_refused, who_carries_it
from glasshouse.report.expressed import expression
from glasshouse.report.glossary import explained
from glasshouse.report.harms import knowledge, mistakes, refusals
from glasshouse.report.in_the_text import findings
from glasshouse.report.made import again, all_numbers, method, sources
from glasshouse.report.material import Material
from glasshouse.report.one_life import one_neighbourhood
from glasshouse.report.opening import in_short, lead
from glasshouse.report.sureness import drivers, how_sure
from glasshouse.report.text import NO_EVIDENCE, provenance_line
from glasshouse.report.weeks import neighbourhood_of
from glasshouse.report.writer import Writer
from glasshouse.schemes.lint.report import CLOSING

__all__ = ["RULES_NOT_PEOPLE", "build"]

_LIVED, _DRAWN = 0.5, 4
"""Share of the time that living a neighbourhood again takes; how much longer a picture takes than a table."""

RULES_NOT_PEOPLE = (
    "Glasshouse studies rules, not people. Everyone in this report is invented: drawn by a random generator "
    "from published totals, or from an invented country's. What it says follows from the rules and from the "
    "assumptions shown. It is no evidence that a scheme works, is lawful, or harmed any particular person; "
    "it is no legal advice, no conformity assessment and no endorsement. Do not cite a number without its "
    "assumptions and its intervals."
)


def build(
    material: Material,
    charts: bool = True,
    lives: bool = True,
    threads: int | None = None,
    steps: Steps = silent,
) -> Page:
    """Write a report.

    Args:
        material: of a run or an audit.
        charts: whether there are pictures; without, every number is there all the same.
        lives: whether a neighbourhood is lived again, for the strip of it and one life in it.
        threads: for living a neighbourhood again; it changes nothing.
        steps: told how far it is.

    Raises:
        BadInput: pictures are asked for, and what draws them is not installed.
    """
    writer = Writer(material, charts)
    where = None
    if lives and not material.few:
        where = neighbourhood_of(material, threads, within(steps, 0.0, _LIVED))
    # What each section is about, and how long it takes beside the others.
    wanted: list[tuple[str, int, Callable[[], Iterable[Section | None]]]] = [
        ("The verdict", 1, lambda: (in_short(writer),)),
        ("How sure it is", 1, lambda: (how_sure(writer),)),
        ("Who is ever refused", _DRAWN, lambda: (ever_refused(writer),)),
        ("Who carries it", _DRAWN, lambda: (who_carries_it(writer),)),
        ("One neighbourhood, one life", 2 * _DRAWN, lambda: one_neighbourhood(writer, where)),
        ("Mistakes and refusals", 1, lambda: (mistakes(writer), refusals(writer), knowledge(writer))),
        ("Expression and benefits", 1, lambda: (expression(writer), benefits(writer), effects(writer))),
        ("Arms, findings, assumptions", 2, lambda: (*arms(writer), findings(writer), drivers(writer))),
        ("How it was made", 1, lambda: (method(writer), sources(writer), again(writer))),
        ("All numbers", 1, lambda: (all_numbers(writer),)),
    ]
    whole = sum(length for _, length, _ in wanted)
    sections: list[Section] = []
    passed = 0
    for about, length, make in wanted:
        steps(about, _LIVED + (1.0 - _LIVED) * passed / whole)
        sections += [section for section in make() if section is not None]
        passed += length
    return Page(
        material.arm.scheme.title,
        tuple(lead(writer)),
        explained(writer.uses.marked(sections)),
        (
            provenance_line(material.scenario, material.arm.scheme),
            RULES_NOT_PEOPLE,
            NO_EVIDENCE,
            f"{NOTICE}. {CLOSING}",
        ),
    )
