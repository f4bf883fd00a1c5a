"""Checks beyond the shape of a file: bands against arithmetic, lists against graphs, warnings."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glasshouse.assumptions import load as load_assumptions
from glasshouse.ground.errors import BadInput
from glasshouse.schemes import Scheme, load

SOUND = (Path(__file__).parents[2] / "words" / "sound.yaml").read_text(encoding="utf-8")
BANDS = """\
    - {id: low, from: null, to: 80}
    - {id: middle, from: 80, to: 120}
    - {id: high, from: 120, to: null}
"""
assert BANDS in SOUND


def codes(text: str, *settings: str) -> set[str | None]:
    try:
        scheme = load(text, *settings)
    except BadInput as refusal:
        return {problem.code for problem in refusal.problems}
    return {problem.code for problem in scheme.warnings}


def with_bands(ends: list[tuple[int | None, int | None]]) -> str:
    def row(name: str, low: int | None, high: int | None) -> str:
        edges = ["null" if edge is None else str(edge) for edge in (low, high)]
        return f"    - {{id: {name}, from: {edges[0]}, to: {edges[1]}}}\n"

    rows = "".join(row(f"band-{number}" if number else "low", *edges) for number, edges in enumerate(ends))
    return SOUND.replace(BANDS, rows)


@given(st.lists(st.integers(1, 500), min_size=1, max_size=8, unique=True))
def test_bands_that_meet_are_sound(cuts: list[int]) -> None:
    edges: list[int | None] = [None, *sorted(cuts), None]
    assert codes(with_bands(list(pairwise(edges)))) == set()


@given(st.lists(st.tuples(st.integers(-50, 300), st.integers(-50, 300)), min_size=1, max_size=4))
def test_bands_are_sound_only_if_each_score_has_one(pairs: list[tuple[int, int]]) -> None:
    """Counted score by score, from the floor (0) up to far above the highest edge."""
    ends: list[tuple[int | None, int | None]] = [(None, pairs[0][1]), *pairs[1:]]
    ends[-1] = (ends[-1][0], None)
    found = codes(with_bands(ends))
    once = all(
        sum((low is None or low <= score) and (high is None or score < high) for low, high in ends) == 1
        for score in range(0, 400)
    )
    proper = all(low is None or high is None or low < high for low, high in ends)
    in_order = all(
        low is not None and (before is None or low >= before) for (before, _), (low, _) in pairwise(ends)
    )
    if not once or not proper:
        assert found & {"band-gap", "band-overlap", "band-order", "empty-band"}
    elif in_order and all(high is None or high > 0 for _, high in ends):
        assert not found & {"band-gap", "band-overlap", "band-order", "empty-band"}


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), max_size=8, unique=True))
def test_cycles_are_found_where_a_graph_has_one(arrows: list[tuple[int, int]]) -> None:
    """Against Kahn's algorithm: a graph has a cycle exactly if taking its sources away gets stuck."""
    rules = "".join(
        f"  - {{id: r{n}, when: {{list: [list-{a}]}}, proof: report, effect: {{enter: list-{b}}}}}\n"
        for n, (a, b) in enumerate(arrows)
    )
    entries = "".join(
        f"  - {{id: e{n}, when: {{conducts: [litters]}}, proof: report, effect: {{enter: list-{n}}}}}\n"
        for n in range(5)
    )
    lists = "".join(
        f"  - {{id: list-{n}, polarity: red, stay: {{for: 1 year}}, exit: [{{by: expiry, within: 0 days}}]}}"
        "\n"
        for n in range(5)
    )
    text = SOUND.replace("lists:\n", f"{entries}{rules}lists:\n{lists}")
    left = set(arrows)
    while True:
        sources = {a for a, _ in left} - {b for _, b in left}
        if not sources:
            break
        left = {(a, b) for a, b in left if a not in sources}
    assert ("list-cycle" in codes(text)) == bool(left)


def test_a_rule_that_leads_nowhere_is_a_warning() -> None:
    start = SOUND.index("  - id: dearer")
    text = SOUND[:start] + SOUND[SOUND.index("remedies:") :]
    scheme = load(text)
    (warning,) = scheme.warnings
    assert (warning.code, warning.severity) == ("leads-nowhere", "warning")
    assert warning.position == scheme.rule("third-red-light").position


