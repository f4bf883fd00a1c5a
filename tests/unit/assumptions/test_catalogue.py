"""Every entry of every set of assumptions in the catalogue keeps what readers are promised."""

from __future__ import annotations

import re

import pytest

from glasshouse import assumptions
from glasshouse.assumptions.page import write_page
from glasshouse.ground.document import read_file
from glasshouse.ground.files import catalogue_path

SETS = sorted(assumptions.catalogue())
STANDARD = assumptions.load("standard")
NUMBERS = dict(STANDARD.numbers())

# The vocabulary that all floors share; schemes are written with these words.
PROMISED: dict[str, set[str]] = {
    "financial": {
        "pays-late",
        "cannot-pay-on-time",
        "defaults-on-loan",
        "refuses-judgment",
        "cannot-perform-judgment",
        "evades-judgment",
        "hides-assets",
        "breaches-consumption-order",
        "obstructs-enforcement",
        "refuses-settlement",
        "unpaid-utility-bill",
    },
    "traffic": {
        "walk-on-red",
        "cycle-on-red",
        "drive-on-red",
        "speeding",
        "drunk-driving",
        "illegal-parking",
    },
    "travel": {"smokes-on-train", "evades-fare", "disturbs-flight"},
    "commerce": {"sells-fakes", "breaks-contract", "false-advertising"},
    "speech": {"criticises-government", "slanders-online"},
    "assembly": {"joins-protest"},
    "petition": {"petitions"},
    "civic": {"volunteers", "gives-blood", "donates", "helps-in-emergency"},
    "family": {"neglects-parents", "out-of-plan-birth", "refuses-child-visits"},
    "employment": {"breaks-work-rules"},
    "professional": {"professional-misconduct", "party-warning"},
    "consumption": {"online-purchase", "plays-video-games", "buys-luxury"},
    "environment": {"litters", "missorts-waste", "sets-off-fireworks"},
    "government": {"evades-tax", "under-reports-income", "claims-benefit-correctly"},
}


@pytest.mark.parametrize("name", SETS)
def test_every_set_loads_under_its_own_name(name: str) -> None:
    assert assumptions.load(name).id == name


@pytest.mark.parametrize("context", PROMISED)
def test_every_context_has_the_conducts_that_schemes_speak_of(context: str) -> None:
    of_this_context = {c.id for c in STANDARD.conducts.values() if c.context == context}
    assert of_this_context >= PROMISED[context]


def test_schemes_find_their_sources_gates_excuses_and_conditions() -> None:
    schemes = list(catalogue_path("schemes").glob("*.yaml"))
    assert schemes
    for path in schemes:
        scheme = read_file(path).data
        assert isinstance(scheme, dict)
        for source in scheme["data"]["sources"]:
            assert source["kind"] in STANDARD.sources
        for consequence in scheme["consequences"]:
            assert consequence["gate"] in {"none", *STANDARD.gates}
        for rule in scheme["rules"]:
            assert set(rule["when"].get("conducts", ())) <= set(STANDARD.conducts)
            assert set(rule.get("unless", ())) <= set(STANDARD.procedure.excuses)
            for extension in (rule.get("stay") or {}).get("extend", ()):
                assert extension["if"] in {"repeated", *STANDARD.procedure.conditions}


def test_trains_have_the_classes_that_consumption_orders_tell_apart() -> None:
    tiers = {"ordinary", "d-second", "d-first", "g-any", "soft-sleeper"}
    assert set(STANDARD.gates["train"].tiers) == tiers


@pytest.mark.parametrize("path", NUMBERS)
def test_every_number_has_a_range_a_unit_and_its_evidence(path: str) -> None:
    number = NUMBERS[path]
    assert number.low is not None and number.high is not None
    assert number.low <= number.value <= number.high
    assert number.unit
    assert number.evidence is not None
    if number.evidence in ("cited", "derived"):
        assert number.reference in STANDARD.references
        # Without the sum, "derived" could not be checked by a reader.
        assert number.note


@pytest.mark.parametrize("path", [p for p, n in NUMBERS.items() if n.evidence in ("cited", "derived")])
def test_nothing_from_memory_is_shown_as_sourced(path: str) -> None:
    reference = STANDARD.references[NUMBERS[path].reference or ""]
    assert reference.kind != "memory"
    assert reference.via != "M"


