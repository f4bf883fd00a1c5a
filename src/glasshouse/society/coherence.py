"""What is wrong with a recipe beyond its shape: names that do not fit together, tables of the wrong size."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from glasshouse.ground.errors import Problem, did_you_mean
from glasshouse.ground.quantity import Quantity
from glasshouse.ground.telling import tell
from glasshouse.ground.validation import Part
from glasshouse.society.recipe import PLACE, Association, Marginal, PlacesPart, Recipe, Row
from glasshouse.society.tables import ADULT_AGE
from glasshouse.society.vocabulary import DIMENSIONS, age_range, household_sizes

__all__ = ["recipe_problems", "recipe_warnings"]

# A table of shares may miss 1 by this much (rounding in the source) and is then scaled.
_ROUNDING = 0.006


def recipe_problems(recipe: Recipe) -> Iterator[Problem]:
    """Find what pydantic cannot: names that do not fit together, tables of the wrong shape."""
    yield from _place_problems(recipe)
    yield from _dimension_problems(recipe)
    yield from _table_problems(recipe)
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
    yield from _repeated("place", [(place.id, place) for place in recipe.places.list])
    for place in recipe.places.list:
        if place.people.value < 1:
            yield tell(
                f"place '{place.id}' has no people",
                place.position_of("people"),
                remedy="leave the place out",
                code="empty-place",
            )


def _dimension_problems(recipe: Recipe) -> Iterator[Problem]:
    yield from _repeated("dimension", [(part.id, part) for part in recipe.dimensions])
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
    yield from _age_problems(recipe)
    yield from _size_problems(recipe)


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
    yield from _repeated("marginal", [(marginal.id, marginal) for marginal in recipe.marginals])
    yield from _repeated("association", [(part.id, part) for part in recipe.associations])
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
            yield from _row_problems(recipe, part, part.rows, part.given)


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
                yield _unknown_category(recipe, part, label, "age", ("among", number))
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
            yield from _value_problems(recipe, part, part.over, part.values, ("values",), part.unit)
    elif part.rows:
        if part.given is None:
            yield tell(
                f"marginal '{part.id}' has rows but no 'given'",
                part.position_of("rows"),
                remedy="Say which dimension the rows are for, or write 'values' instead.",
                code="no-given",
            )
        else:
            yield from _row_problems(recipe, part, part.rows, part.given, part.unit)


def _row_problems(
    recipe: Recipe, part: Marginal | Association, rows: tuple[Row, ...], given: str, unit: str | None = None
) -> Iterator[Problem]:
    wanted = recipe.categories(given)
    seen: set[str] = set()
    for number, row in enumerate(rows):
        if row.of not in wanted:
            yield _unknown_category(recipe, part, row.of, given, ("rows", number, "of"))
        elif row.of in seen:
            yield tell(f"'{row.of}' has two rows", row.position, code="repeated")
        seen.add(row.of)
        yield from _value_problems(recipe, part, part.over, row.values, ("rows", number, "values"), unit)
    missing = [label for label in wanted if label not in seen]
    if missing:
        yield tell(
            f"'{part.id}' has no row for {', '.join(missing[:5])}"
            + (f" and {len(missing) - 5} more" if len(missing) > 5 else ""),
            part.position_of("rows"),
            code="missing-row",
        )


def _value_problems(
    recipe: Recipe,
    part: Marginal | Association,
    over: str,
    values: tuple[Quantity[float], ...],
    path: tuple[str | int, ...],
    unit: str | None,
) -> Iterator[Problem]:
    wanted = recipe.categories(over)
    if len(values) != len(wanted):
        yield tell(
            f"{len(values)} values for {len(wanted)} categories of '{over}'",
            part.position_of(*path),
            remedy=f"One value for each, in this order: {', '.join(wanted)}.",
            code="wrong-length",
        )
        return
    for number, value in enumerate(values):
        if value.value < 0:
            yield tell(f"{value.value:g} is below 0", part.position_of(*path, number), code="negative")
    total = sum(value.value for value in values)
    if total <= 0:
        yield tell("the values sum to 0", part.position_of(*path), code="empty-table")
    whole = {"share": 1.0, "percent": 100.0}.get(unit or "")
    if whole is not None and abs(total / whole - 1) > _ROUNDING:
        yield tell(
            f"the values sum to {total:g}, not {whole:g}",
            part.position_of(*path),
            remedy="Check them, or count persons instead of shares.",
            code="wrong-sum",
        )


def _never_problems(recipe: Recipe) -> Iterator[Problem]:
    for entry in recipe.never:
        for cell in entry.cells:
            if not _knows(recipe, cell.dimension) or cell.dimension == PLACE:
                yield _unknown_dimension(recipe, cell.dimension, cell, "dimension")
                continue
            for number, label in enumerate(cell.categories):
                if label not in recipe.categories(cell.dimension):
                    yield _unknown_category(recipe, cell, label, cell.dimension, ("categories", number))
        if entry.cells[0].dimension == entry.cells[1].dimension:
            yield tell(
                "a structural zero needs two different dimensions", entry.position, code="same-dimension"
            )


def _reference_problems(recipe: Recipe) -> Iterator[Problem]:
    known = [reference.id for reference in recipe.references]
    for part in recipe.tables():
        named = (part.reference, *(value.reference for value in recipe.numbers(part)))
        for name in dict.fromkeys(name for name in named if name is not None):
            if name not in known:
                meant = did_you_mean(name, known)
                yield tell(
                    f"there is no reference '{name}'" + (f". Did you mean '{meant}'?" if meant else ""),
                    part.position_of("reference"),
                    code="unknown-reference",
                )


def _special_category_problems(recipe: Recipe) -> Iterator[Problem]:
    if recipe.society.jurisdiction == "invented":
        return
    for part in _two_way(recipe):
        if "minority" in (part.over, part.given) and part.reference is None:
            yield tell(
                f"'{part.id}' speaks of a minority of a real country without a reference",
                part.position,
                why="Ethnicity is told only where a source tells it, or where the country is invented.",
                remedy="Add 'reference', or drop the dimension 'minority'.",
                code="special-category",
            )


def _two_way(recipe: Recipe) -> tuple[Marginal | Association, ...]:
    return (*recipe.marginals, *recipe.associations)


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


def _unknown_category(
    recipe: Recipe, part: Part, label: str, dimension: str, path: tuple[str | int, ...]
) -> Problem:
    options = recipe.categories(dimension)
    meant = did_you_mean(label, options)
    return tell(
        f"'{label}' is not a category of '{dimension}'." + (f" Did you mean '{meant}'?" if meant else ""),
        part.position_of(*path),
        remedy="Categories: " + ", ".join(options[:40]) + ".",
        code="unknown-label",
    )


def _repeated(noun: str, named: list[tuple[str, Part]]) -> Iterator[Problem]:
    seen: set[str] = set()
    for name, part in named:
        if name in seen:
            yield tell(f"{noun} '{name}' is there twice", part.position_of("id"), code="repeated")
        seen.add(name)
