"""Where and when: after which people a society is drawn, whose rules it lives under, as of when, how long."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from glasshouse.engine.scenario import Scenario
from glasshouse.report.numbers import plural, told_date
from glasshouse.schemes.model import Scheme
from glasshouse.schemes.origins import READ, origin
from glasshouse.schemes.sourcing import numbers

__all__ = ["day_one", "last_day", "where_and_when"]

_NOT_OF_THE_WHOLE = {
    "provincial": "of a province",
    "city": "of a city",
    "county": "of a county",
    "local": "of a place",
    "company": "of a company",
}
"""Levels of an operator below that of a country."""


def last_day(scenario: Scenario) -> date:
    """The last day that is lived."""
    return scenario.start + timedelta(days=scenario.days - 1)


def where_and_when(scenario: Scenario, scheme: Scheme) -> Iterator[str]:
    """Whose likeness the people are, whose rules these are and as of when, which days were lived."""
    yield _people(scenario)
    yield _rules(scenario, scheme)
    first, last = told_date(scenario.start), told_date(last_day(scenario))
    yield f"Lived: {plural(scenario.days, 'day')}, {first} to {last}."


def day_one(scenario: Scenario) -> str:
    """With what the first day begins, empty books or warm ones, and what that does to 'ever'."""
    lived = plural(scenario.days, "day")
    if scenario.warm:
        return (
            f"Day one: the books are warm. {plural(scenario.warm, 'day')} were lived under these rules "
            "before and are not counted; what is on record then goes on, so that 'ever' means at any time "
            f"within the {lived} told here, whenever it began."
        )
    return (
        "Day one: the books are empty (a launch). Nothing that anybody did before is on record, so that "
        f"'ever' means newly within these {lived}; whoever came under such rules before is missing."
    )


def _people(scenario: Scenario) -> str:
    society = scenario.society
    recipe = society.recipe
    if recipe is None or recipe.society.status != "published":
        return f"People: invented, of an invented country, '{society.title}'."
    as_of = recipe.society.as_of
    like = "" if as_of is None else f" as of {told_date(as_of)}"
    told = f"People: invented after the totals of a whole country{like}, '{society.title}'"
    if as_of is not None and as_of.year != scenario.start.year:
        told += f", though the days lived are of {scenario.start.year}"
    return f"{told}."


def _rules(scenario: Scenario, scheme: Scheme) -> str:
    head = scheme.scheme
    recipe = scenario.society.recipe
    told = f"Rules: {_NOT_OF_THE_WHOLE.get(head.operator.level or '', 'of a country')} ({head.operator.name})"
    whole = scheme.scope.places == ("all",)
    if head.operator.level in _NOT_OF_THE_WHOLE:
        whose = "customers" if head.operator.level == "company" else "inhabitants"
        on = "all of these people" if whole else "those who live there"
        told += f", laid on {on}, who are not its {whose}"
    elif recipe is not None and head.jurisdiction not in ("invented", recipe.society.jurisdiction):
        told += f", laid on people of another country ({recipe.society.jurisdiction})"
    days = sorted(_read_as_of(scheme))
    if days:
        first, last = days[0].year, days[-1].year
        span = f"{first}" if first == last else f"{first} to {last}"
        told += f"; those of their numbers that could be read are as they stood in {span}"
        later = sum(day > last_day(scenario) for day in days)
        if later:
            told += f", {later} of {len(days)} of them after the days lived"
    return f"{told}."


def _read_as_of(scheme: Scheme) -> Iterator[date]:
    """The days on which numbers that were read held, as far as the file dates them."""
    for number in numbers(scheme):
        if number.quantity.as_of is not None and origin(scheme, number) in READ:
            yield number.quantity.as_of
