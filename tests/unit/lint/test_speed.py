"""Speed: a scheme in under 50 ms after start-up, the whole catalogue in under 2 s (issue D)."""

from __future__ import annotations

import time

from glasshouse.schemes.lint.checking import check
from glasshouse.schemes.lint.examples import AS_OF
from glasshouse.schemes.lint.selection import Selection
from glasshouse.schemes.reading import catalogue, load

ASKED = Selection(as_of=AS_OF, preview=True)


def seconds(id: str) -> float:
    """The least of five, for the machine is shared."""
    spent = []
    for _ in range(5):
        scheme = load(id)
        start = time.process_time()
        check(scheme, ASKED)
        spent.append(time.process_time() - start)
    return min(spent)


def test_each_scheme_and_all_of_them() -> None:
    check(load(catalogue()[0]), ASKED)
    spent = {id: seconds(id) for id in catalogue()}
    assert max(spent.values()) < 0.05, spent
    assert sum(spent.values()) < 2.0
