"""That every name leads somewhere: references, users, sources, conducts, lists, bands, gates, excuses."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from glasshouse.ground.document import Document
from glasshouse.ground.errors import Problem, did_you_mean
from glasshouse.ground.mistakes import quoted_value
from glasshouse.ground.telling import tell
from glasshouse.schemes.checking.loosely import Path, ids, items, may_use_protected_data, missing, names
from glasshouse.schemes.vocabulary import NO_GATE, Words

__all__ = [
    "amendments",
    "duplicates",
    "extensions",
    "gates",
    "histories",
    "references",
    "rule_names",
    "sources",
    "targets",
    "users",
]

# Sections whose items have ids, and what one of them is called.
_SECTIONS: tuple[tuple[Path, str], ...] = (
    (("references",), "reference"),
    (("data", "sources"), "source"),
    (("users",), "user"),
    (("score", "bands"), "band"),
    (("score", "caps"), "cap"),
    (("score", "dimensions"), "dimension"),
    (("rules",), "rule"),
    (("lists",), "list"),
    (("consequences",), "consequence"),
    (("remedies",), "remedy"),
    (("tests",), "test"),
)


def duplicates(document: Document) -> Iterator[Problem]:
    """No two items of a section have the same id."""
    for section, noun in _SECTIONS:
        first = ids(document, *section)
        for here, item in items(document, *section):
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


def references(document: Document) -> Iterator[Problem]:
    """Every reference and legal basis that is named stands in the file."""
    known = ids(document, "references")
    for path, name in _mentions(document.data, ()):
        if name not in known:
            yield missing(document, path, name, "reference", known, remedy="add it to 'references'")


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


def sources(document: Document, words: Words) -> Iterator[Problem]:
    """Every source is of a known kind, and somebody sees what the rules look at."""
    known = words.sources
    sources = items(document, "data", "sources")
    for here, item in sources:
        kind = item.get("kind")
        if isinstance(kind, str) and kind not in known:
            yield missing(document, (*here, "kind"), kind, "kind of source", known)
        if item.get("special"):
            yield from _special(document, here, item)
    conducts = [here for here, _ in items(document, "rules") if document.value((*here, "when", "conducts"))]
    if isinstance(document.value(("data",)), dict) and document.value(("data", "sources")) == [] and conducts:
        yield tell(
            "the scheme has no source, so no conduct can ever be recorded",
            document.position(("data", "sources")),
            remedy="add those who see it, for example: sources: [{id: police, kind: police}]",
            code="no-source",
        )


def _special(document: Document, here: Path, item: dict[str, Any]) -> Iterator[Problem]:
    """Specially protected data may be described where somebody really used them, and may not be planned."""
    if may_use_protected_data(document, item):
        return
    yield tell(
        "specially protected data can be used only to describe a published scheme, or in an invented place",
        document.position((*here, "special")),
        why="Glasshouse documents such inputs; it does not help to plan them",
        remedy="give the source's 'reference' and 'status: published', or delete 'special'",
        code="special-category",
    )


def users(document: Document) -> Iterator[Problem]:
    """Whoever imposes or receives something is among the users."""
    users = ids(document, "users")
    for section, key in ((("consequences",), "imposed_by"), (("data", "sharing"), "to")):
        for here, item in items(document, *section):
            name = item.get(key)
            if isinstance(name, str) and name not in users:
                yield missing(
                    document,
                    (*here, key),
                    name,
                    "user",
                    users,
                    remedy=None if did_you_mean(name, users) else "add it to 'users'",
                )


def rule_names(document: Document, words: Words) -> Iterator[Problem]:
    """The conducts, bands, lists, excuses and rules that a rule names are there."""
    conducts, excuses = words.conducts, words.excuses
    bands, lists, rules = (ids(document, *path) for path in (("score", "bands"), ("lists",), ("rules",)))
    for here, item in items(document, "rules"):
        for path, name in names(document, *here, "when", "conducts"):
            if name not in conducts:
                yield missing(
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
            for path, name in names(document, *here, "when", key):
                if name not in known:
                    yield missing(document, path, name, noun, known)
        for key, known, noun in (("enter", lists, "list"), ("to_band", bands, "band")):
            for path, name in names(document, *here, "effect", key):
                if name not in known:
                    yield missing(document, path, name, noun, known)
        for path, name in names(document, *here, "unless"):
            if name not in excuses:
                yield missing(document, path, name, "excuse", excuses)
        for path, name in names(document, *here, "instead_of"):
            if name not in rules:
                yield missing(document, path, name, "rule", rules)
            elif name == item.get("id"):
                yield tell("a rule cannot displace itself", document.position(path), code="self-reference")


def extensions(document: Document, words: Words) -> Iterator[Problem]:
    """What makes a stay longer is known."""
    known = words.conditions
    for section in ("rules", "lists"):
        for here, _ in items(document, section):
            for path, item in items(document, *here, "stay", "extend"):
                name = item.get("if")
                if isinstance(name, str) and name not in known:
                    yield missing(document, (*path, "if"), name, "condition", known)


def gates(document: Document, words: Words) -> Iterator[Problem]:
    """Consequences name lists and bands of the file, and gates and tiers of the catalogue."""
    gates = words.gates
    bands, lists = ids(document, "score", "bands"), ids(document, "lists")
    for here, item in items(document, "consequences"):
        for key, known, noun in (("list", lists, "list"), ("band", bands, "band")):
            for path, name in names(document, *here, "when", key):
                if name not in known:
                    yield missing(document, path, name, noun, known)
        gate = item.get("gate")
        if not isinstance(gate, str):
            continue
        if gate != NO_GATE and gate not in gates:
            yield missing(document, (*here, "gate"), gate, "gate", [*gates, NO_GATE])
            continue
        tiers = tuple(gates[gate].tiers) if gate in gates else ()
        for path, name in names(document, *here, "tiers"):
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


def targets(document: Document) -> Iterator[Problem]:
    """What remedies and notices are about is in the file."""
    known = {
        "lists": (ids(document, "lists"), "list"),
        "rules": (ids(document, "rules"), "rule"),
        "bands": (ids(document, "score", "bands"), "band"),
        "consequences": (ids(document, "consequences"), "consequence"),
    }
    for section in ("remedies", "notice"):
        for here, _ in items(document, section):
            target = document.value((*here, "for"))
            if isinstance(target, dict) and not any(target.get(key) for key in known):
                yield tell(
                    "'for' names nothing",
                    document.position((*here, "for")),
                    remedy="write for: {lists: [...]}",
                    code="no-effect",
                )
            for key, (known_ids, noun) in known.items():
                for path, name in names(document, *here, "for", key):
                    if name not in known_ids:
                        yield missing(document, path, name, noun, known_ids)


def histories(document: Document, words: Words) -> Iterator[Problem]:
    """Life histories name conducts, lists, bands and gates that are there, and nothing else."""
    conducts, gates = words.conducts, words.gates
    bands, lists = ids(document, "score", "bands"), ids(document, "lists")
    kinds = {str(item.get(key)) for _, item in items(document, "data", "sources") for key in ("id", "kind")}
    scoreless = document.value(("score", "kind")) == "none"
    for here, _ in items(document, "tests"):
        for path, day in items(document, *here, "days"):
            act, source, performs = day.get("act"), day.get("source"), day.get("performs")
            if isinstance(act, str) and act not in conducts:
                yield missing(document, (*path, "act"), act, "conduct", conducts)
            if isinstance(source, str) and source not in kinds:
                yield missing(document, (*path, "source"), source, "source in this scheme", sorted(kinds))
            if isinstance(performs, str) and performs not in lists:
                yield missing(document, (*path, "performs"), performs, "list", lists)
        for path, expected in items(document, *here, "expect"):
            band = expected.get("band")
            if isinstance(band, str) and band not in bands:
                yield missing(document, (*path, "band"), band, "band", bands)
            if expected.get("score") is not None and scoreless:
                yield tell(
                    "this scheme has no score to expect", document.position((*path, "score")), code="no-score"
                )
            for place, name in names(document, *path, "listed"):
                if name not in lists:
                    yield missing(document, place, name, "list", lists)
            for place, name in names(document, *path, "denied"):
                if name not in gates:
                    yield missing(document, place, name, "gate", gates)


def amendments(document: Document) -> Iterator[Problem]:
    """Try each amendment on the text before it, so that a path that leads nowhere is found now."""
    amendments = items(document, "amendments")
    if not amendments:
        return
    from glasshouse.schemes.amending import amended

    before = document.value(("scheme", "force", "from"))
    places = tuple(int(here[-1]) for here, _ in amendments)
    for (here, item), made in zip(amendments, amended(document, places), strict=True):
        begin = item.get("from")
        if isinstance(begin, str) and isinstance(before, str) and begin <= before:
            yield tell(
                f"the amendment of {begin} does not come after {before}",
                document.position((*here, "from")),
                remedy="write amendments in the order of their dates, all after scheme.force.from",
                code="order",
            )
        before = begin
        if isinstance(made, tuple):
            yield from made
