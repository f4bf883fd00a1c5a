"""Of an audit: what part of the scheme's effects is fear, and what part is being shut out."""

from __future__ import annotations

from glasshouse.report.blocks import Block, Cell, Section, Table, Told, say
from glasshouse.report.split import (
    HOW,
    MIDDLE,
    OF_THEIR_OWN,
    QUESTION,
    adds,
    beside,
    in_words,
    lines,
    most_draws,
    same_unit,
    sorted_out,
    unmoved,
)
from glasshouse.report.writer import Writer
from glasshouse.studies.effects import ANOTHER_ORDER

__all__ = ["effects"]


def effects(writer: Writer) -> Section | None:
    """What each way of answering adds, result by result; None where nobody asked, which `drivers` tells."""
    material = writer.material
    if material.splits is None:
        return None
    moved, silent, few = sorted_out(material.splits)
    drawn = most_draws(material.splits)
    blocks: list[Block] = [say(f"{HOW} {ANOTHER_ORDER}")]
    if drawn:
        blocks.append(say(f"Assumptions: {MIDDLE} {drawn} joint draws of them. {OF_THEIR_OWN}", kind="small"))
    heads = ("what", "adds", "luck, 95 %, paired", *(["assumptions"] if drawn else []))
    for split in moved:
        factor, unit = same_unit(split)
        about = in_words(material.scenario, split.whole)
        rows: list[tuple[Cell, ...]] = []
        for words, estimate in lines(split):
            value, luck, assumed = adds(estimate, factor)
            rows.append((words, Told(estimate, value), luck, *([assumed] if drawn else [])))
        caption = f"{about}, {unit} ({writer.of_whom(split.whole)})"
        blocks.append(Table(caption, heads, tuple(rows)))
        if beside(split):
            blocks.append(say(beside(split), kind="small"))
    blocks += [say(text, kind="small") for text in unmoved(material.scenario, silent, few)]
    return Section("effects", QUESTION, tuple(blocks))
