"""What is wrong with a recipe beyond its shape: names that do not fit together, tables of the wrong size."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from glasshouse.ground.errors import Problem, did_you_mean
from glasshouse.ground.telling import tell
from glasshouse.ground.validation import Part
from glasshouse.society.changes import change_problems
from glasshouse.society.recipe import (
    PLACE,
    Association,
    BodiesPart,
    Marginal,
    PlacesPart,
    Recipe,
)
from glasshouse.society.rows import (
    by_place_problems,
    repeated,
    row_problems,
    unknown_category,
    value_problems,
)
from glasshouse.society.tables import ADULT_AGE, HeldBy
from glasshouse.society.vocabulary import DIMENSIONS, age_range, household_sizes

__all__ = ["recipe_problems", "recipe_warnings"]

_HELD_BY = {"household": "households", "person": "people", "firm": "firms", "agency": "agencies"}

_SPECIAL = {"minority": "a minority", "origin": "people's origin"}

# More firms than people would be no society.
_MOST_PER_THOUSAND = 1_000


def recipe_problems(recipe: Recipe) -> Iterator[Problem]:
    """Find what pydantic cannot: names that do not fit together, tables of the wrong shape."""
    yield from _place_problems(recipe)
    yield from _dimension_problems(recipe, ("household", "person"))
    yield from _age_problems(recipe)
    yield from _size_problems(recipe)
    yield from _table_problems(recipe)
    yield from _kind_problems(recipe)
    yield from _body_problems(recipe, recipe.firms, "firm")
    yield from _body_problems(recipe, recipe.agencies, "agency")
    yield from change_problems(recipe)
    yield from _never_problems(recipe)
    yield from _reference_problems(recipe)
    yield from _special_category_problems(recipe)
    for part in recipe.tables():
        if part.plus_or_minus is not None and part.times is not None:
            yield tell(
                "a range is either 'plus_or_minus' or 'times', not both",
                part.position_of("times"),
                remedy="Keep one of the two.",
                code="two-ranges",
            )


def recipe_warnings(recipe: Recipe) -> Iterator[Problem]:
    """Find tables with numbers of which nobody says how they are known."""
    for part in recipe.tables():
        silent = [value for value in recipe.numbers(part) if value.evidence is None]
        if silent:
            name = "the places" if isinstance(part, PlacesPart) else f"'{part.id}'"
            yield tell(
                f"{len(silent)} numbers of {name} do not say how they are known",
                part.position,
                remedy="Add evidence: cited, derived, assumed or unverified, and a reference.",
                severity="warning",
                code="no-evidence",
            )


def _place_problems(recipe: Recipe) -> Iterator[Problem]:
    yield from repeated("place", [(place.id, place) for place in recipe.places.list])
    for place in recipe.places.list:
        if place.people.value < 1:
            yield tell(
                f"place '{place.id}' has no people",
                place.position_of("people"),
                remedy="leave the place out",
                code="empty-place",
            )


def _dimension_problems(recipe: Recipe, holders: tuple[HeldBy, ...]) -> Iterator[Problem]:
    yield from repeated("dimension", [(part.id, part) for part in recipe.dimensions])
    tabled = {marginal.over for marginal in recipe.marginals}
    for part in recipe.dimensions:
        known = DIMENSIONS.get(part.id)
        if known is None:
            meant = did_you_mean(part.id, DIMENSIONS)
            yield tell(
                f"'{part.id}' is not a dimension that Glasshouse knows."
                + (f" Did you mean '{meant}'?" if meant else ""),
                part.position_of("id"),
                why="Names are fixed so that a table of people cannot become a list of persons.",
                remedy="Dimensions: " + ", ".join(DIMENSIONS) + ".",
                code="unknown-dimension",
            )
            continue
        if known.held_by not in holders:
            yield tell(
                f"dimension '{part.id}' is one of {_HELD_BY[known.held_by]}, not of {_HELD_BY[holders[-1]]}",
                part.position_of("id"),
                remedy="Dimensions of firms stand under 'firms', of agencies under 'agencies'.",
                code="other-holder",
            )
        labels = ", ".join(label for label, _ in known.labels) or known.pattern
        for number, label in enumerate(part.categories):
            if not known.allows(label):
                yield tell(
                    f"'{label}' is not a label of dimension '{part.id}'",
                    part.position_of("categories", number),
                    why="Free-text labels are refused: a label could be a person's name.",
                    remedy=f"Labels: {labels}.",
                    code="unknown-label",
                )
            elif label in part.categories[:number]:
                yield tell(
                    f"label '{label}' is there twice",
                    part.position_of("categories", number),
                    code="repeated",
                )
        if part.id not in tabled:
            yield tell(
                f"dimension '{part.id}' has no marginal",
                part.position,
                why="Without a table nobody knows how many people are in each category.",
                remedy=f"Add a marginal with 'over: {part.id}', or drop the dimension.",
                code="no-marginal",
            )


def _age_problems(recipe: Recipe) -> Iterator[Problem]:
    part = recipe.dimension("age")
    bands = [band for label in part.categories if (band := age_range(label))] if part else []
    if part is None or len(bands) < len(part.categories):
        return
    for number, (first, second) in enumerate(pairwise(bands)):
        if first[1] != second[0]:
            yield tell(
                f"age band '{part.categories[number + 1]}' does not begin where "
                f"'{part.categories[number]}' ends",
                part.position_of("categories", number + 1),
                code="age-gap",
            )
    for number, band in enumerate(bands):
        if band[0] < ADULT_AGE < band[1]:
            yield tell(
                f"age band '{part.categories[number]}' has children and adults in it",
                part.position_of("categories", number),
                why=f"Each household has a head of at least {ADULT_AGE}.",
                remedy=f"Cut the band at {ADULT_AGE}, such as 0-17 and 18-29.",
                code="age-mixed",
            )
    if bands and bands[-1][1] <= ADULT_AGE:
        yield tell("there are no adults", part.position, code="no-adults")
    if bands and bands[0][0] < ADULT_AGE and recipe.dimension("size") is None:
        yield tell(
            "there are children but no household sizes",
            part.position,
            why="Without the dimension 'size' everybody lives alone.",
            remedy="Add the dimension 'size', or begin ages at 18.",
            code="children-alone",
        )


def _size_problems(recipe: Recipe) -> Iterator[Problem]:
    part = recipe.dimension("size")
    sizes = [found for label in part.categories if (found := household_sizes(label))] if part else []
    if part is None or len(sizes) < len(part.categories):
        return
    for number, (first, second) in enumerate(pairwise(sizes)):
        if len(first) > 1 or second[0] != first[0] + 1:
            yield tell(
                f"size '{part.categories[number + 1]}' does not follow '{part.categories[number]}'",
                part.position_of("categories", number + 1),
                remedy="Write sizes in order, with an open one only at the end: ['1', '2', '3+'].",
                code="size-gap",
            )
    if len(sizes[-1]) > 1 and recipe.households is None:
        yield tell(
            f"the open size '{part.categories[-1]}' needs a mean household size",
            part.position_of("categories", len(sizes) - 1),
            remedy="Add, at the top level: households: {mean_size: 2.6}",
            code="no-mean-size",
        )
    if not any(marginal.over == "size" and marginal.given is None for marginal in recipe.marginals):
        yield tell(
            "the dimension 'size' has no one-way marginal",
            part.position,
            remedy="Add one with 'over: size' and no 'given'.",
            code="no-marginal",
        )


def _table_problems(recipe: Recipe) -> Iterator[Problem]:
    yield from repeated("marginal", [(marginal.id, marginal) for marginal in recipe.marginals])
    yield from repeated("association", [(part.id, part) for part in recipe.associations])
    for part in _two_way(recipe):
        unknown = [name for name in ("over", "given") if not _knows(recipe, getattr(part, name))]
        for name in unknown:
            yield _unknown_dimension(recipe, getattr(part, name), part, name)
        if unknown:
            continue
        if part.over == part.given:
            yield tell(
                f"'{part.id}' is over '{part.over}' and given the same",
                part.position,
                code="same-dimension",
            )
        elif isinstance(part, Marginal):
            yield from _marginal_problems(recipe, part)
        else:
            yield from row_problems(
                part, part.rows, *_labelled(recipe, part.given), *_labelled(recipe, part.over)
            )


def _marginal_problems(recipe: Recipe, part: Marginal) -> Iterator[Problem]:
    if part.over == PLACE:
        yield tell(
            f"marginal '{part.id}' is over places",
            part.position_of("over"),
            remedy="Give the population of each place under 'places'.",
            code="over-place",
        )
        return
    if part.among and (part.given is not None or part.over == "age"):
        yield tell(
            f"marginal '{part.id}' would be a table in three ways",
            part.position_of("among"),
            why="Tables have at most two ways: a finer one describes persons.",
            remedy="Use 'given' or 'among', not both.",
            code="three-way",
        )
    if part.among and recipe.dimension("age") is None:
        yield _unknown_dimension(recipe, "age", part, "among")
    elif part.among:
        for number, label in enumerate(part.among):
            if label not in recipe.categories("age"):
                yield unknown_category(part, label, *_labelled(recipe, "age"), ("among", number))
    if part.unit == "households" and (part.over != "size" or part.given is not None or part.among):
        yield tell(
            "households are counted by size only",
            part.position_of("unit"),
            remedy="Count persons here.",
            code="household-unit",
        )
    given = [name for name in ("values", "rows", "file") if getattr(part, name)]
    if len(given) != 1:
        yield tell(
            f"marginal '{part.id}' needs exactly one of 'values', 'rows' and 'file'",
            part.position,
            why=f"It has {' and '.join(given)}." if given else "It has none of them.",
            code="no-table",
        )
    elif part.values:
        if part.given is not None:
            yield tell(
                f"marginal '{part.id}' is given '{part.given}', so it needs rows",
                part.position_of("values"),
                remedy="Write rows: [{of: ..., values: [...]}, ...], one for each category.",
                code="no-rows",
            )
        else:
            yield from value_problems(
                part, part.values, ("values",), *_labelled(recipe, part.over), part.unit
            )
    elif part.rows:
        if part.given is None:
            yield tell(
                f"marginal '{part.id}' has rows but no 'given'",
                part.position_of("rows"),
                remedy="Say which dimension the rows are for, or write 'values' instead.",
                code="no-given",
            )
        else:
            yield from row_problems(
                part, part.rows, *_labelled(recipe, part.given), *_labelled(recipe, part.over), part.unit
            )


def _kind_problems(recipe: Recipe) -> Iterator[Problem]:
    if recipe.households is None:
        return
    parts = recipe.households.kinds
    yield from repeated("share of kinds", [(part.id, part) for part in parts])
    seen: set[str] = set()
    for part in parts:
        for number, kind in enumerate(part.kinds):
            if kind in seen:
                yield tell(
                    f"kind '{kind}' has two shares",
                    part.position_of("kinds", number),
                    why="Shares of kinds must not overlap.",
                    code="repeated",
                )
            seen.add(kind)
        if not 0 < part.percent.value < 100:
            yield tell(
                f"{part.percent.value:g} is no percentage of kinds of household",
                part.position_of("percent"),
                remedy="Write percent of all households, above 0 and below 100.",
                code="wrong-sum",
            )
    if sum(part.percent.value for part in parts) > 100:
        yield tell(
            "the shares of kinds of household sum to more than 100",
            recipe.households.position_of("kinds"),
            code="wrong-sum",
        )


def _body_problems(recipe: Recipe, part: BodiesPart | None, holder: HeldBy) -> Iterator[Problem]:
    """Find what is wrong with firms or agencies, which are described as people are."""
    if part is None:
        return
    own = recipe.bodies(part)
    yield from _dimension_problems(own, (holder,))
    yield from _table_problems(own)
    for marginal in part.marginals:
        if marginal.file is not None or marginal.among or marginal.unit == "households":
            yield tell(
                f"marginal '{marginal.id}' counts people; here {_HELD_BY[holder]} are counted",
                marginal.position,
                remedy="Write 'values' or 'rows' in shares or percent, without 'file' and 'among'.",
                code="other-holder",
            )
    yield from by_place_problems(
        part,
        "per_thousand",
        recipe.categories(PLACE),
        _MOST_PER_THOUSAND,
        f"{_HELD_BY[holder]} for each 1,000 people are not possible",
    )


def _never_problems(recipe: Recipe) -> Iterator[Problem]:
    for entry in recipe.never:
        for cell in entry.cells:
            if not _knows(recipe, cell.dimension) or cell.dimension == PLACE:
                yield _unknown_dimension(recipe, cell.dimension, cell, "dimension")
                continue
            for number, label in enumerate(cell.categories):
                if label not in recipe.categories(cell.dimension):
                    yield unknown_category(
                        cell, label, *_labelled(recipe, cell.dimension), ("categories", number)
                    )
        if entry.cells[0].dimension == entry.cells[1].dimension:
            yield tell(
                "a structural zero needs two different dimensions", entry.position, code="same-dimension"
            )


def _reference_problems(recipe: Recipe) -> Iterator[Problem]:
    known = [reference.id for reference in recipe.references]
    named = [
        (name, part.position_of("reference"))
        for part in recipe.tables()
        for name in (part.reference, *(value.reference for value in recipe.numbers(part)))
    ]
    named += [(value.reference, recipe.position) for value in recipe.single_numbers()]
    for name, position in dict(named).items():
        if name is not None and name not in known:
            meant = did_you_mean(name, known)
            yield tell(
                f"there is no reference '{name}'" + (f". Did you mean '{meant}'?" if meant else ""),
                position,
                code="unknown-reference",
            )


def _special_category_problems(recipe: Recipe) -> Iterator[Problem]:
    if recipe.society.jurisdiction == "invented":
        return
    for part in _two_way(recipe):
        for name in {"minority", "origin"} & {part.over, part.given}:
            if part.reference is None:
                yield tell(
                    f"'{part.id}' speaks of {_SPECIAL[name]} of a real country without a reference",
                    part.position,
                    why=f"{name.capitalize()} is told only where a source tells it, or where the country is "
                    "invented.",
                    remedy=f"Add 'reference', or drop the dimension '{name}'.",
                    code="special-category",
                )


def _two_way(recipe: Recipe) -> tuple[Marginal | Association, ...]:
    return (*recipe.marginals, *recipe.associations)


def _labelled(recipe: Recipe, name: str) -> tuple[str, tuple[str, ...]]:
    return name, recipe.categories(name)


def _knows(recipe: Recipe, name: str | None) -> bool:
    return name in (None, PLACE) or recipe.dimension(str(name)) is not None


def _unknown_dimension(recipe: Recipe, name: str, part: Part, key: str) -> Problem:
    options = [dimension.id for dimension in recipe.dimensions]
    meant = did_you_mean(name, options)
    return tell(
        f"this society has no dimension '{name}'." + (f" Did you mean '{meant}'?" if meant else ""),
        part.position_of(key),
        remedy="Its dimensions: " + (", ".join(options) or "none") + ".",
        code="unknown-dimension",
    )
