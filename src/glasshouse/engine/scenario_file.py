"""A scenario as a text of its own, from which the same scenario is made again, on any machine.

It holds the texts of the schemes, the society's recipe and its tables, and every assumption: whoever has
the folder of a run needs no other file to go on with it, to merge it or to look into it.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any

from glasshouse.assumptions import Assumptions
from glasshouse.engine.scenario import Arm, Scenario
from glasshouse.ground.document import read_text
from glasshouse.ground.errors import BadInput, Problem
from glasshouse.ground.validation import build
from glasshouse.schemes.reading import make
from glasshouse.society import Society
from glasshouse.society.recipe import Recipe

if TYPE_CHECKING:
    from glasshouse.schemes import Scheme

__all__ = ["SCENARIO_FILE", "read_scenario", "scenario_from", "scenario_text"]

SCENARIO_FILE = "scenario.json"

_DATE = "date"
_SET = "set"


def scenario_text(scenario: Scenario) -> str | None:
    """The text of a scenario; None where its society was made in code and has no recipe.

    Raises:
        TypeError: a scenario has a field that this cannot write; whoever adds one teaches it here.
    """
    society = scenario.society
    document = None if society.recipe is None else society.recipe.read_from
    if document is None:
        return None
    written = {
        "arms": [
            {
                "name": arm.name,
                "scheme": {
                    "file": _file_name(arm.scheme.file),
                    "text": arm.scheme.text,
                    "patches": list(arm.scheme.document.patches),
                },
                **_others(arm, ("name", "scheme")),
            }
            for arm in scenario.arms
        ],
        "society": {
            "file": _file_name(document.name),
            "text": document.text,
            "tables": {
                name: {label: [float(count) for count in counts] for label, counts in table.items()}
                for name, table in society.files.items()
            },
            "fingerprint": society.fingerprint,
        },
        "assumptions": scenario.assumptions.model_dump(mode="json", exclude_none=True, warnings=False),
        **_others(scenario, ("arms", "society", "assumptions")),
    }
    return json.dumps(written, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def scenario_from(text: str, name: str) -> Scenario:
    """The scenario that a text holds.

    Args:
        text: what `scenario_text` wrote.
        name: what messages call it.

    Raises:
        BadInput: it is no such text, or what it holds cannot be read by this version.
    """
    try:
        written = json.loads(text)
        told = written["society"]
        recipe = build(Recipe, read_text(told["text"], told["file"]))
        return Scenario(
            arms=tuple(
                Arm(name=arm["name"], scheme=_scheme(arm["scheme"]), **_read(arm, ("name", "scheme")))
                for arm in written["arms"]
            ),
            society=Society(
                id=recipe.society.id,
                title=recipe.society.title,
                status=recipe.society.status,
                recipe=recipe,
                files=told["tables"],
                fingerprint=told["fingerprint"],
            ),
            assumptions=Assumptions.model_validate(written["assumptions"]),
            **_read(written, ("arms", "society", "assumptions")),
        )
    except BadInput as error:
        raise BadInput(_unreadable(name, str(error).partition("\n")[0]), *error.problems) from error
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise BadInput(_unreadable(name, f"{type(error).__name__}: {error}".partition("\n")[0])) from error


def read_scenario(run: Path) -> Scenario:
    """The scenario that the folder of a run keeps.

    Raises:
        BadInput: it keeps none, or one that this version cannot read.
    """
    file = run / SCENARIO_FILE
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(
            Problem(
                f"'{run}' does not say what was run: {SCENARIO_FILE} cannot be read.",
                why="It holds the rules, the society and the assumptions. Only a society that was made in "
                "code has no text to keep.",
                remedy="Copy it from wherever the run was kept, or from another part of it; or run it again "
                "with --out.",
                code="no-scenario",
            )
        ) from error
    return scenario_from(text, str(file))


def _unreadable(name: str, why: str) -> Problem:
    return Problem(
        f"{name} cannot be read as the scenario of a run.",
        why=why,
        remedy="Use the version of Glasshouse that wrote it, or run the first command again.",
        code="bad-scenario",
    )


def _scheme(written: Mapping[str, Any]) -> Scheme:
    document = read_text(written["text"], written["file"])
    return make(document, [read_text(patch) if "\n" in patch else patch for patch in written["patches"]])


def _file_name(path: str) -> str:
    """A file's name without the folders of whoever ran it, which are nobody's business."""
    return PurePath(path).name if PurePath(path).is_absolute() else path


def _others(part: Scenario | Arm, named: tuple[str, ...]) -> dict[str, Any]:
    """Fields that are plain values, ready for JSON."""
    written: dict[str, Any] = {}
    for field in fields(part):
        value = getattr(part, field.name)
        if field.name in named:
            continue
        if isinstance(value, datetime.date):
            value = {_DATE: value.isoformat()}
        elif isinstance(value, frozenset):
            value = {_SET: sorted(value)}
        elif not (value is None or isinstance(value, bool | int | float | str)):
            raise TypeError(
                f"a {type(value).__name__} in '{field.name}' cannot be written into a run's folder"
            )
        written[field.name] = value
    return written


def _read(written: Mapping[str, Any], named: tuple[str, ...]) -> dict[str, Any]:
    return {key: _value(value) for key, value in written.items() if key not in named}


def _value(written: Any) -> Any:
    if not isinstance(written, dict):
        return written
    return frozenset(written[_SET]) if _SET in written else datetime.date.fromisoformat(written[_DATE])
