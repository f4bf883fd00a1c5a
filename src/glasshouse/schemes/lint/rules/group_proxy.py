"""An input that stands for a group of people and not for an act.

What it checks
--------------
Whether the definition of a rule that makes somebody's position worse speaks of residence status, place of
birth, speech or kind of household, in the words of the convention ``words-of-group``. After a run, whether
being on a blacklist tells a group apart: an area under the curve above ``proxy-strength`` (0.65, a
convention). A definition that is not there is left to a reader.

Why it matters
--------------
Everyone is equal before the law, without distinction by origin, property, birth or other status. A postcode
or a household registration looks like a fact about a place and sorts people all the same; nobody has to mean
it.

What would justify it
---------------------
That the input is needed for the aim and nothing less sorting does, and a test of its effect on each group,
with numbers of the real scheme.

In simulation
-------------
For each group, from ``listed-share``: with p the share listed in the group and q that of everybody covered,
the area under the curve of "listed" as a sign of the group is (1 + p - q) / 2, or the same from below. Since
q holds the group too, the number is too small, much so for a large group: it errs towards silence.

Limits
------
Words decide before a run, and most proxies bear other names; hence medium confidence, and preview. A list is
a weak sign as long as few people are on it, so a run rarely tells. Ratios between groups are asked by
``unjustified-disparity`` (GH904).

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
from glasshouse.schemes.lint.spoken import spoken

__all__ = ["RULE"]

_GROUNDS: Final = ("sex", "age", "registration", "education", "income", "minority")
"""Ways of grouping that stand for grounds of ICCPR 26: sex, origin, property, birth, other status."""

_PER_CENT: Final = 100.0


def _check(case: Case) -> Iterator[Observation]:
    rules = {rule.id: rule for rule, _ in case.penalised}
    if not rules:
        yield case.not_applicable("no conduct makes anybody's position worse")
        return
    words = case.convention("words-of-group")
    owner = "your own convention" if words.is_changed else "a convention of ours"
    for rule in rules.values():
        definition = case.says(rule, "definition")
        found = spoken(words.words, definition.value or "")
        if found:
            yield case.fail(
                rule,
                "definition",
                message=f"the definition of '{rule.id}' speaks of {', '.join(found)}, which sorts people "
                f"and not acts (a word of group: {owner})",
            )
        elif definition.is_silent:
            yield case.review(
                rule,
                "definition",
                message=f"without its definition nobody can see whether '{rule.id}' looks at a group",
            )
    yield from _measured(case)


def _measured(case: Case) -> Iterator[Observation]:
    """The groups that being listed tells apart in the run."""
    if case.measured is None:
        return
    strength = case.convention("proxy-strength")
    everybody = next(iter(case.measured.find("listed-share", "any")), None)
    if everybody is None or everybody.low is None or everybody.high is None:
        return
    for entry in case.measured.find("listed-share", "any", group="*"):
        if entry.group.partition("=")[0] not in _GROUNDS or entry.low is None or entry.high is None:
            continue
        # The nearer ends of both intervals: what is told holds at the edge of what sampling allows.
        apart = max(entry.low - everybody.high, everybody.low - entry.high) / _PER_CENT
        area = (1.0 + apart) / 2.0
        if area > strength.number:
            yield case.fail(
                case.scheme,
                "lists",
                about=entry.group,
                message=f"in the run, being listed tells people of {entry.group} apart (area under the curve "
                f"{area:.2f} or more, above {strength.told})",
                subjects=("any",),
            )


RULE = Rule(
    id="GH212",
    name="group-proxy",
    severity="error",
    confidence="medium",
    strength="T",
    status="preview",
    norms=(
        "iccpr-26",
        "iccpr-2-1",
        "icescr-2-2",
        "icerd-1",
        "icerd-2",
        "gdpr-9-1",
        "ai-act-10-2-f",
        "ai-act-10-2-g",
    ),
    rights=("equality",),
    check=_check,
    would_show="that the aim needs the input, with a test of its effect on each group",
    remedy="remove the input, or justify it and test what it does to each group",
    measures=("listing-rate-ratio", "listed-share"),
)
