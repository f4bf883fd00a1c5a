"""Somebody is listed or loses points without being told before, with reasons.

What it checks
--------------
For every blacklist, and for points where rules take them away: whether a notice covers it, comes before the
effect and at least ``shortest-notice`` days before (5, a convention), and gives reasons. ``notice: []`` says
that nobody is told; leaving the section out says nothing, and a reader is asked.

Why it matters
--------------
Who does not know of an entry cannot answer it, perform what it asks, or appeal in time. Notice with reasons
is what every later safeguard hangs on. Chinese policy asks for it too: the grounds are told, and objections
heard, before somebody goes on a list of serious untrustworthiness.

What would justify it
---------------------
A law that allows the measure to surprise, because notice would defeat it (hiding assets, say), for a short
time, with notice and a hearing at once afterwards.

In simulation
-------------
A notice that is due some days before effect puts the entry off by these days, and who is reached knows of it:
``how-learned`` says how people come to know of a list, ``wrongfully-listed-share`` who is on it wrongly.

Limits
------
A notice that is sent is not a notice that arrives (``practice.notice_reaches``). Whether the reasons can be
understood is asked by ``unintelligible-score`` (GH804), of scores.

History
-------
0.1.0: new.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from glasshouse.schemes.lint.case import Case
from glasshouse.schemes.lint.observation import Observation
from glasshouse.schemes.lint.rule import Rule
from glasshouse.schemes.model import Notice

__all__ = ["RULE"]


def _check(case: Case) -> Iterator[Observation]:
    scheme = case.scheme
    lists = case.black_lists
    losing = case.losing
    if not lists and not losing:
        yield case.not_applicable("the scheme lists nobody and takes no points")
        return
    said = case.says(scheme, "notice")
    if said.is_silent:
        yield case.review(scheme.scheme, message="the file does not say whether anybody is told before")
        return
    if said.is_none:
        yield case.fail(scheme, "notice", message="nobody is told before being listed or losing points")
        return
    told: set[int] = set()
    for entry in lists:
        entering = {rule.id for rule in case.leads_to(entry)}
        covering = [n for n in scheme.notice if entry.id in n.for_.lists or entering & set(n.for_.rules)]
        if not covering:
            yield case.fail(entry, message=f"no notice covers an entry on '{entry.id}'")
        yield from _first(case, covering, f"an entry on '{entry.id}'", told)
    if losing:
        covering = [n for n in scheme.notice if n.for_.bands or losing & set(n.for_.rules)]
        if not covering:
            yield case.fail(scheme.score, message="no notice covers points or bands")
        yield from _first(case, covering, "points or bands", told)


def _first(case: Case, covering: Sequence[Notice], what: str, told: set[int]) -> Iterator[Observation]:
    """What to say of the notice that comes first, once for each."""
    before = [notice for notice in covering if notice.due == "before-effect"]
    notice = next(iter(before or covering), None)
    if notice is None or id(notice) in told:
        return
    told.add(id(notice))
    if not before:
        when = "only after the effect" if notice.due == "after" else "never"
        yield case.fail(notice, "due", message=f"people are told of {what} {when}")
        return
    days, reasons = case.says(notice, "days"), case.says(notice, "reasons")
    shortest = case.convention("shortest-notice")
    if days.is_silent:
        yield case.review(notice, "days", message=f"the text sets no time between notice and {what}")
    elif days.is_none:
        yield case.fail(notice, "days", message=f"no time is left between notice and {what}")
    elif days.value < shortest.number:
        yield case.fail(
            notice,
            "days",
            message=f"people are told of {what} {days.value} days before, fewer than {shortest.told}",
        )
    if reasons.is_silent or reasons.is_none:
        yield case.review(
            notice, "reasons", message=f"the text does not say that {what} is told with reasons"
        )
    elif not reasons.value:
        yield case.fail(notice, "reasons", message=f"people are told of {what} without reasons")


RULE = Rule(
    id="GH801",
    name="no-prior-notice",
    severity="error",
    confidence="high",
    strength="T",
    core=True,
    norms=("iccpr-14-1", "gc-27-15", "gdpr-13", "gdpr-14", "guobanfa-2020-49-notice"),
    rights=("fair-hearing", "data-protection"),
    check=_check,
    would_show="a law that lets the measure surprise, and a hearing at once after it",
    remedy="give facts and reasons in writing, with time to answer, before anything takes effect",
    measures=("how-learned", "listed-share", "wrongfully-listed-share"),
)
