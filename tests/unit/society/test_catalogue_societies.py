"""Every society of the catalogue: sound tables, every number sourced or confessed, people as asked for."""

from __future__ import annotations

import hashlib

import numpy as np
import numpy.typing as npt
import pytest
from scipy.stats import binom

from glasshouse.society import Society, SocietyTables, catalogue, load
from glasshouse.society.households import households
from glasshouse.society.page import page
from glasshouse.society.tables import ADULT_AGE, KINDS, ROLES, WHOLE

NAMES = sorted(catalogue)
PEOPLE = 1_000_000
HEAD = ROLES.index("head")


@pytest.fixture(scope="module", params=NAMES)
def society(request: pytest.FixtureRequest) -> Society:
    return load(request.param)


def labels(tables: SocietyTables, name: str) -> tuple[npt.NDArray[np.int64], int]:
    """Return the category of each household type or member cell, and which of the two it is."""
    number = tables.dimension(name)
    assert number is not None
    if number < tables.household_dims:
        return tables.household_attribute[:, number] - tables.dim_offset[number], 0
    return tables.member_attribute[:, number - tables.household_dims] - tables.dim_offset[number], 1


def cross(society: Society, first: str, second: str) -> npt.NDArray[np.float64]:
    """Return the two-way distribution of the persons that the tables draw."""
    tables = society.tables()
    persons = np.tensordot(tables.place_population / society.people, tables.person_share, axes=1)
    sides = [labels(tables, name) for name in (first, second)]
    grids = [side[:, None] if axis == 0 else side[None, :] for side, axis in sides]
    found = np.zeros([int(side.max()) + 1 for side, _ in sides])
    np.add.at(found, tuple(np.broadcast_to(grid, persons.shape) for grid in grids), persons)
    return found


def test_weights_are_whole_and_complete(society: Society) -> None:
    tables = society.tables()
    for shares in (tables.household_share, tables.role_share):
        assert shares.dtype == np.int64
        assert (shares >= 0).all()
        assert (shares.sum(axis=-1) == WHOLE).all()
    assert tables.place_population.dtype == np.int64
    for array in (tables.household_size, tables.dim_offset, tables.household_attribute):
        assert array.dtype == np.int32
    names = [tables.attribute_name(number) for number in range(tables.attribute_count)]
    assert [tables.attribute(*name) for name in names] == list(range(tables.attribute_count))
    held = [dim.held_by for dim in tables.dims]
    assert held == sorted(held, key=("household", "person", "firm", "agency").index)
    assert (tables.household_dims, tables.person_dims) == (held.count("household"), held.count("person"))
    for share in (tables.firm_share, tables.agency_share):
        assert (share.sum(axis=-1) == WHOLE).all()


def test_every_household_has_an_adult_and_no_child_lives_alone(society: Society) -> None:
    tables = society.tables()
    child = tables.member_age_from < ADULT_AGE
    assert (tables.household_role[:, 0] == HEAD).all()
    assert (tables.role_share[np.unique(tables.role_law[:, :, HEAD])][:, child] == 0).all()
    assert child.any()
    assert (tables.member_age_to > tables.member_age_from).all()


def test_marginals_are_met_by_the_whole_numbers(society: Society) -> None:
    misfit = society.misfit()
    assert misfit.converged
    # Units of 2^-31 (5e-10) of a row, in the rarest cell of a marginal.
    assert misfit.largest_relative < 1e-6
    assert misfit.largest_absolute < 1e-7
    assert misfit.added_adults == 0
    assert misfit.mean_household_size == pytest.approx(misfit.wanted_household_size, rel=1e-6)


def test_structural_zeros_hold(society: Society) -> None:
    assert society.recipe is not None
    for entry in society.recipe.never:
        first, second = entry.cells
        found = cross(society, first.dimension, second.dimension)
        rows = [society.recipe.categories(first.dimension).index(name) for name in first.categories]
        columns = [society.recipe.categories(second.dimension).index(name) for name in second.categories]
        assert (found[np.ix_(rows, columns)] == 0).all()


