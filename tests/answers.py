"""Holding what a verb prints with ``--json`` against the schema that documents it."""

from __future__ import annotations

from typing import Any

import jsonschema

from glasshouse.cli._answers import answer_schema

__all__ = ["hold"]


def hold(verb: str, told: Any) -> None:
    """Fail where an answer is not as `glasshouse schema --of VERB` says; every fault is told.

    Args:
        verb: the verb that printed it.
        told: what was read from its output.
    """
    faults = jsonschema.Draft202012Validator(answer_schema(verb)).iter_errors(told)
    said = [f"{'/'.join(map(str, fault.absolute_path))}: {fault.message[:200]}" for fault in faults]
    assert not said, said
