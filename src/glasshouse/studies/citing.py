"""How a run is cited: what it was made of, by hashes, and what of it has to be given along."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from glasshouse.assumptions import catalogue as sets_of_assumptions
from glasshouse.engine.answers import ALL_ANSWERS, answers_text
from glasshouse.engine.scenario import Arm, Scenario
from glasshouse.engine.scenario_file import SCENARIO_FILE
from glasshouse.ground.files import write_atomically
from glasshouse.ground.provenance import sha256
from glasshouse.schemes.reforming import changes_in_short
from glasshouse.society import catalogue as societies
from glasshouse.studies.since import of_the_catalogue

__all__ = ["citation", "given_along", "texts", "write_texts"]


def citation(scenario: Scenario, version: str, code: str) -> str:
    """What a run was made of, in one paragraph to which the number and its interval are added.

    Args:
        scenario: of the run.
        version: of the Glasshouse that made it.
        code: SHA-256 of its source.
    """
    society, assumptions = scenario.society, scenario.assumptions
    changed = assumptions.set_by_user()
    numbers = ", ".join(f"{path}={value:g}" for path, value in changed.items())
    warm = f" after {scenario.warm:,} days of warming up" if scenario.warm else ""
    rules = "; ".join(dict.fromkeys(_rules(arm) for arm in scenario.arms))
    return (
        f"Rules: {rules}. Society: {society.id} (SHA-256 {society.fingerprint}). "
        f"Assumptions: {assumptions.id}{f' with {numbers}' if numbers else ''}. "
        f"{scenario.people:,} invented people, {scenario.days:,} days from {scenario.start.isoformat()}"
        f"{warm}, seed {scenario.seed}. Glasshouse {version}, source code SHA-256 {code}."
    )


def given_along(scenario: Scenario) -> tuple[str, ...]:
    """What is in no catalogue, so that whoever cites the run has to give it along; a sentence each."""
    told = [
        f"The rules of '{scheme.id}' are a text of your own: give {scheme.id}.yaml along, SHA-256 "
        f"{sha256(scheme.text)}."
        for scheme in {arm.scheme.id: arm.scheme for arm in scenario.arms}.values()
        if not of_the_catalogue(scheme.file)
    ]
    society = scenario.society
    if society.id not in societies:
        told.append(
            f"The society '{society.id}' is your own: give its folder along, and cite its tables with their "
            f"sources. The run keeps its recipe and tables in {SCENARIO_FILE}."
        )
    assumptions = scenario.assumptions
    if assumptions.id not in sets_of_assumptions():
        told.append(
            f"The assumptions '{assumptions.id}' are your own: give their file along. The run keeps every "
            f"number of them in {SCENARIO_FILE}."
        )
    return tuple(told)


def texts(scenario: Scenario) -> dict[str, str]:
    """The texts of schemes and reforms of a run, word by word, by name of a file."""
    found: dict[str, str] = {}
    for arm in scenario.arms:
        found[f"{arm.scheme.id}.yaml"] = arm.scheme.text
        for patch, told in zip(
            arm.scheme.document.patches, changes_in_short(arm.scheme.document), strict=True
        ):
            if "\n" in patch:
                words = told.split()
                found[f"reform-{words[1] if words[0] == 'reform' else sha256(patch)[:8]}.yaml"] = patch
    return found


def write_texts(scenario: Scenario, folder: Path) -> list[Path]:
    """Write the texts of schemes and reforms into a folder, each a file with the bytes that were run.

    Raises:
        RunFailed: they cannot be written.
    """
    return [write_atomically(folder / name, text) for name, text in texts(scenario).items()]


def _rules(arm: Arm) -> str:
    scheme = arm.scheme
    told = f"{scheme.title} ({scheme.id}, {scheme.scheme.reading}, SHA-256 {scheme.text_hash}"
    return f"{told}{''.join(f', {more}' for more in _more(arm))})"


def _more(arm: Arm) -> Iterator[str]:
    changes = changes_in_short(arm.scheme.document)
    if changes:
        yield f"with {'; '.join(changes)}"
    if arm.answers != ALL_ANSWERS:
        yield f"people answer by {answers_text(arm.answers)}"
