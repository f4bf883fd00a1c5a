"""What makes a run this one: two runs of one identity have the same counts, to the last one.

It is compared before anything is added up: when a run goes on, when parts are merged, when a worker on
another machine begins.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import fields
from typing import TYPE_CHECKING, Any

import numpy as np

from glasshouse.ground.provenance import code_digest, sha256
from glasshouse.ground.version import VERSION

if TYPE_CHECKING:
    from glasshouse.engine.compile import Compiled
    from glasshouse.engine.scenario import Arm, Scenario

__all__ = ["PROGRAM", "differences", "identity", "in_words", "program"]

PROGRAM = frozenset({"version", "code_sha256"})
"""What differs between two versions of the program alone: the keys of `program`."""

_TABLES = "tables_sha256"
"""Follows from the others, unless two machines round differently."""

_WORDS = {
    "schemes": "the scheme",
    "society": "the society",
    "assumptions": "the assumptions",
    "people": "the number of people",
    "days": "the number of days",
    "seed": "the seed",
    "start": "the first day",
    "warm": "the days lived before the first",
    "crossed": "the pairs of dimensions that are crossed",
    "version": "the version of Glasshouse",
    "code_sha256": "the code of Glasshouse",
    _TABLES: "the tables that this machine makes of the society and the assumptions",
}


def identity(scenario: Scenario, compiled: Compiled) -> dict[str, Any]:
    """The identity of a run, ready for JSON.

    The tables are in it because they are made with floating-point arithmetic: should a library on another
    machine round differently, that is seen here and not in the counts.

    Args:
        scenario: what is simulated.
        compiled: the same, compiled.
    """
    assumptions = scenario.assumptions
    named = ("arms", "society", "assumptions")
    others = {
        field.name: _plain(getattr(scenario, field.name))
        for field in fields(scenario)
        if field.name not in named
    }
    return {
        "schemes": [_arm(arm) for arm in scenario.arms],
        "society": [scenario.society.id, scenario.society.fingerprint],
        # All that the assumptions say that can change a count, as text.
        "assumptions": [assumptions.id, sha256(repr(assumptions))],
        **others,
        **program(),
        _TABLES: _digest(compiled),
    }


def program() -> dict[str, Any]:
    """Which program this is: the part of an identity that has nothing to do with what is simulated."""
    return {"version": VERSION, "code_sha256": code_digest()}


def differences(held: Mapping[str, Any], wanted: Mapping[str, Any]) -> dict[str, str]:
    """In what two identities differ: keys, and words for a reader. Tables are told where nothing else is."""
    found = {
        key: _WORDS.get(key, f"'{key}'")
        for key in dict.fromkeys([*wanted, *held])
        if held.get(key) != wanted.get(key)
    }
    return {key: words for key, words in found.items() if key != _TABLES or len(found) == 1}


def in_words(differences: Mapping[str, str]) -> str:
    """What differs, as a clause."""
    words = list(differences.values())
    return f"{', '.join(words)} {'differs' if len(words) == 1 else 'differ'}"


def _arm(arm: Arm) -> list[Any]:
    more = [_plain(getattr(arm, field.name)) for field in fields(arm) if field.name not in ("name", "scheme")]
    return [arm.name, arm.scheme.id, arm.scheme.text_hash, *more]


def _plain(value: object) -> object:
    """A number, a text or nothing as it is; a set in order; anything else as Python writes it."""
    if isinstance(value, frozenset):
        return sorted(value)
    return value if value is None or isinstance(value, bool | int | float | str) else str(value)


def _digest(compiled: Compiled) -> str:
    """One SHA-256 over every table and the plan: names, types, shapes and bytes."""
    plan = compiled.plan
    arrays = {**compiled.tables._asdict(), "plan": np.array([plan.place, plan.persons, plan.replicate])}
    digest = hashlib.sha256()
    for name, array in sorted(arrays.items()):
        digest.update(f"{name} {array.dtype.str} {array.shape}\0".encode())
        digest.update(np.ascontiguousarray(array).data)
    return digest.hexdigest()
