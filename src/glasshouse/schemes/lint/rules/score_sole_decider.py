"""A score or list that decides, with no person who could decide otherwise.

What it checks
--------------
Whether ``scheme.automation.weight`` is ``strong`` or ``determinative`` and, if so, whether a person looks
at it (``human: true``) in some correction or review of each blacklist and of the points. No such person for
one of them: a finding, one for the scheme. Where the file does not say how much the score weighs, or
whether a person decides, a reader is asked.

Why it matters
--------------
European law gives everybody a claim not to be subject to a decision by machine alone, and its court has
held that the score is that decision when others draw strongly on it. China's law lets people refuse such
decisions. Only a person can see what the score does not hold.

What would justify it
---------------------
A law that allows the automated decision and gives those concerned somebody who hears them, with the power
and the time to depart from the score; and records of how often that happens.

In simulation
-------------
The engine does not run who decides. ``wrongful-share-of-listed`` shows what is left uncorrected,
``denials`` what it does; change the remedies' chances in the assumptions to see what a person who looks is
worth.

Limits
------
``human: true`` may be a stamp. Neither power, nor time, nor how often somebody departs from the score
stands in a file. That something is decided by machine in the first place is asked by
``list-without-final-decision`` (GH501).

History
-------
0.1.0: new.
"""

from __future__ import annotations

from collections.abc import Iterator

from glasshouse.schemes.lint.case import Case
from glasshouse.schemes.lint.observation import Observation
from glasshouse.schemes.lint.rule import Rule
from glasshouse.schemes.model import Remedy

__all__ = ["RULE"]


def _check(case: Case) -> Iterator[Observation]:
    targets = dict(_targets(case))
    if not targets:
        yield case.not_applicable("the scheme lists nobody and takes no points")
        return
    remedies = case.says(case.scheme, "remedies")
    answers = {what: _person(case, covering, remedies.is_silent) for what, covering in targets.items()}
    without = [what for what, answer in answers.items() if answer is False]
    unsaid = [what for what, answer in answers.items() if answer is None]
    if not without and not unsaid:
        return
    automation = case.scheme.scheme.automation
    weight = None if automation is None else case.says(automation, "weight")
    head = case.scheme.scheme
    if weight is None or weight.is_silent or weight.is_none:
        yield case.review(
            head,
            "automation",
            "weight",
            message="the file does not say how much the score or list weighs, and names no person who looks "
            f"at {_and(without + unsaid)}",
        )
    elif weight.value == "advisory":
        return
    elif without:
        yield case.fail(
            head,
            "automation",
            "weight",
            message=f"what the score or list says is {weight.value}, and nobody who could depart from it "
            f"can be asked about {_and(without)}",
        )
    else:
        yield case.review(
            head,
            "automation",
            "weight",
            message=f"what the score or list says is {weight.value}, and the file does not say whether a "
            f"person looks at {_and(unsaid)} when asked",
        )


def _targets(case: Case) -> Iterator[tuple[str, list[Remedy]]]:
    """What can be put right, in words, with the corrections and reviews that cover it."""
    scheme = case.scheme
    asked = [remedy for remedy in scheme.remedies if remedy.kind != "repair"]
    for entry in scheme.lists:
        if entry.polarity == "black":
            entering = {rule.id for rule in case.leads_to(entry)}
            yield (
                f"the list '{entry.id}'",
                [r for r in asked if entry.id in r.for_.lists or entering & set(r.for_.rules)],
            )
    losing = case.losing
    if losing:
        yield "points and bands", [r for r in asked if r.for_.bands or losing & set(r.for_.rules)]


def _person(case: Case, covering: list[Remedy], silent: bool) -> bool | None:
    """Whether a person can be asked; None where the file does not say."""
    said = [case.says(remedy, "human") for remedy in covering]
    if any(answer.is_stated and answer.value for answer in said):
        return True
    return None if silent or any(not answer.is_stated for answer in said) else False


def _and(names: list[str]) -> str:
    return " and ".join(names)


RULE = Rule(
    id="GH408",
    name="score-sole-decider",
    severity="error",
    confidence="high",
    strength="L",
    core=True,
    norms=("gdpr-22-1", "gdpr-22-3", "cjeu-c-634-21", "pipl-24", "ai-act-14"),
    rights=("data-protection", "fair-hearing", "remedy"),
    check=_check,
    would_show="a law that allows it, and a person with the power and the time to depart from the score",
    remedy="have a person decide who may depart from the score and has the time to",
    measures=("wrongful-share-of-listed", "denials"),
)
