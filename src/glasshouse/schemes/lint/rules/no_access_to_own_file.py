"""No access of people to what the scheme holds of them.

What it checks
--------------
``data.access``: ``none`` or ``null`` fails, ``on-request`` and ``standing`` pass; where it is not written a
reader is asked.

Why it matters
--------------
Who cannot see the file cannot find the mistake in it. Every other safeguard, from correction to appeal,
starts with knowing what is held, where it came from and who was told.

What would justify it
---------------------
A law that puts access off in a single case, for instance while an investigation would be spoilt by it, and
somebody independent who sees the file instead.

In simulation
-------------
The engine does not run this key. Who learns of an entry, and can ask for a correction, is
``practice.aware``, ``practice.notice_reaches`` and the notices; change those to see what knowing does.

Limits
------
The language has no place for what access costs or how long it takes, nor for what is shown: sources,
recipients, weights. A fee for access is as much in tension with the norms as a refusal; the lint cannot see
it.

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
    data = case.scheme.data
    access = case.says(data, "access")
    if access.is_silent:
        yield case.review(
            data, "access", message="the file does not say whether people can see what is held of them"
        )
    elif access.is_none or access.value == "none":
        yield case.fail(data, "access", message="people cannot see what the scheme holds of them")


RULE = Rule(
    id="GH306",
    name="no-access-to-own-file",
    severity="error",
    confidence="high",
    strength="L",
    core=True,
    norms=("gdpr-15", "gdpr-12-5", "iccpr-17-1", "gc-16-10", "pipl-45"),
    rights=("data-protection", "privacy"),
    check=_check,
    would_show="a law that puts access off in single cases, and somebody independent who sees the file",
    remedy="give everybody free access to their own file, with sources and recipients",
)
