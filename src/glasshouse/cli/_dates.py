"""Dates as options take them: ``2019-07-08``."""

from __future__ import annotations

import datetime
from collections.abc import Callable

import click

__all__ = ["reader_of_days"]

_Reader = Callable[[click.Context, click.Parameter, str | None], datetime.date | None]


def reader_of_days(example: str) -> _Reader:
    """What reads an option's day; who writes another thing is shown the example."""

    def read(context: click.Context, option: click.Parameter, text: str | None) -> datetime.date | None:
        try:
            return None if text is None else datetime.date.fromisoformat(text)
        except ValueError:
            raise click.BadParameter(
                f"'{text}' is not a date; write year-month-day, such as {example}."
            ) from None

    return read
