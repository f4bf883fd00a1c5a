"""A source that watches everybody: matched faces, posts and chats, purchases.

What it checks
--------------
Sources of the kinds in the convention ``watching-sources`` (cameras and platforms), and what they are used
for. A platform fails. A camera fails where the file says that it holds biometrics, or where it reports
people without a number plate (the convention ``read-by-plate`` lists what a plate settles). Any other
source fails where it reports what people buy. A camera of which the file does not say whether it matches
faces asks for a reader.

Why it matters
--------------
A register of what courts and authorities have found concerns those who did something. A camera that matches
faces, or a platform that hands over posts and purchases, concerns everybody all the time, and people who
know that they are watched stop doing what is nobody's business. States have agreed that such technology is
not to be used for social scoring.

What would justify it
---------------------
A precise law, and a decision on each case by somebody independent: one suspect, one place, one time, for a
grave act, with the rest deleted unseen. Finding who crossed at red is no such act.

In simulation
-------------
The patch takes the source away. ``wrongful-share-of-listed`` shows what its mistakes do, for instance faces
that are matched wrongly more often for some groups; ``change-in-expression`` what being watched does, as
far as it was assumed.

Limits
------
Location trails and browsing are no source of the catalogue, so no file can name them. Cameras that read
plates also film faces; the lint does not see what is kept. A patrol that looks at a recording by hand is
told here with medium confidence. The European rules named on scraping, sorting by biometrics and live
identification speak of AI systems, the first two of other uses than this.

History
-------
0.1.0: new.
"""

from __future__ import annotations

from collections.abc import Iterator

from glasshouse.schemes.lint.case import Case
from glasshouse.schemes.lint.naming import some_of
from glasshouse.schemes.lint.observation import Observation
from glasshouse.schemes.lint.rule import Rule
from glasshouse.schemes.lint.withdrawing import without_source
from glasshouse.schemes.model import Source

__all__ = ["RULE"]


def _check(case: Case) -> Iterator[Observation]:
    if not case.scheme.data.sources:
        yield case.not_applicable("the scheme has no source")
    watching = case.convention("watching-sources").words
    used = [case.conduct(id) for id in case.normal.conducts]
    for source in case.scheme.data.sources:
        reported = [conduct for conduct in used if source.kind in conduct.seen_by]
        if source.kind == "camera" and source.kind in watching:
            yield from _camera(case, source, [conduct.id for conduct in reported])
        elif source.kind in watching:
            yield case.fail(
                source,
                "kind",
                message=f"'{source.id}' ({source.kind}) watches what everybody writes and buys"
                f"{_for([conduct.id for conduct in reported])}",
            )
        elif bought := [conduct.id for conduct in reported if conduct.context == "consumption"]:
            yield case.fail(
                source, "kind", message=f"'{source.id}' ({source.kind}) reports what people buy{_for(bought)}"
            )


def _camera(case: Case, source: Source, reported: list[str]) -> Iterator[Observation]:
    plates = case.convention("read-by-plate").words
    faces = [conduct for conduct in reported if conduct not in plates]
    special = case.says(source, "special")
    if "biometrics" in (special.value or ()):
        yield case.fail(
            source,
            "kind",
            message=f"'{source.id}' matches the faces of all who pass{_for(faces or reported)}",
        )
    elif faces:
        yield case.fail(
            source,
            "kind",
            message=f"'{source.id}' reports people who bear no number plate{_for(faces)}, so somebody must "
            "be told apart by face (what a plate settles is a convention of ours)",
            confidence="medium",
        )
    elif special.is_silent:
        yield case.review(
            source,
            "kind",
            message=f"the file does not say whether '{source.id}' matches faces or only plates",
        )


def _for(conducts: list[str]) -> str:
    if not conducts:
        return ", and no rule uses it"
    quoted = [f"'{id}'" for id in conducts]
    return f" (for {some_of(quoted)})"


RULE = Rule(
    id="GH302",
    name="mass-surveillance-source",
    severity="error",
    confidence="high",
    strength="T",
    core=True,
    norms=("iccpr-17-1", "echr-8", "unesco-ai-26", "ai-act-5-1-h", "ai-act-5-1-g", "ai-act-5-1-e"),
    rights=("privacy", "expression", "data-protection"),
    check=_check,
    would_show="a precise law, and an independent decision on each suspect, place and time",
    remedy="use records that an authority or court has adjudicated, and nothing else",
    measures=("wrongful-share-of-listed", "change-in-expression"),
    patch=lambda case, seen: without_source(case, seen.item),
)
