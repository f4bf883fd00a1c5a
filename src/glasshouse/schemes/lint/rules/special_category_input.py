"""A source that holds specially protected data: health, belief, ethnicity, politics and the like.

What it checks
--------------
What each source says under ``special``. A source that names a protected kind of data fails; one that does
not say asks for a reader; ``[]`` says that it holds none.

Why it matters
--------------
Health, genes, biometrics, belief, origin, union membership, politics and sexual life are what people have
been persecuted for. The starting point of data-protection law is that they are not processed at all, and
Chinese provinces forbid credit registers to collect several of them. Once such data are in a register,
every later use can reach for them.

What would justify it
---------------------
One of the exceptions that the law lists, named for this source, with the safeguards that it asks for: a
specific purpose, strict need, and a reason why the aim cannot be reached without these data. A
justification in the file is shown beside the finding; it does not make it less.

In simulation
-------------
The engine knows no protected data: a source is who sees a conduct. The patch takes the source away, and
``listed-share`` shows what the scheme would miss without it.

Limits
------
The lint reads what the file says of a source. Other data can give the same things away: a diet, a place of
worship on a map, the time of a purchase. See ``group-proxy`` (GH212) and, for cameras and platforms,
``mass-surveillance-source`` (GH302). Conducts that are protected themselves belong to GH202 to GH206.

History
-------
0.1.0: new.
"""

from __future__ import annotations

from collections.abc import Iterator

from glasshouse.schemes.lint.case import Case
from glasshouse.schemes.lint.observation import Observation
from glasshouse.schemes.lint.rule import Rule
from glasshouse.schemes.lint.withdrawing import without_source

__all__ = ["RULE"]


def _check(case: Case) -> Iterator[Observation]:
    if not case.scheme.data.sources:
        yield case.not_applicable("the scheme has no source")
    for source in case.scheme.data.sources:
        special = case.says(source, "special")
        if special.is_silent:
            yield case.review(
                source, message=f"the file does not say whether '{source.id}' holds specially protected data"
            )
        elif special.is_stated:
            yield case.fail(
                source,
                "special",
                message=f"'{source.id}' holds specially protected data: {', '.join(special.value)}",
            )


RULE = Rule(
    id="GH301",
    name="special-category-input",
    severity="error",
    confidence="high",
    strength="L",
    core=True,
    norms=("gdpr-9-1", "pipl-28", "cn-provincial-special-data", "coe-108-6"),
    rights=("data-protection", "privacy", "equality"),
    check=_check,
    would_show="which exception of the law covers this source, and why the aim cannot be reached without it",
    remedy="remove the source",
    measures=("listed-share",),
    patch=lambda case, seen: without_source(case, seen.item),
)
