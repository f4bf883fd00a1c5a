"""A scheme in short: its standing, its rules, lists and consequences as tables, its sources."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from typing import Any

from glasshouse.ground.quantity import Quantity
from glasshouse.schemes.listing import columns, entry
from glasshouse.schemes.model import Condition, List, Reference, Rule, Scheme, Stay
from glasshouse.schemes.origins import origins_told
from glasshouse.schemes.phrases import value
from glasshouse.schemes.standing import force_words, omission_words

__all__ = ["show"]

_WIDTH = 96


def show(scheme: Scheme, width: int = _WIDTH) -> str:
    """The scheme in short, as text.

    Args:
        scheme: any.
        width: columns; what does not fit into a table is told row by row.
    """
    listed = entry(scheme)
    lines = [
        *textwrap.wrap(f"{scheme.title} ({scheme.id})", width, break_on_hyphens=False),
        *textwrap.wrap(
            f"{listed.status}, {listed.reading}, {listed.jurisdiction}, "
            f"{force_words(listed.status)} from {listed.since}",
            width,
        ),
        "",
        *textwrap.wrap(scheme.scheme.summary, width),
    ]
    if scheme.score.kind == "ledger":
        lines.extend(["", *_score(scheme, width)])
    lines.extend(
        [
            "",
            "Rules",
            *columns(
                [_rule(rule) for rule in scheme.rules],
                ("rule", "set off by", "how often", "proof", "effect", "ends after"),
                (24, 30, 16, 13, 20, 18),
                width,
            ),
        ]
    )
    if scheme.lists:
        lines.extend(
            [
                "",
                "Lists",
                *columns(
                    [_list(item) for item in scheme.lists],
                    ("list", "kind", "stay", "ways off", "read by"),
                    (24, 10, 20, 40, 12),
                    width,
                ),
            ]
        )
    if scheme.consequences:
        lines.extend(
            [
                "",
                "Consequences",
                *columns(
                    [
                        (
                            item.id,
                            _condition(item.when),
                            item.does,
                            item.gate,
                            ", ".join(item.tiers),
                            _size(item.size),
                            ", ".join(item.falls_on),
                        )
                        for item in scheme.consequences
                    ],
                    ("consequence", "for", "does", "gate", "tiers", "size", "falls on"),
                    (24, 24, 12, 18, 20, 10, 16),
                    width,
                ),
            ]
        )
    lines.extend(_listed("Left out", map(omission_words, scheme.scheme.left_out), width))
    lines.extend(_listed("Sources", map(_reference, scheme.references), width))
    closing = f"{origins_told(scheme)} Text: sha256 {scheme.text_hash[:16]}"
    lines.extend(["", *textwrap.wrap(closing, width)])
    return "\n".join(lines) + "\n"


def _listed(title: str, items: Iterable[str], width: int) -> list[str]:
    """Items under a title, each wrapped; nothing where there are none."""
    lines = [
        line
        for item in items
        for line in textwrap.wrap(
            item,
            width,
            initial_indent="  ",
            subsequent_indent="    ",
            break_on_hyphens=False,
            break_long_words=False,
        )
    ]
    return ["", title, *lines] if lines else []


def _reference(source: Reference) -> str:
    address = f" {source.url}" if source.url else ""
    read = f", read {source.read}" if source.read else ""
    return f"{source.id}: {source.cite}{address} ({source.kind}{read})"


def _score(scheme: Scheme, width: int) -> list[str]:
    score = scheme.score
    bounds = [
        f"{name} {value(number.value)}"
        for name, number in (("floor", score.floor), ("ceiling", score.ceiling))
        if number
    ]
    rhythm = _plain(score.recomputed)
    every = rhythm if rhythm == "at once" else f"every {rhythm}"
    first = ", ".join([f"starts at {_plain(score.start)}", *bounds, f"band set {every}"])
    bands = []
    for band in score.bands:
        low, high = _plain(band.from_), _plain(band.to)
        both = f"{low} to below {high}" if low and high else ""
        bands.append(
            (band.id, both or (f"{low} and more" if low else f"below {high}" if high else "every score"))
        )
    table = columns(bands, ("band", "scores"), (20, 40), width) if bands else []
    return [*textwrap.wrap(f"Score: {first}", width), *table]


def _plain(number: Quantity[Any] | None) -> str:
    return "" if number is None else value(number.value)


def _size(size: Quantity[Any] | None) -> str:
    return "" if size is None else value(size.value, share=isinstance(size.value, float))


def _rule(rule: Rule) -> tuple[str, ...]:
    when, effect, count = rule.when, rule.effect, rule.count
    trigger = (
        ", ".join(when.conducts or ()) or f"band {', '.join(when.band or ())}"
        if not when.list
        else f"list {', '.join(when.list)}"
    )
    often = "each time"
    if count.at_least.value > 1 or count.within is not None:
        often = f"{count.at_least.value} times" + (f" in {value(count.within.value)}" if count.within else "")
    if effect.points is not None:
        does = f"{effect.points.value:+d} points"
        ends = "never" if rule.lapse is None else value(rule.lapse.value)
    else:
        does = f"to band {effect.to_band}" if effect.to_band is not None else f"enters {effect.enter}"
        ends = _stay(rule.stay) if rule.stay is not None else ""
    return rule.id, trigger, often, rule.proof, does, ends


def _stay(stay: Stay) -> str:
    return value(stay.for_.value) + (" or more" if stay.extend else "")


def _list(item: List) -> tuple[str, ...]:
    ways = ", ".join(f"{way.by} (+ {value(way.within.value)})" for way in item.exit)
    readers = "" if item.publication is None else item.publication.audience
    return item.id, f"{item.polarity}list", _stay(item.stay), ways, readers


def _condition(when: Condition) -> str:
    if when.list is not None:
        return f"list {', '.join(when.list)}"
    if when.band is not None:
        return f"band {', '.join(when.band)}"
    assert when.score is not None
    if when.score.at_least is not None:
        return f"{when.score.at_least.value} or more"
    return f"below {_plain(when.score.below)}"
