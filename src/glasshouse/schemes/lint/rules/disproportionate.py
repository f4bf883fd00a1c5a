"""A sanction that is out of proportion to the conduct behind it.

What it checks
--------------
Three things, each against a convention of ours. The severity of each sanction is held against the gravity of
the least grave conduct that can bring it, both as steps of a stair (``severity-of-sanction``,
``gravity-of-conduct``): essential services weigh one step more, those that touch no right one less. The
length of each stay is held against the time for which the source's own register keeps the act, of which it
may be ``most-times-the-term``. And of the sanctions that one list or band brings, there may be
``most-stacked``; a claim of what is owed is not counted.

Why it matters
--------------
A penalty fits the fault, in kind, in length and in sum. Schemes lose that where many offices each add a
little: none of them weighs the whole, and a late bill ends as heavy as a crime.

What would justify it
---------------------
That a court or authority weighs each case and may go below, or that the act is graver than its class: say so
with the text that lets it depart.

In simulation
-------------
``restricted-time`` and ``denials`` say what the sanctions come to in a life; reforms that cut one sanction
each show what it bought.

Limits
------
A class of law is a rough measure of gravity, and a stair a rough one of weight: a refused luxury and a
refused home are one step. Where many acts must come together (points), the least grave is still the one
asked. Stays without an end are for ``indefinite-or-self-renewing-list`` (GH505).

History
-------
0.1.0: new.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from glasshouse.ground.units import Duration
from glasshouse.schemes.lint.burdens import restricts
from glasshouse.schemes.lint.case import Case
from glasshouse.schemes.lint.naming import some_of
from glasshouse.schemes.lint.observation import Observation
from glasshouse.schemes.lint.rule import Rule
from glasshouse.schemes.model import Band, Consequence, List
from glasshouse.schemes.model import Rule as SchemeRule

__all__ = ["RULE"]


def _check(case: Case) -> Iterator[Observation]:
    if not any(restricts(item) for item in case.scheme.consequences):
        yield case.not_applicable("nothing in the scheme makes a service lost, later, worse or dearer")
        return
    yield from _steps(case)
    yield from _terms(case)
    yield from _stacks(case)


def _steps(case: Case) -> Iterator[Observation]:
    """Severity against gravity, consequence by consequence."""
    gravity, severity = _stair(case, "gravity-of-conduct"), _stair(case, "severity-of-sanction")
    most = case.convention("most-steps-above").number
    for item in case.scheme.consequences:
        if item.does not in severity or not restricts(item):
            continue
        view = case.gate(item)
        step = severity[item.does] + (view.essential is not None) - (view.right is None)
        light = {
            row.conduct: f"'{row.conduct}' ({row.legality})"
            for row in case.harms
            if row.consequence is item
            and row.conduct is not None
            and row.legality in gravity
            and step - gravity[row.legality] > most
        }
        if not light:
            continue
        names = list(light.values())
        yield case.fail(
            item,
            "does",
            message=f"'{item.id}' ({item.does} at '{item.gate}') is severe for {some_of(names)} (a "
            "convention of ours)",
        )


def _terms(case: Case) -> Iterator[Observation]:
    """Stays against the time for which the source's own register keeps the act."""
    times = case.convention("most-times-the-term").number
    for entry in case.scheme.lists:
        if entry.polarity != "black":
            continue
        ruling = case.leads_to(entry)
        parts: list[tuple[List | SchemeRule, tuple[SchemeRule, ...]]] = [
            (rule, (rule,)) for rule in ruling if rule.stay is not None
        ]
        rest = tuple(rule for rule in ruling if rule.stay is None)
        if rest or not ruling:
            parts.append((entry, rest))
        for part, rules in parts:
            assert part.stay is not None
            said = case.says(part.stay, "for")
            if said.is_silent:
                yield case.review(
                    part,
                    "stay",
                    "for",
                    message=f"the text does not say how long a stay on '{entry.id}' is, to hold it against "
                    "the act",
                )
                continue
            term = _term(case, rules)
            if term is None or not isinstance(said.value, Duration):
                continue
            if said.value.nominal_days > times * term.nominal_days:
                yield case.fail(
                    part,
                    "stay",
                    "for",
                    message=f"a stay on '{entry.id}' lasts {said.value}, more than {times:g} times the "
                    f"{term} for which the source itself keeps the act (a convention of ours)",
                )


def _stacks(case: Case) -> Iterator[Observation]:
    """How many sanctions one list or band brings."""
    most = case.convention("most-stacked").number
    targets: list[List | Band] = [*case.black_lists]
    targets += case.scheme.score.bands
    for target in targets:
        items = [item for item in case.scheme.consequences if _is_sanction(item) and _follows(item, target)]
        if len(items) > most:
            names = some_of([f"'{item.id}'" for item in items])
            yield case.fail(
                target,
                message=f"'{target.id}' brings {len(items)} sanctions at once ({names}), more than "
                f"{most:g} (a convention of ours)",
            )


def _is_sanction(item: Consequence) -> bool:
    """Whether something more is imposed than what is owed: a claim asks for the debt itself."""
    return restricts(item) and item.does != "claim"


def _follows(item: Consequence, target: List | Band) -> bool:
    names = item.when.list if isinstance(target, List) else item.when.band
    return target.id in (names or ())


def _stair(case: Case, convention: str) -> dict[str, int]:
    """The step on which each word of a convention stands."""
    steps = case.convention(convention).words
    return {word: step for step, words in enumerate(steps) for word in words.split()}


def _term(case: Case, rules: tuple[SchemeRule, ...]) -> Duration | None:
    """The longest time for which a source that sees the conducts keeps them; None where none is stated."""
    seen = {
        kind
        for row in case.rows
        if row.rule in rules and row.conduct is not None
        for kind in case.conduct(row.conduct).seen_by
    }
    terms = [
        said.value
        for source in case.scheme.data.sources
        if source.kind in seen and (said := case.says(source, "register_keeps")).is_stated
    ]
    if not terms or any(not isinstance(term, Duration) for term in terms):
        return None
    longest: Duration = max(terms, key=lambda term: float(term.nominal_days))
    return longest


def _patch(case: Case, observation: Observation) -> Mapping[str, Any]:
    if observation.key == "does":
        return {"remove": [observation.item]}
    return {}  # how long a stay should be, and which of a stack should go, has to be thought out


RULE = Rule(
    id="GH606",
    name="disproportionate",
    severity="error",
    confidence="medium",
    strength="L",
    core=True,
    norms=("ai-act-5-1-c-ii", "eu-charter-49-3", "gc-27-14", "guobanfa-2020-49-fitting"),
    rights=("proportionality",),
    check=_check,
    would_show="that each case is weighed, and that the act is graver than its class",
    remedy="scale sanctions by the gravity of the act, and cap what comes together",
    measures=("restricted-time", "denials"),
    patch=_patch,
)