def test_every_number_says_how_it_is_known_and_where_it_stands(society: Society) -> None:
    assert society.recipe is not None
    assert society.warnings == ()
    assert society.evidence()["none"] == 0
    references = {reference.id: reference for reference in society.recipe.references}
    for part in society.recipe.tables():
        assert part.note or part.reference
        for number in society.recipe.numbers(part):
            assert number.reference in references
            if references[number.reference].kind == "memory":
                assert number.evidence == "unverified"
            if number.evidence == "cited":
                assert references[number.reference].kind in ("press", "dataset", "primary", "secondary")
            if number.evidence in ("unverified", "assumed") and society.status == "published":
                assert number.low is not None
                assert number.high is not None
    for number in society.recipe.single_numbers():
        assert number.reference in references
        assert number.low is not None
        assert number.high is not None
        if references[number.reference].kind == "memory":
            assert number.evidence == "unverified"


def test_persons_met_at_random_are_distributed_as_the_marginals_say(society: Society) -> None:
    """A million independent persons, each from another household, within exact binomial limits."""
    tables = society.tables()
    random = np.random.default_rng(2020)
    place, kind, cell = draw_persons(tables, random)
    misfits = []
    for count, chance in marginal_counts(society, place, kind, cell):
        misfits.append(2 * min(binom.cdf(count, PEOPLE, chance), binom.sf(count - 1, PEOPLE, chance)))
    # One in a million for all tests of this society together.
    assert min(misfits) > 1e-6 / len(misfits)


