"""Assumptions made in code: plain numbers do, and nothing that contradicts itself can be made."""

from __future__ import annotations

import copy
import dataclasses
import math
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from glasshouse.assumptions import Assumptions, Conduct, Gate, Procedure, ProofShare, Source, load
from glasshouse.assumptions.number import read_number
from glasshouse.ground.quantity import Quantity


def conduct(**more: object) -> Conduct:
    given: dict[str, object] = {
        "id": "whistles", "title": "Whistling", "context": "speech", "legality": "lawful", "rate": 18.25,
    }  # fmt: skip
    return Conduct.model_validate({**given, **more})


def police(**more: object) -> Source:
    return Source.model_validate({"id": "police", "title": "Police", **more})


def world(**more: object) -> Assumptions:
    given: dict[str, object] = {
        "id": "small", "title": "Small", "sources": [police()],
        "conducts": [conduct(seen_by={"police": 0.5})],
    }  # fmt: skip
    return Assumptions.model_validate({**given, **more})


def test_a_world_in_code_needs_plain_numbers_only() -> None:
    made = world()
    assert made.conducts["whistles"].rate == Quantity(value=18.25, unit="per person-year")
    assert made.conducts["whistles"].seen_by["police"].value == 0.5


def test_what_is_left_out_has_no_effect() -> None:
    made = Assumptions(id="empty", title="Empty")
    assert all(trait.spread.value == 0 for trait in made.traits.values())
    assert all(r.general.value == 0 and r.own.value == 0 for r in made.response.values())
    assert all(share.true.value == 1 and share.false.value == 1 for share in made.procedure.proof.values())
    assert made.procedure.ability.able_fails.value == made.procedure.ability.unable_passes.value == 0
    assert made.procedure.fault.wilful.value == 1
    assert made.procedure.may_used.value == 1
    assert made.procedure.performance.rate.value == 0


def test_nothing_can_be_changed_in_place() -> None:
    made = world()
    with pytest.raises(ValidationError):
        made.title = "Other"
    with pytest.raises(dataclasses.FrozenInstanceError):
        made.conducts["whistles"].rate.value = 3  # type: ignore[misc]


@pytest.mark.parametrize("made", [world(), load()], ids=["in code", "from files"])
def test_its_tables_cannot_be_changed_in_place_either(made: Assumptions) -> None:
    conduct_id = next(iter(made.conducts))
    tables: list[dict[str, object]] = [
        vars(made)[section]
        for section in ("references", "traits", "conducts", "sources", "gates", "response")
    ]
    tables += [vars(made.procedure)[section] for section in ("proof", "excuses", "conditions")]
    tables += [vars(made.conducts[conduct_id])[section] for section in ("relative", "seen_by")]
    tables += made.conducts[conduct_id].relative.values()  # type: ignore[arg-type]
    for table in tables:
        with pytest.raises(TypeError, match="in place"):
            table["a"] = 1
        with pytest.raises(TypeError, match="in place"):
            table.pop("a", None)
        with pytest.raises(TypeError, match="in place"):
            table.update(a=1)
        with pytest.raises(TypeError, match="in place"):
            table |= {"a": 1}


def test_a_copy_equals_its_original() -> None:
    made = load()
    assert pickle.loads(pickle.dumps(made)) == made
    assert copy.deepcopy(made) == made


@pytest.mark.parametrize(
    ("legality", "response"),
    [
        ("crime", "violation"),
        ("administrative-offence", "violation"),
        ("breach", "violation"),
        ("lawful", "neutral"),
        ("prosocial", "prosocial"),
    ],
)
def test_the_law_decides_how_people_answer(legality: str, response: str) -> None:
    assert conduct(legality=legality).response == response


def test_a_protected_conduct_names_what_it_exercises() -> None:
    assert conduct(legality="protected", protects=("assembly",)).response == "expression"
    with pytest.raises(ValidationError, match="names what it exercises"):
        conduct(legality="protected")


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"rate": -1}, "at least 0"),
        ({"rate": math.nan}, "finite"),
        ({"rate": True}, "must be a number"),
        ({"rate": "often"}, "must be a number"),
        ({"rate": {"value": 1, "low": 2}}, "must not be greater"),
        ({"rate": {"value": 1, "within": 0.5}}, "factor of at least 1"),
        ({"rate": {"value": 1, "within": 2, "low": 0}}, "one or the other"),
        ({"rate": {"value": 1, "evidence": "rumour"}}, "evidence must be one of"),
        ({"rate": {"valeu": 1}}, "Did you mean 'value'"),
        ({"seen_by": {"police": 1.5}}, "at most 1"),
        ({"seen_by": {"police": 0.7, "camera": 0.4}}, "at most once"),
        ({"relative": {"sexe": {"female": 1}}}, "Did you mean 'sex'"),
        ({"relative": {"sex": {"femal": 1}}}, "Did you mean 'female'"),
        ({"trait": {"id": "voice", "sign": 2}}, "1 or -1"),
        ({"trait": {"id": "luck", "sign": 1}}, "'prudence'"),
    ],
)
def test_an_impossible_conduct_cannot_be_made(more: dict[str, object], told: str) -> None:
    with pytest.raises(ValidationError, match=told):
        conduct(**more)


