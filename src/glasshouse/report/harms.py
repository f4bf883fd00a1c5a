"""What goes wrong: wrongful listings, refusals, and how hard it is to have them put right."""

from __future__ import annotations

import math

from glasshouse.measures.measure import FEWEST_PEOPLE
from glasshouse.report.blocks import Section, say
from glasshouse.report.restricted import because_of_another, told_apart
from glasshouse.report.verdict import listed_note
from glasshouse.report.writer import TOO_FEW, Writer
from glasshouse.schemes.model.procedure import Remedy

__all__ = ["knowledge", "mistakes", "refusals"]

_BENEFITS = frozenset({"harm-averted", "frauds-averted", "listings-per-fraud-averted", "change-in-conduct"})


def mistakes(writer: Writer) -> Section:
    """Who is listed who should not be."""
    black = any(entry.polarity == "black" for entry in writer.scheme.lists)
    title = "Wrongful listings" if black else "What the rules take up, and what they miss"
    found = list(writer.family("accuracy"))
    if not found:
        none = "There is no blacklist on which anybody could stand wrongly."
        if black:
            none = _too_few_of_whom(writer)
        return Section("mistakes", title, (say(TOO_FEW if writer.material.few else none),))
    note = listed_note(writer.material)
    blocks = [say(str(note[0]).lstrip(), *note[1:])] if note else []
    return Section("mistakes", title, (*blocks, *found))


def _too_few_of_whom(writer: Writer) -> str:
    """How many there are of those whom the scheme is about, and how many people it would take."""
    found = writer.material.find("listed-share")
    if found is None or not found.people:
        return f"Too few {writer.material.whom} live in this run to say who is listed wrongly."
    m = writer.material
    people = math.ceil(m.scenario.people * 2 * FEWEST_PEOPLE / found.people / 10_000) * 10_000
    return (
        f"Too few {m.whom} live in this run to say who is listed wrongly: {found.people:,}. With "
        f"{people:,} people there would be enough: glasshouse run {writer.scheme.id} --people {people}."
    )


def refusals(writer: Writer) -> Section | None:
    """What people are refused, for how long, and who else pays."""
    found = [
        *writer.family("liberty"),
        *writer.family("proportionality", _BENEFITS),
        *because_of_another(writer),
        *writer.measure("firms-barred"),
    ]
    return (
        Section("refusals", "What is refused, for how long, and to whom else", (*told_apart(writer), *found))
        if found
        else None
    )


def knowledge(writer: Writer) -> Section:
    """Who is told, who appeals, how stays end."""
    found = [*writer.family("knowledge"), *writer.family("permanence")]
    chain = [_remedy(remedy) for remedy in writer.scheme.remedies]
    ways = (
        f"Ways to have something put right, by the text: {', '.join(chain)}." if chain else _no_ways(writer)
    )
    short = [e for e in writer.material.of("days-under-consequence") if e.value is None]
    few = f"How long a consequence lasts, too few cases to say: {'; '.join(map(writer.item, short))}."
    told = (say(ways), *found, *([say(few, kind="small")] if short and found else []))
    return Section("knowledge", "Knowledge, appeals, and the way out", told)


def _no_ways(writer: Writer) -> str:
    """That a file without remedies is no finding about the law, unless it says that the text has none."""
    scheme = writer.scheme
    if "remedies" in scheme.model_fields_set:
        return "Ways to have something put right: by the file, the text names none."
    told = (
        "Ways to have something put right: none was transcribed into this file. That says nothing of the "
        "text itself, which may have them"
    )
    stands = "; what the file leaves out stands under How sure is this?"
    return told + (stands if scheme.scheme.left_out else ".")


def _remedy(remedy: Remedy) -> str:
    """A way to have something put right, in a few words."""
    traits = (
        ("by " + remedy.body if remedy.body else "", bool(remedy.body)),
        ("independent" if remedy.independent else "not independent", remedy.independent is not None),
        ("by a human being" if remedy.human else "by no human being", remedy.human is not None),
    )
    told = [words for words, said in traits if said]
    return f"{remedy.kind} ({', '.join(told)})" if told else remedy.kind
