"""The invented world of a study: its people, how long they live, by which luck and under which assumptions.

What every study asks for is written down here once. A function takes it as ``**world: Unpack[World]`` and
hands it on as it is; `takes` shows the keys to whoever asks the function for help.
"""

from __future__ import annotations

import functools
import inspect
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Literal, ParamSpec, TypedDict, TypeVar

from glasshouse.assumptions import Assumptions
from glasshouse.society import Society

__all__ = ["DEFAULTS", "Lives", "WarmWorld", "World", "settled", "takes"]

Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")


class Lives(TypedDict, total=False):
    """How long people live, by which luck and under which assumptions; whoever and wherever they are.

    Attributes:
        years: the horizon in years, > 0; one by default.
        days: the horizon in days, >= 1, in the place of years.
        seed: a whole number in [0, 2^64); the same seed gives the same counts anywhere.
        assumptions: a set of assumptions, an id or a path; ``standard`` by default.
        settings: numbers to change by path, as a mapping or as ``path=value``: of the scheme
            (``rules.protest.points``), or of the assumptions (``assumptions.conducts.walk-on-red.rate``).
            They reach every arm, after its reforms.
        start: the date of the first day; by default the first on which the scheme, or each of several, is in
            force.
    """

    years: float | None
    days: int | None
    seed: int
    assumptions: Assumptions | str | Path | None
    settings: Mapping[str, object] | Iterable[str]
    start: date | None


class World(Lives, total=False):
    """The same, and who they are.

    Attributes:
        people: how many, > 0; ``all`` for as many as the society has.
        society: a society, an id of the catalogue or a path; by default that of the jurisdiction of the
            scheme, or of the first of several, and ``simpleland`` where there is none.
    """

    people: int | Literal["all"]
    society: Society | str | Path | None


class WarmWorld(World, total=False):
    """The same, where the rules may have been in force for some time before anything is counted.

    Attributes:
        warm: years lived before the first day and not counted, >= 0, with all arms in force; none by
            default: a scheme begins with nothing on its books.
    """

    warm: float


DEFAULTS: WarmWorld = {
    "people": 100_000,
    "years": None,
    "days": None,
    "seed": 1,
    "society": None,
    "assumptions": None,
    "settings": (),
    "start": None,
    "warm": 0.0,
}
"""What holds where nothing else is asked for."""


def settled(world: World) -> WarmWorld:
    """The world with every key; its settings can be read more than once."""
    whole: WarmWorld = {**DEFAULTS, **world}
    settings = whole["settings"]
    whole["settings"] = dict(settings) if isinstance(settings, Mapping) else tuple(settings)
    return whole


def takes(world: type) -> Callable[[Callable[Asked, Answer]], Callable[Asked, Answer]]:
    """Show the keys of a world as arguments of a function that takes them as ``**world``.

    They stand in its signature, with their defaults, and in its docstring, in the place of the line that
    begins with ``**world:`` and without those that it explains itself. Another key is a TypeError, as ever.

    Args:
        world: the class of the keys.
    """

    def shown(function: Callable[Asked, Answer]) -> Callable[Asked, Answer]:
        function.__doc__ = _explained(inspect.getdoc(function) or "", world)
        signature = inspect.signature(function)
        own = list(signature.parameters.values())
        if own[-1].kind is not inspect.Parameter.VAR_KEYWORD:
            return function
        keys = [
            inspect.Parameter(
                key,
                inspect.Parameter.KEYWORD_ONLY,
                default=default,
                annotation=world.__annotations__[key].__forward_arg__,
            )
            for key, default in DEFAULTS.items()
            if key in world.__annotations__
        ]
        # Where a signature shows them: before what only says how it is done, such as the threads.
        first = [entry for entry in own[:-1] if entry.kind is not inspect.Parameter.KEYWORD_ONLY]
        asked = signature.replace(parameters=[*first, *keys, *own[len(first) : -1]])

        @functools.wraps(function)
        def checked(*given: Asked.args, **named: Asked.kwargs) -> Answer:
            for name in named:
                if name not in asked.parameters:
                    raise TypeError(f"{function.__name__}() got an unexpected keyword argument '{name}'")
            return function(*given, **named)

        checked.__signature__ = asked  # type: ignore[attr-defined]
        return checked

    return shown


def _explained(text: str, world: type) -> str:
    """A docstring with the keys of a world in the place of its line ``**world:``, or however it calls it."""
    own = set(re.findall(r"^    (\w+): ", text, re.MULTILINE))
    told = "\n".join(
        lines for key, lines in _told().items() if key in world.__annotations__ and key not in own
    )
    return re.sub(r"^    \*\*\w+: .*(?:\n     .*)*", lambda _: told, text, flags=re.MULTILINE)


@functools.cache
def _told() -> dict[str, str]:
    """What each key says of itself, indented as the arguments of a docstring are."""
    found = {}
    for kind in (Lives, World, WarmWorld):
        text = inspect.getdoc(kind) or ""
        for lines in re.findall(r"^    \w+: .*(?:\n     .*)*", text, re.MULTILINE):
            found[lines.strip().partition(":")[0]] = lines
    return {key: found[key] for key in DEFAULTS}
