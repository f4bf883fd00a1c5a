"""A stricter text that also reaches what was done before it.

What it checks
--------------
Each amendment with ``reaches_back: true``: whether it adds rules, lists or burdens, takes points, prolongs a
stay, a publication or a memory, or removes a remedy or a notice. One that only softens is left alone, and
where the direction cannot be told from the change, a reader is asked. An amendment that does not say
whether it reaches back is left to a reader as well.

Why it matters
--------------
People can obey a rule only if it stands when they act. Nobody is punished for what was no offence then, nor
more heavily than the law then said; the milder new law, on the other hand, is to help those who acted before.

What would justify it
---------------------
That the change is not punitive in nature or weight, or that it helps everybody whom it reaches. Bringing a
record up to date from the day of the change on needs no reach into the past.

In simulation
-------------
Run the scheme over the day of the amendment, with and without its reach: with it, stays that began before
end as the new text says. The difference in ``listed-share`` and ``restricted-time`` is what was added to
lives for acts done before. Points entered before stay as they are in any case; an amendment that reaches back
and changes points, their lapse or a cap is not simulated.

Limits
------
The language cannot say that a scheme counts acts from before its own first day; the summary of such a scheme
has to. Records and decisions that come after a change about acts from before it (``dated_by``) are not asked.
Articles on punishment reach a scheme only where it is punitive, hence medium confidence.

History
-------
0.1.0: new.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final, Literal

from glasshouse.ground.errors import BadInput
from glasshouse.ground.paths import find
from glasshouse.ground.units import Duration
from glasshouse.schemes.lint.case import Case
from glasshouse.schemes.lint.observation import Observation
from glasshouse.schemes.lint.rule import Rule
from glasshouse.schemes.model import FAVOURS
from glasshouse.schemes.model.procedure import Amendment

__all__ = ["RULE"]

Direction = Literal["stricter", "milder", "open"]

_PROTECTING: Final = frozenset({"remedies", "notice"})
"""Sections whose items help those concerned."""

_BURDENING: Final = frozenset({"rules", "lists", "consequences"})
"""Sections whose items mostly burden those concerned."""

_LONGER_IS_STRICTER: Final = frozenset({"lapse", "for", "duration", "within"})
"""Keys that hold a length of time, of which more is worse."""

_MORE_IS_STRICTER: Final = frozenset({"size"})
_MORE_IS_MILDER: Final = frozenset({"points", "at_least", "min_age", "limit"})


def _check(case: Case) -> Iterator[Observation]:
    if not case.scheme.amendments:
        yield case.not_applicable("the scheme has no amendments")
        return
    for amendment in case.scheme.amendments:
        directions = set(_directions(case, amendment))
        if directions == {"milder"}:
            continue
        reaches = case.says(amendment, "reaches_back")
        if reaches.is_silent:
            yield case.review(
                amendment,
                "reaches_back",
                message=f"the file does not say whether the change of {amendment.from_} reaches earlier acts",
            )
        elif reaches.value and "stricter" in directions:
            yield case.fail(
                amendment,
                "reaches_back",
                message=f"the change of {amendment.from_} makes the text stricter, and applies to what was "
                "done before it",
            )
        elif reaches.value:
            yield case.review(
                amendment,
                "reaches_back",
                message=f"the change of {amendment.from_} applies to what was done before it; whether it is "
                "milder or stricter, the file does not tell",
            )


def _directions(case: Case, amendment: Amendment) -> Iterator[Direction]:
    """For each change of an amendment, whom it helps."""
    for path in amendment.remove:
        yield _taken(case, path)
    for addition in amendment.add:
        section = addition.path.partition(".")[0]
        yield "stricter" if section in _BURDENING else "milder" if section in _PROTECTING else "open"
    for change in amendment.set:
        yield _moved(_value(case, change.path), _plain(change.value), change.path.rpartition(".")[2])


def _taken(case: Case, path: str) -> Direction:
    section, *rest = path.split(".")
    if len(rest) != 1:
        return "open"
    if section in _PROTECTING:
        return "stricter"
    scheme = case.scheme
    if section == "rules":
        adverse = {rule.id for rule in scheme.rules if case.is_adverse(rule)}
        return "milder" if rest[0] in adverse else "stricter"
    if section == "lists":
        return (
            "milder" if any(x.id == rest[0] and x.polarity == "black" for x in scheme.lists) else "stricter"
        )
    if section == "consequences":
        favours = {x.id for x in scheme.consequences if x.does in FAVOURS}
        return "stricter" if rest[0] in favours else "milder"
    return "open"


def _value(case: Case, path: str) -> object:
    document = case.scheme.document
    try:
        return _plain(document.value(find(document, path)))
    except BadInput:
        return None


def _plain(value: object) -> object:
    return value.get("value") if isinstance(value, dict) else value


def _moved(before: object, after: object, key: str) -> Direction:
    """Whether a number or a length of time went up or down, and whom that helps."""
    if before == after:
        return "milder"
    if key in _LONGER_IS_STRICTER:
        old, new = _days(before), _days(after)
    elif isinstance(before, int | float) and isinstance(after, int | float):
        old, new = float(before), float(after)
    else:
        return "open"
    if old is None or new is None:
        return "open"
    if key in _LONGER_IS_STRICTER | _MORE_IS_STRICTER:
        return "stricter" if new > old else "milder"
    if key in _MORE_IS_MILDER:
        return "stricter" if new < old else "milder"
    return "open"


def _days(value: object) -> float | None:
    """A length of time in days; without an end for what has none."""
    if value in ("for-ever", "until-performed"):
        return float("inf")
    try:
        return Duration.parse(value).nominal_days if isinstance(value, str) else None
    except ValueError:
        return None


def _patch(case: Case, seen: Observation) -> Mapping[str, Any]:
    return {"set": [{"path": f"{seen.item}.reaches_back", "value": False}]}


RULE = Rule(
    id="GH103",
    name="retroactive-effect",
    severity="error",
    confidence="medium",
    strength="T",
    core=True,
    norms=("iccpr-15-1", "eu-charter-49-1", "echr-7"),
    rights=("legality",),
    check=_check,
    would_show="that the change is not punitive, or helps everybody whom it reaches",
    remedy="let the change count only what is done after it",
    measures=("listed-share", "band-share", "restricted-time"),
    patch=_patch,
)