def test_places_belong_to_the_society() -> None:
    assert conduct(relative={"place": {"atlantis": 2}}).relative["place"]["atlantis"].value == 2


def test_shares_of_tiers_sum_to_one() -> None:
    with pytest.raises(ValidationError, match=r"sum to 0\.9"):
        Gate.model_validate({"id": "g", "title": "G", "demand": 1, "tiers": {"a": 0.5, "b": 0.4}})


def test_purposes_leave_room_for_others() -> None:
    shares = {"medical": 0.6, "family": 0.5}
    with pytest.raises(ValidationError, match="more than 1"):
        Gate.model_validate({"id": "g", "title": "G", "demand": 1, "purposes": shares})
    with pytest.raises(ValidationError, match="not a purpose"):
        Gate.model_validate({"id": "g", "title": "G", "demand": 1, "purposes": {"fun": 0.5}})


def test_no_more_records_reach_a_stronger_proof() -> None:
    proof = {**Procedure().proof, "observed": ProofShare.model_validate({"true": 0.5, "false": 0.5})}
    with pytest.raises(ValidationError, match="more true records reach 'inference'"):
        Procedure(proof=proof)


def test_nobody_can_be_deterred_entirely() -> None:
    with pytest.raises(ValidationError, match="below 1"):
        world(response={"violation": {"general": 1, "own": 0}})


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"conducts": [conduct(seen_by={"polise": 0.1})]}, "'polise' is not a source. Did you mean 'police'"),
        ({"conducts": [conduct(mistaken_for="sings")]}, "'sings' is not a conduct"),
        ({"conducts": [conduct(mistaken_for="whistles")]}, "mistaken for itself"),
        ({"conducts": [conduct(rate={"value": 1, "reference": "book"})]}, "'book' is not a reference"),
        ({"conducts": {"sings": conduct()}}, "its id is 'whistles'"),
        ({"conducts": [conduct(), conduct()]}, "the same id"),
        ({"sources": [police(false_records={"hums": 1})]}, "'hums' is not a conduct"),
        ({"traits": {"voice": {"spread": 1, "household_correlation": 0}}}, "in this order"),
        ({"response": {"violation": {"general": 0, "own": 0}}}, "a response for each of"),
    ],
)  # fmt: skip
def test_parts_that_do_not_fit_are_refused(more: dict[str, object], told: str) -> None:
    with pytest.raises(ValidationError, match=told):
        world(**more)


@given(value=st.floats(0, 1e6), factor=st.floats(1, 1e3))
def test_a_range_given_as_a_factor_holds_the_value_in_the_middle_of_its_logarithm(
    value: float, factor: float
) -> None:
    number = read_number({"value": value, "within": factor}, unit="u")
    assert number.low is not None and number.high is not None
    assert number.low <= number.value <= number.high
    assert math.sqrt(number.low) * math.sqrt(number.high) == pytest.approx(value)


def test_a_share_given_with_a_factor_is_cut_at_one() -> None:
    share = conduct(seen_by={"police": {"value": 0.8, "within": 2}}).seen_by["police"]
    assert (share.low, share.high) == (0.4, 1.0)


def test_a_table_hands_down_what_its_numbers_share() -> None:
    table = {
        "female": 2,
        "male": {"value": 1, "note": "own"},
        "within": 4,
        "evidence": "assumed",
        "note": "all",
    }
    sex = conduct(relative={"sex": table}).relative["sex"]
    assert (sex["female"].low, sex["female"].high, sex["female"].note) == (0.5, 8, "all")
    assert (sex["male"].high, sex["male"].note, sex["male"].evidence) == (4, "own", "assumed")


@pytest.mark.parametrize("name", list(load().traits))
def test_the_factor_of_a_trait_has_mean_one(name: str) -> None:
    # Mean of a lognormal: exp(m + s^2 / 2), here with m = -s^2 / 2; by quadrature.
    trait = {trait: value for trait, value in load().traits.items() if trait == name}
    spread = next(iter(trait.values())).spread.value
    steps = [-8 + 16 * (step + 0.5) / 4000 for step in range(4000)]
    for sign in (1, -1):
        mean = sum(
            math.exp(sign * spread * z - spread**2 / 2 - z**2 / 2) / math.sqrt(2 * math.pi) * 16 / 4000
            for z in steps
        )
        assert mean == pytest.approx(1, abs=1e-6)
