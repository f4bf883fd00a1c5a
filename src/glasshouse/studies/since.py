"""What the catalogue says otherwise today than when a run was made; the run keeps its own texts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from glasshouse.assumptions import Assumptions
from glasshouse.assumptions import catalogue as sets_of_assumptions
from glasshouse.assumptions import load as load_assumptions
from glasshouse.engine.scenario import Scenario
from glasshouse.ground.document import read_text
from glasshouse.ground.errors import BadInput
from glasshouse.ground.registry import Catalogue
from glasshouse.schemes.reading import OF_THE_CATALOGUE
from glasshouse.society import catalogue as societies
from glasshouse.society import load as load_society

__all__ = ["changed_since", "of_the_catalogue"]

_SCHEMES = Catalogue("schemes", "scheme")
_REFORMS = Catalogue("reforms", "reform")


def of_the_catalogue(file: str) -> bool:
    """Whether a scheme was read from the catalogue, by the name that messages give its file."""
    return file.startswith(OF_THE_CATALOGUE)


def changed_since(scenario: Scenario) -> tuple[str, ...]:
    """What a scenario took from the catalogue that stands there otherwise by now, a sentence each."""
    return tuple(dict.fromkeys(_changes(scenario)))


def _changes(scenario: Scenario) -> Iterator[str]:
    for arm in scenario.arms:
        scheme = arm.scheme
        if of_the_catalogue(scheme.file) and _text(_SCHEMES, scheme.id) != scheme.text:
            yield _other("scheme", scheme.id, scheme.id in _SCHEMES)
        for patch in scheme.document.patches:
            head = read_text(patch).data.get("reform") if "\n" in patch else None
            name = str(head["id"]) if isinstance(head, dict) else ""
            if name in _REFORMS and _text(_REFORMS, name) != patch:
                yield _other("reform", name, True)
    society = scenario.society
    if society.id in societies and load_society(society.id).fingerprint != society.fingerprint:
        yield _other("society", society.id, True)
    assumptions = scenario.assumptions
    if assumptions.id in sets_of_assumptions() and not _as_in_the_catalogue(assumptions):
        yield _other("set of assumptions", assumptions.id, True)


def _other(kind: str, name: str, there: bool) -> str:
    said = f"is another today than the {kind} of this run" if there else "is there no more"
    return f"The catalogue's {kind} '{name}' {said}. That of the run was taken."


def _text(entries: Catalogue, name: str) -> str | None:
    file: Path | None = entries.get(name)
    return None if file is None else file.read_text(encoding="utf-8")


def _as_in_the_catalogue(assumptions: Assumptions) -> bool:
    """Whether they are a set of the catalogue with the numbers that somebody set, and no other."""
    found = load_assumptions(assumptions.id)
    try:
        for path, value in assumptions.set_by_user().items():
            found = found.replace_number(path, value)
    except BadInput:
        return False
    return _numbers(found) == _numbers(assumptions)


def _numbers(assumptions: Assumptions) -> dict[str, tuple[float, float | None, float | None]]:
    return {path: (number.value, number.low, number.high) for path, number in assumptions.numbers()}
