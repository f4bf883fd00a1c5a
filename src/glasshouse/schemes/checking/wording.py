"""That keys which belong together stand together: points and lapse, surcharge and size, may and its share."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from glasshouse.ground.document import Document
from glasshouse.ground.errors import Problem, did_you_mean
from glasshouse.ground.mistakes import quoted_value
from glasshouse.ground.telling import listed, tell
from glasshouse.schemes.checking.loosely import bare, ids, items, missing, names, whole

__all__ = [
    "dates",
    "discretion",
    "displacements",
    "durations",
    "effects",
    "remedy_chains",
    "sizes",
    "subjects",
    "windows",
]

_CIVIL = re.compile(r"[0-9]+ (month|year)s?")
_TIME = re.compile(r"[0-9]+ (working )?(day|week|month|year)s?")

# What each `does` may be sized by, and whether that is a length of time; those not here take no size.
_SIZED = {
    "surcharge": ("a share such as 0.1, or money such as 100 yuan", False),
    "claim": ("money such as 100 yuan, or a share such as 0.1", False),
    "delay": ("a length of time such as 5 days", True),
}


def effects(document: Document) -> Iterator[Problem]:
    """Keys of a rule that go with one effect only."""
    for here, item in items(document, "rules"):
        effect = item.get("effect")
        if not isinstance(effect, dict):
            continue
        unsaid = effect.get("points") is not None and "lapse" not in item
        if unsaid and not any(did_you_mean(key, ["lapse"]) for key in item):
            yield tell(
                "a rule with points needs 'lapse'",
                document.position(here),
                why="points that last for ever weigh most of all, so the file must say so itself",
                remedy="write lapse: 24 months, or lapse: null where the text lets them stand for ever",
                code="missing-key",
            )
        if effect.get("enter") is not None and item.get("lapse") is not None:
            yield tell(
                "'lapse' is for points; what ends a listing is 'stay'",
                document.position((*here, "lapse"), key=True),
                remedy="write stay: {for: ...}",
                code="misplaced-key",
            )
        if effect.get("enter") is None and item.get("stay") is not None:
            yield tell(
                "'stay' goes with effect: {enter: ...}; this rule enters no list",
                document.position((*here, "stay"), key=True),
                remedy="delete it",
                code="misplaced-key",
            )
        if effect.get("points") is None and item.get("repeat"):
            yield tell(
                "'repeat' goes with effect: {points: ...}; this rule gives none",
                document.position((*here, "repeat"), key=True),
                remedy="delete it",
                code="misplaced-key",
            )
        turns = [(path, whole(one.get("nth"))) for path, one in items(document, *here, "repeat")]
        for (_, before), (path, nth) in pairwise(turns):
            if before is not None and nth is not None and nth <= before:
                yield tell(
                    "'nth' must grow from one line of 'repeat' to the next",
                    document.position((*path, "nth")),
                    code="order",
                )


def sizes(document: Document) -> Iterator[Problem]:
    """What is sized says how much, in a fitting unit, and nothing else does."""
    for here, item in items(document, "consequences"):
        does, size = item.get("does"), bare(item.get("size"))
        if not isinstance(does, str):
            continue
        if does not in _SIZED:
            if size is not None:
                yield tell(
                    f"'size' has no meaning with '{does}'",
                    document.position((*here, "size"), key=True),
                    remedy="delete it, or write does: surcharge, claim or delay",
                    code="misplaced-key",
                )
            continue
        wanted, is_time = _SIZED[does]
        if size is None:
            yield tell(
                f"a {does} needs 'size'",
                document.position(here),
                remedy=f"write {wanted}",
                code="missing-key",
            )
        elif isinstance(size, str | int | float) and is_time != bool(_TIME.fullmatch(str(size))):
            yield tell(
                f"the size of a {does} cannot be {quoted_value(size)}",
                document.position((*here, "size")),
                remedy=f"write {wanted}",
                code="wrong-size",
            )


def durations(document: Document) -> Iterator[Problem]:
    """What is counted in must have a length: a rhythm of nothing, or a window in which nothing can fall."""
    counts = [(*here, "count", "within") for here, _ in items(document, "rules")]
    terms = [(*here, "duration") for here, _ in items(document, "consequences")]
    for path in (("score", "recomputed"), *counts, *terms):
        length = bare(document.value(path))
        if isinstance(length, str) and re.fullmatch(r"0+ .*", length):
            yield tell(
                f"'{length}' has no length",
                document.position(path),
                remedy="write at-once"
                if path[-1] == "recomputed"
                else "write a length, or while-in-force"
                if path[-1] == "duration"
                else "write a length, or null for any distance",
                code="no-length",
            )


def windows(document: Document) -> Iterator[Problem]:
    """A calendar window is so many civil months or years."""
    for here, _ in items(document, "rules"):
        if bare(document.value((*here, "count", "window"))) != "calendar":
            continue
        within = bare(document.value((*here, "count", "within")))
        if within is None:
            yield tell(
                "a calendar window needs 'within'",
                document.position((*here, "count", "window")),
                why="without a length it is not said in which month, quarter or year records are counted",
                remedy="write within: 1 year, or another number of months or years",
                code="missing-key",
            )
        elif isinstance(within, str) and not _CIVIL.fullmatch(within):
            yield tell(
                f"a calendar window cannot be '{within}'",
                document.position((*here, "count", "within")),
                why="the calendar is told off in whole months and years; days and weeks have no first of "
                "their own",
                remedy="write so many months or years, or window: rolling",
                code="no-civil-period",
            )


def discretion(document: Document) -> Iterator[Problem]:
    """A rule that may be applied comes with the share of cases in which it is."""
    if bare(document.value(("practice", "may_used"))) is not None:
        return
    for here, item in items(document, "rules"):
        if item.get("discretion") == "may":
            yield tell(
                "a rule that may be applied needs the share of cases in which it is",
                document.position((*here, "discretion")),
                remedy="for example: practice: {may_used: {value: 0.5, evidence: assumed, text: silent}}",
                code="missing-key",
            )
            return


def subjects(document: Document) -> Iterator[Problem]:
    """Rules are for subjects that the scheme covers."""
    covered = [name for _, name in names(document, "scope", "subjects")]
    for here, _ in items(document, "rules"):
        for path, name in names(document, *here, "whom", "subjects"):
            if covered and name not in covered and name in ("person", "firm", "agency"):
                yield tell(
                    f"the rule is for a {name}, but the scheme covers only {listed(covered, 'and')}",
                    document.position(path),
                    remedy="add it to scope.subjects, or delete it here",
                    code="out-of-scope",
                )


def dates(document: Document) -> Iterator[Problem]:
    """The scheme ends after it begins."""
    begin, end = document.value(("scheme", "force", "from")), document.value(("scheme", "force", "until"))
    if isinstance(begin, str) and isinstance(end, str) and end <= begin:
        yield tell(
            f"the scheme ends ({end}) before it begins ({begin})",
            document.position(("scheme", "force", "until")),
            code="order",
        )


def remedy_chains(document: Document) -> Iterator[Problem]:
    """Each remedy's next is there, and remedies do not follow each other in circles."""
    remedies = ids(document, "remedies")
    following = {name: document.value((*here, "next")) for name, here in remedies.items()}
    for name, here in remedies.items():
        after = following[name]
        if isinstance(after, str) and after not in remedies:
            yield missing(document, (*here, "next"), after, "remedy", remedies)
    for name, here in remedies.items():
        seen = [name]
        after = following[name]
        while isinstance(after, str) and after in remedies and after not in seen:
            seen.append(after)
            after = following[after]
        if after == name:
            yield tell(
                f"the remedies follow each other in a circle: {' -> '.join([*seen, name])}",
                document.position((*here, "next")),
                remedy="the last remedy has next: null",
                code="remedy-cycle",
            )
            return


def displacements(document: Document) -> Iterator[Problem]:
    """Rules do not displace each other in circles: then none of them could ever have its turn."""
    rules = ids(document, "rules")
    displaced = {
        name: {other for _, other in names(document, *here, "instead_of") if other in rules and other != name}
        for name, here in rules.items()
    }
    left = dict(displaced)
    while True:
        first = [name for name in left if not any(name in others for others in left.values())]
        if not first:
            break
        for name in first:
            del left[name]
    if left:
        name = next(iter(left))
        yield tell(
            f"these rules displace each other in a circle: {', '.join(left)}",
            document.position((*rules[name], "instead_of")),
            why="none of them could ever have its turn",
            remedy="let each pair of rules displace in one direction only",
            code="displacement-cycle",
        )
