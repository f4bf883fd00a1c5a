"""When a consequence's condition holds in a book.

Specification, consequences: "Settling": a list that is on, the reviewed band, the reviewed score.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from glasshouse.engine.slow.terms import hundredths, stated

if TYPE_CHECKING:
    from glasshouse.engine.slow.book import Book
    from glasshouse.schemes.model.consequences import Consequence

__all__ = ["condition_holds"]


def condition_holds(consequence: Consequence, book: Book) -> bool:
    """Say whether the condition of a consequence holds in a book, suspended or not."""
    when = consequence.when
    if when.list is not None:
        return any(book.places[list_id].on for list_id in when.list)
    if when.band is not None:
        return book.band is not None and book.band.id in when.band
    assert when.score is not None
    at_least, below = stated(when.score.at_least), stated(when.score.below)
    return (at_least is None or book.score >= hundredths(at_least)) and (
        below is None or book.score < hundredths(below)
    )
