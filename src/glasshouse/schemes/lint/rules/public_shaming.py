"""A blacklist of people that everybody can read, or that shows more than it needs.

What it checks
--------------
For each blacklist of natural persons, who can read it (``publication.audience``) and which fields it shows.
Everybody fails; so do, for any audience, a photograph, an address, the number of an identity document, the
family or the employer. Where the text does not say whether a list is published, or what is shown to those who
can read it, a reader is asked.

Why it matters
--------------
Honour and reputation are protected, and what has stood on the net cannot be called back: it outlives the
debt, the stay and often the error. A face on a screen over a crossing degrades; an address or an employer
draws in people who did nothing. Publicity is a punishment of its own, which no court measured out.

What would justify it
---------------------
A law that orders this publication for this kind of act, a need that no closed register meets (those who deal
with the person can ask), and a decision case by case. For the fields above there is hardly an answer.

In simulation
-------------
No effect of being seen is run yet: the engine refuses a published list, so the number is that of people whom
it would show, ``listed-share``, and of those shown wrongly, ``wrongfully-listed-share``.

Limits
------
Redlists are not asked, though praise can expose as well. What newspapers and users copy from a list that is
open to parties only is out of sight.

History
-------
0.1.0: new.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from glasshouse.schemes.lint.case import Case
from glasshouse.schemes.lint.observation import Observation
from glasshouse.schemes.lint.rule import Rule

__all__ = ["RULE"]

_EXPOSING: Final = ("photo", "address", "id-number", "family", "employer")


def _check(case: Case) -> Iterator[Observation]:
    lists = case.black_lists
    if not lists or "person" not in case.scheme.scope.subjects:
        yield case.not_applicable("the scheme has no blacklist of natural persons")
        return
    for entry in lists:
        publication = entry.publication
        if case.says(entry, "publication").is_silent:
            yield case.review(
                entry, "publication", message=f"the file does not say whether '{entry.id}' is published"
            )
        if publication is None or publication.audience == "none":
            continue
        exposing = [name for name in publication.fields if name in _EXPOSING]
        shows = f"shows {', '.join(exposing)}" if exposing else ""
        if publication.audience == "public":
            yield case.fail(
                entry,
                "publication",
                "audience",
                message=f"everybody can read '{entry.id}'" + (f", which {shows}" if shows else ""),
            )
        elif exposing:
            yield case.fail(
                entry,
                "publication",
                "fields",
                message=f"'{entry.id}' {shows} to the {publication.audience} who can read it",
            )
        elif case.says(publication, "fields").is_silent:
            yield case.review(
                entry,
                "publication",
                "fields",
                message=f"the {publication.audience} can read '{entry.id}', and the text does not say what "
                "it shows",
            )


def _patch(case: Case, observation: Observation) -> Mapping[str, Any]:
    return {"set": [{"path": f"{observation.item}.publication.audience", "value": "none"}]}


RULE = Rule(
    id="GH503",
    name="public-shaming",
    severity="error",
    confidence="high",
    strength="T",
    core=True,
    norms=("iccpr-17-1", "iccpr-7", "echr-8", "gdpr-5-1-c", "gdpr-6", "gdpr-10"),
    rights=("privacy", "data-protection"),
    check=_check,
    would_show="a law for this publication, and a need that a register open on request would not meet",
    remedy="publish nothing, or give an answer by number to parties with a need",
    measures=("listed-share", "wrongfully-listed-share"),
    patch=_patch,
)
