"""The lives in scheme files: a warning where the rules of the file lead to something else."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from glasshouse.assumptions import Assumptions
    from glasshouse.ground.errors import Problem
    from glasshouse.schemes import Scheme

__all__ = ["lives_not_lived", "lives_that_do_not_hold"]


def lives_that_do_not_hold(schemes: Iterable[Scheme], assumptions: Assumptions) -> list[Problem]:
    """What life histories expect and the rules do not do; a changed scheme has outlived its own.

    Args:
        schemes: with their tests; each text is lived once. Needs the extra ``run``.
        assumptions: what conducts, sources and gates are.
    """
    from dataclasses import replace

    from glasshouse.engine.slow import check_life_histories

    unchanged = {scheme.text_hash: scheme for scheme in schemes if not scheme.document.patches}
    return [
        replace(problem, severity="warning")
        for scheme in unchanged.values()
        for problem in check_life_histories(scheme, assumptions)
    ]


def lives_not_lived(scheme: Scheme) -> str | None:
    """Why the lives of a file cannot be held against its rules in this install; None where they can be.

    Args:
        scheme: a file of somebody's own; those of the catalogue are held by the tests.
    """
    from glasshouse.ground.extras import is_there

    if not scheme.tests or scheme.document.patches or is_there("run"):
        return None
    return (
        "the lives under 'tests:' are read, not lived: to hold the rules against them needs the extra 'run' "
        "(pip install 'glasshouse[run]')."
    )
