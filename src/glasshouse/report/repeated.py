"""What is said of a run that was made again: whether it is the same, piece by piece, and how it is cited."""

from __future__ import annotations

from collections.abc import Iterator

from glasshouse.engine.outcomes import NOTICE
from glasshouse.report.layout import Line, Sheet
from glasshouse.report.numbers import plural
from glasshouse.studies.citing import citation, given_along, texts
from glasshouse.studies.repeating import Repetition

__all__ = ["repeated", "verdict"]

_SHORT = 12
"""Figures of a hash by which two are told apart on a screen."""

_MOST_TITLES = 3
"""Schemes that the heading names; of more it says how many there are."""

_STATES = {
    "same bytes": "the same bytes",
    "same numbers": "the same numbers, in other bytes",
    "differs": "DIFFERS",
    "not looked at": "not looked at",
}


def repeated(found: Repetition, width: int = 100) -> list[Line]:
    """Some lines for the terminal.

    Args:
        found: a run and the same made again.
        width: columns of the terminal.
    """
    sheet = Sheet(width)
    titles = list(dict.fromkeys(arm.scheme.title for arm in found.scenario.arms))
    schemes = ", ".join(titles) if len(titles) <= _MOST_TITLES else f"{len(titles)} schemes"
    sheet.paragraph(f"{schemes}: a run made again", "title")
    sheet.paragraph(NOTICE, "notice")
    sheet.paragraph(verdict(found))
    for sentence in _makers(found):
        sheet.paragraph(sentence)
    for sentence in found.since:
        sheet.paragraph(f"note: {sentence}")
    sheet.blank()
    sheet.line("Piece by piece", "heading")
    for piece in found.pieces:
        name, state = piece.name, _STATES[piece.state]
        if name == "chunks":
            name = f"chunks, {found.chunks:,} of {found.of:,}"
            state = state if piece.state == "differs" else "every count the same"
        sheet.paragraph(f"{name}: {state}", indent=2)
        for sentence in piece.told:
            sheet.paragraph(sentence, indent=4)
    before = found.people - found.lived
    if before:
        sheet.paragraph(f"Of {before:,} of these people, {found.out} held the counts from before.", "small")
    sheet.blank()
    sheet.line("To cite it", "heading")
    sheet.paragraph(citation(found.scenario, found.makers.then.get("glasshouse", ""), found.makers.code_then))
    for sentence in given_along(found.scenario):
        sheet.paragraph(sentence)
    names = ", ".join(texts(found.scenario))
    sheet.paragraph(f"With --texts DIR the rules are written out as they were run: {names}.", "small")
    return sheet.lines


def verdict(found: Repetition) -> str:
    """Whether it is the same, in a sentence or two."""
    lived = f"{plural(found.people, 'invented person', 'invented people')} lived again"
    looked = f"all of it, {lived}"
    if not found.whole:
        looked = f"{found.chunks:,} of its {found.of:,} chunks, {lived}, and the outcomes added up anew"
    if not found.same:
        names = [piece.name for piece in found.pieces if piece.state == "differs"]
        differ = "differs" if len(names) == 1 and names[0] != "chunks" else "differ"
        return f"It is NOT the same ({looked}): {', '.join(names)} {differ}."
    bytes_too = all(piece.state != "same numbers" for piece in found.pieces if piece.name != "chunks")
    return f"The same {'bytes' if bytes_too else 'numbers'} come out: {looked}."


def _makers(found: Repetition) -> Iterator[str]:
    """Which program made it, which made it again, and what it means where they are not the same."""
    makers = found.makers
    then, now = (each.get("glasshouse", "of no known version") for each in (makers.then, makers.now))
    made = f"Made by Glasshouse {then}, source code {makers.code_then[:_SHORT]}"
    if makers.same_code:
        yield f"{made}, and made again by the same."
    else:
        yield f"{made}; made again by {now}, source code {makers.code_now[:_SHORT]}."
        if found.same:
            yield "What changed between the two does not reach what was looked at."
        else:
            yield (
                "Another program may count otherwise (the changelog lists under 'Results change' what does): "
                "that they differ does not say that the run was altered. It is decided by the copy of "
                f"Glasshouse {then} whose source code has the SHA-256 {makers.code_then}."
            )
    if found.same:
        return
    if makers.others:
        told = ", ".join(f"{name} {one} then, {other} now" for name, (one, other) in makers.others.items())
        yield f"Also other than then: {told}. Install those versions to leave them out of it."
    elif makers.same_code:
        yield (
            "The program is the same, and so are its libraries: files of the run were altered, or a machine "
            "counted wrong. Ask whoever made it for the folder as it was."
        )
