"""Worksheets for impact assessments, with the numbers of an audit and every human section left empty.

FRIA: the fundamental-rights impact assessment of the AI Act (Regulation (EU) 2024/1689), Article 27(1).
HUDERIA: the methodology of the Council of Europe for the risk and impact of AI systems (2024), with its four
columns scale, scope, probability, reversibility. Neither is filled in here: judgement is for people, and a
synthetic society shows nothing about the deployed system. There is no badge and no count of passes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Literal

from glasshouse.report.beside import arms
from glasshouse.report.blocks import Block, Page, Section, Table, ToCopy, say
from glasshouse.report.carried import groups_in_short
from glasshouse.report.expressed import expression
from glasshouse.report.harms import knowledge, mistakes, refusals
from glasshouse.report.hits import counted
from glasshouse.report.in_the_text import tensions
from glasshouse.report.made import command
from glasshouse.report.markdown import markdown_of
from glasshouse.report.material import Material
from glasshouse.report.numbers import plural, told_date
from glasshouse.report.opening import lead, made_of
from glasshouse.report.sureness import drivers, how_sure
from glasshouse.report.text import NO_EVIDENCE, provenance_line
from glasshouse.report.verdict import how_to_read
from glasshouse.report.writer import Writer
from glasshouse.schemes.lint.report import CLOSING
from glasshouse.studies.citing import given_along

__all__ = ["CAUTION", "FORMS", "Form", "worksheet"]

Form = Literal["fria", "huderia"]

CAUTION = "Synthetic; not evidence about the deployed system; not a completed assessment."
"""Stands in every section."""

_BY_PEOPLE = "(to be written by people)"

_RESTS_ON = "What the numbers rest on"
"""The last section, where it is told what no range holds."""

_HARMS = (
    ("Put on a list", ("listed-share", "any"), "still-listed"),
    ("Put on a list wrongly", ("wrongfully-listed-share", "any"), "corrected"),
    ("Refused a service", ("refused-share", "any"), None),
    ("Refused something because of somebody else", ("refused-for-another", "any"), None),
    ("Put into a lower band", ("demoted-share", "any"), None),
)
"""A harm, the share to whom it happens, and the end of a stay that says how far it can be undone."""

_ENDS = {"still-listed": "still on it after the last day", "corrected": "put right by correction or review"}


def worksheet(material: Material, form: Form) -> str:
    """A worksheet as Markdown.

    Args:
        material: of an audit.
        form: ``fria`` or ``huderia``.
    """
    title, sections = FORMS[form]
    writer = Writer(material, charts=False)
    return markdown_of(
        Page(
            f"{title}: {material.arm.scheme.title}",
            (
                *lead(writer),
                *made_of(writer),
                say(CAUTION, kind="notice"),
                how_to_read(material, f"'{_RESTS_ON}'"),
            ),
            (*sections(writer), _rest(writer, form)),
            (provenance_line(material.scenario, material.arm.scheme), NO_EVIDENCE, CAUTION),
        )
    )


def _fria(writer: Writer) -> Iterator[Section]:
    """The six letters of Article 27(1)."""
    yield _section(
        "(a) The processes in which the system will be used, in line with its intended purpose",
        "which processes of the deployer, and for what",
    )
    yield _section(
        "(b) The period and the frequency of intended use",
        "from when, for how long, how often",
        (say(f"The numbers below are of {plural(writer.material.scenario.days, 'day')}."),),
    )
    yield _section(
        "(c) The categories of persons and groups likely to be affected",
        "who is affected in the use at hand, and who was asked",
        groups_in_short(writer),
    )
    yield _section(
        "(d) The specific risks of harm to them",
        "which of these risks the use at hand has, which others, and how grave each is",
        _harms(writer),
    )
    yield _section(
        "(e) How human oversight is implemented",
        "who decides, who may overrule, with what time and training",
    )
    yield _section(
        "(f) What is done when risks materialise: governance and complaints",
        "who answers for it, where one complains, what is then stopped or put right",
        (*knowledge(writer).blocks, *_mended(writer)),
    )


def _huderia(writer: Writer) -> Iterator[Section]:
    """The four columns, and what stands around them."""
    yield _section(
        "Context of use",
        "what the system is for, where, by whom, with what data",
    )
    yield _section(
        "Stakeholders and how they were heard",
        "who was heard, how, and what came of it",
        groups_in_short(writer),
    )
    yield _section(
        "Risks and impacts",
        "the first column of the table, further harms, and how grave they are together",
        (_four_columns(writer), *_harms(writer)),
    )
    yield _section(
        "Mitigation",
        "which measures are taken, by whom, until when",
        (*knowledge(writer).blocks, *_mended(writer)),
    )
    yield _section(
        "Decision", "whether it is used, changed or given up; who decided, when it is looked at again"
    )


def _rest(writer: Writer, form: Form) -> Section:
    """What the numbers rest on, and how they are made again."""
    return _section(
        _RESTS_ON,
        "how far this assessment relies on them, and on what else",
        (
            *how_sure(writer).blocks,
            *drivers(writer).blocks,
            *_again(writer, form),
        ),
    )


def _again(writer: Writer, form: Form) -> Iterator[Block]:
    material = writer.material
    if any("\n" in patch for patch in writer.scheme.document.patches):
        yield say(
            "The rules are those of a kept run with its reforms: the worksheet is made again of its folder."
        )
        return
    yield say("This makes the audit and this worksheet again:")
    yield ToCopy(command(material, form=form))
    yield from (say(sentence) for sentence in given_along(material.scenario))


def _section(title: str, wanted: str, told: Iterable[Block] = ()) -> Section:
    """A part that people write, above what the synthetic run has for it."""
    blank = say(f"{_BY_PEOPLE}: {wanted}", kind="blank")
    return Section("", title, (say(CAUTION, kind="small"), blank, *told))


def _harms(writer: Writer) -> Iterator[Block]:
    """What goes wrong, is refused and is silenced; and what the text itself is in tension with."""
    yield from mistakes(writer).blocks
    refused = refusals(writer)
    if refused is not None:
        yield from refused.blocks
    yield from expression(writer).blocks
    yield from tensions(writer)
    yield say(
        f"The text was held against norms as the law stood on {told_date(writer.material.as_of)}. {CLOSING}"
    )


def _mended(writer: Writer) -> Iterator[Block]:
    """What reforms of the rules change, where the audit had any."""
    for section in arms(writer):
        yield from section.blocks


def _four_columns(writer: Writer) -> Table:
    material = writer.material
    found = ((harm, material.find(*name), way) for harm, name, way in _HARMS)
    return Table(
        "Harms of the synthetic run; in brackets 95 % ranges",
        (
            "harm",
            "scale (how grave, for one person)",
            "scope (how many)",
            "probability (for one person covered)",
            "reversibility (how far it can be undone)",
        ),
        tuple(
            (
                harm,
                _BY_PEOPLE,
                f"{counted(e)} {writer.of_whom(e)}" if e.value is not None else e.absent,
                f"{writer.whole(e)} within {plural(material.scenario.days, 'day')}",
                _undone(writer, way) or _BY_PEOPLE,
            )
            for harm, e, way in found
            if e is not None
        ),
    )


def _undone(writer: Writer, way: str | None) -> str:
    """How many stays end, or do not, in a way that says how far a harm can be undone."""
    return "; ".join(
        f"{writer.about(e)}: {writer.whole(e)} of the stays {_ENDS[way]}"
        for e in writer.material.of("exits")
        if way is not None and e.item.endswith(f": {way}") and e.value is not None
    )


FORMS: dict[Form, tuple[str, Callable[[Writer], Iterator[Section]]]] = {
    "fria": ("Worksheet for a fundamental-rights impact assessment (AI Act, Article 27(1))", _fria),
    "huderia": ("Worksheet for a risk and impact assessment (HUDERIA)", _huderia),
}
"""The worksheets by name: title and sections."""
