"""The lint's other data: gates cover the catalogue, conventions can be changed, and by kind only."""

from __future__ import annotations

from pathlib import Path

import pytest

from glasshouse import assumptions
from glasshouse.assumptions.vocabulary import CONTEXTS
from glasshouse.ground.errors import BadInput
from glasshouse.schemes.lint.checking import check
from glasshouse.schemes.lint.conventions import conventions, read_conventions
from glasshouse.schemes.lint.examples import AS_OF, base
from glasshouse.schemes.lint.gates import gate_views
from glasshouse.schemes.lint.selection import Selection
from glasshouse.schemes.reading import load


def test_every_gate_of_the_catalogue_is_seen_and_no_other() -> None:
    assert set(gate_views()) == {"none", *assumptions.load().gates}


def test_gates_speak_of_the_conducts_spheres() -> None:
    for view in gate_views().values():
        assert set(view.contexts) <= set(CONTEXTS)
        assert bool(view.contexts) == (view.id != "none")


def test_every_convention_says_what_it_is_for() -> None:
    assert all(entry.says.endswith(".") for entry in conventions().values())


def own(folder: Path, text: str) -> Path:
    path = folder / "mine.yaml"
    path.write_text(f"format: 1\nconventions:\n  - {text}\n")
    return path


def test_a_user_may_draw_another_line(tmp_path: Path) -> None:
    mine = read_conventions(own(tmp_path, "{id: longest-memory, value: 12 months}"))
    ours = check(base(), Selection(as_of=AS_OF, select=("GH404",)))
    theirs = check(base(), Selection(as_of=AS_OF, select=("GH404",), overrides=mine))
    assert not ours.blocks
    assert theirs.blocks
    assert "12 months" in theirs.findings[0].message


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("{id: longest-memry, value: 12 months}", "did you mean 'longest-memory'"),
        ("{id: longest-memory, value: 12}", "of another kind"),
        ("{id: longest-memory, value: soon}", "soon"),
        ("{id: longest-memory}", "'value' is missing"),
    ],
)
def test_what_cannot_be_a_convention_is_refused_with_its_place(tmp_path: Path, text: str, what: str) -> None:
    with pytest.raises(BadInput) as refusal:
        read_conventions(own(tmp_path, text))
    (problem,) = refusal.value.problems
    assert what in problem.what
    assert problem.position is not None
    assert problem.position.line == 3


def test_a_word_in_the_scheme_does_not_move_a_gate() -> None:
    """What a scheme calls the sphere of a consequence silences nothing."""
    named = load("simpleland-points", "consequences.no-trains.domain=traffic")
    found = [f for f in check(named, Selection(as_of=AS_OF, select=("GH601",))).findings if f.kind == "fail"]
    assert "consequences.no-trains" in {finding.item for finding in found}
