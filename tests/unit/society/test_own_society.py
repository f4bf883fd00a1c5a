"""A society of a user's own: what a folder with a recipe and CSV files gives, and what is refused."""

from __future__ import annotations

import re
from pathlib import Path
from random import Random

import numpy as np
import pytest

from glasshouse.ground.errors import BadInput
from glasshouse.society import load

RECIPE = """\
format: 1
society: {id: my-town, title: My town, summary: A test., jurisdiction: invented, status: own}
places:
  evidence: assumed
  list:
    - {id: east, title: East, people: 6000}
    - {id: west, title: West, people: 4000}
households: {mean_size: 2.1}
dimensions:
  - {id: registration, categories: [urban, rural]}
  - {id: size, categories: ["1", "2", 3+]}
  - {id: age, categories: [0-17, 18-64, 65+]}
marginals:
  - {id: registration, over: registration, given: place, unit: persons, file: registration.csv}
  - {id: size, over: size, unit: households, file: size.csv}
  - {id: age, over: age, unit: persons, file: age.csv}
never:
  - cells: [{dimension: size, categories: ["1"]}, {dimension: age, categories: [0-17]}]
    why: A child does not live alone here.
"""
FILES = {
    "registration.csv": (
        "given,category,people\neast,urban,4500\neast,rural,1500\nwest,urban,1000\nwest,rural,3000\n"
    ),
    "size.csv": "category,people\n1,2000\n2,1600\n3+,1200\n",
    "age.csv": "category,people\n0-17,2000\n18-64,6000\n65+,2000\n",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "recipe.yaml").write_text(RECIPE)
    for name, text in FILES.items():
        (tmp_path / name).write_text(text)
    return tmp_path


def refusal(folder: Path) -> str:
    with pytest.raises(BadInput) as caught:
        load(folder).tables()
    assert caught.value.exit_code == 2
    return str(caught.value)


def change(folder: Path, name: str, old: str, new: str) -> None:
    text = (folder / name).read_text()
    assert old in text
    (folder / name).write_text(text.replace(old, new, 1))


def test_a_folder_becomes_a_society(folder: Path) -> None:
    society = load(folder)
    tables = society.tables()
    assert society.people == 10_000
    assert society.misfit().converged
    assert society.misfit().largest_relative < 1e-6
    east, west = tables.person_share.sum(axis=2)
    urban = tables.household_attribute[:, 0] == tables.attribute("registration", "urban")
    assert east[urban].sum() == pytest.approx(0.75, abs=1e-6)
    assert west[urban].sum() == pytest.approx(0.25, abs=1e-6)
    # Households: 2000 of 1, 1600 of 2, 1200 of 3 and more; with a mean of 2.1 these have 4.066 persons each.
    large = tables.household_size >= 3
    homes = tables.household_share.sum(axis=0)
    mean = (homes * tables.household_size)[large].sum() / homes[large].sum()
    assert mean == pytest.approx((2.1 * 4800 - 2000 - 2 * 1600) / 1200, abs=1e-3)
    assert np.array_equal(np.unique(tables.household_size), [1, 2, 3, 4, 5])


def test_the_recipe_file_may_be_named_too(folder: Path) -> None:
    assert load(folder / "recipe.yaml").fingerprint == load(f"{folder}/").fingerprint


def test_the_fingerprint_follows_the_csv_files(folder: Path) -> None:
    before = load(folder).fingerprint
    change(folder, "age.csv", "65+,2000", "65+,2050")
    assert load(folder).fingerprint != before


def test_numbers_without_evidence_are_a_warning(folder: Path) -> None:
    change(folder, "recipe.yaml", "  evidence: assumed\n", "")
    warnings = load(folder).warnings
    # The places; the CSV files hold their numbers apart, so those are not counted.
    assert [problem.code for problem in warnings] == ["no-evidence"]
    assert all(problem.severity == "warning" for problem in warnings)


