"""What differs between two schemes, in words: what a reform changes, how one place's rules differ.

Items are matched by their ids, so the order of a file does not matter. Below the differences in the text
stand those in what follows from it, read from the normal form: which conducts lead to which consequences in
one and not in the other.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from glasshouse.ground.errors import Position
from glasshouse.ground.quantity import Quantity
from glasshouse.ground.validation import Part
from glasshouse.schemes import vocabulary
from glasshouse.schemes.explaining import headline
from glasshouse.schemes.model import Scheme
from glasshouse.schemes.normal import Row, normal_form
from glasshouse.schemes.phrases import and_, value

__all__ = ["Difference", "compare", "tell_differences"]

_WIDTH = 96
_LONGEST = 60

# Sections that say what the scheme does; the others are about it.
_ACTING = (
    "scope",
    "data",
    "users",
    "score",
    "rules",
    "lists",
    "consequences",
    "remedies",
    "notice",
    "practice",
    "amendments",
)

_REMARKS = ("reference", "as_of", "evidence", "text", "note", "title", "definition", "legal_basis")

# How a key is said in "the ... becomes ...", where its own name would be odd.
_SAID = {
    "effect.points": "points",
    "effect.to_band": "band it leads to",
    "effect.enter": "list it leads to",
    "when.conducts": "conducts that set it off",
    "when.list": "lists that set it off",
    "when.band": "bands that set it off",
    "count.at_least": "number of times",
    "count.within": "window",
    "stay.for": "stay",
    "final_after": "delay until it takes effect",
    "min_age": "lowest age",
    "exit.expiry.within": "time for removal after expiry",
    "exit.performance.within": "time for removal after performance",
    "exit.overturned.within": "time for removal when overturned",
    "except": "exceptions",
    "falls_on": "circle of those who bear it",
    "does": "what happens",
}


@dataclass(frozen=True)
class Difference:
    """One difference.

    Attributes:
        path: where, as a reform would name it.
        kind: added, removed or changed.
        before: the value before, in words; None where there was nothing.
        after: the value after, in words; None where there is nothing.
        owner: the item or section that it is in: ``rule 'protest'``, ``scope``.
        text: the difference in words, to stand after the owner.
        is_acting: whether it changes what the scheme does, and not only what is said of it.
        position: where the newer value is written, or the older where it is gone.
    """

    path: str
    kind: Literal["added", "removed", "changed"]
    before: str | None
    after: str | None
    owner: str
    text: str
    is_acting: bool
    position: Position | None

    def as_dict(self) -> dict[str, Any]:
        """The difference as plain data."""
        return {
            "path": self.path,
            "kind": self.kind,
            "before": self.before,
            "after": self.after,
            "text": f"{self.owner}: {self.text}",
            "changes_the_rules": self.is_acting,
            "position": None if self.position is None else str(self.position),
        }


@dataclass(frozen=True)
class _Leaf:
    """One value of a scheme, with the item that it belongs to."""

    said: str
    position: Position | None
    item: str
    noun: str
    key: str
    section: str
    part: Part

    @property
    def is_acting(self) -> bool:
        """Whether the value is one that the engine runs or the lint checks, not a source or a remark."""
        return self.section in _ACTING and self.key.rpartition(".")[2] not in _REMARKS


def compare(before: Scheme, after: Scheme) -> tuple[Difference, ...]:
    """Every difference between two schemes, in the order of the language's sections."""
    old, new = dict(_leaves(before)), dict(_leaves(after))
    gone = _whole_items(old, new)
    come = _whole_items(new, old)
    found: list[Difference] = []
    told: set[str] = set()
    for path in _in_order([*old, *new]):
        leaf = old.get(path) or new[path]
        if leaf.item in gone or leaf.item in come:
            if leaf.item not in told:
                told.add(leaf.item)
                found.append(
                    _item_difference(leaf, after if leaf.item in come else before, leaf.item in come)
                )
            continue
        difference = _value_difference(path, old.get(path), new.get(path))
        if difference is not None:
            found.append(difference)
    return tuple(found)


