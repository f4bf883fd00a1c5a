"""What a page may ask for, read from JSON and held within bounds before anything is run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from glasshouse.ground.errors import BadInput, Problem
from glasshouse.web.presets import preset_of

__all__ = [
    "MOST_LATER",
    "MOST_NEIGHBOURHOODS",
    "MOST_TEXT",
    "MOST_YEARS",
    "PEOPLE",
    "Wish",
    "opening",
    "read_wish",
]

PEOPLE = 100_000
"""The invented people of a page's world; it shows one or a few of their neighbourhoods."""

MOST_NEIGHBOURHOODS = 10
"""In one film."""

MOST_YEARS = 3

MOST_TEXT = 100_000
"""Characters of a scheme's text that the page sends."""

MOST_LATER = 8
"""Dates on which the numbers of one film change."""

_MOST_SEED = 2**53 - 1
"""The largest whole number that a browser keeps exactly."""

_FORBIDDEN = ("tests:",)


@dataclass(frozen=True)
class Wish:
    """A film that a page asks for.

    Attributes:
        preset: id of the scheme.
        values: of its knobs, where they differ from the scheme's; sorted by name.
        text: the text of a scheme in the place of the preset's; empty for none.
        seed: of the world.
        neighbourhood: the first one shown.
        count: how many are shown.
        years: the horizon.
        later: values of the knobs from a date on, ``(date, values)`` in the order of the dates: the scheme is
            amended on each.
    """

    preset: str = "simpleland-points"
    values: tuple[tuple[str, int], ...] = ()
    text: str = ""
    seed: int = 1
    neighbourhood: int = 0
    count: int = 1
    years: int = 2
    later: tuple[tuple[str, tuple[tuple[str, int], ...]], ...] = ()

    @property
    def settings(self) -> tuple[str, ...]:
        """The changes of the scheme that hold from the start, as the command line takes them."""
        return preset_of(self.preset).settings(dict(self.values))


def opening(**given: int) -> Wish:
    """The wish that the page opens with, but for its place."""
    return Wish(values=tuple(sorted(preset_of(Wish.preset).opens.items())), **given)  # type: ignore[arg-type]


def read_wish(given: object) -> Wish:
    """Read what a page sent.

    Raises:
        BadInput: it is not an object, a key is unknown, or a value is of the wrong kind or out of its range;
            all problems at once.
    """
    if not isinstance(given, Mapping):
        raise BadInput(Problem("The request is no JSON object.", code="bad-request"))
    problems: list[Problem] = []
    known = {"preset", "values", "text", "seed", "neighbourhood", "count", "years", "later"}
    for name in sorted(str(name)[:40] for name in given if name not in known):
        problems.append(
            Problem(
                f"'{name}' is not a key of a request.",
                why=f"The keys are: {', '.join(sorted(known))}.",
                remedy="Leave it out. A film is of a seed and a neighbourhood, of nobody in particular.",
                code="unknown-key",
            )
        )
    numbers = {
        name: _whole(given, name, usual, least, most, problems)
        for name, usual, least, most in (
            ("seed", 1, 0, _MOST_SEED),
            ("neighbourhood", 0, 0, PEOPLE),
            ("count", 1, 1, MOST_NEIGHBOURHOODS),
            ("years", 2, 1, MOST_YEARS),
        )
    }
    preset = given.get("preset", "simpleland-points")
    if not isinstance(preset, str):
        problems.append(Problem("'preset' is no text.", code="bad-request"))
        preset = "simpleland-points"
    text = given.get("text", "")
    if not isinstance(text, str):
        problems.append(Problem("'text' is no text.", code="bad-request"))
        text = ""
    problems += _about_text(text)
    values = _values(given.get("values", {}), problems)
    later = _later(given.get("later", []), bool(text), problems)
    wish = Wish(preset=preset, values=values, text=text, later=later, **numbers)
    try:
        _ = wish.settings
        for _, changed in later:
            preset_of(preset).settings(dict(changed))
    except BadInput as error:
        problems += error.problems
    if problems:
        raise BadInput(*problems)
    return wish


def _about_text(text: str) -> list[Problem]:
    if len(text) > MOST_TEXT:
        return [
            Problem(
                f"The text has {len(text):,} characters.",
                why=f"The page takes {MOST_TEXT:,} at most.",
                remedy="Use `glasshouse lint` and `glasshouse run` for a longer one.",
                code="too-long",
            )
        ]
    if any(line.startswith(_FORBIDDEN) for line in text.splitlines()):
        return [
            Problem(
                "The text has life histories ('tests').",
                why="The page works out nobody's score from what somebody did.",
                remedy="Take that part out; `glasshouse run` checks the histories of a file.",
                code="no-histories",
            )
        ]
    return []


def _whole(
    given: Mapping[Any, Any], name: str, usual: int, least: int, most: int, problems: list[Problem]
) -> int:
    value = given.get(name, usual)
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        problems.append(
            Problem(
                f"'{name}' is {str(value)[:40]!r}.",
                why=f"It is a whole number from {least:,} to {most:,}.",
                remedy="Send one.",
                code="out-of-range",
            )
        )
        return usual
    return value


def _values(given: object, problems: list[Problem]) -> tuple[tuple[str, int], ...]:
    whole = isinstance(given, Mapping) and all(
        isinstance(name, str) and len(name) <= 40 and isinstance(value, int) and not isinstance(value, bool)
        for name, value in given.items()
    )
    if not whole or not isinstance(given, Mapping) or len(given) > 16:
        problems.append(
            Problem("'values' is no object of whole numbers by name.", code="bad-request", remedy="Send one.")
        )
        return ()
    return tuple(sorted(given.items()))


def _later(
    given: object, of_text: bool, problems: list[Problem]
) -> tuple[tuple[str, tuple[tuple[str, int], ...]], ...]:
    if (
        not isinstance(given, list)
        or len(given) > MOST_LATER
        or not all(isinstance(item, Mapping) and set(item) == {"from", "values"} for item in given)
    ):
        problems.append(
            Problem(
                f"'later' is no list of {MOST_LATER} changes at most.",
                why="Each has a date, 'from', and the 'values' that hold from it on.",
                remedy="Move the sliders on fewer dates.",
                code="bad-later",
            )
        )
        return ()
    if given and of_text:
        problems.append(
            Problem(
                "The numbers of a text of one's own are not moved from a date on.",
                remedy="Write the change into the text, under 'amendments'.",
                code="text-and-later",
            )
        )
    read = tuple((_date(item["from"], problems), _values(item["values"], problems)) for item in given)
    dates = [begins for begins, _ in read]
    if dates != sorted(set(dates)):
        problems.append(
            Problem("The dates of 'later' do not follow each other.", remedy="Sort them.", code="order")
        )
    return read


def _date(given: object, problems: list[Problem]) -> str:
    try:
        if isinstance(given, str) and date.fromisoformat(given).isoformat() == given:
            return given
    except ValueError:
        pass
    problems.append(
        Problem(f"{str(given)[:40]!r} is no date.", remedy="Write one as 2019-04-01.", code="no-date")
    )
    return ""
