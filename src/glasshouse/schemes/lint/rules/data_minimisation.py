"""A source that no rule has any use for.

What it checks
--------------
Whether each source of ``data.sources`` can report at least one conduct that a rule counts, by the conduct
catalogue (who sees what). A conduct that is commonly mistaken for one that counts is use as well.

Why it matters
--------------
Data that nobody needs are still leaked, sold, and found useful later. Only what the stated purpose needs
may be held; in China no authority may collect beyond the national directory of public credit information.

What would justify it
---------------------
A rule that counts what the source sees. If the need lies in the future, the source can be joined when the
rule is made.

In simulation
-------------
Nothing: a source without use changes no life in a run, which is the point. So this rule has no patch.

Limits
------
Who sees what is the catalogue's view of ordinary practice; a scheme's own source may see more or other
things. A source that has some use may still report far more than that use needs, which no file shows.

History
-------
0.1.0: new.
"""

from __future__ import annotations

from collections.abc import Iterator

from glasshouse.schemes import vocabulary
from glasshouse.schemes.lint.case import Case
from glasshouse.schemes.lint.observation import Observation
from glasshouse.schemes.lint.rule import Rule

__all__ = ["RULE"]


def _check(case: Case) -> Iterator[Observation]:
    if not case.scheme.data.sources:
        yield case.not_applicable("the scheme has no source")
    counted = set(case.normal.conducts)
    useful = {
        kind
        for conduct in vocabulary.conducts().values()
        if conduct.id in counted or conduct.mistaken_for in counted
        for kind in conduct.seen_by
    }
    for source in case.scheme.data.sources:
        if source.kind not in useful:
            yield case.fail(
                source,
                message=f"no rule counts anything that the source '{source.id}' ({source.kind}) can report",
            )


RULE = Rule(
    id="GH307",
    name="data-minimisation",
    severity="warning",
    confidence="high",
    strength="L",
    norms=(
        "gdpr-5-1-c",
        "pipl-6",
        "guobanfa-2020-49-directory",
        "cn-credit-directory-2021",
        "cn-credit-directory-2022",
        "cn-credit-directory-2024",
    ),
    rights=("data-protection", "privacy"),
    check=_check,
    would_show="which rule needs what this source reports",
    remedy="delete the source",
    never_silent="Sources and the conducts of rules are keys that the format requires.",
)
