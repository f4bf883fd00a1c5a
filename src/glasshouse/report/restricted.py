"""Refused, restricted, served worse: three things that a reader takes for one, told apart in words."""

from __future__ import annotations

from collections.abc import Iterator

from glasshouse.measures.estimate import Estimate
from glasshouse.report.blocks import Block, Inline, say
from glasshouse.report.hits import counted
from glasshouse.report.material import Material
from glasshouse.report.writer import Writer
from glasshouse.schemes.model import REFUSES

__all__ = ["because_of_another", "told_apart", "turned_away_nobody"]

_WORSE = {
    "degrade": "worse service",
    "delay": "a wait",
    "surcharge": "a higher price",
    "inspect": "a closer look",
    "claim": "a claim on them",
    "warn": "a warning",
}
"""What befalls those who are not refused."""

_CLEAR, _CHILDREN = ": no rule on them", ": children"


def turned_away_nobody(material: Material, refused: Estimate) -> list[Inline]:
    """That nobody who asked was refused, and what befell people all the same."""
    told: list[Inline] = ["; nobody who asked for something was turned away in this run, ", refused]
    restricted = material.find("restricted-share")
    if restricted is None or not restricted.value:
        return told
    told += [", but ", restricted, " were on some day under a consequence that burdens them"]
    instead = _instead(material)
    return [*told, f" ({'; '.join(instead)})"] if instead else told


def told_apart(writer: Writer) -> Iterator[Block]:
    """What is counted as what, and which consequences of these rules are no refusals."""
    material = writer.material
    words = (
        "Refused: somebody asked and was turned away. Restricted: under a consequence that burdens them, or "
        "on a blacklist, whether they asked for anything or not; of a single place: there a refusal would "
        "have met whoever asked. "
    )
    worse = list(dict.fromkeys(_worse(material)))
    if worse:
        words += f"Burdens that are no refusal, for the service is given: {'; '.join(worse)}."
    yield say(words.rstrip(), kind="small")
    titles = material.scenario.assumptions.gates
    children = dict.fromkeys(
        titles[item.gate].title
        for item in writer.scheme.consequences
        if "children" in item.falls_on and "self" not in item.falls_on and item.gate in titles
    )
    if children:
        yield say(
            f"{'; '.join(children)}: refused to children for what a parent did. The rows of that name below "
            "are of those under the rules themselves, who ask as adults; the children stand under 'Refused "
            "because of somebody else'.",
            kind="small",
        )


def because_of_another(writer: Writer) -> Iterator[Block]:
    """Who is refused something for what somebody else did, gate by gate, in a sentence each."""
    material = writer.material
    held = {e.item: e for e in material.of("refused-for-another") if e.value is not None}
    gates = [item for item in held if ": " not in item]
    titles = material.scenario.assumptions.gates
    never = [titles[gate].title for gate in gates if not held[gate].value]
    for gate in gates:
        whole = held[gate]
        if whole.value:
            yield say(
                f"Refused because of somebody else: {titles[gate].title}: {counted(whole)}, ",
                whole,
                f" of {writer.of_whom(whole)}; ",
                *_of_them(whole, held.get(gate + _CHILDREN), "under 18"),
                ", ",
                *_of_them(whole, held.get(gate + _CLEAR), "met by no rule of the scheme themselves"),
                ".",
            )
    if never:
        yield say(
            f"Nobody in this run is refused because of somebody else: {'; '.join(never)}.", kind="small"
        )


def _of_them(whole: Estimate, part: Estimate | None, who: str) -> Iterator[Inline]:
    """How many of those refused are so: all, none, or a share of its own."""
    if part is None or part.value is None:
        yield f"how many are {who} is not known"
    elif part.value == whole.value:
        yield f"all of them {who}"
    elif part.value == 0.0:
        yield f"none of them {who}"
    else:
        yield part
        yield f" {who}"


def _instead(material: Material) -> list[str]:
    """What the consequences in these rules do to those under them."""
    titles = material.scenario.assumptions.gates
    barred = dict.fromkeys(
        titles[item.gate].title
        for item in material.arm.scheme.consequences
        if item.does in REFUSES and item.gate in titles
    )
    shut = [f"refused, had they asked: {', '.join(barred)}"] if barred else []
    return [*shut, *dict.fromkeys(_worse(material))]


def _worse(material: Material) -> Iterator[str]:
    titles = material.scenario.assumptions.gates
    for item in material.arm.scheme.consequences:
        if item.does in _WORSE:
            at = f": {titles[item.gate].title}" if item.gate in titles else ""
            yield f"{_WORSE[item.does]}{at}"
