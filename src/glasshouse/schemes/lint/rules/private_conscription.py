"""A private body that the scheme makes punish.

What it checks
--------------
For each burden, who imposes it (``imposed_by``) and whether that body must (``compelled``). A private body
that must act fails; a mixed one does with medium confidence. Where the text does not say who imposes a
burden, a reader is asked.

Why it matters
--------------
A bank or platform that has to turn a customer away for something that happened elsewhere punishes without a
decision, a hearing or anybody who answers for it, and the customer cannot choose another, because all must do
the same. China's own policy of 2020 says that banks, trade bodies and media may not be compelled to punish.

What would justify it
---------------------
A law that puts this duty on this body for this breach, with a procedure that people can use against the
refusal, and a reason why an authority cannot do it itself.

In simulation
-------------
``denials`` and ``refused-share`` at the gate say what the duty costs the listed; with ``may_used`` in the
practice, a run shows what is left if those bodies choose for themselves.

Limits
------
Compelled is what the file says of the user; pressure without a rule is not seen. Rewards that firms are told
to give are not asked.

History
-------
0.1.0: new.
"""

from __future__ import annotations

from collections.abc import Iterator

from glasshouse.schemes.lint.case import Case
from glasshouse.schemes.lint.observation import Observation
from glasshouse.schemes.lint.rule import Rule
from glasshouse.schemes.model import FAVOURS

__all__ = ["RULE"]


def _check(case: Case) -> Iterator[Observation]:
    users = {user.id: user for user in case.scheme.users}
    burdens = [item for item in case.scheme.consequences if item.does not in FAVOURS]
    if not burdens:
        yield case.not_applicable("nothing in the scheme is a burden that somebody imposes")
    for item in burdens:
        said = case.says(item, "imposed_by")
        if said.is_silent:
            yield case.review(item, "imposed_by", message=f"the text does not say who imposes '{item.id}'")
            continue
        user = users.get(said.value)
        if user is None or not user.compelled or user.kind not in ("private", "mixed"):
            continue
        yield case.fail(
            item,
            "imposed_by",
            message=f"'{user.id}', a {'partly ' if user.kind == 'mixed' else ''}private body, has to impose "
            f"'{item.id}'",
            confidence="medium" if user.kind == "mixed" else None,
        )


RULE = Rule(
    id="GH607",
    name="private-conscription",
    severity="error",
    confidence="high",
    strength="D",
    norms=("guobanfa-2020-49-no-conscription", "iccpr-17-1", "gdpr-6"),
    rights=("legality", "privacy"),
    check=_check,
    would_show="a law that puts this duty on this body, and a way to have its refusal undone",
    remedy="make it information that the body may use, or leave the measure to an authority",
    measures=("denials", "refused-share"),
)