@pytest.mark.parametrize("path", [p for p, n in NUMBERS.items() if n.evidence == "unverified"])
def test_what_is_unverified_has_a_wide_range_and_says_what_is_remembered(path: str) -> None:
    number = NUMBERS[path]
    assert number.high is not None and number.low is not None
    assert number.high >= 2 * number.low
    assert "memory" in (number.note or "").lower()


@pytest.mark.parametrize("conduct", STANDARD.conducts.values(), ids=lambda c: c.id)
class TestEveryConduct:
    def test_says_what_counts_as_one_act(self, conduct: assumptions.Conduct) -> None:
        assert conduct.definition and len(conduct.definition.split()) >= 4
        assert conduct.title

    def test_is_written_down_at_most_once_anywhere_in_its_range(self, conduct: assumptions.Conduct) -> None:
        shares = list(conduct.seen_by.values())
        assert shares
        assert sum(share.value for share in shares) <= 1
        for raised in shares:
            others = sum(share.value for share in shares if share is not raised)
            assert raised.high is not None and raised.high + others <= 1 + 1e-9

    def test_is_not_done_by_children(self, conduct: assumptions.Conduct) -> None:
        if "person" in conduct.by:
            assert conduct.relative["age"]["0-17"].value == 0

    def test_is_answered_to_as_the_law_sees_it(self, conduct: assumptions.Conduct) -> None:
        if conduct.legality == "protected":
            assert conduct.protects
            assert conduct.response == "expression"
        if conduct.legality == "prosocial":
            assert conduct.response == "prosocial"
        # Lawful conduct is never deterred like a wrong, whatever a scheme thinks of it.
        assert (conduct.response == "violation") == (
            conduct.legality in ("crime", "administrative-offence", "breach")
        )

    def test_is_mistaken_for_something_worse_of_the_same_context(self, conduct: assumptions.Conduct) -> None:
        assert conduct.unable == (conduct.mistaken_for is not None)
        if conduct.mistaken_for is not None:
            shown = STANDARD.conducts[conduct.mistaken_for]
            assert shown.context == conduct.context
            assert conduct.legality == "lawful" and shown.legality != "lawful"
            # Whoever takes the one for the other sees both alike.
            assert set(shown.seen_by) == set(conduct.seen_by)


@pytest.mark.parametrize("gate", STANDARD.gates.values(), ids=lambda g: g.id)
def test_every_gate_is_asked_by_somebody_and_its_shares_add_up(gate: assumptions.Gate) -> None:
    assert gate.demand.value > 0
    if gate.tiers:
        assert sum(share.value for share in gate.tiers.values()) == pytest.approx(1)
    assert set(gate.purposes) <= {"medical", "livelihood", "family"}
    assert sum(share.value for share in gate.purposes.values()) <= 1


@pytest.mark.parametrize("source", STANDARD.sources.values(), ids=lambda s: s.id)
def test_every_source_errs_now_and_then_and_less_often_than_it_is_right(source: assumptions.Source) -> None:
    assert source.false_records
    for conduct_id, rate in source.false_records.items():
        conduct = STANDARD.conducts[conduct_id]
        assert rate.value > 0
        seen = conduct.seen_by.get(source.id)
        if seen is not None and (source.id, conduct_id) not in MOSTLY_FALSE:
            assert rate.value < conduct.rate.value * seen.value


# Averaged incomes made nearly every presumed debt false; that is the point of the example.
MOSTLY_FALSE = {("welfare-agency", "under-reports-income")}


def test_a_higher_level_of_proof_costs_false_records_more_than_true_ones() -> None:
    proof = STANDARD.procedure.proof
    assert list(proof) == ["allegation", "report", "observed", "inference", "penalty-final", "judgment"]
    ratios = [share.true.value / share.false.value for share in proof.values()]
    assert ratios == sorted(ratios)
    assert ratios[0] == 1


def test_traits_stand_in_their_fixed_order() -> None:
    assert list(STANDARD.traits) == ["prudence", "lawfulness", "voice", "civic"]


def test_responses_say_that_they_were_put_in_and_nothing_else() -> None:
    for kind in ("violation", "expression"):
        for number in (STANDARD.response[kind].general, STANDARD.response[kind].own):
            assert number.evidence == "assumed"
            assert "Put in, not found" in (number.note or "")
            # The range must leave room for no effect at all.
            assert number.low == 0
    assert "ever measured" in (STANDARD.response["expression"].general.note or "")


def test_every_reference_is_leant_on() -> None:
    before = write_page(STANDARD).split("## References")[0]
    for reference in STANDARD.references:
        assert re.search(rf"(?<![a-z0-9-]){reference}(?![a-z0-9-])", before)
