"""What the shape of a file cannot say: that names lead somewhere, bands meet, and lists have a way in.

The checks read the plain document, not the model, and expect nothing of its shape: so a file with a misspelt
key still has its missing references reported in the same screen. Each check is a generator of problems, run
by `check`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from typing import Any, TypeAlias

from glasshouse.ground.document import Document
from glasshouse.ground.errors import BadInput, Problem, did_you_mean
from glasshouse.ground.telling import listed, tell
from glasshouse.ground.validation import quoted_value
from glasshouse.schemes.vocabulary import NO_GATE, Words

__all__ = ["check"]

Path: TypeAlias = "tuple[str | int, ...]"

_TIME = re.compile(r"[0-9]+ (working )?(day|week|month|year)s?")

# Sections whose items have ids, and what one of them is called.
_SECTIONS: tuple[tuple[Path, str], ...] = (
    (("references",), "reference"),
    (("data", "sources"), "source"),
    (("users",), "user"),
    (("score", "bands"), "band"),
    (("score", "caps"), "cap"),
    (("rules",), "rule"),
    (("lists",), "list"),
    (("consequences",), "consequence"),
    (("remedies",), "remedy"),
    (("tests",), "test"),
)


def check(document: Document, words: Words) -> tuple[list[Problem], list[Problem]]:
    """Errors and warnings about a scheme's document that names what there is in `words`."""
    found = [problem for one in _CHECKS for problem in one(document)]
    found += [problem for one in _WORD_CHECKS for problem in one(document, words)]
    errors = [problem for problem in found if problem.severity == "error"]
    return errors, [problem for problem in found if problem.severity == "warning"]


# -------------------------------------------------------------------------------------- reading loosely


def _items(document: Document, *path: str | int) -> list[tuple[Path, dict[str, Any]]]:
    """The mappings in a list, with their paths; nothing where there is no list."""
    section = document.value(path)
    if not isinstance(section, list):
        return []
    return [((*path, index), item) for index, item in enumerate(section) if isinstance(item, dict)]


def _ids(document: Document, *path: str | int) -> dict[str, Path]:
    """Ids of a section's items, with the path of the first item of each."""
    found: dict[str, Path] = {}
    for here, item in _items(document, *path):
        if isinstance(item.get("id"), str):
            found.setdefault(item["id"], here)
    return found


def _names(document: Document, *path: str | int) -> list[tuple[Path, str]]:
    """The texts at a path, be it one text or a list of them."""
    value = document.value(path)
    if isinstance(value, str):
        return [(path, value)]
    if isinstance(value, list):
        return [((*path, index), name) for index, name in enumerate(value) if isinstance(name, str)]
    return []


def _bare(value: object) -> Any:
    """A number's value, whether it stands bare or annotated."""
    return value.get("value") if isinstance(value, dict) else value


def _whole(value: object) -> int | None:
    bare = _bare(value)
    return int(bare) if isinstance(bare, int | float) and not isinstance(bare, bool) else None


def _missing(
    document: Document, path: Path, name: str, kind: str, known: Iterable[str], *, remedy: str | None = None
) -> Problem:
    """A name that leads to nothing, with the name that was probably meant."""
    options = list(known)
    near = did_you_mean(name, options)
    if remedy is None and near is None:
        shown = options[:12]
        if shown:
            remedy = f"known here: {', '.join(shown)}" + (" ..." if len(options) > 12 else "")
        else:
            remedy = f"this file has no {kind} at all"
    what = f"there is no {kind} {quoted_value(name)}" + (f". Did you mean '{near}'?" if near else "")
    return tell(what, document.position(path), remedy=remedy, code="unknown-name")


# ------------------------------------------------------------------------------------------- the checks


def _duplicates(document: Document) -> Iterator[Problem]:
    for section, noun in _SECTIONS:
        first = _ids(document, *section)
        for here, item in _items(document, *section):
            name = item.get("id")
            if isinstance(name, str) and first[name] != here:
                before = document.position((*first[name], "id")).line
                yield tell(
                    f"there are two {noun}s with the id {quoted_value(name)}".replace("remedys", "remedies"),
                    document.position((*here, "id")),
                    why=f"the first stands on line {before}",
                    remedy="give this one another id",
                    code="duplicate-id",
                )


