"""That lists have ways in and out, and lead somewhere; whether they lead in circles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from glasshouse.ground.document import Document
from glasshouse.ground.errors import Position, Problem, did_you_mean
from glasshouse.ground.mistakes import quoted_value
from glasshouse.ground.telling import tell
from glasshouse.schemes.checking.loosely import Path, bare, ids, items, names

__all__ = ["dead_ends", "list_cycles", "lists_entered", "stays"]


def lists_entered(document: Document) -> Iterator[Problem]:
    """Every list has a rule that leads into it."""
    entered = {
        name for here, _ in items(document, "rules") for _, name in names(document, *here, "effect", "enter")
    }
    lists = ids(document, "lists")
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


def list_cycles(document: Document) -> Iterator[Problem]:
    """Lists may feed each other, which is told; a list that leads onto itself says nothing."""
    arrows: dict[str, list[tuple[str, Path]]] = {}
    for here, _ in items(document, "rules"):
        for _, target in names(document, *here, "effect", "enter"):
            for path, origin in names(document, *here, "when", "list"):
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
                yield _circle(chain, document.position(path))
                done.update(chain)
                continue
            if name in done:
                continue
            trail.append(name)
            waiting.extend((target, depth + 1, place) for target, place in reversed(arrows.get(name, [])))
        done.update(trail)


def _circle(chain: list[str], position: Position | None) -> Problem:
    if chain[0] == chain[1]:
        return tell(
            f"the list {quoted_value(chain[0])} leads onto itself",
            position,
            why="whoever comes onto it is on it",
            remedy="delete the rule, or name another list",
            code="list-cycle",
        )
    return tell(
        f"the lists lead into each other in a circle: {' -> '.join(chain)}",
        position,
        why="coming onto one of them is an entry on the next, and makes a stay there longer",
        remedy="if the text does not say so, delete one of the rules that lead from list to list",
        severity="warning",
        code="list-cycle",
    )


def stays(document: Document) -> Iterator[Problem]:
    """What begins must be able to end in one of the ways that the list knows."""
    lists = ids(document, "lists")
    stays: dict[str, list[tuple[Path, Any]]] = {name: [] for name in lists}
    for name, here in lists.items():
        stays[name].append(((*here, "stay", "for"), bare(document.value((*here, "stay", "for")))))
    for here, _ in items(document, "rules"):
        target = document.value((*here, "effect", "enter"))
        own = bare(document.value((*here, "stay", "for")))
        if isinstance(target, str) and target in stays and own is not None:
            stays[target].append(((*here, "stay", "for"), own))
    for name, here in lists.items():
        if not isinstance(document.value((*here, "exit")), list):
            continue
        ways = Counter(str(item.get("by")) for _, item in items(document, *here, "exit"))
        for path, item in items(document, *here, "exit"):
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


def dead_ends(document: Document) -> Iterator[Problem]:
    """A rule that changes something that nothing looks at."""
    watched = {
        key: {
            name
            for section in ("consequences", "rules")
            for here, _ in items(document, section)
            for _, name in names(document, *here, "when", key)
        }
        for key in ("list", "band")
    }
    on_score = any(document.value((*here, "when", "score")) for here, _ in items(document, "consequences"))
    lists = ids(document, "lists")
    for here, _ in items(document, "rules"):
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
