"""A grade by rank or share of the people, so that somebody must be in the bottom whatever all do.

What it checks
--------------
The language refuses bands by percentile or quota, so a scheme that has them is written with ranges that
stand for them. The rule looks for the words of the convention ``ranking-words`` (percentile, quota, ranked,
lowest tenth) where such a stand-in is explained: notes of the score, its bands and rules, definitions of
rules, titles of lists. It also asks a reader about ends of bands that an amendment moves.

Why it matters
--------------
Where grades are places in a ranking, nobody can keep clear of the worst one by keeping the rules: others
decide it. The consequence is then no answer to an act, and what is demanded cannot be known beforehand.

What would justify it
---------------------
A thing that is itself scarce, such as prizes, which may go to the first few. For burdens, nothing that we
know of: a threshold says what is wanted and a share does not.

In simulation
-------------
A run uses the ranges in the file. ``band-share`` shows how far the share in a band is from the share that
the text fixes; that distance is how wrong the stand-in is.

Limits
------
Only words give it away, and words are easily left out: a file that gives the ranges and is silent about the
quota passes. A ranking behind thresholds that are set anew each year is seen only where the file records
the amendments. Priority where places are few is asked by ``reward-is-hidden-penalty`` (GH607).

History
-------
0.1.0: new.
"""

from __future__ import annotations

from collections.abc import Iterator

from glasshouse.ground.validation import Part
from glasshouse.schemes.lint.case import Case
from glasshouse.schemes.lint.observation import Observation
from glasshouse.schemes.lint.rule import Rule
from glasshouse.schemes.lint.spoken import spoken

__all__ = ["RULE"]


def _check(case: Case) -> Iterator[Observation]:
    scheme = case.scheme
    if scheme.score.kind == "none":
        yield case.not_applicable("the scheme has no score that people could be ranked by")
        return
    texts: list[tuple[Part, str, str, str | None]] = []
    texts.append((scheme.score, "note", "the score", scheme.score.note))
    texts += [(band, "note", f"the band '{band.id}'", band.note) for band in scheme.score.bands]
    for rule in scheme.rules:
        texts.append((rule, "definition", f"the rule '{rule.id}'", rule.definition))
        texts.append((rule, "note", f"the rule '{rule.id}'", rule.note))
    texts += [(entry, "title", f"the list '{entry.id}'", entry.title) for entry in scheme.lists]
    words = case.convention("ranking-words").words
    for part, key, what, text in texts:
        if said := spoken(words, text or ""):
            yield case.fail(
                part,
                key,
                message=f"{what} is explained by the place among others ({', '.join(said)}; words of a "
                "convention of ours), so somebody must be last whatever all do",
                confidence="medium",
            )
    for amendment in scheme.amendments:
        moved = [change.path for change in amendment.set if change.path.startswith("score.bands.")]
        if moved:
            yield case.review(
                amendment,
                message=f"from {amendment.from_} the ends of bands move ({', '.join(moved)}): is that "
                "to keep a share of the people in them?",
            )


RULE = Rule(
    id="GH407",
    name="relative-ranking-quota",
    severity="error",
    confidence="high",
    strength="T",
    norms=("iccpr-26", "iccpr-17-1", "coe-ai-convention-7"),
    rights=("equality", "legality", "proportionality"),
    check=_check,
    would_show="that what is given out is scarce by nature, and that no burden follows from the place",
    remedy="use thresholds of conduct that everybody can meet at once",
    measures=("band-share",),
    never_silent="The format requires every band as a range of scores; shares are refused.",
)