@pytest.mark.parametrize(
    ("name", "old", "new", "told"),
    [
        ("age.csv", "65+,2000", "65+,12", ["age.csv:4", "12 people are too few", "point to a person"]),
        ("age.csv", "0-17,2000\n18-64,6000\n65+,2000", "0-17,200\n18-64,600\n65+,100", ["at least 1000"]),
        ("age.csv", "category,people", "age,sex,people", ["at most two ways", "category,people"]),
        ("age.csv", "category,people", "category,poeple", ["Did you mean 'people'?"]),
        ("age.csv", "18-64,6000", "Li Wei,6000", ["'Li Wei'", "could be a person's name"]),
        ("age.csv", "18-64,6000", "18-64,6000\n18-64,6000", ["twice"]),
        ("age.csv", "18-64,6000", "18-64,6 000", ["not a number of people"]),
        ("age.csv", "18-64,6000", "18-64,-6000", ["not a number of people"]),
        ("age.csv", "18-64,6000", "18-64,6000,female", ["3 cells for 2 columns"]),
        ("age.csv", "18-64,6000\n", "", ["no line for 18-64"]),
        (
            "registration.csv",
            "east,urban,4500\neast,rural,1500",
            "east,urban,0\neast,rural,0",
            ["nobody for east"],
        ),
        ("recipe.yaml", "file: age.csv", "file: ../age.csv", ["not the name of a CSV file"]),
        ("recipe.yaml", "file: age.csv", "file: missing.csv", ["cannot be read"]),
        ("recipe.yaml", "[urban, rural]", "[urban, li-wei]", ["not a label", "person's name"]),
        (
            "recipe.yaml",
            "{id: registration, categories",
            "{id: surname, categories",
            ["'surname'", "list of persons"],
        ),
        ("recipe.yaml", "[0-17, 18-64, 65+]", "[0-15, 16-64, 65+]", ["children and adults"]),
        ("recipe.yaml", "[0-17, 18-64, 65+]", "[0-17, 20-64, 65+]", ["does not begin where"]),
        ("recipe.yaml", "households: {mean_size: 2.1}\n", "", ["needs a mean household size"]),
        ("recipe.yaml", "over: age, unit: persons", "over: age, among: [65+], unit: persons", ["three ways"]),
        ("recipe.yaml", "over: age, unit: persons", "over: age, unit: percent", ["persons or households"]),
        ("recipe.yaml", "people: 4000", "people: 30", ["at least 50 are needed"]),
        ("recipe.yaml", "people: 6000", "people: 0", ["has no people"]),
        ("recipe.yaml", "    - {id: west", "    - {id: east", ["lace 'east' is there twice"]),
        (
            "recipe.yaml",
            "  - {id: age, over: age, unit: persons, file: age.csv}\n",
            "",
            ["'age' has no marginal"],
        ),
        ("recipe.yaml", "marginals:", "marginal:", ["Did you mean 'marginals'?"]),
        ("recipe.yaml", "  evidence: assumed", "  plus_or_minus: 5\n  times: 2", ["either"]),
        (
            "recipe.yaml",
            'categories: ["1"]}, {dimension: age',
            'categories: ["7"]}, {dimension: age',
            ["'7'"],
        ),
    ],
)
def test_what_is_refused_is_refused_with_a_reason(
    folder: Path, name: str, old: str, new: str, told: list[str]
) -> None:
    change(folder, name, old, new)
    screen = refusal(folder)
    for part in told:
        assert part in screen


def test_all_problems_come_at_once(folder: Path) -> None:
    change(folder, "age.csv", "0-17,2000\n18-64,6000", "0-17,7\nchildren,6000")
    change(folder, "size.csv", "1,2000", "1,8")
    screen = refusal(folder)
    assert screen.count("too few for a cell") == 2
    assert "'children'" in screen


def test_a_file_of_a_megabyte_is_taken_for_a_list_of_persons(folder: Path) -> None:
    (folder / "age.csv").write_text("category,people\n" + "0-17,2000\n" * 120_000)
    assert "list of persons" in refusal(folder)


def test_other_encodings_are_refused(folder: Path) -> None:
    (folder / "age.csv").write_bytes("category,people\n0-17,2000é\n".encode("latin-1"))
    assert "UTF-8" in refusal(folder)


def test_a_table_in_the_recipe_is_held_to_the_same_smallest_cell(folder: Path) -> None:
    """What the CSV door refuses must not come in through the YAML door."""
    change(
        folder,
        "recipe.yaml",
        "{id: age, over: age, unit: persons, file: age.csv}",
        "{id: age, over: age, unit: share, values: [0.2, 0.799, 0.001]}",
    )
    screen = refusal(folder)
    assert "stands for 10 people" in screen


def test_impossible_tables_are_told_with_their_name(folder: Path) -> None:
    change(folder, "size.csv", "2,1600\n3+,1200", "2,0\n3+,0")
    assert "leave none" in refusal(folder)


