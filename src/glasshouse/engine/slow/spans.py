"""Consequences that last for a time of their own, whatever becomes of what brought them about.

Specification, consequences: "A term of its own". Such a consequence has a *span*, from the day on which its
condition begins to hold; where others go by their condition, it goes by whether its span runs. All is about
the actual book.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from glasshouse.engine.slow.agenda import Kind
from glasshouse.engine.slow.conditions import condition_holds
from glasshouse.engine.slow.terms import Terms
from glasshouse.ground.units import Duration

if TYPE_CHECKING:
    from collections.abc import Iterator

    from glasshouse.engine.slow.book import Book
    from glasshouse.schemes.model.consequences import Consequence

__all__ = ["Span", "Spans"]


@dataclass
class Span:
    """The time that a consequence runs, or has run.

    Attributes:
        runs: whether it runs.
        until: the morning on which it runs no more.
        held: whether the condition held when that was looked at last.
        wrongful: whether true records alone would not have had the condition hold when the span began, or
            last went on.
        lists: those that bore the consequence, known to the person, at some time since the span began.
    """

    runs: bool = False
    until: int = 0
    held: bool = False
    wrongful: bool = False
    lists: set[str] = field(default_factory=set)

    def end(self, day: int) -> None:
        """End it before its time."""
        self.runs, self.until = False, min(self.until, day)


class Spans:
    """The spans of one life, by consequence."""

    def __init__(self, terms: Terms) -> None:
        """Begin with none."""
        self._terms = terms
        self._spans: dict[str, Span] = {}
        self.amend(terms)

    def amend(self, terms: Terms) -> None:
        """Go by another text: a span that runs keeps its end, where the text gives the consequence one."""
        self._terms = terms
        self._spans = {
            consequence.id: self._spans.get(consequence.id, Span())
            for consequence in terms.scheme.consequences
            if isinstance(consequence.duration.value, Duration)
        }

    def of(self, consequence: Consequence) -> Span | None:
        """Return the span of a consequence; None for one that lasts as long as its condition holds."""
        return self._spans.get(consequence.id)

    def look(self, book: Book, day: int) -> None:
        """Begin spans, or let them go on, where conditions hold that did not hold before."""
        for consequence in self._terms.scheme.consequences:
            span, time = self.of(consequence), consequence.duration.value
            if span is None or not isinstance(time, Duration):
                continue
            holds = condition_holds(consequence, book)
            if holds and not span.held:
                if not span.runs:
                    span.lists.clear()
                span.runs = True
                span.until = max(span.until, self._terms.later(day, time))
                span.wrongful = book.truth is not None and not condition_holds(consequence, book.truth)
                book.agenda.note(span.until, Kind.SHARE, consequence=consequence.id)
            span.held = holds

    def run_out(self, consequence_id: str, day: int) -> None:
        """End what a consequence runs, on the morning on which it ends, unless it has gone on meanwhile."""
        span = self._spans.get(consequence_id)
        if span is not None and span.until <= day:
            span.runs = False

    def lasts(self, consequence: Consequence, book: Book) -> bool:
        """Say whether a consequence is still, or by now, brought about, whatever is suspended."""
        span = self.of(consequence)
        return condition_holds(consequence, book) if span is None else span.runs

    def is_wrongful(self, consequence: Consequence, truth: Book) -> bool:
        """Say whether true records alone would not have brought a consequence about that lasts."""
        span = self.of(consequence)
        return not condition_holds(consequence, truth) and (span is None or span.wrongful)

    def end_with_stay(self, list_id: str, book: Book, day: int) -> None:
        """End the spans of what comes from a list, and from no other that is on: a remedy ends the stay."""
        for consequence, span in self._with_spans():
            lists = consequence.when.list or ()
            others = (name for name in lists if name != list_id)
            if list_id in lists and not any(book.places[name].on for name in others):
                span.end(day)

    def end_with_target(self, kind: str, name: str, day: int) -> None:
        """End the spans of a consequence, or of what comes from a band: a remedy does away with it."""
        for consequence, span in self._with_spans():
            if consequence.id == name if kind == "consequence" else name in (consequence.when.band or ()):
                span.end(day)

    def _with_spans(self) -> Iterator[tuple[Consequence, Span]]:
        for consequence in self._terms.scheme.consequences:
            span = self.of(consequence)
            if span is not None:
                yield consequence, span
