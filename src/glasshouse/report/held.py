"""What of a scheme was held against published figures, in one line that has its misses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from glasshouse.report.numbers import plural
from glasshouse.schemes.model import Scheme
from glasshouse.studies.kept_validation import kept_for

if TYPE_CHECKING:
    from glasshouse.studies.held_figures import Row
    from glasshouse.studies.kept_validation import Compared

__all__ = ["compared", "known", "refusals_at", "tested", "validated_for"]


def known(scheme: Scheme) -> Compared | None:
    """What is published about a scheme, answered or not; None where its rules were changed for the run."""
    return None if scheme.document.patches else kept_for(scheme.id)


def tested(scheme: Scheme) -> Compared | None:
    """What of a scheme was tested by published figures; None where no test was."""
    found = known(scheme)
    return found if found is not None and found.tests else None


def compared(scheme: Scheme) -> str:
    """With what a scheme was compared and how it came out, from the validation as kept; no full stop."""
    found = tested(scheme)
    if found is not None and found.run is not None:
        missed, only = len(found.missed), len(found.met_in_some_draws)
        in_some = f", {only} met in some draws of the assumptions only" if only else ""
        return (
            f"compared with published figures of {found.run.about}: {missed} of "
            f"{plural(len(found.tests), 'test')} missed{in_some}"
        )
    if scheme.document.patches:
        return "with these rules never compared with anything"
    about = known(scheme)
    return (
        "compared only with figures that were put in or known before, which tests nothing"
        if about is not None and about.answered
        else "never compared with anything"
    )


def refusals_at(scheme: Scheme, gate: str) -> tuple[Row, ...]:
    """The tests that count requests refused at a gate."""
    found = tested(scheme)
    return tuple(
        row
        for row in (() if found is None else found.tests)
        if row.figure.counted
        and all((one.count, one.item) == ("refused", gate) for one in row.figure.counted)
    )


def validated_for(scheme: Scheme) -> str:
    """The field of that name, as it stands below every result."""
    held = tested(scheme)
    if held is None:
        return f"Validated for: nothing, {compared(scheme)}."
    # A label is quoted without what follows it: where a test is missed, it says so before anything else.
    first = "nothing in full, " if held.missed else ""
    return f"Validated for: {first}{compared(scheme)} (glasshouse validate)."
