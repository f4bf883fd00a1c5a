"""A life for the terminal: a time line, each event with its reasons, down to the line of the rule."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from glasshouse.engine.outcomes import NOTICE
from glasshouse.report.but_for import HOW_ASKED, but_for_of
from glasshouse.report.headings import standing, world
from glasshouse.report.layout import Line, Sheet
from glasshouse.report.numbers import plural, told_date
from glasshouse.report.reasons import Texts
from glasshouse.report.text import NO_EVIDENCE
from glasshouse.schemes.phrases import plain
from glasshouse.studies.lives import Life

if TYPE_CHECKING:
    from glasshouse.assumptions import Assumptions
    from glasshouse.engine.scenario import Arm
    from glasshouse.engine.slow import Event

__all__ = ["of_note", "sentence", "told"]

_LEARNED = {
    "notice": "a notice tells of it",
    "public": "somebody who read it says so",
    "gate": "by being refused",
}
_KNOWN = {
    "list": "being on {}",
    "band": "being in band {}",
    "consequence": "this: {}",
    "rule": "what a rule has entered: {}",
}
_NAMED = {
    "list": "{} stays as it is",
    "band": "band {} stays",
    "consequence": "this stays: {}",
    "rule": "the entry stays: {}",
}
_ASKED = {
    "list": "Asks to be taken off {}.",
    "band": "Asks to have band {} looked at again.",
    "consequence": "Asks to be spared this: {}.",
    "rule": "Asks to have an entry looked at again: {}.",
}
_GRANTED = {
    "list": "It is granted: {} is to be left.",
    "band": "It is granted: band {} is to be put right.",
    "consequence": "It is granted, and is to be put right: {}.",
    "rule": "It is granted, and the entry is to be taken out: {}.",
}
_SET_ASIDE = {
    "band": "Band {} has no consequences any more, until there is another.",
    "consequence": "Set aside for as long as what led to it lasts: {}.",
}
_BY_A_REQUEST = "by how a request is met"
_BECAUSE_OF = {
    "parent": "a parent, person {}",
    "household": "somebody else in the household, person {}",
    "firm": "the firm that the person stands for",
    "agency": "the agency that the person heads",
}
_LEFT = {
    "expired": "the stay is over",
    "performed": "what was owed is done",
    "corrected": "the entry is put right",
    "repaired": "it is repaired",
}


def told(life: Life, width: int = 100, *, everything: bool = False) -> list[Line]:
    """Tell a life, arm by arm.

    Args:
        life: of any run.
        width: columns of the terminal.
        everything: also tell of acts that no rule of the arm's scheme counts.
    """
    sheet = Sheet(width)
    sheet.line(
        f"One life: person {life.address.person} of neighbourhood {life.address.neighbourhood}", "title"
    )
    sheet.paragraph(NOTICE, "notice")
    for text in world(life.scenario):
        sheet.paragraph(text)
    traits = "; ".join(f"{name.lower()}: {value}" for name, value in life.traits.items())
    sheet.paragraph(
        f"Aged {life.age} at the start, in a household of {life.household}; {traits}. Drawn by the program "
        "from published totals: no name, no face, and nobody whom it describes."
    )
    arms = {arm.name: arm for arm in life.scenario.arms}
    for name, events in life.events.items():
        texts = Texts(life.scenario, arms[name])
        _tell_arm(sheet, life, arms[name], texts, events if everything else of_note(events, texts))
    sheet.line("")
    if any(life.but_for.values()):
        sheet.paragraph(HOW_ASKED, "small")
    shown = "that somebody could have written down" if everything else "that the rules count and somebody saw"
    sheet.paragraph(
        f"Of acts only those are told {shown}. 'Not done' is what the same person does with the same luck "
        f"where there is no scheme. {NO_EVIDENCE}",
        "small",
    )
    return sheet.lines


def of_note(events: list[Event], texts: Texts) -> list[Event]:
    """All events but the acts that no rule counts; what they pass for is counted by its own record."""
    days = {event.day for event in events if event.happening in ("rule", "decision")}
    acts = ("act", "not-done", "false-record")
    return [
        event
        for event in events
        if event.happening not in acts
        or event.day in days
        or any(event.item in (rule.when.conducts or ()) for rule in texts.on(event.day).rules)
    ]


def _tell_arm(sheet: Sheet, life: Life, arm: Arm, texts: Texts, events: list[Event]) -> None:
    sheet.line("")
    sheet.paragraph(f"{arm.scheme.title} ({arm.name})", "heading")
    sheet.paragraph(standing(arm.scheme), "small")
    if not any(event.happening != "refused-for-another" for event in events):
        sheet.paragraph(
            "The scheme never covers this person"
            + (", and reaches them because of somebody else." if events else ".")
        )
    previous = None
    asked: set[tuple[str, int]] = set()
    cited: set[str] = set()
    for event in events:
        day = told_date(life.date(event))
        counted = event.day - life.scenario.warm
        when = (
            f"{day}, day {counted}" if counted >= 0 else f"{day}, {plural(-counted, 'day')} before the first"
        )
        if when != previous:
            sheet.line(when)
            previous = when
        sheet.paragraph(sentence(event, texts, life.scenario.assumptions), indent=4)
        for reason in texts.reasons(event):
            # The source of a rule is told when the rule is first named, and again when it was amended.
            text = reason.based_on if reason.based_on not in cited else reason.path
            cited.add(reason.based_on)
            sheet.paragraph(f"because of {text}", "small", indent=8)
        hangs = but_for_of(event, life, arm.name)
        if hangs is not None and (event.item, event.day) not in asked:
            # Two rules may enter somebody on one day.
            asked.add((event.item, event.day))
            sheet.paragraph(hangs, indent=8)


def sentence(event: Event, texts: Texts, assumptions: Assumptions) -> str:
    """What happened, in one sentence without a name from the file."""
    conduct = assumptions.conducts.get(event.item)
    persons = [id for id, one in assumptions.conducts.items() if "person" in one.by]
    act = conduct.title if conduct is not None else event.item
    passes_for = None if conduct is None else assumptions.conducts.get(conduct.mistaken_for or "")
    shows = "" if passes_for is None else f" The record shows instead: {passes_for.title}."
    source = assumptions.sources[event.detail].title if event.detail in assumptions.sources else event.detail
    gate = assumptions.gates[event.item].title if event.item in assumptions.gates else event.item
    named = texts.named(event.of, event.item, event.day)
    sentences: dict[str, Callable[[], str]] = {
        "covered": lambda: "The scheme begins to cover the person.",
        "act": lambda: f"Done: {act}{_where(event)}. Seen by: {source}.{shows}",
        "not-done": lambda: f"Not done, though it would be without the scheme: {act}{_where(event)}.",
        "false-record": lambda: (
            f"A false record: {act}{_where(event)}. It never happened. Written by: {source}."
        ),
        "decision": lambda: (
            f"The record is taken up; the decision follows {plural(event.amount - event.day, 'day')} later."
        ),
        "rule": lambda: f"A rule takes effect: {texts.words(f'rules.{event.item}', event.day, persons)}.",
        "points": lambda: f"{event.amount / 100:+g} points.",
        "band": lambda: f"Now in band {event.item}.",
        "entered": lambda: f"Put on {texts.title(event.item, event.day)}.",
        "renewed": lambda: (
            f"The stay on {texts.title(event.item, event.day)} would end today. "
            f"{_RENEWED.get(event.detail, '')}It begins again."
        ),
        "left": lambda: f"Off {texts.title(event.item, event.day)}: {_LEFT.get(event.detail, event.detail)}.",
        "known": lambda: _learned(event, named),
        "asked": lambda: _ASKED[event.of].format(named),
        "granted": lambda: _GRANTED[event.of].format(named),
        "turned-down": lambda: f"It is turned down: {_NAMED[event.of].format(named)}.",
        "struck-out": lambda: _struck_out(event, named),
        "set-aside": lambda: _SET_ASIDE[event.of].format(named),
        "cleared": lambda: _cleared(event, named),
        "in-force": lambda: f"It begins: {texts.words(f'consequences.{event.item}', event.day)}.",
        "over": lambda: f"It ends: {texts.words(f'consequences.{event.item}', event.day)}.",
        "refused": lambda: f"Asks at: {gate} ({_asked(event)}). Refused.",
        "refused-for-another": lambda: (
            f"Asks at: {gate} ({_asked(event)}). Refused because of {_because_of(event)}."
        ),
        "worsened": lambda: f"Asks at: {gate} ({_asked(event)}). Served worse.",
        "favoured": lambda: f"Asks at: {gate} ({_asked(event)}). Favoured.",
        "hurt": lambda: _hurt(event, gate),
        "recovered": lambda: _RECOVERED[event.item],
        "lost": lambda: f"From tomorrow on without {_things(event.item, gate)}.",
        "regained": lambda: f"Has {_things(event.item, gate)} again.",
        "put-off": lambda: f"Cannot pay what would end the stay on '{event.item}': insolvent. It is put off.",
        "sees-others": lambda: (
            f"Sees around them, in {event.item}: "
            f"punishment {event.amount // 8} of 7, praise {event.amount % 8} of 7."
        ),
        "amended": lambda: "From this day on the scheme is amended.",
        "moved": lambda: "Moves to another place.",
        "died": lambda: "Dies.",
    }
    return sentences[event.happening]()


_THINGS = {"job": "work", "loan": "credit"}
"""What one has who was let through at a gate, in a word; elsewhere the gate's title tells it."""

