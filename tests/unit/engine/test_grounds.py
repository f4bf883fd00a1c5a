"""Which parts of life a list and the score belong to, from schemes made by hand."""

from __future__ import annotations

from tests.invented import LEDGER, POINTS, black, conduct, rule, scheme, world

from glasshouse.assumptions.vocabulary import CONTEXTS
from glasshouse.engine.grounds import SCORE, contexts_of_grounds

_WORLD = world(
    conduct("walk-on-red", 1.0),
    conduct("refuses-judgment", 1.0, context="financial", legality="breach"),
    conduct("joins-protest", 1.0, context="assembly", legality="protected", protects=("assembly",)),
)
_BANDS = {
    **LEDGER,
    "bands": [{"id": "D", "from": None, "to": 50}, {"id": "A", "from": 50, "to": None}],
}


def enters(name: str, target: str, **when: list[str]) -> dict[str, object]:
    return {"id": name, "when": when, "proof": "allegation", "effect": {"enter": target}}


def test_a_list_has_the_contexts_of_what_leads_onto_it_and_the_score_those_of_its_points() -> None:
    found = contexts_of_grounds(
        scheme(
            [
                rule("red", ["walk-on-red"], **POINTS),
                enters("debtors", "debtors", conducts=["refuses-judgment"]),
                enters("all", "wide", conducts=["refuses-judgment", "joins-protest"]),
            ],
            score=_BANDS,
            lists=[black("debtors", "30 days"), black("wide", "30 days")],
        ),
        _WORLD,
    )
    assert found == {
        "debtors": {"financial"},
        "wide": {"financial", "assembly"},
        SCORE: {"traffic"},
    }


def test_a_rule_set_off_by_a_list_or_band_passes_on_what_that_has_however_long_the_chain() -> None:
    found = contexts_of_grounds(
        scheme(
            [
                # Written against the order in which it must be worked out.
                enters("third", "third", list=["second"]),
                enters("second", "second", band=["D"]),
                enters("first", "first", conducts=["refuses-judgment"]),
                {"id": "minus", "when": {"list": ["first"]}, "proof": "allegation", **POINTS},
                {
                    "id": "down",
                    "when": {"conducts": ["joins-protest"]},
                    "effect": {"to_band": "D"},
                    "proof": "allegation",
                },
            ],
            score=_BANDS,
            lists=[black("first", "9 days"), black("second", "9 days"), black("third", "9 days")],
        ),
        _WORLD,
    )
    assert found["first"] == {"financial"}
    assert found[SCORE] == found["second"] == found["third"] == {"financial", "assembly"}


def test_what_nothing_leads_to_has_all_contexts() -> None:
    written = scheme([enters("r", "l", conducts=["refuses-judgment"])], lists=[black("l", "9 days")])
    found = contexts_of_grounds(written, _WORLD)
    assert found == {"l": {"financial"}, SCORE: set(CONTEXTS)}
