"""A rule, list or consequence without a basis in law.

What it checks
--------------
Whether the scheme names a legal basis, and whether any rule, list or consequence says for itself that it has
none (``legal_basis: []``). An item that does not say takes the scheme's. A basis that the file knows only
from the press or from memory is left to a reader who can find the text.

Why it matters
--------------
A restriction of a right must be "provided by law": somebody must be able to read beforehand what is asked,
who decides, and what follows. Without a text there is nothing to obey, to appeal to or to repeal. It is the
first of the four questions (law, aim, necessity, proportion), and a scheme that fails it need not be asked
the others.

What would justify it
---------------------
Nothing but the law itself: a published act of a body that may make it, which covers this measure and not only
the scheme in general. A consent form is no such act where people cannot refuse.

In simulation
-------------
The engine runs rules with and without a basis alike. What can be run is the scheme without the measures that
lack one: take them out with a reform, and compare.

Limits
------
The lint reads that a basis is named, not whether it carries the measure, is precise, or is in force. A scheme
can cite a law that says nothing of the kind.

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

_HEARSAY = ("press", "memory")


def _check(case: Case) -> Iterator[Observation]:
    scheme = case.scheme
    basis = scheme.scheme.legal_basis
    if not basis:
        yield case.fail(
            scheme.scheme, "legal_basis", message="the scheme names no legal basis for anything it does"
        )
    elif all(scheme.reference(id).kind in _HEARSAY for id in basis):
        yield case.review(
            scheme.scheme,
            "legal_basis",
            message=f"the legal basis ({', '.join(basis)}) is known to this file from press or memory only",
        )
    for noun, items in (("rule", scheme.rules), ("list", scheme.lists), ("consequence", scheme.consequences)):
        for item in items:
            if item.legal_basis == ():
                yield case.fail(
                    item, "legal_basis", message=f"the {noun} '{item.id}' says that it has no legal basis"
                )


RULE = Rule(
    id="GH101",
    name="no-legal-basis",
    severity="error",
    confidence="high",
    strength="T",
    core=True,
    norms=("iccpr-12-3", "iccpr-17-1", "iccpr-19-3", "gdpr-6-1", "gdpr-6-3", "guobanfa-2020-49-basis"),
    rights=("legality",),
    check=_check,
    would_show="a published law, made by a body that may make it, which covers this measure",
    remedy="cite the statute measure by measure, or drop the measure",
    never_silent="The format requires the key 'legal_basis'; an item without one takes the scheme's.",
)
