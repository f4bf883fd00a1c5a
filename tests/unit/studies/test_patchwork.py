"""Patchworks: what may stand in the file, and that local versions side by side are the versions alone."""

from __future__ import annotations

import datetime
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from tests.invented import RED, START, conduct, world
from tests.known.test_places import counting, movers
from tests.known.worlds import PEOPLE
from tests.unit.report.test_text import SUBJECT

import glasshouse as gh
from glasshouse.engine.outcomes import NOTICE
from glasshouse.engine.scenario import Arm, Scenario
from glasshouse.engine.simulate import simulate_tally
from glasshouse.engine.tally import Tally
from glasshouse.ground.errors import BadInput
from glasshouse.measures.estimate import Estimate
from glasshouse.measures.measure import NEVER_MEASURED
from glasshouse.measures.patched import WHOLE
from glasshouse.report.layout import plain
from glasshouse.report.patched import patched
from glasshouse.schemes.patchworks import load_patchwork, patchworks
from glasshouse.society import load as load_society
from glasshouse.society.neighbourhoods import FEWEST_NEIGHBOURHOODS
from glasshouse.studies.patchwork import Patched, plan_patchwork

HEAD = """format: 1
patchwork: {id: mine, title: Mine, summary: One text in each place., society: simpleland, status: invented}
places:
"""
SIMPLELAND = [place.id for place in load_society("simpleland").tables().places]


def written(folder: Path, *lines: str, head: str = HEAD) -> Path:
    path = folder / "mine.yaml"
    path.write_text(head + "".join(f"  - {{{line}}}\n" for line in lines), encoding="utf-8")
    return path


def refused(path: Path) -> str:
    with pytest.raises(BadInput) as caught:
        plan_patchwork(path)
    return str(caught.value)


def columns(tally: Tally, arm: str) -> dict[tuple[str, str], NDArray[np.int64]]:
    return {
        (column.count, column.item): tally.totals[:, :, number]
        for number, column in enumerate(tally.layout.totals)
        if column.arm == arm
    }


# ------------------------------------------------------------------------------------------------- the file


def test_a_place_that_the_society_has_not_is_named_with_the_nearest(tmp_path: Path) -> None:
    near = SIMPLELAND[0][:-1]
    told = refused(written(tmp_path, f"place: {near}, scheme: simpleland-points"))
    assert "mine.yaml:4:" in told
    assert f"'{near}' is no place of the society 'simpleland'" in told
    assert f"Did you mean '{SIMPLELAND[0]}'?" in told


def test_two_versions_for_one_place_and_a_scheme_that_is_not_there_are_errors(tmp_path: Path) -> None:
    place = SIMPLELAND[0]
    told = refused(
        written(tmp_path, f"place: {place}, scheme: none", f"place: {place}, scheme: suining-2010")
    )
    assert "mine.yaml:5:" in told
    assert f"'{place}' is given two versions" in told
    told = refused(
        written(tmp_path, f"place: {place}, scheme: suinning-2010", "place: nowhere, scheme: none")
    )
    assert "mine.yaml:4:" in told and "Did you mean 'suining-2010'?" in told
    assert "mine.yaml:5:" in told and "'nowhere' is no place" in told


def test_a_scheme_that_covers_no_persons_and_a_source_that_is_not_there_are_errors(tmp_path: Path) -> None:
    place = SIMPLELAND[0]
    assert "covers no persons" in refused(written(tmp_path, f"place: {place}, scheme: company-rating"))
    told = refused(written(tmp_path, f"place: {place}, scheme: none, reference: nothing"))
    assert "'nothing' is no source of this file" in told


def test_a_lent_text_is_not_published(tmp_path: Path) -> None:
    path = written(
        tmp_path, f"place: {SIMPLELAND[0]}, scheme: none", head=HEAD.replace("invented", "published")
    )
    assert "is lent a text, and the patchwork is said to be published" in refused(path)


