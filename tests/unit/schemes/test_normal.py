"""The normal form: which conduct can lead to which consequence, worked out by hand for small schemes."""

from __future__ import annotations

from pathlib import Path

import pytest

from glasshouse.schemes import Scheme, catalogue, load
from glasshouse.schemes.normal import Row, normal_form

SOUND = (Path(__file__).parents[2] / "words" / "sound.yaml").read_text(encoding="utf-8")
EVERY_KEY = (Path(__file__).parent / "every-key.yaml").read_text(encoding="utf-8")


def ways(scheme: Scheme) -> set[tuple[str | None, str, str, str, str | None]]:
    return {
        (
            row.conduct,
            row.effect,
            " ".join(map(str, row.via)),
            row.relation,
            row.consequence.id if row.consequence else None,
        )
        for row in normal_form(scheme).rows
    }


def test_a_small_scheme() -> None:
    assert ways(load(SOUND)) == {
        ("walk-on-red", "-10 points", "band:low", "brings", "no-trains"),
        ("walk-on-red", "enters careless", "list:careless", "brings", "dearer"),
    }


def test_chains_through_bands_and_lists_go_back_to_the_conduct() -> None:
    """Drunk driving puts one in band low, which puts one on a list, which leads to a graver one."""
    found = ways(load(EVERY_KEY))
    assert ("drunk-driving", "enters careless", "band:low list:careless", "brings", "dearer") in found
    assert (
        "drunk-driving",
        "enters graver",
        "band:low list:careless list:graver",
        "brings",
        "dearer",
    ) in found
    assert ("walk-on-red", "enters graver", "band:low list:careless list:graver", "brings", "dearer") in found


def test_points_that_rise_take_a_burden_away_and_bring_a_favour() -> None:
    found = ways(load(EVERY_KEY))
    assert ("volunteers", "+3 points", "score:at least 150", "brings", "granted") in found
    assert ("walk-on-red", "-10 points", "score:at least 150", "takes", "granted") in found
    assert ("walk-on-red", "-10 points", "score:below 20", "brings", "refused") in found
    assert ("volunteers", "+3 points", "score:below 20", "takes", "refused") in found


def test_harm_is_a_burden_brought_or_a_favour_taken() -> None:
    rows = normal_form(load(EVERY_KEY)).rows
    harm = {
        (row.conduct, row.consequence.id): row.is_harm
        for row in rows
        if row.consequence and row.via[0].kind == "score"
    }
    assert harm == {
        ("walk-on-red", "granted"): True,
        ("walk-on-red", "refused"): True,
        ("volunteers", "granted"): False,
        ("volunteers", "refused"): False,
        ("drunk-driving", "granted"): True,
        ("drunk-driving", "refused"): True,
    }


def ending_in(scheme: Scheme, consequence: str) -> list[Row]:
    """The rows of a scheme that end in a consequence."""
    rows = normal_form(scheme).rows
    return [row for row in rows if row.consequence is not None and row.consequence.id == consequence]


def test_rows_carry_what_the_conduct_catalogue_says() -> None:
    rows = normal_form(load("simpleland-points")).rows
    row = next(row for row in rows if row.conduct == "joins-protest")
    assert (row.context, row.legality) == ("assembly", "protected")
    assert "assembly" in row.protects


def test_consequences_that_nothing_leads_to_have_a_row_without_a_rule() -> None:
    scheme = load(SOUND, "rules.red-light.effect.points=10")
    (row,) = ending_in(scheme, "no-trains")
    assert row.relation == "takes"
    alone = load(SOUND, "consequences.no-trains.when.band=middle")
    assert {row.relation for row in ending_in(alone, "no-trains")} == {"takes"}


@pytest.mark.parametrize("name", catalogue())
def test_every_rule_and_consequence_of_the_catalogue_has_a_row(name: str) -> None:
    form = normal_form(load(name))
    scheme = form.scheme
    for rule in scheme.rules:
        assert form.of_rule(rule.id)
    for consequence in scheme.consequences:
        assert ending_in(scheme, consequence.id)
    named = {conduct for rule in scheme.rules for conduct in rule.when.conducts or ()}
    inputs = [look for dimension in scheme.score.dimensions for look in dimension.inputs]
    named |= {look.id for look in inputs if look.kind == "conduct"}
    assert set(form.conducts) == named
