"""Of an audit: its arms beside each other."""

from __future__ import annotations

from collections.abc import Iterator

from glasshouse.report.blocks import Block, Section, Table, say
from glasshouse.report.studied import label
from glasshouse.report.writer import Writer
from glasshouse.studies.headlines import HEADLINES

__all__ = ["arms"]


def arms(writer: Writer) -> Iterator[Section]:
    """Of an audit: its arms beside each other."""
    arms = writer.material.scenario.arms
    if len(arms) < 2:
        return
    blocks: list[Block] = [say("The same people and the same luck in every arm. Nothing is ranked.")]
    for id, item in HEADLINES:
        rows = [(arm.name, e) for arm in arms if (e := writer.material.find(id, item, arm.name)) is not None]
        if rows:
            blocks.append(writer.table(label(writer.material.scenario, id, item), rows, folded=False))
    signs = [
        (
            f"{label(writer.material.scenario, str(c['id']), str(c['item']))}, {c['arms'][1]}",
            str(c["sign"]),
            f"{c['held']} of {c['draws']}",
            str(c["verdict"]),
        )
        for c in writer.material.conclusions
        if c["arms"][0] == writer.material.arm.name and c["sign"] != "not known"
    ]
    if signs:
        caption = f"Above or below {writer.material.arm.name}, and whether that holds in the draws"
        blocks.append(Table(caption, ("what", "sign", "draws with it", "verdict"), tuple(signs), True))
    blocks += [say(f"{name} changed no event of this run.", kind="small") for name in writer.material.idle]
    yield Section("arms", "Beside its reforms and a narrow register", tuple(blocks))
