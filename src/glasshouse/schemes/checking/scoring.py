"""That the score makes sense: bands that meet, caps of one sign, nothing that needs a score where none is."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from glasshouse.assumptions.vocabulary import DIMENSIONS, OPEN_DIMENSIONS
from glasshouse.ground.document import Document
from glasshouse.ground.errors import Problem
from glasshouse.ground.telling import tell
from glasshouse.schemes.checking.loosely import (
    Path,
    bare,
    ids,
    items,
    may_use_protected_data,
    missing,
    names,
    whole,
)
from glasshouse.schemes.vocabulary import Words

__all__ = ["bands", "caps", "inputs", "score"]

_STATUSES = tuple(dimension for dimension in DIMENSIONS if dimension not in OPEN_DIMENSIONS)
_PROTECTED = ("sex", "minority")


def score(document: Document) -> Iterator[Problem]:
    """Start, floor and ceiling fit, and nothing needs a score where there is none."""
    kind = document.value(("score", "kind"))
    start, floor, ceiling = (whole(document.value(("score", key))) for key in ("start", "floor", "ceiling"))
    if floor is not None and ceiling is not None and floor >= ceiling:
        yield tell(
            f"the floor ({floor}) is not below the ceiling ({ceiling})",
            document.position(("score", "floor")),
            code="bad-range",
        )
    elif start is not None and (
        (floor is not None and start < floor) or (ceiling is not None and start > ceiling)
    ):
        yield tell(
            f"the start ({start}) lies outside the floor and ceiling",
            document.position(("score", "start")),
            code="bad-range",
        )
    if kind == "scorecard":
        yield from _no_entries(document)
    if kind != "none":
        return
    for section, where, keys in (
        ("rules", "effect", ("points", "to_band")),
        ("rules", "when", ("band",)),
        ("consequences", "when", ("score", "band")),
    ):
        for here, _ in items(document, section):
            part = document.value((*here, where))
            for key in keys:
                if isinstance(part, dict) and part.get(key) is not None:
                    yield tell(
                        f"'{key}' needs a score, and this scheme has none",
                        document.position((*here, where, key), key=True),
                        remedy="write 'kind: ledger' in 'score', or use a list",
                        code="no-score",
                    )


def _no_entries(document: Document) -> Iterator[Problem]:
    """Under a scorecard nothing is entered: its inputs are the only arrows into the score."""
    for here, _ in items(document, "rules"):
        for key in ("points", "to_band"):
            if document.value((*here, "effect", key)) is not None:
                yield tell(
                    f"'{key}' needs a ledger, and this scheme's score is a scorecard",
                    document.position((*here, "effect", key), key=True),
                    why="a scorecard is computed from its inputs; no rule can enter points in it",
                    remedy="make the conduct an input in 'score.dimensions', or use a list",
                    code="no-score",
                )


def inputs(document: Document, words: Words) -> Iterator[Problem]:
    """What a scorecard looks at is known: conducts of the catalogue, dimensions of a society."""
    for outer, _ in items(document, "score", "dimensions"):
        for here, item in items(document, *outer, "inputs"):
            kind, name = item.get("kind"), item.get("id")
            if not isinstance(name, str):
                continue
            if kind == "conduct" and name not in words.conducts:
                yield missing(document, (*here, "id"), name, "conduct", words.conducts)
            elif kind == "status" and name not in _STATUSES:
                yield missing(document, (*here, "id"), name, "dimension of a society", _STATUSES)
            elif kind == "status" and name in _PROTECTED and not may_use_protected_data(document, item):
                yield tell(
                    f"the status '{name}' can be an input only to describe a published scheme, or in an "
                    "invented place",
                    document.position((*here, "id")),
                    why="Glasshouse documents such inputs; it does not help to plan them",
                    remedy="give the input's 'reference' and 'status: published', or delete the input",
                    code="special-category",
                )


def bands(document: Document) -> Iterator[Problem]:
    """The bands divide the scores: in order, without gap or overlap."""
    bands = [
        (here, str(item.get("id")), item)
        for here, item in items(document, "score", "bands")
        if {"from", "to"} <= item.keys()
    ]
    if len(bands) != len(items(document, "score", "bands")):
        return  # the model says what they lack
    ends: list[tuple[Path, str, int | None, int | None]] = []
    for here, name, item in bands:
        low, high = whole(item["from"]), whole(item["to"])
        if (low is None and bare(item["from"]) is not None) or (
            high is None and bare(item["to"]) is not None
        ):
            return  # not numbers: the model says so
        if low is not None and high is not None and low >= high:
            yield tell(
                f"the band '{name}' ends where or before it begins ({low} to {high})",
                document.position(here),
                why="a band reaches from 'from' up to, and without, 'to'",
                code="empty-band",
            )
            return
        ends.append((here, name, low, high))
    for (_, name, low, _), (here, next_name, next_low, _) in pairwise(ends):
        if next_low is None or (low is not None and next_low < low):
            yield tell(
                f"the band '{next_name}' stands after '{name}' but lies below it",
                document.position(here),
                remedy="write the worst band first",
                code="band-order",
            )
            return
    for (_, name, _, high), (here, next_name, next_low, _) in pairwise(ends):
        if high is not None and next_low is not None and high == next_low:
            continue
        if high is None or next_low is None or next_low < high:
            yield tell(
                f"the bands '{name}' and '{next_name}' overlap",
                document.position((*here, "from")),
                why="a score must lie in exactly one band",
                remedy=f"begin '{next_name}' where '{name}' ends"
                + (f": from: {high}" if high is not None else ""),
                code="band-overlap",
            )
        else:
            yield tell(
                f"between the bands '{name}' and '{next_name}' lies a gap, from {high} to {next_low}",
                document.position((*here, "from")),
                why="a score must lie in exactly one band",
                remedy=f"write from: {high}",
                code="band-gap",
            )
    if ends:
        yield from _outer_ends(document, ends)


def _outer_ends(
    document: Document, ends: list[tuple[Path, str, int | None, int | None]]
) -> Iterator[Problem]:
    keys: tuple[Path, Path] = (("score", "floor"), ("score", "ceiling"))
    lowest, highest = "floor", "ceiling"
    if document.value(("score", "kind")) == "scorecard":
        keys = (("score", "range", 0), ("score", "range", 1))
        lowest, highest = "lowest of the range", "highest of the range"
    floor, ceiling = (whole(document.value(key)) for key in keys)
    here, name, low, _ = ends[0]
    if low is not None and (floor is None or floor < low):
        reach = "any score" if floor is None else f"the {lowest}, {floor}"
        yield tell(
            f"scores below {low} have no band",
            document.position((*here, "from")),
            why=f"the score can fall to {reach}",
            remedy=f"write from: null for '{name}', or floor: {low}",
            code="band-gap",
        )
    here, name, _, high = ends[-1]
    if high is not None and (ceiling is None or ceiling >= high):
        reach = "any score" if ceiling is None else f"the {highest}, {ceiling}"
        yield tell(
            f"scores of {high} and more have no band",
            document.position((*here, "to")),
            why=f"the score can rise to {reach}",
            remedy=f"write to: null for '{name}'",
            code="band-gap",
        )


def caps(document: Document) -> Iterator[Problem]:
    """Caps bound rules that give points, all of one sign, and each rule is bounded by one."""
    rules = ids(document, "rules")
    bounded: set[str] = set()
    for here, _ in items(document, "score", "caps"):
        signs: set[bool] = set()
        for path, name in names(document, *here, "rules"):
            if name not in rules:
                yield missing(document, path, name, "rule", rules)
                continue
            if name in bounded:
                yield tell(
                    f"the rule '{name}' stands under two caps",
                    document.position(path),
                    why="Nothing says which of the two limits its points, or whether they use up both.",
                    remedy=f"name '{name}' in one cap only",
                    code="two-caps",
                )
            bounded.add(name)
            points = whole(document.value((*rules[name], "effect", "points")))
            if points is None:
                yield tell(
                    f"the rule '{name}' gives no points, so a cap cannot bound it",
                    document.position(path),
                    code="no-effect",
                )
            else:
                signs.add(points > 0)
        if len(signs) > 1:
            yield tell(
                "this cap mixes rules that add points with rules that take them",
                document.position(here),
                remedy="make two caps",
                code="mixed-cap",
            )
