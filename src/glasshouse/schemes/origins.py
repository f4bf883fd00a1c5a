"""Origins: in what kind of source each number of a scheme was read, and which were read in none.

A scheme that cites a text does not by that rest on it: of its numbers some stand where the issuer put the
text, some in copies and translations, some in the press, and some in nothing that anybody here has read.
Whoever tells of a scheme counts them here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from glasshouse.ground.telling import listed
from glasshouse.schemes.model import REFUSES, Scheme
from glasshouse.schemes.phrases import plain, value
from glasshouse.schemes.sourcing import Number, numbers

__all__ = ["READ", "in_words", "origin", "origins", "origins_told", "unread"]

READ = {
    "primary": "on the issuer's own page",
    "reprint": "in copies, quotations or translations of the text",
    "secondary": "in accounts of it",
    "press": "in the press",
    "dataset": "in data sets",
}
"""Kinds of source in which a number was read."""
_NOT_READ = {
    "assumed": "assumed",
    "unverified": "from memory or not verified",
    "unstated": "without a word on where from",
}
_OF_REFERENCES = {"memory": "unverified", "derived": "assumed"}
"""What is remembered, or was reckoned here, was read nowhere."""


def origin(scheme: Scheme, number: Number) -> str:
    """The kind of source that a number was read in; where in none, how it is known otherwise."""
    known = number.quantity
    if known.evidence is not None and known.evidence in _NOT_READ:
        return known.evidence
    if known.reference is None:
        return "unstated"
    kind = scheme.reference(known.reference).kind
    return _OF_REFERENCES.get(kind, kind)


def origins(scheme: Scheme) -> Counter[str]:
    """How many numbers of a scheme are of which origin."""
    return Counter(origin(scheme, number) for number in numbers(scheme))


def in_words(origin: str) -> str:
    """Where a number of an origin was read: ``in the press``."""
    return (READ | _NOT_READ)[origin]


def origins_told(scheme: Scheme) -> str:
    """Where the numbers of a scheme were read, and how many were read nowhere."""
    counts = origins(scheme)
    total = counts.total()
    if not total:
        return "The file of the rules has no numbers."
    if scheme.scheme.status == "invented":
        return f"The {total} numbers of the rules are invented, as the rules are."
    read = [f"{counts[kind]} {words}" for kind, words in READ.items() if counts[kind]]
    if not read:
        return f"None of the {total} numbers of the rules was read anywhere: {_not_read(counts)}."
    if not counts["primary"]:
        read.insert(0, f"none {READ['primary']}")
    many = sum(counts[kind] for kind in READ)
    told = f"Of the {total} numbers of the rules {many} {_were(many)} read: {', '.join(read)}."
    rest = total - many
    return told if not rest else f"{told} {rest} {_were(rest)} read nowhere: {_not_read(counts)}."


def unread(scheme: Scheme, measure: str) -> Iterator[str]:
    """What was read nowhere and decides a headline, in words with its value.

    Args:
        scheme: any.
        measure: ``listed-share``, ``demoted-share`` or ``refused-share``.
    """
    paths = tuple(dict.fromkeys(_DECIDES[measure](scheme)))
    edges: set[object] = set()
    for number in numbers(scheme):
        from_where = origin(scheme, number)
        if from_where not in _NOT_READ or not _within(number.path, paths):
            continue
        if number.path.startswith("score.bands."):
            # Where one band ends the next begins: one limit, told once.
            if number.quantity.value in edges:
                continue
            edges.add(number.quantity.value)
        yield f"{_about(number)} ({_NOT_READ[from_where]})"


def _within(path: str, outer: tuple[str, ...]) -> bool:
    return any(path == one or path.startswith(f"{one}.") for one in outer)


def _were(many: int) -> str:
    return "was" if many == 1 else "were"


def _not_read(counts: Counter[str]) -> str:
    told = [(counts[kind], words) for kind, words in _NOT_READ.items() if counts[kind]]
    if len(told) == 1:
        return f"all {told[0][1]}"
    return listed([f"{count} {words}" for count, words in told], "and")


def _demoting(scheme: Scheme) -> Iterator[str]:
    """Where everybody starts, where the band begins that holds the start, and what costs points."""
    start = scheme.score.start
    yield "score.start"
    begun = None if start is None else scheme.score.band_of(start.value)
    if begun is not None:
        yield f"score.bands.{begun.id}.from"
    for rule in scheme.rules:
        if rule.effect.to_band is not None or (
            rule.effect.points is not None and rule.effect.points.value < 0
        ):
            yield f"rules.{rule.id}.effect"
            yield f"rules.{rule.id}.count"


def _listing(scheme: Scheme) -> Iterator[str]:
    """How often an act must be seen for a blacklist, and the bands that lead to one."""
    black = {entry.id for entry in scheme.lists if entry.polarity == "black"}
    for rule in scheme.rules:
        if rule.effect.enter in black:
            yield f"rules.{rule.id}.count"
            yield from (f"score.bands.{band}" for band in rule.when.band or ())
            if rule.when.band:
                yield from _demoting(scheme)


def _refusing(scheme: Scheme) -> Iterator[str]:
    """Who is listed, and below which score or in which band something is refused."""
    yield from _listing(scheme)
    for item in scheme.consequences:
        if item.does in REFUSES:
            yield f"consequences.{item.id}.when"
            yield from (f"score.bands.{band}" for band in item.when.band or ())


_DECIDES = {"demoted-share": _demoting, "listed-share": _listing, "refused-share": _refusing}


def _about(number: Number) -> str:
    """What a number says, with its value: ``where band A begins, 960``."""
    size = value(number.quantity.value)
    match number.path.split("."):
        case ["score", "start"]:
            return f"where everybody starts, {size}"
        case ["score", "bands", band, "from"]:
            return f"where band {band} begins, {size}"
        case ["score", "bands", band, "to"]:
            return f"where band {band} ends, {size}"
        case ["rules", rule, "effect", "points"]:
            return f"the points for '{plain(rule)}', {size}"
        case ["rules", rule, "count", *_]:
            return f"how often, or within what time, for '{plain(rule)}', {size}"
        case ["consequences", item, "when", "score", side]:
            return f"the score of '{plain(item)}', {plain(side)} {size}"
        case _:
            return f"{plain(number.path.replace('.', ' '))}, {size}"
