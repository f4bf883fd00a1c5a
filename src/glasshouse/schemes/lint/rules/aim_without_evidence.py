"""An aim that nothing shows to be reached.

What it checks
--------------
Whether ``governance.evidence_of_effect`` names a source that shows an effect, other than press or memory.
After a run, it also looks at the penalised conducts that ordinary law forbids: where the 95 % interval of the
change in acts holds 0, or the acts increase, a reader is asked even so.

Why it matters
--------------
A measure that does not serve its aim cannot be necessary for it, however good the aim is. In SyRI a Dutch
court let a scheme against fraud fall because nobody could verify how it worked; the aim was not in doubt.

What would justify it
---------------------
A study or trial that compares places or times with the scheme and without it. Fewer recorded acts are not
enough: people may only have learnt to avoid the record.

In simulation
-------------
``change-in-conduct`` and ``change-in-acts`` carry what was assumed about people's response through the rules.
They can show that even with this assumption little is won; they are no evidence that anything is.

Limits
------
The lint does not read the study. A number from a run is never evidence of an effect on anybody real. Every
finding here asks for a reader.

History
-------
0.1.0: new, in preview.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from glasshouse.schemes.lint.case import Case
from glasshouse.schemes.lint.observation import Observation
from glasshouse.schemes.lint.rule import Rule

__all__ = ["RULE"]

_HEARSAY: Final = ("press", "memory")
_MEASURE: Final = "change-in-acts"


def _check(case: Case) -> Iterator[Observation]:
    if not case.harms:
        yield case.not_applicable("nothing in the scheme makes anybody's position worse")
        return
    yield from _sources(case)
    if case.measured is None:
        return
    seen: set[str] = set()
    for rule, conduct in case.penalised:
        if conduct.response != "violation" or conduct.id in seen:
            continue
        seen.add(conduct.id)
        for entry in case.measured.find(_MEASURE, conduct.id):
            if entry.high is not None and entry.high >= 0:
                yield case.review(
                    rule,
                    "when",
                    "conducts",
                    about=conduct.id,
                    message=f"the run cannot tell a decrease of '{conduct.id}' from none: {entry}",
                    subjects=(conduct.id,),
                )


def _sources(case: Case) -> Iterator[Observation]:
    scheme = case.scheme
    governance = scheme.governance
    if governance is None:
        yield case.review(
            scheme.scheme, "purpose", message="the file names nothing that shows the aim to be reached"
        )
        return
    said = case.says(governance, "evidence_of_effect")
    if said.is_none:
        yield case.review(
            governance, "evidence_of_effect", message="nothing shows the aim to be reached, says the file"
        )
    elif said.is_silent:
        yield case.review(
            governance,
            "evidence_of_effect",
            message="the file names nothing that shows the aim to be reached",
        )
    elif all(scheme.reference(id).kind in _HEARSAY for id in governance.evidence_of_effect):
        yield case.review(
            governance,
            "evidence_of_effect",
            message="the effect is known to this file from press or memory only",
        )


RULE = Rule(
    id="GH903",
    name="aim-without-evidence",
    severity="warning",
    confidence="review",
    strength="T",
    status="preview",
    norms=("gc-27-14", "syri-fair-balance"),
    rights=("proportionality", "oversight"),
    check=_check,
    would_show="a study or trial with the scheme and without it, in which the aim is better reached",
    remedy="cite the evidence, or drop the claim and what rests on it",
    measures=("change-in-acts", "change-in-conduct"),
)
