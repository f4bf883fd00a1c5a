"""Records that the scheme keeps longer than the register they come from, or without an end.

What it checks
--------------
``data.keeps`` against ``register_keeps`` of every source. For ever, no limit, or longer than a source's own
register fails, in one finding that names the sources. Where the file does not say how long the scheme keeps
its records, or how long a source does, a reader is asked.

Why it matters
--------------
A legislator who lets a court's or an agency's register forget after a time has weighed that time against a
new start. A copy that remembers longer takes the new start back. The European court said so of a credit
bureau that kept what the public insolvency register had struck out.

What would justify it
---------------------
A law that sets a longer time for this copy, with a reason that the register's own term does not know. That
somebody would find the data useful is no such reason.

In simulation
-------------
The engine does not run this key: what it forgets is set by windows, lapses and stays. To see what keeping
costs, run other values of those; ``never-forgets`` (GH404) has a patch. So this rule has none.

Limits
------
Lengths are compared as nominal days from the end of a record; registers that count from another day are not
told apart. Backups, archives and what recipients keep are not in the file.

History
-------
0.1.0: new.
"""

from __future__ import annotations

from collections.abc import Iterator

from glasshouse.ground.units import Duration
from glasshouse.schemes.lint.case import Case
from glasshouse.schemes.lint.observation import Observation
from glasshouse.schemes.lint.rule import Rule

__all__ = ["RULE"]


def _check(case: Case) -> Iterator[Observation]:
    data = case.scheme.data
    keeps = case.says(data, "keeps")
    if keeps.is_silent:
        yield case.review(
            data, "keeps", message="the text does not say how long the scheme keeps its records"
        )
        return
    if not isinstance(keeps.value, Duration):
        how = "without any limit" if keeps.is_none else "for ever"
        yield case.fail(data, "keeps", message=f"the scheme keeps its records {how}")
        return
    shorter = []
    for source in data.sources:
        register = case.says(source, "register_keeps")
        if register.is_silent:
            yield case.review(
                source,
                "register_keeps",
                message=f"the text does not say how long '{source.id}' keeps its own register, so nobody can "
                f"tell whether {keeps.value} is longer",
            )
        elif isinstance(register.value, Duration) and register.value.nominal_days < keeps.value.nominal_days:
            shorter.append(f"'{source.id}' ({register.value})")
    if shorter:
        yield case.fail(
            data,
            "keeps",
            message=f"the scheme keeps its records {keeps.value}, longer than the registers they come from: "
            f"{', '.join(shorter)}",
        )


RULE = Rule(
    id="GH304",
    name="retention-beyond-source",
    severity="error",
    confidence="high",
    strength="L",
    core=True,
    norms=("gdpr-5-1-e", "gdpr-17", "cjeu-c-26-22"),
    rights=("data-protection", "privacy"),
    check=_check,
    would_show="a law that sets a longer time for this copy, and a reason that the register's own term lacks",
    remedy="cap what is kept at the source register's own period",
)
