"""A scheme whose purpose bounds nothing.

What it checks
--------------
Whether ``purpose`` is empty, and whether any aim in it is made of words that bound nothing (the convention
``unbounded-purposes``: trust, harmony, integrity and their like) and of nothing else but filling. "Trust"
alone is told, "trust in the land register" is not.

Why it matters
--------------
Personal data are collected for specified and explicit purposes, and expression is restricted only for aims
of a closed list. What is necessary and what is out of proportion can be asked of an aim such as fewer
injuries; of harmony nobody can say what is too much.

What would justify it
---------------------
A text that breaks the wide word down: which harm, to whom, known from where, and which measure serves it. If
that text exists, its aims belong in the file instead.

In simulation
-------------
An aim that bounds nothing has no number. For an aim that names a conduct, ``change-in-conduct`` says what a
run shows of it, under the assumptions about deterrence.

Limits
------
Words decide, and many are translations; hence medium confidence. A specific aim can be a pretext, and a rule
can serve another aim than the one that the scheme gives for all. Neither is found here.

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
    head = case.scheme.scheme
    if not head.purpose:
        yield case.fail(head, "purpose", message="the scheme states no purpose")
        return
    wide, filling = case.convention("unbounded-purposes"), case.convention("words-without-bound")
    owner = "your own convention" if wide.is_changed else "a convention of ours"
    for index, purpose in enumerate(head.purpose):
        if _bounds_nothing(purpose, wide.words, filling.words):
            yield case.fail(
                head,
                "purpose",
                index,
                message=f"the purpose '{purpose}' bounds nothing (a wide word: {owner})",
            )


def _bounds_nothing(purpose: str, words: tuple[str, ...], filling: tuple[str, ...]) -> bool:
    """Whether a purpose is left empty once the words that bound nothing are taken out."""
    letters = "".join(character if character.isalnum() else " " for character in purpose.lower())
    text = f" {' '.join(letters.split())} "
    for word in sorted(words, key=len, reverse=True):
        text = text.replace(f" {word} ", "  ").replace("  ", " ")
    return not set(text.split()) - set(filling)


RULE = Rule(
    id="GH104",
    name="purpose-missing-or-unbounded",
    severity="error",
    confidence="medium",
    strength="L",
    core=True,
    norms=("gdpr-5-1-b", "iccpr-19-3", "pipl-6"),
    rights=("legality", "data-protection"),
    check=_check,
    would_show="a text that says which harm, to whom, each measure is to lessen",
    remedy="state one specific aim for each measure",
    never_silent="The format requires the key 'purpose'; an empty list says that there is none.",
)