def test_a_place_left_out_is_allowed_and_told(tmp_path: Path) -> None:
    path = written(tmp_path, f"place: {SIMPLELAND[1]}, scheme: simpleland-points")
    found = gh.patchwork(path, people=20_000, days=30, threads=2)
    others = [place for place in SIMPLELAND if place != SIMPLELAND[1]]
    assert list(found.plan.left_out) == others
    told = " ".join(plain(patched(found)).split())
    assert f"Left out, so that nobody there is covered: {', '.join(others)}." in told
    assert found.results.count(SIMPLELAND[1], "covered", group=f"place={others[0]}") == 0


def test_a_scheme_is_found_beside_the_file(tmp_path: Path) -> None:
    text = plan_patchwork(written(tmp_path, f"place: {SIMPLELAND[0]}, scheme: simpleland-points"))
    own = text.scenario.arms[0].scheme.document.text
    (tmp_path / "town.yaml").write_text(own, encoding="utf-8")
    plan = plan_patchwork(written(tmp_path, f"place: {SIMPLELAND[0]}, scheme: town.yaml"))
    assert [arm.scheme.scope.places for arm in plan.scenario.arms] == [(SIMPLELAND[0],)]


@pytest.mark.parametrize("name", patchworks())
def test_patchworks_of_the_catalogue_give_each_place_a_version_that_runs(name: str) -> None:
    read = load_patchwork(name)
    plan = plan_patchwork(name)
    places = [place.id for place in load_society(read.patchwork.society).tables().places]
    assert sorted(arm.name for arm in plan.scenario.arms) == sorted(places)
    assert plan.left_out == ()
    assert all(arm.scheme.scope.places == (arm.name,) for arm in plan.scenario.arms)
    # A city's own text is told from a lent one, and what is lent says whose choice that is.
    assert all((line.city is None) == (line.reference is not None) for line in read.places)


# ---------------------------------------------------------------------------------------------------- laws


def limits(estimate: Estimate) -> Any:
    """Value and interval; sums of numbers with a point in another order agree up to rounding."""
    assert estimate.known
    return pytest.approx((estimate.value, estimate.low, estimate.high), rel=1e-12)


@cache
def cut(folder: Path) -> Patched:
    """One scheme cut over the places of a society where nobody moves."""
    path = written(folder, *(f"place: {place}, scheme: simpleland-points" for place in SIMPLELAND))
    return gh.patchwork(path, people=60_000, threads=2)


@pytest.fixture(scope="module")
def pieces(tmp_path_factory: pytest.TempPathFactory) -> Patched:
    return cut(tmp_path_factory.mktemp("patchwork"))


@pytest.fixture(scope="module")
def one() -> Any:
    return gh.simulate("simpleland-points", people=60_000, threads=2)


def test_where_nobody_moves_the_sum_of_the_pieces_is_the_one_scheme(pieces: Patched, one: Any) -> None:
    """Exactly, in every count, replicate and group: neighbourhoods lie in one place and meet no other."""
    whole = columns(one.tally, "simpleland-points")
    parts = [columns(pieces.results.tally, place) for place in SIMPLELAND]
    assert whole["covered", ""].any()
    for name, counts in whole.items():
        assert np.array_equal(sum(part[name] for part in parts), counts), name


def test_the_row_of_all_together_is_the_answer_about_the_one_scheme(pieces: Patched, one: Any) -> None:
    """Value and jackknife interval, which are worked out from other arrays there."""
    for id in ("demoted-share", "refused-share"):
        told, asked = pieces.find(id), one.find(id, item="any")
        assert told is not None and told.known and told.value
        assert (told.value, told.low, told.high) == limits(asked)
        assert (told.arm, told.people) == (WHOLE, asked.people)
    large = [row.place for row in pieces.rows if row.neighbourhoods >= FEWEST_NEIGHBOURHOODS]
    assert large
    for place in large:
        told, asked = (
            pieces.find("refused-share", place),
            one.find("refused-share", item="any", group=f"place={place}"),
        )
        assert told is not None
        assert (told.value, told.low, told.high) == limits(asked)


