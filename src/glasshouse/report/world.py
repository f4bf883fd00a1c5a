"""How far a scheme's numbers were held against the world, in a sentence: what, how far off, and what not."""

from __future__ import annotations

from glasshouse.measures.estimate import Estimate
from glasshouse.measures.measure import measures
from glasshouse.report.numbers import number, plural, told_date
from glasshouse.schemes.model import Scheme
from glasshouse.studies.kept_validation import Compared, Held, kept_for

__all__ = ["compared_with", "of_the_world", "of_the_world_in_short"]

_NOT_AT_ALL = "Of the world: not at all, until somebody holds {} against it."

_COUNTS = {
    "listed-share": ("listed", "listed-any"),
    "refused-share": ("refused-any",),
    "demoted-share": ("band-end",),
}
"""Of each headline the counts that answer it, as a figure would name them."""


def compared_with(scheme: Scheme) -> Compared | None:
    """What of a scheme was tested by published figures; None where its rules were changed for the run."""
    found = None if scheme.document.patches else kept_for(scheme.id)
    return found if found is not None and found.tests else None


def of_the_world_in_short(scheme: Scheme, quoted: Estimate | None) -> str:
    """For the head of a report."""
    found = compared_with(scheme)
    if found is None:
        return _NOT_AT_ALL.format("these numbers")
    missed = sum(held.missed for held in found.tests)
    return (
        f"Of the world, this alone was compared with published figures: {found.run.about}. "
        f"{_how_many(missed, len(found.tests))}, and the farthest is off by a factor of "
        f"{number(max(_off(held) for held in found.tests))}; {_among(found, quoted)}."
    )


def of_the_world(scheme: Scheme, quoted: Estimate | None) -> str:
    """What was compared, how far off it was, and whether the number to quote is among it."""
    found = compared_with(scheme)
    if found is None:
        seen = None if scheme.document.patches else kept_for(scheme.id)
        beside = (
            ""
            if seen is None
            else f" Published figures beside such a run: {len(seen.figures)}; but assumptions were worked "
            "out from them, or chosen by somebody who knew them, so that to meet them tests nothing "
            "(glasshouse validate)."
        )
        return _NOT_AT_ALL.format("them") + beside
    tests = found.tests
    missed = [held for held in tests if held.missed]
    fits = [held for held in tests if not held.missed]
    only = sum(held.off_at_the_centre for held in fits)
    told = (
        f"Of the world: as far as another run goes, '{found.run.title}', from {told_date(found.run.start)} "
        "on, which was compared with published figures to which nothing was fitted; in brackets the "
        f"simulated number over the published one. {_how_many(len(missed), len(tests))}"
    )
    if missed:
        told += f": {_kinds(missed)}"
    if fits:
        told += f". Within the wider interval: {_kinds(fits)}"
    if only:
        told += f"; {only} of {len(fits)} of these in some draws of the assumptions only"
    if any(held.says_little for held in fits):
        told += "; where the assumptions allow almost anything, that says little"
    return f"{told}. {_among(found, quoted, capital=True)}."


def _how_many(missed: int, of: int) -> str:
    return f"Of {plural(of, 'figure')} {missed or 'none'} {'are' if missed > 1 else 'is'} missed"


def _off(held: Held) -> float:
    return max(held.times, 1.0 / held.times)


def _kinds(figures: list[Held]) -> str:
    """Of each kind of figure by how many times the simulated number is the published one."""
    kinds: dict[str, list[float]] = {}
    for held in figures:
        kinds.setdefault(held.figure.what, []).append(held.times)
    return "; ".join(f"{what[:1].lower()}{what[1:]} ({_times(times)})" for what, times in kinds.items())


def _times(times: list[float]) -> str:
    low, high = (f"{end:.2g}" for end in (min(times), max(times)))
    return f"{low} times" if low == high else f"{low} to {high} times"


def _among(found: Compared, quoted: Estimate | None, capital: bool = False) -> str:
    """Whether the number that is quoted is among what was compared."""
    the = "The" if capital else "the"
    if quoted is None:
        return f"{the} numbers of this report were never held against the world"
    named = f"{the} number to quote, '{measures()[quoted.id].title}',"
    counts = {counted.count for held in found.tests for counted in held.figure.counted}
    if counts & set(_COUNTS.get(quoted.id, ())):
        return f"{named} is of a kind with one of them, of another time"
    return f"{named} was never held against the world"