def test_contradicting_tables_are_measured_not_hidden(folder: Path) -> None:
    change(
        folder,
        "recipe.yaml",
        "never:",
        "  - {id: other-age, over: age, unit: percent, values: [30, 50, 20]}\nnever:",
    )
    society = load(folder)
    assert not society.misfit().converged
    assert society.misfit().largest_relative > 0.05
    assert "contradiction" in [problem.code for problem in society.warnings]


def test_children_in_every_bed_get_adults_and_a_warning(folder: Path) -> None:
    """Where a type has fewer adults than households, adults are added, and the misfit says for how many."""
    change(folder, "age.csv", "0-17,2000\n18-64,6000\n65+,2000", "0-17,6600\n18-64,2400\n65+,1000")
    society = load(folder)
    misfit = society.misfit()
    assert misfit.added_adults > 0
    assert "adults-added" in [problem.code for problem in society.warnings]
    age = next(part for part in misfit.marginals if part.id == "age")
    assert age.largest_absolute > 1e-3


def test_a_minority_of_a_real_country_needs_a_reference(folder: Path) -> None:
    change(folder, "recipe.yaml", "jurisdiction: invented", "jurisdiction: NL")
    change(
        folder,
        "recipe.yaml",
        "  - {id: size, cat",
        "  - {id: minority, categories: [majority, minority]}\n  - {id: size, cat",
    )
    change(
        folder,
        "recipe.yaml",
        "  - {id: size, over",
        "  - {id: minority, over: minority, unit: percent, values: [80, 20]}\n  - {id: size, over",
    )
    assert "minority of a real country without a reference" in refusal(folder)


def test_a_society_without_dimensions_works(tmp_path: Path) -> None:
    (tmp_path / "recipe.yaml").write_text(RECIPE.split("households:")[0])
    tables = load(tmp_path).tables()
    assert tables.dims == ()
    assert tables.household_share.shape == (2, 1)
    assert tables.role_share.shape[1] == 1
    assert tables.attribute_count == 0


FIRMS = """\
firms:
  per_thousand: 30
  by_place:
    - {of: west, value: 10}
  dimensions:
    - {id: sector, categories: [trade, services]}
  marginals:
    - id: sectors
      over: sector
      given: place
      unit: percent
      rows: [{of: east, values: [75, 25]}, {of: west, values: [50, 50]}]
moves:
  rows:
    - {of: east, values: [20, 3]}
    - {of: west, values: [0, 1]}
away:
  percent: 4
  by_place: [{of: west, value: 0}]
"""


def test_firms_and_moves_become_tables(folder: Path) -> None:
    (folder / "recipe.yaml").write_text(RECIPE + FIRMS)
    tables = load(folder).tables()
    assert [dim.held_by for dim in tables.dims] == ["household", "household", "person", "firm"]
    assert [dim.id for dim in tables.people_dims] == ["registration", "size", "age"]
    assert tables.firms_per_thousand.tolist() == [30, 10]
    assert tables.agencies_per_thousand.tolist() == [0, 0]
    trade = tables.firm_attribute[:, 0] == tables.attribute("sector", "trade")
    np.testing.assert_allclose(tables.firm_share[:, trade].sum(axis=1) / 2**31, [0.75, 0.5], rtol=1e-6)
    assert tables.moves.tolist() == [0.02, 0]
    assert tables.destination_share.tolist() == [[0, 2**31], [0, 0]]
    assert tables.away.tolist() == [0.04, 0]
    assert (tables.death_rate == 0).all()


def test_visits_need_no_one_who_leaves_for_good(folder: Path) -> None:
    text = RECIPE + FIRMS.replace("[20, 3]", "[0, 3]").replace("by_place: [{of: west, value: 0}]", "")
    (folder / "recipe.yaml").write_text(text)
    tables = load(folder).tables()
    assert tables.moves.tolist() == [0, 0]
    assert tables.away.tolist() == [0.04, 0.04]
    assert tables.destination_share.tolist() == [[0, 2**31], [2**31, 0]]