def test_a_version_is_the_same_alone_or_beside_the_others_and_movers_are_covered_in_turn() -> None:
    days, acts, where = 300, world(conduct(RED, 1.0)), movers(1.5, 3, [0.3, 0.7])
    places = ["place-1", "place-2", "place-3"]
    arms = tuple(Arm(place, counting([place])) for place in places)
    together = Scenario((*arms, Arm("all", counting(["all"]))), where, acts, PEOPLE // 4, days, 1, START)
    tally = simulate_tally(together, threads=2)
    for arm in arms:
        alone = simulate_tally(replace(together, arms=(arm,)), threads=1)
        beside = columns(tally, arm.name)
        for name, counts in columns(alone, arm.name).items():
            assert counts.tobytes() == beside[name].tobytes(), (arm.name, name)
    parts, whole = [columns(tally, place) for place in places], columns(tally, "all")

    def sums(count: str, item: str = "") -> int:
        return int(sum(part[count, item][:, 0].sum() for part in parts))

    def of_all(count: str, item: str = "") -> int:
        return int(whole[count, item][:, 0].sum())

    # Whoever moves is covered by both versions, on different days; what they do is counted once.
    assert sums("moved") > 100
    assert sums("covered") == of_all("covered") + sums("moved")
    assert sums("covered-days") == of_all("covered-days")
    assert sums("hits", "red") == of_all("hits", "red")
    # A record stays where it was made: those listed before and after moving are on two lists.
    assert sums("listed", "noted") > of_all("listed", "noted")


# ---------------------------------------------------------------------------------------------------- told


@cache
def provinces() -> Patched:
    return gh.patchwork("thirty-one-provinces", people=40_000, days=90, threads=2)


def test_places_stand_in_the_order_of_the_file_with_newcomers_and_those_who_left() -> None:
    found = provinces()
    read = load_patchwork("thirty-one-provinces")
    assert [row.place for row in found.rows] == [version.place for version in read.places]
    residents = [row for row in found.rows if row.scheme.scope.covers == "residents"]
    assert sum(row.moved for row in residents) > 20
    assert all(row.moved_unseen <= row.moved_listed <= row.moved <= row.covered for row in found.rows)
    # Hangzhou's text covers visitors, and everybody may come: they are in no share.
    (visited,) = (row for row in found.rows if row.scheme.scope.covers == "present")
    assert visited.from_elsewhere > 5 * visited.covered
    assert (visited.place, visited.moved) == ("zhejiang", 0)
    told = found.find("demoted-share")
    assert told is not None and told.people == sum(row.covered for row in found.rows)


@pytest.mark.parametrize("width", [60, 110])
def test_the_told_patchwork_says_what_it_must(width: int) -> None:
    lines = patched(provinces(), width)
    told = " ".join(plain(lines).split())
    for text in (
        NOTICE,
        NEVER_MEASURED,
        "nothing is ranked",
        "covered by both in turn",
        "too few",
        "Invented:",
    ):
        assert text in told, text
    assert SUBJECT.search(told) is None
    assert "from elsewhere' and in no share" in told


def test_the_first_day_is_the_first_on_which_all_versions_are_in_force() -> None:
    plan = plan_patchwork("thirty-one-provinces", people=1000)
    assert plan.scenario.start == max(arm.scheme.scheme.force.from_ for arm in plan.scenario.arms)
    early = datetime.date(2019, 1, 1)
    assert plan_patchwork("thirty-one-provinces", people=1000, start=early).scenario.start == early


def test_what_is_set_reaches_every_version_and_sharing_decides_what_follows(tmp_path: Path) -> None:
    """Under the court's text every listing follows somebody who moves; with nothing shared, none does."""
    places = ("guangdong", "zhejiang", "henan", "shandong", "sichuan")
    head = HEAD.replace("simpleland", "china-2020")
    path = written(tmp_path, *(f"place: {id}, scheme: court-defaulters-2017" for id in places), head=head)
    often = "assumptions.conducts.refuses-judgment.rate=0.2"
    shared, kept = (
        gh.patchwork(path, people=20_000, threads=2, settings=(often, *more))
        for more in ((), ("data.sharing=[]",))
    )
    listed = sum(row.moved_listed for row in shared.rows)
    assert listed == sum(row.moved_listed for row in kept.rows) > 0
    assert sum(row.moved_unseen for row in shared.rows) == 0
    assert sum(row.moved_unseen for row in kept.rows) == listed
