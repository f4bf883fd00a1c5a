"""The datasheet of every society in the catalogue, as one page: ``python -m glasshouse.society.page``.

Each sheet says what the society is for, every number with its evidence, source and date, how well the drawn
people meet the numbers, what is assumed and what is left out. The page is generated; to change it, change the
recipes.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from glasshouse.ground.files import write_atomically
from glasshouse.ground.quantity import Quantity
from glasshouse.society.kinds import FORMS
from glasshouse.society.misfit import Misfit
from glasshouse.society.reading import catalogue, load
from glasshouse.society.recipe import (
    PLACE,
    Association,
    BodiesPart,
    DeathsPart,
    HouseholdsPart,
    Marginal,
    MovesPart,
    Recipe,
    Table,
)
from glasshouse.society.society import Society
from glasshouse.society.tables import WHOLE
from glasshouse.society.vocabulary import DIMENSIONS

__all__ = ["main", "page", "sheet"]

_FILE = Path("docs/look-up/societies.md")

_OPENING = """\
# Societies

<!-- Written by `python -m glasshouse.society.page`. Change the recipes, not this page. -->

Synthetic societies. Nobody in them is real: people are drawn by a random generator from the totals below, and
none of them corresponds to anyone.

How the numbers are known: **cited** (read in the source named), **derived** (worked out from sources),
**unverified** (reported to stand in the source named, not yet read there), **assumed** (chosen by
Glasshouse). A cell says so itself where it is known better or worse than its table.

How people are made: the tables below are fitted together (iterative proportional fitting, from a seed that
holds the associations and the structural zeros): places times household categories times person categories.
Households are drawn first: a size and a kind, which together say who is in it (two parents and a child, a
grandmother with two grandchildren). For each place, size and household category, the persons of each age are
divided over these roles, so that a person met at random is distributed as in the fitted table, every kind has
the members it must have, and kinds are as frequent as a source says, where it says. What no source says
comes from odds that are **assumed**: the tables below. The *error* of a table is the largest difference
between what is drawn and what was asked for, relative to what was asked for.
"""

_KINDS = """\
## Kinds of household