def _references(document: Document) -> Iterator[Problem]:
    known = _ids(document, "references")
    for path, name in _mentions(document.data, ()):
        if name not in known:
            yield _missing(document, path, name, "reference", known, remedy="add it to 'references'")


def _mentions(value: object, path: Path) -> Iterator[tuple[Path, str]]:
    """Every place that names a reference by its id."""
    if isinstance(value, list):
        for index, item in enumerate(value):
            yield from _mentions(item, (*path, index))
        return
    if not isinstance(value, dict):
        return
    for key, inner in value.items():
        here = (*path, key)
        if key in ("tests", "amendments", "references") and not path:
            continue
        if key in ("reference", "legal_basis", "evidence_of_effect"):
            if isinstance(inner, str):
                yield here, inner
            elif isinstance(inner, list):
                yield from (
                    (((*here, index)), name) for index, name in enumerate(inner) if isinstance(name, str)
                )
        else:
            yield from _mentions(inner, here)


def _rule_names(document: Document, words: Words) -> Iterator[Problem]:
    conducts, excuses = words.conducts, words.excuses
    bands, lists, rules = (_ids(document, *path) for path in (("score", "bands"), ("lists",), ("rules",)))
    for here, item in _items(document, "rules"):
        for path, name in _names(document, *here, "when", "conducts"):
            if name not in conducts:
                yield _missing(
                    document,
                    path,
                    name,
                    "conduct",
                    conducts,
                    remedy=None
                    if did_you_mean(name, conducts)
                    else "'glasshouse schema' lists the conducts of the catalogue",
                )
        for key, known, noun in (("band", bands, "band"), ("list", lists, "list")):
            for path, name in _names(document, *here, "when", key):
                if name not in known:
                    yield _missing(document, path, name, noun, known)
        for key, known, noun in (("enter", lists, "list"), ("to_band", bands, "band")):
            for path, name in _names(document, *here, "effect", key):
                if name not in known:
                    yield _missing(document, path, name, noun, known)
        for path, name in _names(document, *here, "unless"):
            if name not in excuses:
                yield _missing(document, path, name, "excuse", excuses)
        for path, name in _names(document, *here, "instead_of"):
            if name not in rules:
                yield _missing(document, path, name, "rule", rules)
            elif name == item.get("id"):
                yield tell("a rule cannot displace itself", document.position(path), code="self-reference")


def _caps(document: Document) -> Iterator[Problem]:
    rules = _ids(document, "rules")
    for here, _ in _items(document, "score", "caps"):
        signs: set[bool] = set()
        for path, name in _names(document, *here, "rules"):
            if name not in rules:
                yield _missing(document, path, name, "rule", rules)
                continue
            points = _whole(document.value((*rules[name], "effect", "points")))
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


def _sources(document: Document, words: Words) -> Iterator[Problem]:
    known = words.sources
    sources = _items(document, "data", "sources")
    for here, item in sources:
        kind = item.get("kind")
        if isinstance(kind, str) and kind not in known:
            yield _missing(document, (*here, "kind"), kind, "kind of source", known)
        if item.get("special"):
            yield from _special(document, here, item)
    conducts = [here for here, _ in _items(document, "rules") if document.value((*here, "when", "conducts"))]
    if isinstance(document.value(("data",)), dict) and document.value(("data", "sources")) == [] and conducts:
        yield tell(
            "the scheme has no source, so no conduct can ever be recorded",
            document.position(("data", "sources")),
            remedy="add those who see it, for example: sources: [{id: police, kind: police}]",
            code="no-source",
        )