def tell_differences(before: Scheme, after: Scheme, width: int = _WIDTH) -> str:
    """The differences as text: in what the schemes do, in what follows, in what is said about them.

    Args:
        before: the one scheme.
        after: the other, or the same after a change.
        width: columns.
    """
    differences = compare(before, after)
    is_reform = before.id == after.id
    names = (f"{before.id} (before)", f"{after.id} (after)") if is_reform else (before.id, after.id)
    acting = [one for one in differences if one.is_acting]
    about = [one for one in differences if not one.is_acting]
    lines = [f"From {names[0]} to {names[1]}"]
    lines.extend(_block("What changes in the rules", _grouped(acting), width))
    lines.extend(_block("What follows from that", list(_followings(before, after)), width))
    lines.extend(_block("What is said about it", _grouped(about), width))
    if not differences:
        lines.extend(["", "Nothing differs."])
    elif not acting:
        lines.extend(["", "The rules are the same."])
    return "\n".join(lines) + "\n"


def _grouped(differences: list[Difference]) -> list[str]:
    """One sentence for each item: all that changes in it."""
    groups: dict[str, list[str]] = {}
    for one in differences:
        groups.setdefault(one.owner, []).append(one.text)
    return [f"{owner[:1].upper()}{owner[1:]}: {'; '.join(texts)}." for owner, texts in groups.items()]


def _block(title: str, sentences: list[str], width: int) -> list[str]:
    if not sentences:
        return []
    lines = ["", title.upper()]
    for sentence in sentences:
        lines.extend(
            textwrap.wrap(
                sentence, width, initial_indent="  ", subsequent_indent="    ", break_on_hyphens=False
            )
        )
    return lines


# ------------------------------------------------------------------------------------------------ flattening


def _leaves(scheme: Scheme) -> Iterator[tuple[str, _Leaf]]:
    for section in Scheme.model_fields:
        yield from _flatten_value(
            scheme, (section,), getattr(scheme, section), section, "", section, "", section, scheme
        )


def _flatten(
    part: Part, path: str, item: str, noun: str, key: str, section: str, root: Part
) -> Iterator[tuple[str, _Leaf]]:
    for name, information in type(part).model_fields.items():
        alias = information.alias or name
        below = f"{key}.{alias}" if key else alias
        yield from _flatten_value(
            part, (alias,), getattr(part, name), f"{path}.{alias}", item, noun, below, section, root
        )


def _flatten_value(
    part: Part,
    steps: tuple[str | int, ...],
    inner: Any,
    path: str,
    item: str,
    noun: str,
    key: str,
    section: str,
    root: Part,
) -> Iterator[tuple[str, _Leaf]]:
    if isinstance(inner, Part):
        yield from _flatten(inner, path, item, noun, key, section, root)
    elif isinstance(inner, tuple) and any(isinstance(one, Part) for one in inner):
        for index, one in enumerate(inner):
            name, is_item = _name(one, index)
            here = f"{path}.{name}"
            if is_item and not item:
                title = f"{type(one).noun.split(' ', 1)[1]} '{name}'"
                yield from _flatten(one, here, here, title, "", section, one)
            else:
                yield from _flatten(one, here, item, noun, f"{key}.{name}", section, root)
    elif inner is not None and inner != ():
        yield path, _Leaf(_said(inner), part.position_of(*steps), item, noun, key, section, root)


def _name(one: Part, index: int) -> tuple[str, bool]:
    for key in ("id", "by", "to", "nth", "if_", "rule", "what"):
        named = getattr(one, key, None)
        if isinstance(named, str | int):
            return str(named), key in ("id", "to", "rule", "what")
    return str(index + 1), False


