"""Invented schemes and small worlds, by the few words that matter to a test."""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from glasshouse.assumptions import Assumptions, Conduct, Gate, Source
from glasshouse.schemes import Scheme, load

__all__ = [
    "BARS",
    "FIRST_DAY_ONLY",
    "GOOD",
    "LEDGER",
    "POINTS",
    "RED",
    "SOURCES",
    "START",
    "TRAIN",
    "Item",
    "as_data",
    "black",
    "conduct",
    "consequence",
    "everybody_in_the_worst_band",
    "from_data",
    "head",
    "levels",
    "reading",
    "rule",
    "scheme",
    "scheme_of",
    "world",
]

START = datetime.date(2019, 1, 1)


Item = dict[str, Any]


SOURCES = ("police", "court", "camera")


def conduct(name: str, rate: float, seen: Mapping[str, float] | None = None, **more: Any) -> Conduct:
    """A conduct that the police see, all of it if nothing else is said."""
    return Conduct(
        **{
            "id": name,
            "title": name,
            "context": "traffic",
            "legality": "administrative-offence",
            "rate": rate,
            "seen_by": {"police": 1.0} if seen is None else dict(seen),
            **more,
        }
    )


def world(*conducts: Conduct, false: Mapping[str, float] | None = None, **more: Any) -> Assumptions:
    """A world of these conducts, in which the police also write down what was not done."""
    return Assumptions(
        id="small",
        title="Small",
        conducts=list(conducts),
        sources=[Source(id="police", title="Police", false_records=dict(false or {}))],
        **more,
    )


def rule(name: str, conducts: list[str], **more: Any) -> Item:
    """A rule about conducts that takes every record."""
    return {"id": name, "when": {"conducts": conducts}, "proof": "allegation", **more}


def black(name: str, stay: str, *exits: Item) -> Item:
    """A black list; its stays run out if nothing else is said."""
    return {
        "id": name,
        "polarity": "black",
        "stay": {"for": stay},
        "exit": list(exits) or [{"by": "expiry", "within": "0 days"}],
    }


def consequence(name: str, when: Item, gate: str, does: str, **more: Any) -> Item:
    """What follows for whom."""
    return {"id": name, "when": when, "gate": gate, "does": does, "imposed_by": "office", **more}


ALL_THE_TIME: Item = {"from": "2019-01-01", "until": None}
LONG_SINCE: Item = {"from": "2000-01-01", "until": None}


def head(name: str = "small", force: Item = ALL_THE_TIME) -> Item:
    """What a scheme says of itself."""
    return {
        "id": name,
        "title": "Made up",
        "summary": "An invented scheme for a test.",
        "jurisdiction": "invented",
        "operator": {"kind": "state", "name": "office", "level": "national"},
        "status": "invented",
        "force": force,
        "purpose": ["testing"],
        "legal_basis": [],
    }


FIRST_DAY_ONLY = head(force={"from": "2019-01-01", "until": "2019-01-02"})
"""The head of a scheme that is in force on the first day alone."""


def reading(*sources: str) -> Item:
    """The data of a scheme that takes what these sources see."""
    return {"sources": [{"id": source, "kind": source} for source in sources]}


def as_data(written: Scheme) -> Item:
    """What a scheme's file says, for a test to change."""
    data: Item = json.loads(json.dumps(written.document.data, default=str))
    return data


def from_data(data: Item) -> Scheme:
    """The scheme that such data are of."""
    return load(json.dumps(data, indent=1))


def scheme(rules: list[Item], **sections: Any) -> Scheme:
    """An invented scheme with these rules; sections as in a file."""
    whole = {
        "format": 1,
        "scheme": head(),
        "scope": {"subjects": ["person"], "places": ["all"], "min_age": None, "enrolment": "compulsory"},
        "data": reading("police"),
        "users": [{"id": "office", "kind": "state", "compelled": True}],
        "score": {"kind": "none"},
        "rules": rules,
        **sections,
    }
    return from_data(whole)


def scheme_of(name: str, *, force: Item = LONG_SINCE, **sections: Any) -> Scheme:
    """An invented scheme of that name, by default long in force and reading three sources."""
    about = {"scheme": head(name, force), "data": reading(*SOURCES), "rules": []}
    return scheme(**{**about, **sections})


RED, GOOD = "walk-on-red", "volunteers"


POINTS = {"effect": {"points": -1}, "lapse": None}


LEDGER = {"kind": "ledger", "start": 100, "recomputed": "at-once"}


TRAIN = Gate(
    id="train",
    title="Train",
    demand=6.0,
    tiers={"ordinary": 0.4, "d-second": 0.1, "d-first": 0.1, "g-any": 0.3, "soft-sleeper": 0.1},
    purposes={"medical": 0.05, "livelihood": 0.2, "family": 0.15},
)


def everybody_in_the_worst_band(*consequences: Item) -> Scheme:
    """A scheme under which these consequences fall on everybody, all the time."""
    return scheme(
        [rule("red", [RED], **POINTS)],
        score={
            **LEDGER,
            "bands": [{"id": "D", "from": None, "to": 1000}, {"id": "C", "from": 1000, "to": None}],
        },
        consequences=list(consequences),
    )


BARS = consequence("no-flights", {"band": ["D"]}, "flight", "deny")


def levels(*edges: int) -> list[Item]:
    """Bands with these scores between them: D, the worst, then C, B and A as far as there are."""
    return [
        {"id": name, "from": low, "to": high}
        for name, (low, high) in zip("DCBA", pairwise([None, *edges, None]), strict=False)
    ]
