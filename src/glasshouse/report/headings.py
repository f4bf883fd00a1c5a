"""What stands over every told result: the standing of a scheme, and what it was run on."""

from __future__ import annotations

from collections.abc import Iterator

from glasshouse.engine.answers import ALL_ANSWERS, answers_text
from glasshouse.engine.scenario import Scenario
from glasshouse.report.numbers import plural, told_date
from glasshouse.schemes.model import Scheme
from glasshouse.schemes.standing import force_words

__all__ = ["rules_as_in", "standing", "world"]


_READING = {
    "read-twice": "written down twice from its sources",
    "provisional": "written down once, unchecked",
}


def standing(scheme: Scheme) -> str:
    """Status, reading and force; what was only reported or drafted is not said to have been in force."""
    head = scheme.scheme
    force = f"{force_words(head.status)} from {told_date(head.force.from_)}"
    if head.force.until is not None:
        force += f" until {told_date(head.force.until)}"
    return f"{head.status} - {_READING[head.reading]} - {force}"


def rules_as_in(scheme: Scheme) -> str:
    """The instrument, and how many more texts there are; empty where none is named."""
    named = [scheme.reference(id).cite for id in scheme.scheme.legal_basis]
    if not named:
        return ""
    more = f", with {plural(len(named) - 1, 'other text', 'other texts')}" if len(named) > 1 else ""
    return f"Rules as in: {named[0]}{more}."


def world(scenario: Scenario) -> Iterator[str]:
    """On whom, for how long, under which assumptions; and what was changed in these."""
    yield (
        f"{plural(scenario.people, 'invented person', 'invented people')} of society "
        f"'{scenario.society.id}', {plural(scenario.days, 'day')} from {told_date(scenario.start)}, "
        f"assumptions '{scenario.assumptions.id}', seed {scenario.seed}."
    )
    if scenario.warm:
        yield f"Before that day {plural(scenario.warm, 'day')} were lived uncounted, the rules in force."
    for arm in scenario.arms:
        if arm.answers != ALL_ANSWERS:
            only = answers_text(arm.answers).replace(",", ", ")
            yield f"In '{arm.name}' people answer to the rules by {only}, and in no other way."
    changes = scenario.assumptions.set_by_user()
    if changes:
        changed = "; ".join(f"{path}={value:g}" for path, value in changes.items())
        yield f"Assumptions changed for this run: {changed}."
