"""A number without a source, or from a source that nobody has read for years.

What it checks
--------------
Every number in the file, with the source that it has or inherits. A number without one, that does not say
``assumed`` or ``unverified`` either, is told item by item, but not in an invented scheme, whose own file is
the source. A source that numbers rest on and that was last read more than ``oldest-source`` ago (5 years, a
convention) is told too; where the file does not say when it was read, or the source is memory, a reader is
asked.

Why it matters
--------------
Every result hangs on these numbers. Whoever cannot look one up cannot dispute it, and rules are amended
while files that copy them stand still. Models of tax and benefit law live by it: a parameter has a reference
and a date.

What would justify it
---------------------
Nothing needs to be justified: say ``evidence: assumed`` with a range, and the number is honest.

In simulation
-------------
Numbers that are assumed have ranges, and a sweep over them shows what hangs on each. Every output counts how
many are cited and how many assumed.

Limits
------
The lint does not open the source. A text that was read last week may have been repealed since; a text of 1966
may be in force unchanged, so it asks when it was read and not how old it is.

History
-------
0.1.0: new.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain

from glasshouse.ground.units import Calendar
from glasshouse.ground.validation import Part
from glasshouse.schemes.lint.case import Case
from glasshouse.schemes.lint.naming import some_of
from glasshouse.schemes.lint.observation import Observation
from glasshouse.schemes.lint.rule import Rule
from glasshouse.schemes.sourcing import Number, numbers

__all__ = ["RULE"]


def _check(case: Case) -> Iterator[Observation]:
    scheme = case.scheme
    found = list(numbers(scheme))
    is_invented = scheme.scheme.status == "invented"
    used = Counter(number.quantity.reference for number in found if number.quantity.reference is not None)
    if is_invented and not used:
        yield case.not_applicable("the scheme is invented: its own file is the source")
        return
    if not is_invented:
        yield from _bare(case, [number for number in found if not number.is_sourced])
    oldest = case.convention("oldest-source")
    for reference in scheme.references:
        if not used[reference.id]:
            continue
        rest = f"{used[reference.id]} number{'s rest' if used[reference.id] > 1 else ' rests'} on it"
        if reference.kind == "memory":
            yield case.review(reference, "kind", message=f"'{reference.id}' is somebody's memory; {rest}")
            continue
        if reference.read is None:
            yield case.review(
                reference, "read", message=f"the file does not say when '{reference.id}' was read; {rest}"
            )
            continue
        calendar = Calendar(reference.read, 0)
        if calendar.date(calendar.later(0, oldest.duration)) < case.as_of:
            yield case.fail(
                reference,
                "read",
                message=f"'{reference.id}' was last read on {reference.read}, more than {oldest} ago "
                f"({oldest.owner}); {rest}",
            )


def _bare(case: Case, bare: Sequence[Number]) -> Iterator[Observation]:
    """What to say of numbers without a source, item by item."""
    for start, part in _items(case):
        names = [number.path.removeprefix(f"{start}.") for number in bare if _lies_in(number.path, start)]
        if not names:
            continue
        yield case.fail(
            part,
            names[0].partition(".")[0],
            message=f"nothing says where the numbers of '{start}' come from: {some_of(names)}",
        )


def _lies_in(path: str, start: str) -> bool:
    return path.startswith(f"{start}.")


def _items(case: Case) -> Iterator[tuple[str, Part]]:
    """Every item that can hold numbers, with its path in the words of a reform; none lies in another."""
    scheme = case.scheme
    yield "scheme.force", scheme.scheme.force
    yield "scope", scheme.scope
    yield "data", scheme.data
    yield "score", scheme.score
    sections = (
        ("rules", scheme.rules),
        ("lists", scheme.lists),
        ("consequences", scheme.consequences),
        ("remedies", scheme.remedies),
    )
    yield from chain.from_iterable(
        ((f"{section}.{item.id}", item) for item in items) for section, items in sections
    )
    yield from ((f"notice.{index + 1}", item) for index, item in enumerate(scheme.notice))
    if "practice" in scheme.model_fields_set:
        yield "practice", scheme.practice


RULE = Rule(
    id="GH906",
    name="unsourced-parameter",
    severity="warning",
    confidence="high",
    strength="P",
    norms=(
        "modelling-practice-sourced-parameters",
        "modelling-practice-input-data",
        "modelling-practice-attributes",
    ),
    rights=("oversight",),
    check=_check,
    would_show="where the number stands, and when somebody last looked",
    remedy="add a reference and the day on which it was read, or say that the number is assumed",
)