def _special(document: Document, here: Path, item: dict[str, Any]) -> Iterator[Problem]:
    """Specially protected data may be described where somebody really used them, and may not be planned."""
    status = document.value(("scheme", "status"))
    invented = status == "invented" and document.value(("scheme", "jurisdiction")) == "invented"
    if invented or (status == "published" and item.get("reference")):
        return
    yield tell(
        "specially protected data can be used only to describe a published scheme, or in an invented place",
        document.position((*here, "special")),
        why="Glasshouse documents such inputs; it does not help to plan them",
        remedy="give the source's 'reference' and 'status: published', or delete 'special'",
        code="special-category",
    )


def _users(document: Document) -> Iterator[Problem]:
    users = _ids(document, "users")
    for section, key in ((("consequences",), "imposed_by"), (("data", "sharing"), "to")):
        for here, item in _items(document, *section):
            name = item.get(key)
            if isinstance(name, str) and name not in users:
                yield _missing(
                    document,
                    (*here, key),
                    name,
                    "user",
                    users,
                    remedy=None if did_you_mean(name, users) else "add it to 'users'",
                )


def _gates(document: Document, words: Words) -> Iterator[Problem]:
    gates = words.gates
    bands, lists = _ids(document, "score", "bands"), _ids(document, "lists")
    for here, item in _items(document, "consequences"):
        for key, known, noun in (("list", lists, "list"), ("band", bands, "band")):
            for path, name in _names(document, *here, "when", key):
                if name not in known:
                    yield _missing(document, path, name, noun, known)
        gate = item.get("gate")
        if not isinstance(gate, str):
            continue
        if gate != NO_GATE and gate not in gates:
            yield _missing(document, (*here, "gate"), gate, "gate", [*gates, NO_GATE])
            continue
        tiers = tuple(gates[gate].tiers) if gate in gates else ()
        for path, name in _names(document, *here, "tiers"):
            if name != "any" and name not in tiers:
                if tiers:
                    near = did_you_mean(name, tiers)
                    yield tell(
                        f"the gate '{gate}' has no tier {quoted_value(name)}"
                        + (f". Did you mean '{near}'?" if near else ""),
                        document.position(path),
                        remedy=f"its tiers are {', '.join(tiers)}, or any for all",
                        code="unknown-name",
                    )
                else:
                    yield tell(
                        f"the gate '{gate}' has no tiers, so {quoted_value(name)} is none of them",
                        document.position(path),
                        remedy="write tiers: [any], or leave 'tiers' out",
                        code="unknown-name",
                    )


# What each `does` may be sized by, and whether that is a length of time; those not here take no size.
_SIZED = {
    "surcharge": ("a share such as 0.1, or money such as 100 yuan", False),
    "claim": ("money such as 100 yuan, or a share such as 0.1", False),
    "delay": ("a length of time such as 5 days", True),
}


def _sizes(document: Document) -> Iterator[Problem]:
    for here, item in _items(document, "consequences"):
        does, size = item.get("does"), _bare(item.get("size"))
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


