"""One neighbourhood over time, and one life in it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from glasshouse.report.blocks import Block, Figure, Section, Table, say
from glasshouse.report.but_for import but_for_of
from glasshouse.report.lives import of_note, sentence
from glasshouse.report.numbers import plural, told_date
from glasshouse.report.reasons import Texts
from glasshouse.report.strip import kinds_of, strip
from glasshouse.report.weeks import LOOKED_FOR, Life, Neighbourhood, end_of_week, life_of, time_line
from glasshouse.report.writer import Writer
from glasshouse.studies.lives import life as lived

if TYPE_CHECKING:
    from glasshouse.engine.slow import Event

__all__ = ["one_neighbourhood"]

_MOST_EVENTS = 60
_IS = " is "


def one_neighbourhood(writer: Writer, where: Neighbourhood | None) -> Iterator[Section]:
    """A strip of one neighbourhood, and one life in it."""
    if where is None:
        return
    m = writer.material
    weeks = m.scenario.weeks
    dates = [end_of_week(m, week) for week in range(weeks)]
    kinds = kinds_of(where.film, writer.scheme, where.arm)
    if writer.charts:
        people = len(where.film.age)
        counted = [int(kind.who[-1].sum()) for kind in kinds]
        rows = tuple(
            (kind.title, kind.shape_name, f"{int(kind.who[0].sum()):,}", f"{int(kind.who[-1].sum()):,}")
            for kind in kinds
        )
        last = "; ".join(f"{kind.title} {count:,}" for kind, count in zip(kinds, counted, strict=True))
        yield Section(
            "film",
            "One neighbourhood over time",
            (
                Figure(
                    "film-strip",
                    f"{plural(people, 'invented person', 'invented people')}, households side by side",
                    f"Dots for people on six days. On the last one: {last}.",
                    f"Neighbourhood {where.film.neighbourhood:,} of this run on six days spread over "
                    f"it. Of its {people:,} people {people - sum(counted):,} are not covered on the last of "
                    "them, and leave a gap. It is one of many and stands for none: shares are told above.",
                    strip(where.film, kinds, dates, writer.stamp),
                    Table(
                        "People by standing",
                        ("standing", "drawn as", told_date(dates[0]), told_date(dates[-1])),
                        rows,
                        True,
                    ),
                ),
            ),
        )
    life = life_of(m, where)
    if life is None:
        text = f"Somebody was looked for who is {LOOKED_FOR}; nobody in this run is, so no life is told."
        yield Section("life", "One life", (say(text),))
    else:
        yield Section("life", "One life", tuple(_life(writer, life)))


def _life(writer: Writer, life: Life) -> Iterator[Block]:
    yield say("Invented; corresponds to nobody.", kind="notice")
    home = "alone" if life.household == 1 else f"in a household of {life.household}"
    yield say(
        f"Person {life.address} of this run, {life.age} years old on the first day, living {home}; looked up "
        f"as the first found to be {life.why}, by a rule that is the same in every report. One life is an "
        "illustration, not a finding."
    )
    heads = ("in the week to", "what changed")
    table = Table("Week by week", heads, tuple((told_date(day), text) for day, text in life.weeks))
    if writer.charts:
        yield Figure(
            "life-line",
            "The time line of one invented life",
            "; ".join(f"{told_date(day)}: {text}" for day, text in life.weeks[:6]) + ".",
            "Bars: weeks in which it held at the week's end. Crosses: weeks with a refusal.",
            time_line(writer.material, life, writer.stamp),
            table,
        )
    else:
        yield table
    if life.refusals:
        told = "; ".join(f"{gate}: {plural(count, 'time')}" for gate, count in life.refusals)
        yield say(f"Refused in all: {told}.")
    yield from _events(writer, life)
    yield say(
        "The same person without the scheme: on no such list, in no such band, and refused nothing on its "
        "account. What they do is drawn from the same luck; where they do less or more of it, an assumption "
        "on response says so."
    )


def _events(writer: Writer, life: Life) -> Iterator[Block]:
    """The same life event by event, with what each followed from."""
    m = writer.material
    whole = lived(m.alone, life.address)
    if whole is None:
        return
    texts = Texts(m.alone, next(arm for arm in m.alone.arms if arm.name == m.arm.name))
    events = of_note(whole.events[m.arm.name], texts)
    cited: set[str] = set()
    rows = []
    for together in _together(events[:_MOST_EVENTS]):
        event = together[0]
        reasons = []
        for reason in (found for one in together for found in texts.reasons(one)):
            short = len(together) > 1 or reason.based_on in cited
            reasons.append(reason.path if short else reason.based_on)
            cited.add(reason.based_on)
        told = [sentence(one, texts, m.scenario.assumptions) for one in together]
        hangs = but_for_of(event, whole, m.arm.name)
        words = _in_one(told) + ("" if hangs is None else f" {hangs}")
        rows.append((told_date(whole.date(event)), words, "; ".join(dict.fromkeys(reasons)) or "no rule"))
    traits = "; ".join(f"{name.lower()}: {trait}" for name, trait in whole.traits.items())
    yield say(f"Drawn as: {traits}.", kind="small")
    heads = ("day", "what happened", "because of")
    yield Table("The same life, event by event", heads, tuple(rows), folded=True, printed=False)
    if len(events) > _MOST_EVENTS:
        more = plural(len(events) - _MOST_EVENTS, "event")
        yield say(f"{more} more: glasshouse life RUN --person {life.address}.", kind="small")


def _together(events: list[Event]) -> Iterator[list[Event]]:
    """Events one by one; what begins or ends on one day, one right after the other, at once."""
    held: list[Event] = []
    for event in events:
        if held and not (
            event.happening in ("in-force", "over")
            and (event.day, event.happening) == (held[0].day, held[0].happening)
        ):
            yield held
            held = []
        held.append(event)
    if held:
        yield held


def _in_one(told: list[str]) -> str:
    """Sentences that begin alike as one: who it befalls once, and then what; nothing twice."""
    told = list(dict.fromkeys(told))
    begin = told[0][: told[0].rfind(_IS) + len(_IS)]
    if len(told) == 1 or not all(one.startswith(begin) and _IS in begin for one in told):
        return " ".join(told)
    return f"{begin}{'; '.join(one[len(begin) :].rstrip('.') for one in told)}."
