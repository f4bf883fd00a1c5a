"""What a final decision on a conduct is called, for the patches that ask for one."""

from __future__ import annotations

from typing import Literal

from glasshouse.schemes.lint.case import Case
from glasshouse.schemes.model import Rule

__all__ = ["final_proof"]


def final_proof(case: Case, rule: Rule) -> Literal["penalty-final", "judgment"]:
    """The proof that a rule has to ask for so that somebody competent has decided.

    Args:
        case: the scheme as a rule of the lint sees it.
        rule: of the scheme.

    Returns:
        A final penalty where every conduct of the rule is an administrative offence; else a judgment, since
        crimes, breaches of contract and what the law leaves free are for courts.
    """
    legalities = {case.conduct(id).legality for id in rule.when.conducts or ()}
    return "penalty-final" if legalities == {"administrative-offence"} else "judgment"
