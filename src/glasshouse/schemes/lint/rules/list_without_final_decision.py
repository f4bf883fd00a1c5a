"""A list that somebody gets on without a decision of a court or competent authority.

What it checks
--------------
For each rule that leads to a blacklist, who decides (``decided_by`` of the rule or, where it says nothing, of
the list): a machine, a private body or a party body fails, and so does a text that says that nobody decides.
Where the text does not say, or an agency decides and the file does not say at what level it stands, a reader
is asked.

Why it matters
--------------
A list decides over what somebody may do for months or years. That calls for somebody who has the power by
law, has looked at the case, gives reasons and answers for it. A flag that a program sets, or a company's
house ban that others then enforce, has none of these, and there is no decision to appeal against.

What would justify it
---------------------
That a competent authority confirms each entry, with reasons, before it has any effect; then name that body in
the file. A private list may be answered by the contract that it rests on, if it binds nobody else.

In simulation
-------------
``listed-share`` says how many are on the list, ``wrongful-share-of-listed`` how many of them should not be,
which depends on the proof that the rules ask for and on the errors of the sources.

Limits
------
Who decides is what the file says; whether that body looked at the case, a file cannot tell. The proof that
each rule asks for is for ``unproven-allegation`` (GH208).

History
-------
0.1.0: new.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from glasshouse.schemes.lint.burdens import black_lists, decision
from glasshouse.schemes.lint.case import Case
from glasshouse.schemes.lint.observation import Observation
from glasshouse.schemes.lint.rule import Rule

__all__ = ["RULE"]

_WITHOUT_AUTHORITY: Final = {
    "automatic": "a machine decides alone",
    "private": "a private body decides",
    "party": "a party body decides",
}


def _check(case: Case) -> Iterator[Observation]:
    scheme = case.scheme
    lists = black_lists(case)
    if not lists:
        yield case.not_applicable("the scheme has no blacklist")
        return
    by_agency = False
    for rule in scheme.rules:
        if rule.effect.enter not in lists:
            continue
        said, part = decision(case, rule)
        what = f"the rule '{rule.id}' leads onto '{rule.effect.enter}'"
        if said.is_silent:
            yield case.review(part, "decided_by", message=f"{what}, and the text does not say who decides")
        elif said.is_none:
            yield case.fail(part, "decided_by", about=rule.id, message=f"{what}, and nobody decides")
        elif said.value in _WITHOUT_AUTHORITY:
            yield case.fail(
                part, "decided_by", about=rule.id, message=f"{what}, and {_WITHOUT_AUTHORITY[said.value]}"
            )
        else:
            by_agency = by_agency or said.value == "agency"
    if by_agency and not case.says(scheme.scheme.operator, "level").is_stated:
        yield case.review(
            scheme.scheme.operator,
            "level",
            message="an agency decides who is listed, and the file does not say at what level it stands",
        )


RULE = Rule(
    id="GH501",
    name="list-without-final-decision",
    severity="error",
    confidence="high",
    strength="T",
    core=True,
    norms=("iccpr-14-1", "iccpr-17-1", "gdpr-10", "gdpr-22", "guobanfa-2020-49-list-authority"),
    rights=("fair-hearing", "legality"),
    check=_check,
    would_show="that a body with power by law decides each entry, with reasons, before it has any effect",
    remedy="have a named competent authority decide each entry, in a reasoned decision",
    measures=("listed-share", "wrongful-share-of-listed"),
)