Odds of the kinds among households of a size, before they are fitted; assumed, good within a factor of 2. A
child is under 18 and its parents, or grandparents, have care of it. Old parents are 60 or older, grandparents
45 or older, grown children 18 to 44 and their parents 45 or older. Sexes are not matched, and the ages of a
child and of its parents are drawn apart, each within its bands: in `china-2020` 6 % of the heads of
households with children are less than 15 years older than a child, in `netherlands` 8 %.
"""


def page() -> str:
    """Return the whole page as Markdown."""
    return "\n".join([_OPENING, *_kinds(), *(sheet(load(name)) for name in catalogue)])


def sheet(society: Society) -> str:
    """Return the datasheet of one society as Markdown.

    Raises:
        TypeError: the society has no recipe.
    """
    recipe = society.recipe
    if recipe is None:
        raise TypeError(f"society '{society.id}' has no recipe")
    misfit = society.misfit()
    return "\n".join(
        [
            *_head(society, recipe, misfit),
            *_places(recipe),
            *(line for part in recipe.marginals for line in _marginal(recipe, part, misfit)),
            *_associations(recipe),
            *_bodies(recipe, recipe.firms, "Firms"),
            *_bodies(recipe, recipe.agencies, "Agencies of government"),
            *_rates(recipe),
            *_endings(recipe),
        ]
    )


def main(arguments: Sequence[str]) -> int:
    """Write the page to a file, by default ``docs/look-up/societies.md`` of the current folder."""
    target = write_atomically(arguments[0] if arguments else _FILE, page())
    print(f"wrote {target}")
    return 0


def _head(society: Society, recipe: Recipe, misfit: Misfit) -> Iterator[str]:
    head = recipe.society
    counts = society.evidence()
    told = ", ".join(f"{count} {kind}" for kind, count in counts.items() if count)
    yield f"## {head.title} (`{head.id}`)\n"
    yield f"{head.summary}\n"
    if head.use:
        yield f"**What it is for.** {head.use}\n"
    yield "| | |"
    yield "|---|---|"
    yield f"| Status | {head.status} |"
    yield f"| Jurisdiction | {head.jurisdiction} |"
    if head.as_of:
        yield f"| Like | {head.as_of} |"
    yield f"| People | {society.people:,} in {len(recipe.places.list)} places |"
    yield f"| Numbers | {sum(counts.values())}: {told} |"
    yield (
        f"| Fit | {'every table is met' if misfit.converged else 'the tables contradict each other'}; "
        f"{misfit.sweeps} sweeps for persons, {misfit.household_sweeps} for households; "
        f"largest error {misfit.largest_relative:.0e} relative, "
        f"{misfit.largest_absolute:.0e} of all people |"
    )
    yield (
        f"| Joint table | {misfit.cells:,} cells, {misfit.possible:,} of them possible; "
        f"as concentrated as {misfit.effective:,.0f} equal cells |"
    )
    wanted = misfit.wanted_household_size
    asked = "" if wanted is None else f" (asked for: {wanted:g})"
    yield f"| Persons per household | {misfit.mean_household_size:.4f}{asked} |"
    yield f"| Adults put in the place of children | {misfit.added_adults:.2%} of all people |"
    if recipe.households is not None:
        size = recipe.households.mean_size
        yield f"\nPersons per household: {_number(size)}, {_known(size)}.{_note(size.note)}"
        yield from _shares_of_kinds(society, recipe.households, misfit)
    yield ""


def _kinds() -> Iterator[str]:
    yield _KINDS
    yield "| kind | 1 | 2 | 3 | 4 | 5 or more |"
    yield "|---|---:|---:|---:|---:|---:|"
    for kind, form in FORMS.items():
        odds = [form.odds[min(size, len(form.odds) - 1)] for size in range(5)]
        yield f"| {form.title} (`{kind}`) | {' | '.join(f'{value:g}' if value else '' for value in odds)} |"
    yield ""


def _shares_of_kinds(society: Society, part: HouseholdsPart, misfit: Misfit) -> Iterator[str]:
    yield "\n### Households by kind\n"
    for mark in part.kinds:
        error = next(found.largest_relative for found in misfit.marginals if found.id == mark.id)
        kinds = ", ".join(FORMS[kind].title for kind in mark.kinds)
        yield (
            f"- {kinds} (`{mark.id}`): {_number(mark.percent)} % of households, {_known(mark.percent)}. "
            f"Error {error:.0e}.{_note(mark.percent.note)}"
        )
    tables = society.tables()
    homes = (tables.household_share / WHOLE) @ tables.household_size
    weight = tables.place_population / homes
    share = np.tensordot(weight / weight.sum(), tables.household_share / WHOLE, axes=1)
    yield "\nAs drawn, percent of households:\n"
    yield "| kind | percent |"
    yield "|---|---:|"
    for number, form in enumerate(FORMS.values()):
        yield f"| {form.title} | {100 * share[tables.household_kind == number].sum():.1f} |"


def _bodies(recipe: Recipe, part: BodiesPart | None, title: str) -> Iterator[str]:
    if part is None:
        return
    rate = part.per_thousand
    yield f"### {title}\n"
    yield f"{_number(rate)} for each 1,000 people, {_known(rate)}.{_note(rate.note)}\n"
    if part.by_place:
        values = [recipe_rate.value for recipe_rate in part.by_place]
        kinds = dict.fromkeys(_known(value) for value in values)
        yield f"By place, {'; '.join(kinds)}: " + ", ".join(
            f"{entry.of} {_number(entry.value)}" for entry in part.by_place
        )
        yield ""
    own = recipe.bodies(part)
    for marginal in part.marginals:
        yield f"**{DIMENSIONS[marginal.over].title}** (`{marginal.id}`). In {marginal.unit}. " + _source(
            marginal, own.numbers(marginal)
        )
        yield ""
        yield from _table(own, marginal, marginal.over, marginal.given)


def _rates(recipe: Recipe) -> Iterator[str]:
    if recipe.deaths is not None:
        yield "### Deaths\n"
        yield f"For each 1,000 people and year. {_source(recipe.deaths, recipe.numbers(recipe.deaths))}\n"
        yield f"| | {' | '.join(recipe.categories('age'))} |"
        yield "|---|" + "---:|" * len(recipe.categories("age"))
        yield from _lines(recipe.deaths)
    if recipe.moves is not None:
        yield "### Moves between places\n"
        yield f"{_source(recipe.moves, recipe.numbers(recipe.moves))}\n"
        yield "| place | leave in a year, of 1,000 | weight as a destination |"
        yield "|---|---:|---:|"
        yield from _lines(recipe.moves)
    if recipe.away is not None:
        percent = recipe.away.percent
        yield "### Visits to other places\n"
        yield (
            f"{_number(percent)} % of what people do they do on a visit, {_known(percent)}; the weights of "
            f"moves say where they go.{_note(percent.note)}\n"
        )
        if recipe.away.by_place:
            yield "By place, percent: " + ", ".join(
                f"{rate.of} {_number(rate.value)}" for rate in recipe.away.by_place
            )
            yield ""


def _lines(part: DeathsPart | MovesPart) -> Iterator[str]:
    for row in part.rows:
        told = [_cell(part.annotated(value), part.evidence) for value in row.values]
        yield f"| {row.of} | {' | '.join(told)} |"
    yield ""


def _places(recipe: Recipe) -> Iterator[str]:
    part = recipe.places
    yield "### People by place\n"
    yield _source(part, recipe.numbers(part))
    yield ""
    yield "| place | people |"
    yield "|---|---:|"
    for place, number in zip(part.list, recipe.numbers(part), strict=True):
        mark = "" if number.evidence == part.evidence else f" ({number.evidence})"
        yield f"| {place.title} (`{place.id}`) | {number.value:,.0f}{mark} |"
    yield ""


def _marginal(recipe: Recipe, part: Marginal, misfit: Misfit) -> Iterator[str]:
    error = next(found.largest_relative for found in misfit.marginals if found.id == part.id)
    title = DIMENSIONS[part.over].title
    within = f" by {_name(part.given).lower()}" if part.given else ""
    among = f" among those of {', '.join(part.among)}" if part.among else ""
    yield f"### {title}{within}{among} (`{part.id}`)\n"
    yield f"In {part.unit}. {_source(part, recipe.numbers(part))} Error {error:.0e}."
    yield ""
    yield from _table(recipe, part, part.over, part.given)


def _associations(recipe: Recipe) -> Iterator[str]:
    if not recipe.associations:
        return
    yield "### Associations\n"
    yield "Odds in the seed of the fitting, for what no table says. Only their ratios count.\n"
    for part in recipe.associations:
        yield f"**{_name(part.over)} by {_name(part.given).lower()}** (`{part.id}`). " + _source(
            part, recipe.numbers(part)
        )
        yield ""
        yield from _table(recipe, part, part.over, part.given)


def _table(recipe: Recipe, part: Marginal | Association, over: str, given: str | None) -> Iterator[str]:
    if isinstance(part, Marginal) and part.file is not None:
        yield f"The counts stand in `{part.file}`.\n"
        return
    labels = recipe.categories(over)
    yield f"| {'' if given is None else _name(given).lower()} | {' | '.join(labels)} |"
    yield "|---|" + "---:|" * len(labels)
    if isinstance(part, Marginal) and part.values:
        lines = [("all", part.values)]
    else:
        lines = [(row.of, row.values) for row in part.rows]
    for label, values in lines:
        told = [_cell(part.annotated(value), part.evidence) for value in values]
        yield f"| {label} | {' | '.join(told)} |"
    yield ""


def _endings(recipe: Recipe) -> Iterator[str]:
    if recipe.never:
        yield "### Never\n"
        for entry in recipe.never:
            pair = " and ".join(f"{cell.dimension} {', '.join(cell.categories)}" for cell in entry.cells)
            yield f"- {pair}: {entry.why}"
        yield ""
    if recipe.leaves_out:
        yield "### What it leaves out\n"
        yield from (f"- {text}" for text in recipe.leaves_out)
        yield ""
    if recipe.references:
        yield "### References\n"
        for reference in recipe.references:
            link = f" <{reference.url}>" if reference.url else ""
            read = f" Read {reference.read}." if reference.read else ""
            if reference.via:
                read += f" How: {reference.via}."
            yield f"- `{reference.id}`: {reference.cite}.{link}{read}{_note(reference.note)}"
        yield ""


def _source(part: Table, numbers: Sequence[Quantity[float]]) -> str:
    kinds = list(dict.fromkeys(number.evidence or "no evidence given" for number in numbers))
    names = list(dict.fromkeys(number.reference for number in numbers if number.reference))
    told = " and ".join(kinds).capitalize() or "Counts of the user's own"
    if names:
        told += ", " + ", ".join(f"`{name}`" for name in names)
    if part.as_of:
        told += f", {part.as_of}"
    width = ""
    if part.plus_or_minus is not None:
        width = f" Range: {part.plus_or_minus:,g} either way."
    elif part.times is not None:
        width = f" Range: a factor of {part.times:g} either way."
    return f"{told}.{width}{_note(part.note)}"


def _cell(value: Quantity[float], usual: str | None) -> str:
    """Return a number as it stands in a table; marked where it is known better or worse than its table."""
    return f"{value.value:g}" + (f" ({value.evidence})" if value.evidence != usual else "")


def _number(value: Quantity[float]) -> str:
    if value.low is None or value.high is None:
        return f"{value.value:g}"
    return f"{value.value:g} [{value.low:g} to {value.high:g}]"


def _known(value: Quantity[float]) -> str:
    parts = [value.evidence or "no evidence given", f"`{value.reference}`" if value.reference else ""]
    return ", ".join(part for part in (*parts, str(value.as_of or "")) if part)


def _note(text: str | None) -> str:
    return f" {text}" if text else ""


def _name(dimension: str | None) -> str:
    if dimension is None or dimension == PLACE:
        return "Place"
    return DIMENSIONS[dimension].title


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