def draw_persons(
    tables: SocietyTables, random: np.random.Generator
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Draw persons as the engine does, keeping one of each household, households weighted by their size."""
    weight = tables.place_population / tables.place_population.sum()
    place = random.choice(len(weight), PEOPLE, p=weight)
    kind = np.empty(PEOPLE, dtype=np.int64)
    for number in range(len(weight)):
        here = np.flatnonzero(place == number)
        share = tables.household_share[number] * tables.household_size.astype(np.float64)
        kind[here] = random.choice(len(share), len(here), p=share / share.sum())
    slot = (random.random(PEOPLE) * tables.household_size[kind]).astype(np.int64)
    law = tables.role_law[place, kind, tables.household_role[kind, slot]]
    order = np.argsort(law, kind="stable")
    found, counts = np.unique(law, return_counts=True)
    drawn = [
        random.choice(tables.role_share.shape[1], count, p=tables.role_share[number] / WHOLE)
        for number, count in zip(found, counts, strict=True)
    ]
    cell = np.empty(PEOPLE, dtype=np.int64)
    cell[order] = np.concatenate(drawn)
    return place, kind, cell


def marginal_counts(
    society: Society,
    place: npt.NDArray[np.int64],
    kind: npt.NDArray[np.int64],
    cell: npt.NDArray[np.int64],
) -> list[tuple[int, float]]:
    """Count the persons in each cell of the marginals that speak of all, with its published share."""
    tables, recipe = society.tables(), society.recipe
    assert recipe is not None

    def label(name: str) -> npt.NDArray[np.int64]:
        if name == "place":
            return place
        of, axis = labels(tables, name)
        return of[kind if axis == 0 else cell]

    counts = []
    population = tables.place_population / tables.place_population.sum()
    weight = {"place": population}
    for marginal in recipe.marginals:
        if marginal.id == "registration-by-place":
            urban = {row.of: row.values[0].value / 100 for row in marginal.rows}
            share = float(population @ [urban[name] for name in recipe.categories("place")])
            weight["registration"] = np.array([share, 1 - share])
    for marginal in recipe.marginals:
        if marginal.unit == "households" or marginal.among:
            continue
        over = label(marginal.over)
        if marginal.given is None:
            total = sum(value.value for value in marginal.values)
            for number, value in enumerate(marginal.values):
                counts.append((int((over == number).sum()), value.value / total))
            continue
        given = label(marginal.given)
        for row in marginal.rows:
            where = recipe.categories(marginal.given).index(row.of)
            total = sum(value.value for value in row.values)
            for number, value in enumerate(row.values):
                chance = float(weight[marginal.given][where]) * value.value / total
                counts.append((int(((over == number) & (given == where)).sum()), chance))
    assert len(counts) > 12
    return counts


def test_whole_households_have_the_published_sizes_and_ages(society: Society) -> None:
    """200,000 whole households: sizes within binomial limits, adults within limits for clusters."""
    tables, recipe = society.tables(), society.recipe
    assert recipe is not None
    random = np.random.default_rng(7)
    number = 200_000
    per_place = tables.household_share / WHOLE
    homes = tables.place_population / (per_place @ tables.household_size)
    joint = (homes[:, None] * per_place).ravel()
    row = random.choice(len(joint), number, p=joint / joint.sum())
    kind = row % len(tables.household_size)
    size = tables.household_size[kind]
    marginal = next(part for part in recipe.marginals if part.over == "size")
    published = np.array([value.value for value in marginal.values])
    published = published / published.sum()
    of_size, _ = labels(tables, "size")
    for category, chance in enumerate(published):
        count = int((of_size[kind] == category).sum())
        assert 2 * min(binom.cdf(count, number, chance), binom.sf(count - 1, number, chance)) > 1e-7

    # Members of each household, one after the other; adults counted by household.
    adult = tables.member_age_from >= ADULT_AGE
    grown = tables.role_share[:, adult].sum(axis=1) / WHOLE
    place = row // len(tables.household_size)
    adults = np.zeros(number, dtype=np.int64)
    for slot in range(tables.household_role.shape[1]):
        there = slot < size
        law = tables.role_law[place, kind, tables.household_role[kind, slot]]
        adults += there & (random.random(number) < grown[law])
    assert (adults >= 1).all()
    wanted = next(part for part in recipe.marginals if part.over == "age")
    values = [value.value for value in wanted.values]
    share = 1 - values[0] / sum(values)
    residual = adults - share * size
    assert abs(residual.sum()) < 5 * np.sqrt(np.square(residual).sum())


def test_tables_are_the_same_every_time_and_cannot_be_changed(society: Society) -> None:
    again = load(society.id).tables()
    tables = society.tables()
    for name in ("household_share", "role_share", "role_law"):
        assert (getattr(tables, name) == getattr(again, name)).all()
        with pytest.raises(ValueError, match="read-only"):
            getattr(tables, name)[0] = 0
    assert society.tables() is tables
    assert load(society.id).fingerprint == society.fingerprint


def test_noise_in_the_last_bits_of_the_raking_does_not_reach_the_weights(society: Society) -> None:
    """What another machine's order of summation could do: 10 units in the last place, and no weight moves."""
    table = society._raked.table
    noise = 1 + np.random.default_rng(3).integers(-10, 11, table.shape) * np.finfo(float).eps
    moved = households(table * noise, society._frame, society._ages, society._open_size, society._marks)
    tables = society.tables()
    assert (moved.household_share == tables.household_share).all()
    assert (moved.role_share == tables.role_share).all()


# Weights are part of every result: whoever changes these writes it under *Results change* in the changelog.
FROZEN = {
    "australia": "78d20c9822d088e7",
    "china-2020": "a05f06a3788d99c4",
    "hong-kong": "4feacb06f3542438",
    "macau": "9fd0e4b38ce2c57a",
    "netherlands": "facb07843ef33b54",
    "simpleland": "3738dcca2d0a65f9",
    "united-states": "877fd1dcec8cc718",
}


def test_weights_are_those_that_were_committed(society: Society) -> None:
    tables = society.tables()
    digest = hashlib.sha256()
    for array in (tables.household_share, tables.role_share):
        digest.update(np.ascontiguousarray(array, dtype="<i8").tobytes())
    assert digest.hexdigest()[:16] == FROZEN[society.id]


def test_the_datasheets_are_up_to_date(pytestconfig: pytest.Config) -> None:
    assert (pytestconfig.rootpath / "docs/look-up/societies.md").read_text() == page()


def test_firms_and_agencies_are_as_many_as_told(society: Society) -> None:
    tables, recipe = society.tables(), society.recipe
    assert recipe is not None
    for part, rate in (
        (recipe.firms, tables.firms_per_thousand),
        (recipe.agencies, tables.agencies_per_thousand),
    ):
        if part is None:
            assert (rate == 0).all()
            continue
        nation = float(rate @ tables.place_population) / society.people
        assert nation == pytest.approx(part.per_thousand.value, rel=0.01)
    held = [dim.held_by for dim in tables.dims]
    assert tables.firm_attribute.shape[1] == held.count("firm")
    assert tables.agency_attribute.shape[1] == held.count("agency")
    if recipe.firms is not None:
        sizes = next(marginal for marginal in recipe.firms.marginals if marginal.over == "sector")
        of_sector = tables.firm_attribute[:, 0] - tables.dim_offset[len(tables.people_dims)]
        drawn = np.bincount(of_sector, tables.firm_share[0] / WHOLE)
        np.testing.assert_allclose(100 * drawn, [value.value for value in sizes.values], rtol=0.005)


def test_those_who_move_go_elsewhere(society: Society) -> None:
    tables = society.tables()
    going = tables.destination_share.sum(axis=1)
    assert (going == np.where(tables.moves > 0, WHOLE, 0)).all()
    assert (np.diag(tables.destination_share) == 0).all()
    assert (tables.death_rate >= 0).all()


def test_every_child_has_a_grown_up_in_care_of_it(society: Society) -> None:
    """In every country nearly all children live with a parent or a grandparent; here all do."""
    tables = society.tables()
    child = ROLES.index("child")
    young = tables.member_age_from < ADULT_AGE
    used = tables.household_share > 0
    for role in range(len(ROLES)):
        has = (tables.household_role == role).any(axis=1)
        share = tables.role_share[tables.role_law[:, :, role][used & has[None, :]]]
        assert (share[:, ~young if role == child else young] == 0).all()
    for kind, slot in np.argwhere(tables.household_role == child):
        assert tables.household_parent[kind, slot, 0] == 0


# Figures published apart from the tables that were fitted.


@pytest.fixture(scope="module")
def china() -> Society:
    return load("china-2020")


# Bulletin No. 3 of the census: persons by region.
REGIONS = {
    563_717_119: "beijing tianjin hebei shanghai jiangsu zhejiang fujian shandong guangdong hainan",
    364_694_362: "shanxi anhui jiangxi henan hubei hunan",
    382_852_295: "inner-mongolia guangxi chongqing sichuan guizhou yunnan tibet shaanxi gansu qinghai "
    "ningxia xinjiang",
    98_514_948: "liaoning jilin heilongjiang",
}


def test_china_population_is_the_census_less_the_armed_forces(china: Society) -> None:
    assert china.people == 1_411_778_724 - 2_000_000


def test_china_provinces_sum_to_the_regions_of_the_census_bulletin(china: Society) -> None:
    population = {
        place.id: int(people)
        for place, people in zip(china.tables().places, china.place_population, strict=True)
    }
    assert sorted(population) == sorted(" ".join(REGIONS.values()).split())
    for total, provinces in REGIONS.items():
        assert sum(population[name] for name in provinces.split()) == total


def test_china_ages_are_those_of_the_census_bulletin(china: Society) -> None:
    """Bulletin No. 5: 268,707,162 people under 16, 264,018,766 of 60 and older."""
    age = cross(china, "age", "sex").sum(axis=1) * china.people
    assert age[4:].sum() == pytest.approx(264_018_766, rel=1e-4)
    # From 16 to 17: half of what is left of the group from 15 to 19, 72.68 million.
    under_18 = 268_707_162 + (72_680_000 - (268_707_162 - 253_383_938)) / 2
    assert age[0] == pytest.approx(under_18, rel=1e-4)


def test_china_schooling_of_adults_is_within_reach_of_the_census_bulletin(china: Society) -> None:
    """Bulletin No. 6: 218,360,767 people with college education, nearly all of them adults."""
    college = cross(china, "age", "education")[:, 3] * china.people
    assert college[0] == 0
    assert college.sum() == pytest.approx(218_360_767, rel=0.01)


def test_china_sex_ratio(china: Society) -> None:
    female, male = cross(china, "sex", "age").sum(axis=1)
    assert 100 * male / female == pytest.approx(105.07, abs=0.03)


def test_china_urban_share(china: Society) -> None:
    assert cross(china, "registration", "size").sum(axis=1)[0] == pytest.approx(0.6389, abs=0.001)


def test_china_minorities(china: Society) -> None:
    assert cross(china, "minority", "size").sum(axis=1)[1] == pytest.approx(0.0889, abs=0.0005)


def test_china_income_gap_between_town_and_country(china: Society) -> None:
    fifths = np.array([7_869, 16_443, 26_249, 41_172, 80_294])
    by_registration = cross(china, "registration", "income")
    urban, rural = by_registration @ fifths / by_registration.sum(axis=1)
    assert urban / rural == pytest.approx(43_834 / 17_131, rel=0.002)
    np.testing.assert_allclose(by_registration.sum(axis=0), 0.2, atol=1e-4)


def test_china_internet_users(china: Society) -> None:
    online = cross(china, "age", "online")[:, 0]
    assert online.sum() == pytest.approx(0.704, abs=0.01)
    assert online[4:].sum() / online.sum() == pytest.approx(0.112, abs=0.008)


def test_china_old_people_in_villages_and_towns(china: Society) -> None:
    """The note of the association says about 24 and 16 %."""
    age = cross(china, "registration", "age")
    old = age[:, 4:].sum(axis=1) / age.sum(axis=1)
    assert old == pytest.approx([0.158, 0.238], abs=0.01)


def test_china_deaths_are_those_of_the_communique(china: Society) -> None:
    """9.98 million deaths in 2020, 7.07 for each 1,000."""
    tables = china.tables()
    cells = np.tensordot(china.place_population, tables.person_share, axes=1).sum(axis=0)
    assert float(cells @ tables.death_rate) == pytest.approx(9.98e6, rel=0.01)


def test_china_provinces_are_as_rich_as_they_were(china: Society) -> None:
    """Income per head in 2020: Shanghai 72,232, Beijing 69,434, Zhejiang 52,397; last, from memory, Gansu."""
    tables = china.tables()
    number = tables.dimension("income")
    assert number is not None
    fifth = tables.household_attribute[:, number] - tables.dim_offset[number]
    mean = tables.person_share.sum(axis=2) @ np.array([7_869, 16_443, 26_249, 41_172, 80_294])[fifth]
    by_place = dict(zip((place.id for place in tables.places), mean, strict=True))
    assert sorted(by_place, key=lambda name: by_place[name])[-3:] == ["zhejiang", "beijing", "shanghai"]
    assert min(by_place, key=lambda name: by_place[name]) == "gansu"


def test_australia_has_one_household_in_four_with_one_person_and_of_two_mostly_couples() -> None:
    tables = load("australia").tables()
    share = np.tensordot(tables.place_population / tables.place_population.sum(), tables.household_share, 1)
    share = share / WHOLE
    assert share[tables.household_size == 1].sum() == pytest.approx(0.24, abs=0.01)
    assert share[tables.household_kind == KINDS.index("couple")].sum() == pytest.approx(0.27, abs=0.01)


def test_the_netherlands_have_the_households_that_were_counted() -> None:
    """7,858 thousand, 2,998 thousand of them of one person (Statistics Netherlands, 2018)."""
    tables = load("netherlands").tables()
    per_place = tables.place_population / ((tables.household_share / WHOLE) @ tables.household_size)
    homes = per_place @ (tables.household_share / WHOLE)
    # Of 17.18 million people 0.24 million live in institutions, whom the society spreads over households.
    assert homes.sum() == pytest.approx(7_858_000 * 17.18 / 16.90, rel=0.01)
    assert homes[tables.household_size == 1].sum() / homes.sum() == pytest.approx(2_998 / 7_858, rel=1e-3)


def test_china_large_households_are_as_large_as_they_were_in_2010(china: Society) -> None:
    """5.65 persons in 2010, from the shares of the sizes 5 to 10 and more (taken as 10.3)."""
    tables = china.tables()
    of_size, _ = labels(tables, "size")
    homes = np.tensordot(china.place_population / china.people, tables.household_share, axes=1)
    large = of_size == 4
    mean = (homes * tables.household_size)[large].sum() / homes[large].sum()
    then = np.array([10.03, 4.20, 1.43, 0.56, 0.23, 0.21]) @ [5, 6, 7, 8, 9, 10.3] / 16.66
    assert mean == pytest.approx(then, abs=0.12)
