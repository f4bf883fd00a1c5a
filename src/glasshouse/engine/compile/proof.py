"""What a record must stand before a rule counts it, as thresholds of random words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from glasshouse.engine.compile.rows import threshold

if TYPE_CHECKING:
    from glasshouse.assumptions import Assumptions
    from glasshouse.schemes import Scheme
    from glasshouse.schemes.model import Rule

__all__ = ["proof_fields"]


def proof_fields(scheme: Scheme, rule: Rule, assumptions: Assumptions) -> dict[str, int]:
    """Proof, fault, ability, excuse and discretion of a rule, as fields of its row."""
    procedure = assumptions.procedure
    proof = procedure.proof[rule.proof]
    wilful = procedure.fault.wilful.value
    fault = {"any": 1.0, "wilful": wilful, "negligent": procedure.fault.negligent.value + wilful}[rule.fault]
    keep = 1.0
    for excuse in rule.unless:
        keep *= 1.0 - procedure.excuses[excuse].value
    used = scheme.practice.may_used
    may = procedure.may_used.value if used is None or used.value is None else used.value
    tests = {
        1: rule.fault != "any",
        2: rule.ability == "must-be-able",
        4: bool(rule.unless),
        8: rule.discretion == "may",
    }
    return {
        "proof_true": threshold(proof.true.value),
        "proof_false": threshold(proof.false.value),
        "tests": sum(bit for bit, needed in tests.items() if needed),
        "fault": threshold(fault),
        "unable_passes": threshold(procedure.ability.unable_passes.value),
        "able_fails": threshold(procedure.ability.able_fails.value),
        "excused": threshold(1.0 - keep),
        "may": threshold(may),
    }