def test_a_published_list_leads_somewhere() -> None:
    start = SOUND.index("  - id: dearer")
    text = SOUND[:start] + SOUND[SOUND.index("remedies:") :]
    assert codes(text.replace("audience: none", "audience: public")) == set()


@pytest.mark.parametrize(
    ("settings", "code"),
    [
        (("score.floor=200",), "bad-range"),
        (("score.ceiling=0",), "bad-range"),
        (("score.recomputed=null",), "missing-key"),
        (("rules.red-light.lapse=0",), "number-without-unit"),
        (("rules.third-red-light.lapse=1 year",), "misplaced-key"),
        (("rules.red-light.stay.for=1 year",), "misplaced-key"),
        (("rules.red-light.whom.subjects=[firm]",), "out-of-scope"),
        (("rules.red-light.instead_of=[red-light]",), "self-reference"),
        (("rules.red-light.unless=[bad-weather]",), "unknown-name"),
        (("rules.red-light.points=0",), "no-effect"),
        (("rules.red-light.repeat=[{nth: 3, points: -5}, {nth: 2, points: -6}]",), "order"),
        (("score.caps=[{rules: [third-red-light], limit: 5}]",), "no-effect"),
        (("score.caps=[{rules: [red-light], limit: 5}, {rules: [red-light], limit: 9}]",), "two-caps"),
        (("lists.careless.exit=[]",), "no-exit"),
        (("score.recomputed=0 days",), "no-length"),
        (("rules.third-red-light.within=0 weeks",), "no-length"),
        (("scheme.force.from=9999-12-31",), "out-of-range"),
        (("remedies.fix.for={}",), "no-effect"),
        (("consequences.dearer.size=5 days",), "wrong-size"),
        (("consequences.dearer.does=delay",), "wrong-size"),
    ],
)
def test_what_makes_no_sense_is_refused(settings: tuple[str, ...], code: str) -> None:
    found = codes(SOUND, *settings)
    assert code in found


def test_specially_protected_data_are_for_published_schemes_and_invented_places() -> None:
    text = SOUND.replace("{id: police, kind: police}", "{id: police, kind: police, special: [ethnicity]}")
    assert codes(text) == set()
    published = text.replace("jurisdiction: invented", "jurisdiction: NL").replace(
        "status: invented", "status: published"
    )
    assert "special-category" in codes(published)
    sourced = published.replace("special: [ethnicity]}", "special: [ethnicity], reference: act}")
    assert "special-category" not in codes(sourced)
    assert "special-category" in codes(sourced.replace("status: published", "status: draft"))


def test_a_scheme_may_name_what_its_assumptions_have() -> None:
    standard = load_assumptions("standard")
    spits = standard.conducts["litters"].model_copy(update={"id": "spits"})
    richer = standard.model_copy(update={"conducts": {**standard.conducts, "spits": spits}})
    text = SOUND.replace("conducts: [walk-on-red]", "conducts: [spits]")
    with pytest.raises(BadInput, match="There is no conduct 'spits'"):
        load(text)
    scheme: Scheme = load(text, assumptions=richer)
    assert scheme.rules[0].when.conducts == ("spits",)


def test_life_histories_have_no_room_for_a_person() -> None:
    """Day numbers only, catalogue conducts only, no texts, at most twenty (boundary.md 1)."""
    for broken in ("day: 2019-03-05", "day: -1", "day: 99999", "day: 0.5"):
        assert codes(SOUND.replace("{day: 0, act", f"{{{broken}, act")) == {"not-a-day"}
    assert codes(SOUND.replace("act: walk-on-red}]", "act: owes his neighbour money}]")) == {"unknown-name"}
    for key in ("name", "note", "who", "born"):
        assert codes(SOUND.replace("{day: 0, act", f"{{{key}: x, day: 0, act")) <= {
            "unknown-key",
            "misplaced-key",
        }
        assert codes(SOUND.replace("{day: 0, act", f"{{{key}: x, day: 0, act"))
