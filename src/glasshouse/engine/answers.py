"""Answers: the ways in which people answer to a scheme, which can be taken away one by one.

What deterrence, reward, incapacitation and hardship each add to a result is told by running the scheme with
some of them, over the same lives.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from glasshouse.assumptions.fixed import FixedDict
from glasshouse.assumptions.response import Response
from glasshouse.ground.errors import BadInput, Problem, did_you_mean
from glasshouse.ground.quantity import Quantity

if TYPE_CHECKING:
    from collections.abc import Iterable

    from glasshouse.assumptions import Assumptions

__all__ = ["ALL_ANSWERS", "ANSWERS", "answered", "answers_named", "answers_text"]

ANSWERS = ("deterrence", "incentive", "incapacitation", "hardship")
"""In the order in which a split of an effect adds them."""

ALL_ANSWERS = frozenset(ANSWERS)

_NONE = "none"


def answers_named(names: Iterable[str]) -> frozenset[str]:
    """Answers by their names.

    Args:
        names: some of `ANSWERS`.

    Raises:
        BadInput: something else is among them; all that is, at once.
    """
    given = list(names)
    problems = []
    for name in dict.fromkeys(given):
        if name not in ALL_ANSWERS:
            meant = did_you_mean(name, ANSWERS)
            problems.append(
                Problem(
                    f"'{name}' is no way in which people answer to a scheme."
                    + (f" Did you mean '{meant}'?" if meant else ""),
                    why=f"There are {', '.join(ANSWERS)}.",
                    remedy=f"Give some of these, or '{_NONE}' for people who answer to nothing.",
                    code="no-such-answer",
                )
            )
    if problems:
        raise BadInput(*problems)
    return frozenset(given)


def answers_text(answers: frozenset[str]) -> str:
    """Answers as they are written down: in order, with commas; ``none`` where there are none."""
    return ",".join(name for name in ANSWERS if name in answers) or _NONE


def answered(assumptions: Assumptions, answers: frozenset[str]) -> Assumptions:
    """The assumptions as those see them who answer in some ways only: the others have no effect.

    The caps of `compile.responses.cap_of`, and so all candidates, stay those of the whole assumptions.
    """
    if answers == ALL_ANSWERS:
        return assumptions
    deterred, tempted = "deterrence" in answers, "incentive" in answers
    response = {
        kind: Response(
            general=each.general if deterred else 0.0,
            own=each.own if deterred else 0.0,
            contact=each.contact if deterred else 0.0,
            gain=each.gain if tempted else 0.0,
            praise=each.praise,
        )
        for kind, each in assumptions.response.items()
    }
    changes: dict[str, object] = {}
    if "incapacitation" not in answers:
        changes["incapacitates"] = Quantity(value=0.0, unit="share")
    if "hardship" not in answers:
        changes["strains"] = False
    gates = {id: gate.model_copy(update=changes) for id, gate in assumptions.gates.items()}
    return assumptions.model_copy(update={"response": FixedDict(response), "gates": FixedDict(gates)})
