"""Nobody outside watches the scheme, or nobody publishes how often it errs.

What it checks
--------------
Whether ``governance.oversight`` names a body, whether that body is another than the operator, and whether the
share of wrong entries is published (``error_rates_published``). None of it is told as such; where the file
does not say, a reader is asked.

Why it matters
--------------
Who runs a list sees the complaints that arrive and not those that were never made. A body outside, with its
own access and a duty to report, is how errors become visible; published error rates are how everybody else
can ask about them.

What would justify it
---------------------
That courts or a parliament hold this very scheme to account already, with access to its records, and that the
figures stand in their reports.

In simulation
-------------
Nothing changes in a run. ``wrongful-share-of-listed`` is the figure that an oversight body would publish, for
invented people.

Limits
------
The lint compares names. Whether a body is independent in fact, has the means, and is heard, no file can tell.

History
-------
0.1.0: new.
"""

from __future__ import annotations

from collections.abc import Iterator

from glasshouse.schemes.lint.case import Case
from glasshouse.schemes.lint.observation import Observation
from glasshouse.schemes.lint.rule import Rule

__all__ = ["RULE"]


def _check(case: Case) -> Iterator[Observation]:
    scheme = case.scheme
    governance = scheme.governance
    if governance is None:
        if case.says(scheme, "governance").is_none:
            yield case.fail(scheme, "governance", message="the text says that nobody watches the scheme")
        else:
            yield case.review(scheme.scheme, message="the file does not say who watches the scheme")
        return
    body, rates = case.says(governance, "oversight"), case.says(governance, "error_rates_published")
    if body.is_silent:
        yield case.review(governance, "oversight", message="the file does not say who watches the scheme")
    elif body.is_none:
        yield case.fail(governance, "oversight", message="no body watches the scheme")
    elif scheme.scheme.operator.name.casefold() in body.value.casefold():
        yield case.fail(
            governance,
            "oversight",
            message=f"the operator, {scheme.scheme.operator.name}, is to watch its own scheme",
        )
    if rates.is_silent or rates.is_none:
        yield case.review(
            governance,
            "error_rates_published",
            message="the file does not say whether the share of wrong entries is published",
        )
    elif not rates.value:
        yield case.fail(
            governance, "error_rates_published", message="the share of wrong entries is not published"
        )


RULE = Rule(
    id="GH905",
    name="no-independent-oversight",
    severity="warning",
    confidence="high",
    strength="S",
    norms=(
        "coe-ai-convention-26",
        "coe-ai-convention-8",
        "coe-ai-convention-9",
        "gdpr-51",
        "ca-directive-peer-review",
    ),
    rights=("oversight",),
    check=_check,
    would_show="which body outside has access to the records, and where its figures can be read",
    remedy="have a body outside watch it, and publish its error rates each year",
    measures=("wrongful-share-of-listed",),
)
