"""Records that go to somebody for another purpose than the scheme's.

What it checks
--------------
For each flow of ``data.sharing``: whether its purpose is one of the scheme's, word for word; and whether
what the recipient does with it (the consequences it imposes) lies in a sphere of life of the conducts
behind it. A flow that fails either and names no law of its own fails; one that names a law asks for a
reader, who can say whether that law covers it. A file that says nothing of sharing, while others than the
operator impose its consequences, asks for a reader too.

Why it matters
--------------
Data are given or taken for one thing. When the court's record of a debt reaches an employer, a landlord and
an airline, each copy has its own mistakes and its own life, and an entry that is struck out at the source
stays with the others. Purpose limitation is what keeps a register from becoming a reputation.

What would justify it
---------------------
A law that names this recipient and this use, is necessary for an aim such as public safety, and is no wider
than that; or free consent, where refusing costs nothing.

In simulation
-------------
Flows have a delay: an entry still acts after it was struck out. ``denials`` and ``refused-share`` say how
many meet the recipients; the patch takes the flow away.

Limits
------
Purposes are compared as they are written, so another wording of the same aim is told; make the words agree.
Spheres are as broad as those of ``unrelated-sanction`` (GH601). What recipients pass on is not in the file.

History
-------
0.1.0: new.
"""

from __future__ import annotations

from collections.abc import Iterator

from glasshouse.schemes.lint.case import Case
from glasshouse.schemes.lint.observation import Observation
from glasshouse.schemes.lint.rule import Rule
from glasshouse.schemes.model import Sharing

__all__ = ["RULE"]


def _check(case: Case) -> Iterator[Observation]:
    data = case.scheme.data
    said = case.says(data, "sharing")
    acting = {consequence.imposed_by for consequence in case.scheme.consequences} - {None}
    if said.is_silent and acting:
        yield case.review(
            data,
            "sharing",
            message="the file does not say what goes to those who impose its consequences, and for what",
        )
    elif not said.is_stated:
        yield case.not_applicable("no records go to anybody else")
    purposes = {_plain(purpose) for purpose in case.scheme.scheme.purpose}
    for sharing in data.sharing:
        if _plain(sharing.purpose) not in purposes:
            yield from _told(
                case,
                sharing,
                "purpose",
                f"records go to '{sharing.to}' for '{sharing.purpose}', none of the scheme's purposes",
            )
        elif spheres := _apart(case, sharing):
            yield from _told(
                case,
                sharing,
                "to",
                f"records go to '{sharing.to}', who acts in another sphere ({spheres[0]}) than that of the "
                f"conduct recorded ({spheres[1]})",
            )


def _told(case: Case, sharing: Sharing, key: str, message: str) -> Iterator[Observation]:
    basis = case.says(sharing, "legal_basis")
    if basis.is_stated:
        yield case.review(
            sharing, key, message=f"{message}: whether '{basis.value}' covers that use must be read there"
        )
    elif basis.is_none or key == "purpose":
        yield case.fail(sharing, key, message=f"{message}, and no law is named for it")
    else:
        yield case.review(
            sharing, key, message=f"{message}, and the file does not say whether a law allows it"
        )


def _apart(case: Case, sharing: Sharing) -> tuple[str, str] | None:
    """The spheres of what a recipient does and of what it does it for, where they have none in common."""
    rows = [
        row
        for row in case.harms
        if row.consequence is not None and row.consequence.imposed_by == sharing.to and row.context
    ]
    acts = {sphere for row in rows if row.consequence for sphere in case.gate(row.consequence).contexts}
    recorded = {row.context for row in rows if row.context}
    if not acts or not recorded or acts & recorded:
        return None
    return ", ".join(sorted(acts)), ", ".join(sorted(recorded))


def _plain(purpose: str) -> str:
    return " ".join(purpose.casefold().split()).rstrip(".")


RULE = Rule(
    id="GH303",
    name="purpose-creep-sharing",
    severity="error",
    confidence="high",
    strength="L",
    core=True,
    norms=("gdpr-5-1-b", "gdpr-6-4", "iccpr-17-1", "ai-act-5-1-c-i"),
    rights=("data-protection", "privacy"),
    check=_check,
    would_show="a law that names this recipient and this use, and is no wider than a stated aim needs",
    remedy="delete the flow, or pass a law for it",
    measures=("denials", "refused-share"),
    patch=lambda case, seen: {"remove": [seen.item]} if seen.item != "data" else {},
)