_RENEWED = {"fresh-decision": "Somebody looks at it afresh, and finds that it holds. "}
"""What comes before a stay begins again; nothing where it does so of itself."""

_RECOVERED = {"solvent": "Solvent again.", "strained": "Insolvent no longer, but strained."}


def _things(gate: str, title: str) -> str:
    return _THINGS.get(gate, title[:1].lower() + title[1:])


def _hurt(event: Event, title: str) -> str:
    """What refusals have done to somebody's means."""
    now = event.detail if event.amount else f"still {event.detail}"
    return f"Refused {_things(event.item, title)}: {now}."


def _struck_out(event: Event, named: str) -> str:
    """What a correction or review has taken out of the score: one entry, or all that was false."""
    if event.of == "rule":
        return f"The entry is struck out ({event.amount / 100:+g} points): {named}."
    points = f": {event.amount / 100:+g} points." if event.amount else "."
    return f"What true records alone would not have led to is struck out of the score{points}"


def _cleared(event: Event, named: str) -> str:
    """What a repair has made good: one entry, or all that stood against somebody."""
    if event.of == "rule":
        return f"Made good: the entry is forgiven ({event.amount / 100:+g} points): {named}."
    return "Made good: lost points are given back, and what was remembered is forgotten."


def _learned(event: Event, named: str) -> str:
    """How somebody comes to know of a list, a band, a consequence or an entry of points."""
    how = _LEARNED.get(event.detail, event.detail)
    if event.of != "list" and event.detail == "gate":
        how = _BY_A_REQUEST
    return f"Learns of {_KNOWN[event.of].format(named)} ({how})."


def _because_of(event: Event) -> str:
    return _BECAUSE_OF[event.of].format(event.amount)


def _where(event: Event) -> str:
    return f", on a visit to {event.where}" if event.where else ""


def _asked(event: Event) -> str:
    tier, _, purpose = event.detail.partition(" ")
    reasons = f"for {purpose or 'other'} reasons"
    return reasons if tier in ("", "any") else f"{plain(tier)}, {reasons}"