BODY_SLIPS = {
    "sector, categories: [trade": ("sex, categories: [trade", "not of firms"),
    "per_thousand: 30": ("per_thousand: 3000", "3000 firms for each 1,000 people"),
    "of: west, value: 10": ("of: north, value: 10", "'north' is not a category of 'place'"),
    "[75, 25]": ("[75, 20]", "sum to 95, not 100"),
    "unit: percent\n      rows": ("unit: households\n      rows", "here firms are counted"),
    "of: west, values: [0, 1]": ("of: west, values: [0]", "1 values for 2 categories of 'moves'"),
    "of: east, values: [20, 3]": ("of: east, values: [20, 0]", "nowhere to go"),
    "percent: 4": ("percent: 104", "104 is no percentage of what people do"),
    "of: west, value: 0": ("of: north, value: 0", "'north' is not a category of 'place'"),
    "moves:\n  rows:\n    - {of: east, values: [20, 3]}\n    - {of: west, values: [0, 1]}\n": (
        "",
        "Visits have nowhere to go",
    ),
}


@pytest.mark.parametrize("slip", BODY_SLIPS)
def test_slips_in_firms_and_moves_are_told(folder: Path, slip: str) -> None:
    wrong, told = BODY_SLIPS[slip]
    (folder / "recipe.yaml").write_text(RECIPE + FIRMS)
    change(folder, "recipe.yaml", slip, wrong)
    assert told in refusal(folder)


KIND_SLIPS = {
    "{id: a, kinds: [couple], percent: 120}": "120 is no percentage",
    "{id: a, kinds: [couple], percent: 60}, {id: b, kinds: [others], percent: 50}": "sum to more than 100",
    "{id: a, kinds: [couple, others], percent: 20}, {id: b, kinds: [couple], percent: 5}": "has two shares",
    "{id: a, kinds: [harem], percent: 20}": "kinds",
}


@pytest.mark.parametrize("kinds", KIND_SLIPS)
def test_slips_in_kinds_of_household_are_told(folder: Path, kinds: str) -> None:
    change(folder, "recipe.yaml", "{mean_size: 2.1}", f"{{mean_size: 2.1, kinds: [{kinds}]}}")
    assert KIND_SLIPS[kinds] in refusal(folder)


def test_a_share_of_kinds_is_met_or_said_to_contradict(folder: Path) -> None:
    change(
        folder,
        "recipe.yaml",
        "{mean_size: 2.1}",
        "{mean_size: 2.1, kinds: [{id: old, kinds: [three-generations], percent: 3}]}",
    )
    society = load(folder)
    assert society.misfit().converged
    assert society.misfit().marginals[-1].id == "old"
    assert society.misfit().marginals[-1].largest_relative < 1e-6
    # Nobody is 65 or older: there are no old parents.
    change(folder, "recipe.yaml", "18-64, 65+", "18-59, 60-64")
    change(folder, "age.csv", "18-64,6000\n65+,2000", "18-59,8000\n60-64,0")
    assert not load(folder).misfit().converged


def test_deaths_need_sex_and_age(folder: Path) -> None:
    deaths = "deaths: {rows: [{of: female, values: [1, 2, 3]}]}\n"
    (folder / "recipe.yaml").write_text(RECIPE + deaths)
    assert "this society lacks one of them" in refusal(folder)


def test_an_unknown_society_names_the_nearest() -> None:
    with pytest.raises(BadInput, match="Did you mean 'china-2020'"):
        load("china-2002")


def test_a_folder_without_a_recipe_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"recipe\.yaml"):
        load(tmp_path)


WORDS = [
    "place",
    "age",
    "size",
    "0-17",
    "5+",
    "1",
    "-3",
    "0",
    "null",
    "[]",
    "{}",
    "x",
    "1e400",
    ".nan",
    "percent",
]
TOKEN = re.compile(r"[A-Za-z0-9.+\-]+")


def test_no_slip_of_the_hand_ends_in_a_traceback(folder: Path) -> None:
    """250 files with a word or a line changed at random: each is a society or a screen."""
    random = Random(2)
    originals = {"recipe.yaml": RECIPE, **FILES}
    outcomes = set()
    for _ in range(250):
        name = random.choice(sorted(originals))
        lines = originals[name].split("\n")
        line = random.randrange(len(lines))
        tokens = list(TOKEN.finditer(lines[line]))
        if tokens and random.random() < 0.7:
            token = random.choice(tokens)
            text = lines[line]
            lines[line] = text[: token.start()] + random.choice(WORDS) + text[token.end() :]
        elif random.random() < 0.5:
            del lines[line]
        else:
            lines.insert(line, random.choice(lines))
        (folder / name).write_text("\n".join(lines))
        try:
            society = load(folder)
            society.tables()
            society.misfit()
            outcomes.add("society")
        except BadInput as refused:
            assert str(refused)
            outcomes.add("screen")
        (folder / name).write_text(originals[name])
    assert outcomes == {"society", "screen"}
