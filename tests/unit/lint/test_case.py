"""What a rule reads: three kinds of saying, places in a reform's words, conducts that no word moves."""

from __future__ import annotations

import pytest

from glasshouse.ground.paths import find
from glasshouse.schemes.lint.case import Case
from glasshouse.schemes.lint.examples import AS_OF, base
from glasshouse.schemes.lint.observation import Observation
from glasshouse.schemes.lint.said import read
from glasshouse.schemes.reading import catalogue, load

CLEAN = Case(base(), AS_OF)


@pytest.mark.parametrize(
    ("change", "state", "value"),
    [
        ((), "stated", "24 months"),
        (("rules.speeding.lapse=null",), "none", "None"),
        (("rules.speeding.lapse={value: 9 months, evidence: assumed, text: silent}",), "silent", "9 months"),
        (
            ("rules.speeding.lapse={value: 9 months, evidence: assumed, text: not-found}",),
            "silent",
            "9 months",
        ),
        (("rules.speeding.lapse={value: 9 months, evidence: assumed}",), "stated", "9 months"),
    ],
)
def test_a_value_none_and_silence_are_three_things(change: tuple[str, ...], state: str, value: str) -> None:
    said = read(load(base().text, *change).rule("speeding"), "lapse")
    assert (said.state, str(said.value)) == (state, value)


def test_what_is_not_written_is_silent_whatever_its_default() -> None:
    rule = base().rule("speeding")
    assert read(rule, "ability").is_silent
    assert read(rule, "ability").value == "not-tested"
    assert read(base().rule("able-refuses"), "ability").is_stated


def test_keys_are_spelt_as_in_the_file() -> None:
    assert str(read(base().list("refusers").stay, "for").value) == "12 months"
    assert read(base().consequence("no-new-credit-cards"), "except").value == (
        "medical",
        "livelihood",
        "family",
    )
    with pytest.raises(KeyError):
        read(base().rule("speeding"), "points-of-view")


@pytest.mark.parametrize("id", catalogue())
def test_a_place_is_named_as_a_reform_would_name_it(id: str) -> None:
    """The patch grammar finds the very item again, in every scheme of the catalogue."""
    scheme = load(id)
    case = Case(scheme, AS_OF)
    for section, items in (
        ("rules", scheme.rules),
        ("lists", scheme.lists),
        ("consequences", scheme.consequences),
    ):
        for index, item in enumerate(items):
            seen = case.fail(item, message="here")
            assert find(scheme.document, seen.item) == (section, index)
            assert seen.position == item.position


def test_a_default_stands_nowhere_and_cannot_be_pointed_to() -> None:
    scheme = load("court-defaulters-2017")
    case = Case(scheme, AS_OF)
    with pytest.raises(ValueError, match="name the part around it"):
        case.fail(scheme.rule("able-refuses").count, "at_least", message="never written")
    seen = case.fail(scheme.rule("able-refuses"), "count", "at_least", message="never written")
    assert seen.position == scheme.rule("able-refuses").position
    assert seen.path == "rules.able-refuses.count.at_least"


def test_legality_comes_from_the_catalogue_whatever_the_scheme_says() -> None:
    told = load(
        "simpleland-points", "rules.protest.definition=A grave crime of unlawful violence, tried in court"
    )
    penalised = {conduct.id: conduct for _, conduct in Case(told, AS_OF).penalised}
    assert penalised["joins-protest"].legality == "protected"


def test_every_penalty_of_the_clean_scheme_is_seen_and_nothing_else() -> None:
    assert {(rule.id, conduct.id) for rule, conduct in CLEAN.penalised} == {
        ("red-light", "drive-on-red"),
        ("speeding", "speeding"),
        ("able-refuses", "refuses-judgment"),
    }
    assert not CLEAN.rewarded


def test_rewards_are_no_penalties() -> None:
    case = Case(load("simpleland-points"), AS_OF)
    assert {conduct.id for _, conduct in case.rewarded} == {"volunteers", "gives-blood"}
    assert not {"volunteers", "gives-blood"} & {conduct.id for _, conduct in case.penalised}


@pytest.mark.parametrize("id", catalogue())
def test_to_rise_is_no_penalty_even_out_of_a_band_that_grants_something(id: str) -> None:
    """Rongcheng's class A may hire without deposit; a hero who rises to AA has lost nothing."""
    case = Case(load(id), AS_OF)
    penalised = {rule.id for rule, _ in case.penalised}
    gains = {r.id for r in case.scheme.rules if r.effect.points is not None and r.effect.points.value > 0}
    assert not penalised & gains
    assert not gains & {row.rule.id for row in case.harms if row.rule is not None}


def test_what_leads_to_a_list_is_its_rules() -> None:
    scheme = load("court-defaulters-2017")
    case = Case(scheme, AS_OF)
    open_end, term = (
        [rule.id for rule in case.leads_to(scheme.list(name))]
        for name in ("defaulters", "defaulters-for-a-term")
    )
    assert open_end == ["able-refuses"]
    assert open_end + term == [rule.id for rule in scheme.rules]


@pytest.mark.parametrize(
    "message",
    [
        "this is illegal",
        "the rule violates the treaty",
        "the scheme is compliant",
        "",
        "it would be unlawful",
    ],
)
def test_no_observation_passes_a_verdict(message: str) -> None:
    with pytest.raises(ValueError, match=r"judgment|message"):
        Observation("fail", message, None, "", "")


@pytest.mark.parametrize(
    ("path", "subjects"),
    [
        ("rules.able-refuses", ("refuses-judgment", "refusers")),
        ("lists.refusers", ("refusers",)),
        ("consequences.no-new-credit-cards", ("credit-card",)),
    ],
)
def test_measures_know_an_item_by_these_names(path: str, subjects: tuple[str, ...]) -> None:
    section, id = path.split(".")
    part = {"rules": base().rule, "lists": base().list, "consequences": base().consequence}[section](id)
    assert CLEAN.fail(part, message="here").subjects == subjects