def _said(inner: Any) -> str:
    if isinstance(inner, Quantity):
        told = value(inner.value)
        if inner.low is not None or inner.high is not None:
            low, high = (value(end) if end is not None else "..." for end in (inner.low, inner.high))
            told += f" ({low} to {high})"
        return told
    if isinstance(inner, tuple):
        return and_(_said(one) for one in inner)
    if isinstance(inner, bool):
        return "yes" if inner else "no"
    told = str(inner)
    return (
        f"'{textwrap.shorten(told, _LONGEST, placeholder=' ...')}'"
        if " " in told and isinstance(inner, str)
        else told
    )


def _whole_items(mine: dict[str, _Leaf], other: dict[str, _Leaf]) -> set[str]:
    """Items that the other scheme does not have at all."""
    others = {leaf.item for leaf in other.values()}
    return {leaf.item for leaf in mine.values() if leaf.item and leaf.item not in others}


def _in_order(paths: list[str]) -> list[str]:
    order = list(Scheme.model_fields)
    return sorted(dict.fromkeys(paths), key=lambda path: order.index(path.split(".")[0]))


# ------------------------------------------------------------------------------------------------- sentences


def _item_difference(leaf: _Leaf, scheme: Scheme, is_new: bool) -> Difference:
    said = headline(scheme, leaf.part)
    text = ("is new" if is_new else "goes") + (f". {said[:-1]}" if is_new and said else "")
    kind: Literal["added", "removed"] = "added" if is_new else "removed"
    return Difference(leaf.item, kind, None, None, leaf.noun, text, leaf.section in _ACTING, leaf.position)


def _value_difference(path: str, old: _Leaf | None, new: _Leaf | None) -> Difference | None:
    if old is not None and new is not None and old.said == new.said:
        return None
    leaf = new or old
    assert leaf is not None
    what = _SAID.get(leaf.key) or leaf.key.replace("_", " ").replace(".", " ")
    kind: Literal["added", "removed", "changed"]
    if old is None:
        kind, text = "added", f"{what} {leaf.said}, where nothing was set"
    elif new is None:
        kind, text = "removed", f"{what} no longer set (it was {leaf.said})"
    else:
        kind, text = "changed", f"{what} {new.said} instead of {old.said}"
    return Difference(
        path,
        kind,
        None if old is None else old.said,
        None if new is None else new.said,
        leaf.noun,
        text.strip(),
        leaf.is_acting,
        leaf.position,
    )


def _followings(before: Scheme, after: Scheme) -> Iterator[str]:
    """Which conducts lead to which consequences in one scheme and not in the other."""
    old, new = _ways(before), _ways(after)
    for conduct in dict.fromkeys([*old, *new]):
        had, has = old.get(conduct, {}), new.get(conduct, {})
        title = vocabulary.conducts()[conduct].title if conduct in vocabulary.conducts() else conduct
        come = [told for way, told in has.items() if way not in had]
        gone = [told for way, told in had.items() if way not in has]
        if come:
            yield f"{title} can now lead to {and_(come)}."
        if gone:
            yield f"{title} no longer leads to {and_(gone)}."


def _ways(scheme: Scheme) -> dict[str, dict[tuple[str, str, str], str]]:
    """For each conduct, what it can lead to that makes somebody's position worse or better."""
    ways: dict[str, dict[tuple[str, str, str], str]] = {}
    for row in normal_form(scheme).rows:
        if row.conduct is None:
            continue
        found = ways.setdefault(row.conduct, {})
        if row.consequence is not None:
            found[(row.consequence.does, row.consequence.gate, row.relation)] = _way(row)
    return ways


def _way(row: Row) -> str:
    assert row.consequence is not None
    gate = "" if row.consequence.gate == vocabulary.NO_GATE else f" {row.consequence.gate}"
    told = f"{row.consequence.does}{gate}"
    return f"'{told}'" if row.relation == "brings" else f"the end of '{told}'"