def _bands(document: Document) -> Iterator[Problem]:
    bands = [
        (here, str(item.get("id")), item)
        for here, item in _items(document, "score", "bands")
        if {"from", "to"} <= item.keys()
    ]
    if len(bands) != len(_items(document, "score", "bands")):
        return  # the model says what they lack
    ends: list[tuple[Path, str, int | None, int | None]] = []
    for here, name, item in bands:
        low, high = _whole(item["from"]), _whole(item["to"])
        if (low is None and _bare(item["from"]) is not None) or (
            high is None and _bare(item["to"]) is not None
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
    floor, ceiling = (_whole(document.value(("score", key))) for key in ("floor", "ceiling"))
    here, name, low, _ = ends[0]
    if low is not None and (floor is None or floor < low):
        reach = "any score" if floor is None else f"the floor, {floor}"
        yield tell(
            f"scores below {low} have no band",
            document.position((*here, "from")),
            why=f"the score can fall to {reach}",
            remedy=f"write from: null for '{name}', or floor: {low}",
            code="band-gap",
        )
    here, name, _, high = ends[-1]
    if high is not None and (ceiling is None or ceiling >= high):
        reach = "any score" if ceiling is None else f"the ceiling, {ceiling}"
        yield tell(
            f"scores of {high} and more have no band",
            document.position((*here, "to")),
            why=f"the score can rise to {reach}",
            remedy=f"write to: null for '{name}'",
            code="band-gap",
        )


def _score(document: Document) -> Iterator[Problem]:
    kind = document.value(("score", "kind"))
    start, floor, ceiling = (_whole(document.value(("score", key))) for key in ("start", "floor", "ceiling"))
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
    if kind != "none":
        return
    for section, where, keys in (
        ("rules", "effect", ("points", "to_band")),
        ("rules", "when", ("band",)),
        ("consequences", "when", ("score", "band")),
    ):
        for here, _ in _items(document, section):
            part = document.value((*here, where))
            for key in keys:
                if isinstance(part, dict) and part.get(key) is not None:
                    yield tell(
                        f"'{key}' needs a score, and this scheme has none",
                        document.position((*here, where, key), key=True),
                        remedy="write 'kind: ledger' in 'score', or use a list",
                        code="no-score",
                    )


def _lists_entered(document: Document) -> Iterator[Problem]:
    entered = {
        name
        for here, _ in _items(document, "rules")
        for _, name in _names(document, *here, "effect", "enter")
    }
    lists = _ids(document, "lists")
    meant = {did_you_mean(name, lists) for name in entered if name not in lists}
    for name, here in lists.items():
        if name not in entered and name not in meant:
            yield tell(
                f"nobody ever enters the list {quoted_value(name)}",
                document.position((*here, "id")),
                why="only rules lead into lists, and none has this one as its effect",
                remedy=f"add a rule with effect: {{enter: {name}}}, or delete the list",
                code="list-never-entered",
            )


def _list_cycles(document: Document) -> Iterator[Problem]:
    """A list that leads back to itself would never let anybody go."""
    arrows: dict[str, list[tuple[str, Path]]] = {}
    for here, _ in _items(document, "rules"):
        for _, target in _names(document, *here, "effect", "enter"):
            for path, origin in _names(document, *here, "when", "list"):
                arrows.setdefault(origin, []).append((target, path))
    done: set[str] = set()
    for first in arrows:
        trail: list[str] = []
        waiting: list[tuple[str, int, Path]] = [(first, 0, ())]
        while waiting:
            name, depth, path = waiting.pop()
            del trail[depth:]
            if name in trail:
                chain = [*trail[trail.index(name) :], name]
                yield tell(
                    f"the lists lead into each other in a circle: {' -> '.join(chain)}",
                    document.position(path),
                    why="whoever is on one of them would never leave",
                    remedy="delete one of the rules that lead from list to list",
                    code="list-cycle",
                )
                done.update(chain)
                continue
            if name in done:
                continue
            trail.append(name)
            waiting.extend((target, depth + 1, place) for target, place in reversed(arrows.get(name, [])))
        done.update(trail)


def _dead_ends(document: Document) -> Iterator[Problem]:
    """A rule that changes something that nothing looks at."""
    watched = {
        key: {
            name
            for section in ("consequences", "rules")
            for here, _ in _items(document, section)
            for _, name in _names(document, *here, "when", key)
        }
        for key in ("list", "band")
    }
    on_score = any(document.value((*here, "when", "score")) for here, _ in _items(document, "consequences"))
    lists = _ids(document, "lists")
    for here, _ in _items(document, "rules"):
        effect = document.value((*here, "effect"))
        if not isinstance(effect, dict):
            continue
        target = effect.get("enter")
        told = None
        if isinstance(target, str) and target in lists and target not in watched["list"]:
            audience = document.value((*lists[target], "publication", "audience"), "none")
            if audience == "none":
                told = f"the list {quoted_value(target)}, which has no consequence and is not published"
        elif (effect.get("points") is not None or effect.get("to_band") is not None) and not (
            watched["band"] or on_score
        ):
            told = "the score, which has no consequence"
        if told:
            yield tell(
                f"this rule leads nowhere: it changes only {told}",
                document.position(here),
                remedy="add a consequence",
                severity="warning",
                code="leads-nowhere",
            )


def _effects(document: Document) -> Iterator[Problem]:
    """Keys of a rule that go with one effect only."""
    for here, item in _items(document, "rules"):
        effect = item.get("effect")
        if not isinstance(effect, dict):
            continue
        misspelt = any(did_you_mean(key, ["lapse"]) for key in item)
        if effect.get("points") is not None and not misspelt:
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
        turns = [(path, _whole(one.get("nth"))) for path, one in _items(document, *here, "repeat")]
        for (_, before), (path, nth) in pairwise(turns):
            if before is not None and nth is not None and nth <= before:
                yield tell(
                    "'nth' must grow from one line of 'repeat' to the next",
                    document.position((*path, "nth")),
                    code="order",
                )


def _extensions(document: Document, words: Words) -> Iterator[Problem]:
    known = words.conditions
    for section in ("rules", "lists"):
        for here, _ in _items(document, section):
            for path, item in _items(document, *here, "stay", "extend"):
                name = item.get("if")
                if isinstance(name, str) and name not in known:
                    yield _missing(document, (*path, "if"), name, "condition", known)


def _stays(document: Document) -> Iterator[Problem]:
    """What begins must be able to end in one of the ways that the list knows."""
    lists = _ids(document, "lists")
    stays: dict[str, list[tuple[Path, Any]]] = {name: [] for name in lists}
    for name, here in lists.items():
        stays[name].append(((*here, "stay", "for"), _bare(document.value((*here, "stay", "for")))))
    for here, _ in _items(document, "rules"):
        target = document.value((*here, "effect", "enter"))
        own = _bare(document.value((*here, "stay", "for")))
        if isinstance(target, str) and target in stays and own is not None:
            stays[target].append(((*here, "stay", "for"), own))
    for name, here in lists.items():
        if not isinstance(document.value((*here, "exit")), list):
            continue
        ways = Counter(str(item.get("by")) for _, item in _items(document, *here, "exit"))
        for path, item in _items(document, *here, "exit"):
            if ways[str(item.get("by"))] > 1:
                yield tell(
                    f"'{item.get('by')}' stands twice among the exits",
                    document.position((*path, "by")),
                    code="duplicate-id",
                )
                break
        for path, stay in stays[name]:
            needed = "performance" if stay == "until-performed" else "expiry"
            if isinstance(stay, str) and stay != "for-ever" and needed not in ways:
                yield tell(
                    f"a stay of '{stay}' ends by {needed}, but the list '{name}' has no such exit",
                    document.position(path),
                    remedy=f"add {{by: {needed}, within: 0 days}} to its 'exit'",
                    code="no-exit",
                )


def _discretion(document: Document) -> Iterator[Problem]:
    if _bare(document.value(("practice", "may_used"))) is not None:
        return
    for here, item in _items(document, "rules"):
        if item.get("discretion") == "may":
            yield tell(
                "a rule that may be applied needs the share of cases in which it is",
                document.position((*here, "discretion")),
                remedy="for example: practice: {may_used: {value: 0.5, evidence: assumed, text: silent}}",
                code="missing-key",
            )
            return


def _targets(document: Document) -> Iterator[Problem]:
    known = {
        "lists": (_ids(document, "lists"), "list"),
        "rules": (_ids(document, "rules"), "rule"),
        "bands": (_ids(document, "score", "bands"), "band"),
        "consequences": (_ids(document, "consequences"), "consequence"),
    }
    for section in ("remedies", "notice"):
        for here, _ in _items(document, section):
            target = document.value((*here, "for"))
            if isinstance(target, dict) and not any(target.get(key) for key in known):
                yield tell(
                    "'for' names nothing",
                    document.position((*here, "for")),
                    remedy="write for: {lists: [...]}",
                    code="no-effect",
                )
            for key, (ids, noun) in known.items():
                for path, name in _names(document, *here, "for", key):
                    if name not in ids:
                        yield _missing(document, path, name, noun, ids)
    yield from _remedy_chains(document)


def _remedy_chains(document: Document) -> Iterator[Problem]:
    remedies = _ids(document, "remedies")
    following = {name: document.value((*here, "next")) for name, here in remedies.items()}
    for name, here in remedies.items():
        after = following[name]
        if isinstance(after, str) and after not in remedies:
            yield _missing(document, (*here, "next"), after, "remedy", remedies)
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


def _subjects(document: Document) -> Iterator[Problem]:
    covered = [name for _, name in _names(document, "scope", "subjects")]
    for here, _ in _items(document, "rules"):
        for path, name in _names(document, *here, "whom", "subjects"):
            if covered and name not in covered and name in ("person", "firm", "agency"):
                yield tell(
                    f"the rule is for a {name}, but the scheme covers only {listed(covered, 'and')}",
                    document.position(path),
                    remedy="add it to scope.subjects, or delete it here",
                    code="out-of-scope",
                )


def _dates(document: Document) -> Iterator[Problem]:
    begin, end = document.value(("scheme", "force", "from")), document.value(("scheme", "force", "until"))
    if isinstance(begin, str) and isinstance(end, str) and end <= begin:
        yield tell(
            f"the scheme ends ({end}) before it begins ({begin})",
            document.position(("scheme", "force", "until")),
            code="order",
        )


def _histories(document: Document, words: Words) -> Iterator[Problem]:
    conducts, gates = words.conducts, words.gates
    bands, lists = _ids(document, "score", "bands"), _ids(document, "lists")
    kinds = {str(item.get(key)) for _, item in _items(document, "data", "sources") for key in ("id", "kind")}
    scoreless = document.value(("score", "kind")) == "none"
    for here, _ in _items(document, "tests"):
        for path, day in _items(document, *here, "days"):
            act, source, performs = day.get("act"), day.get("source"), day.get("performs")
            if isinstance(act, str) and act not in conducts:
                yield _missing(document, (*path, "act"), act, "conduct", conducts)
            if isinstance(source, str) and source not in kinds:
                yield _missing(document, (*path, "source"), source, "source in this scheme", sorted(kinds))
            if isinstance(performs, str) and performs not in lists:
                yield _missing(document, (*path, "performs"), performs, "list", lists)
        for path, expected in _items(document, *here, "expect"):
            band = expected.get("band")
            if isinstance(band, str) and band not in bands:
                yield _missing(document, (*path, "band"), band, "band", bands)
            if expected.get("score") is not None and scoreless:
                yield tell(
                    "this scheme has no score to expect", document.position((*path, "score")), code="no-score"
                )
            for place, name in _names(document, *path, "listed"):
                if name not in lists:
                    yield _missing(document, place, name, "list", lists)
            for place, name in _names(document, *path, "denied"):
                if name not in gates:
                    yield _missing(document, place, name, "gate", gates)


def _amendments(document: Document) -> Iterator[Problem]:
    """Try each amendment on the text before it, so that a path that leads nowhere is found now."""
    amendments = _items(document, "amendments")
    if not amendments:
        return
    from glasshouse.ground.patch import apply, read_patch

    before = document.value(("scheme", "force", "from"))
    amended = document
    for here, item in amendments:
        begin = item.get("from")
        if isinstance(begin, str) and isinstance(before, str) and begin <= before:
            yield tell(
                f"the amendment of {begin} does not come after {before}",
                document.position((*here, "from")),
                remedy="write amendments in the order of their dates, all after scheme.force.from",
                code="order",
            )
        before = begin
        try:
            amended = apply(amended, read_patch(document, here))
        except BadInput as error:
            yield from error.problems


_CHECKS: tuple[Callable[[Document], Iterator[Problem]], ...] = (
    _duplicates,
    _references,
    _dates,
    _users,
    _score,
    _bands,
    _caps,
    _effects,
    _discretion,
    _subjects,
    _lists_entered,
    _list_cycles,
    _stays,
    _dead_ends,
    _sizes,
    _targets,
    _amendments,
)

_WORD_CHECKS: tuple[Callable[[Document, Words], Iterator[Problem]], ...] = (
    _sources,
    _rule_names,
    _extensions,
    _gates,
    _histories,
)
