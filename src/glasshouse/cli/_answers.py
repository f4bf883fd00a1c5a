"""What each verb's ``--json`` prints, as JSON Schema: ``glasshouse schema --of VERB``.

Each verb says it of itself, beside its command; the tests hold what the verbs really print against it.
"""

from __future__ import annotations

import click

from glasshouse.cli._shapes import Schema
from glasshouse.cli._verb import Verb

__all__ = ["answer_schema", "answer_schemas", "answering"]

_DRAFT = "https://json-schema.org/draft/2020-12/schema"


def answering() -> dict[str, Verb]:
    """The verbs that print an answer with ``--json``, by name; all verbs are imported for it."""
    from glasshouse.cli.main import glasshouse

    context = click.Context(glasshouse)
    found = {name: glasshouse.get_command(context, name) for name in glasshouse.list_commands(context)}
    return {name: verb for name, verb in found.items() if isinstance(verb, Verb) and verb.answer is not None}


def answer_schema(verb: str) -> Schema:
    """The schema of what a verb prints with ``--json``.

    Args:
        verb: one of `answering`.
    """
    return {"$schema": _DRAFT, **_titled(answering()[verb])}


def answer_schemas() -> Schema:
    """The schemas of all verbs in one file, under ``$defs``."""
    return {
        "$schema": _DRAFT,
        "title": "What the verbs of glasshouse print with --json",
        "description": "One schema a verb. Written from the program: glasshouse schema --of VERB prints one.",
        "$defs": {name: _titled(verb) for name, verb in answering().items()},
    }


def _titled(verb: Verb) -> Schema:
    assert verb.answer is not None
    return {"title": f"glasshouse {verb.name} --json", **verb.answer()}
