"""What a scheme averts, told as large as its harms."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from glasshouse.measures.estimate import Estimate
from glasshouse.measures.measure import PUT_IN, measures
from glasshouse.report.blocks import Block, Section, say
from glasshouse.report.numbers import number
from glasshouse.report.verdict import listed_note
from glasshouse.report.writer import TOO_FEW, Writer

__all__ = ["benefits"]


_ACTS = "acts-averted-by-kind"
"""The acts themselves, which can be told where too few are listed to lay them against."""

_FEW_SIZES, _ALIKE = 3, 0.2
"""Sizes of change that are told in words and not drawn; per cent within which changes are one size."""


def benefits(writer: Writer) -> Section:
    """What it averts, told as large as the harms."""
    title = "What it averts"
    moved = [e for e in writer.material.of("change-in-conduct") if e.value is not None]
    blocks: list[Block] = []
    note = listed_note(writer.material)
    for id in ("harm-averted", "frauds-averted", "listings-per-fraud-averted"):
        for e in writer.material.of(id):
            title_ = measures()[id].title
            if e.value is None:
                acts = writer.material.find(_ACTS, "fraud") if id == "frauds-averted" else None
                beside = () if acts is None or not acts.known else (f" {writer.about(acts)}: ", acts, ".")
                blocks.append(say(f"{title_}: {e.absent} to say.", *beside))
                continue
            told = (
                f"{title_}, mostly put in by the assumptions on response: ",
                e,
                f" ({writer.of_whom(e)}).",
            )
            # Listings for each fraud averted never go without who was listed wrongly.
            blocks.append(say(*told, *(note if id != "harm-averted" else ())))
    for id in ("contracts-kept", "access-without-history"):
        blocks += writer.measure(id)
    conducts = writer.material.scenario.assumptions.conducts
    unknown = [conducts[e.item].title for e in writer.material.of("change-in-conduct") if e.value is None]
    if unknown and blocks:
        blocks.append(say(f"In per cent, too few in this run to tell the change of: {'; '.join(unknown)}."))
    if moved:
        shown = sorted((e for e in moved if e.value), key=lambda e: -abs(e.value or 0.0))[:12]
        table = writer.table(
            "Change in conduct that the rules count", [(conducts[e.item].title, e) for e in moved]
        )
        alike = _alike(moved)
        if shown and len(alike) <= _FEW_SIZES < len(shown):
            blocks += [*_told_once(writer, alike), table]
        elif shown:
            blocks.append(
                writer.figure(
                    "conduct-chart",
                    "Change in conduct that the rules count, put in by the assumptions on response",
                    "; ".join(f"{conducts[e.item].title}: {writer.whole(e)}" for e in shown) + ".",
                    "Against the same invented people without the scheme; to the left fewer acts, to the "
                    f"right more. These changes are {PUT_IN}: they are no evidence that people respond so.",
                    [writer.dot(conducts[e.item].title, e, 1.0, "%", 0) for e in shown],
                    "% of the acts without the scheme",
                    table,
                )
            )
        elif unknown:
            blocks += [say("It changes none of the other conduct that its rules count."), table]
        else:
            blocks += [say("It changes no conduct that its rules count."), table]
    blocks = blocks or [say(TOO_FEW if writer.material.few else "It averts nothing that is counted here.")]
    blocks.append(
        say(
            "Without the scheme ordinary law goes on, with harms of its own that are not counted here: "
            "bailiffs, refused credit, prison for fraud.",
            kind="small",
        )
    )
    return Section("benefits", title, tuple(blocks))


def _alike(moved: Sequence[Estimate]) -> list[list[Estimate]]:
    """Changes by their size, the largest first: one assumption moves many kinds of conduct alike."""
    told: list[list[Estimate]] = []
    for e in sorted((e for e in moved if e.value), key=lambda e: e.value or 0.0):
        if told and abs((e.value or 0.0) - (told[-1][0].value or 0.0)) <= _ALIKE:
            told[-1].append(e)
        else:
            told.append([e])
    return sorted(told, key=lambda held: -max(abs(e.value or 0.0) for e in held))


def _told_once(writer: Writer, alike: Sequence[Sequence[Estimate]]) -> Iterator[Block]:
    """Each size of change in one sentence, with the conduct that it moves."""
    conducts = writer.material.scenario.assumptions.conducts
    yield say(
        "Change in conduct that the rules count, against the same invented people without the scheme. What "
        "is told here is one assumption each way, carried through who knows and who is burdened, and not a "
        f"finding on each kind of conduct: these changes are {PUT_IN}."
    )
    for held in alike:
        titles = "; ".join(conducts[e.item].title for e in held)
        if all(abs(e.value or 0.0) <= _ALIKE for e in held):
            yield say(f"Each of these by {number(_ALIKE)} % or less: {titles}.")
            continue
        many = f"{len(held)} kinds of conduct alike, the middle one by " if len(held) > 1 else "By "
        yield say(many, held[len(held) // 2], f": {titles}.")
