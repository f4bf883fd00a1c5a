"""A scheme without an end and without a review that could end it.

What it checks
--------------
Whether ``force`` sets an end (``until``) or a review of the scheme itself (``reviewed_every``), and that the
review comes at least every ``longest-review`` (24 months, a convention). Where the text sets neither, the
rule fails; where the file says nothing of them, a reader is asked.

Why it matters
--------------
A restriction has to be necessary now, not only on the day it was made. Facts change, and so does what is
known of effects; a scheme that nobody must look at again goes on because it is there.

What would justify it
---------------------
A standing duty elsewhere, in a statute on the body that runs the scheme for instance, to review it and to
report to somebody who can end it. Cite it in the file.

In simulation
-------------
Nothing in a run depends on a review. An end does: after ``force.until`` no rule applies, and a run that goes
beyond it shows how fast lists empty.

Limits
------
That a review is due does not say that it takes place, is independent, or has ever changed anything. A date
far ahead counts as an end.

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
    force = case.scheme.scheme.force
    end, review = case.says(force, "until"), case.says(force, "reviewed_every")
    longest = case.convention("longest-review")
    if review.is_stated:
        if review.value.nominal_days > longest.duration.nominal_days:
            yield case.fail(
                force,
                "reviewed_every",
                message=f"the scheme is reviewed every {review.value}, less often than every {longest.told}",
            )
    elif end.is_stated:
        return
    elif review.is_silent or end.is_silent:
        yield case.review(
            force, "reviewed_every", message="the file does not say that the scheme ends or is ever reviewed"
        )
    else:
        yield case.fail(
            force, "reviewed_every", message="the scheme has no end, and nobody must ever review it"
        )


RULE = Rule(
    id="GH106",
    name="no-sunset-or-review",
    severity="warning",
    confidence="high",
    strength="P",
    norms=("gc-27-14", "gc-27-15", "ca-directive-review", "huderia-iteration"),
    rights=("proportionality", "oversight"),
    check=_check,
    would_show="a duty in another text to review the scheme, before somebody who can end it",
    remedy="add a date on which it ends, and a review that can end it sooner",
)
