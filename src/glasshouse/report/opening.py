"""The beginning of a report: what it is about, up to the verdict."""

from __future__ import annotations

from collections.abc import Iterator

from glasshouse.engine.outcomes import NOTICE
from glasshouse.measures.measure import measures
from glasshouse.report.blocks import Block, Link, Section, say
from glasshouse.report.headings import rules_as_in, standing, world
from glasshouse.report.one_by_one import one_by_one
from glasshouse.report.to_quote import to_quote
from glasshouse.report.verdict import badges, how_to_read, quoted, verdict
from glasshouse.report.whereabouts import day_one, where_and_when
from glasshouse.report.world import held_in_a_line, of_the_world_in_short
from glasshouse.report.writer import Writer
from glasshouse.schemes.origins import origins_told, unread
from glasshouse.schemes.reforming import changes_in_short

__all__ = ["in_short", "lead", "made_of"]


def lead(writer: Writer) -> Iterator[Block]:
    """What it is, in which standing, on whom: short, for what came out stands on the first screen too."""
    head = writer.scheme.scheme
    yield say(f"{NOTICE}. Synthetic society. Nobody here is real.", kind="notice")
    if head.status == "press":
        yield say(
            "Reported by the press; no such text was found. Nothing shows that it was ever enacted as "
            "described."
        )
    yield say(f"{head.id} - {standing(writer.scheme)}.", kind="small")
    yield say(head.summary)
    yield say(held_in_a_line(writer.material))
    changes = changes_in_short(writer.scheme.document)
    if changes:
        yield say(f"Rules changed for this run: {'; '.join(changes)}.", kind="small")


def made_of(writer: Writer) -> Iterator[Block]:
    """Where, when and how it begins, how the rules stand today, where their numbers were read."""
    scenario, said = writer.material.scenario, writer.scheme.scheme.domestic_status
    yield say(" ".join((*where_and_when(scenario, writer.scheme), day_one(scenario))))
    if said is not None:
        yield say(f"Said of it in its own jurisdiction: {said}")
    yield say(" ".join(_where_from(writer)))
    told = (rules_as_in(writer.scheme), *world(writer.material.scenario))
    yield say(" ".join(filter(None, told)), kind="small")


def _where_from(writer: Writer) -> Iterator[str]:
    """Where the numbers of the rules were read, and what was read nowhere of those that decide the first."""
    scheme = writer.scheme
    yield origins_told(scheme)
    first = quoted(writer.material)
    if first is None or scheme.scheme.status == "invented":
        return
    found = list(unread(scheme, first.id))
    about = f"'{measures()[first.id].title}', the number to quote"
    if found:
        yield (
            f"Read nowhere, and deciding {about}: {'; '.join(found)}. No interval covers that: the rules "
            "are as written in every draw."
        )
    else:
        yield f"None of those read nowhere decides {about}."


def in_short(writer: Writer) -> Section:
    """The sentence to quote, how it did against the world, the verdict, and what its numbers rest on."""
    sentences = verdict(writer.material)
    held = map(say, of_the_world_in_short(writer, quoted(writer.material)))
    quote = to_quote(writer.material, writer.uses)
    head = () if quote is None else (say(quote),)
    how = (
        ()
        if writer.material.few
        else (how_to_read(writer.material, Link("How sure is this?", "#validation")),)
    )
    numbers = one_by_one(writer, sentences)
    first = (*head, *held, *made_of(writer), *sentences)
    return Section("verdict", "In short", (*first, *how, *numbers, badges(writer.material)))
