"""The page as files, with films made beforehand: it works from any web server and from the disk.

A browser loads no data from the disk by itself, so each film is a script that lays its bytes down.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from glasshouse.ground.files import write_atomically
from glasshouse.ground.steps import Steps, silent, within
from glasshouse.web.behind import behind
from glasshouse.web.differences import differences_of
from glasshouse.web.films import Studio
from glasshouse.web.findings import findings_of, text_of
from glasshouse.web.laying import page_files
from glasshouse.web.lives import life_of
from glasshouse.web.mistaken import mistaken_of
from glasshouse.web.nurse import nurse_of
from glasshouse.web.presets import PRESETS, Place, offers
from glasshouse.web.usual import usual_of
from glasshouse.web.wishes import Wish, opening

__all__ = ["Written", "export", "kept_wishes"]

_COSTS = (0, 5, 10, 15, 30, 50)
"""What joining a protest may cost in the kept films."""

_FOUND, _FILMED, _COUNTED = 0.1, 0.22, 0.76
"""Share of the time that has passed when the nurse is found, all films are made, all worlds counted."""

_AS_WRITTEN = 10
"""What it costs in the scheme's text: a film at this price has no changes."""

_POLICY = (
    b"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'self'; script-src 'self' file:; "
    b"style-src 'self' file:; img-src 'self' file: data:; base-uri 'none'; form-action 'none'\">\n"
)


@dataclass(frozen=True)
class Written:
    """What was written: how many files, of how many bytes in all."""

    files: int
    size: int


def kept_wishes(nurse: Place | None) -> tuple[Wish, ...]:
    """The films that an exported page holds: each preset, and the invented rule at several prices.

    Args:
        nurse: whose neighbourhood is shown; None for the first one.
    """
    home = {} if nurse is None else {"seed": nurse.seed, "neighbourhood": nurse.neighbourhood}
    priced = tuple(_priced(cost, home) for cost in _COSTS)
    others = (preset.id for preset in PRESETS if preset.id != Wish.preset)
    return (*priced, *(Wish(preset=id, **home) for id in others))  # type: ignore[arg-type]


def _priced(cost: int, home: Mapping[str, int]) -> Wish:
    return Wish(values=() if cost == _AS_WRITTEN else (("protest", cost),), **home)  # type: ignore[arg-type]


def export(folder: Path, steps: Steps = silent, studio: Studio | None = None) -> Written:
    """Write the page into a folder; files of the same names are replaced, others are left alone.

    Args:
        folder: made where it is missing.
        steps: told how far it is.
        studio: who makes the films.
    """
    studio = studio or Studio()
    steps("Looking for the nurse", 0.0)
    nurse = nurse_of(studio)
    kept = kept_wishes(nurse)
    files: dict[str, bytes] = {}
    for number, wish in enumerate(kept):
        key = _key(wish)
        steps(f"Film {key}", _FOUND + (_FILMED - _FOUND) * number / len(kept))
        told = json.dumps(base64.b64encode(studio.film(wish)).decode())
        files[f"films/{key}.js"] = f'glasshouseExport.data["{key}"] = {told};\n'.encode()
    first = json.dumps(_first(studio, kept, nurse, within(steps, _FILMED, _COUNTED)), ensure_ascii=False)
    files["data.js"] = f"window.glasshouseExport = {first};\n".encode()
    steps("Findings, lives and differences", _COUNTED)
    more = json.dumps(_more(studio, kept, nurse), ensure_ascii=False)
    files["more.js"] = f"window.glasshouseExport.more = {more};\n".encode()
    files |= page_files()
    files["index.html"] = _index(files["index.html"])
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(path, content)
    return Written(len(files), sum(map(len, files.values())))


def _key(wish: Wish) -> str:
    """The name of a kept film; `keyOf` in the page makes the same."""
    return "-".join([wish.preset, *(f"{name}{value}" for name, value in wish.values)])


def _first(studio: Studio, kept: Sequence[Wish], nurse: Place | None, steps: Steps) -> dict[str, Any]:
    """What the first screen needs."""
    priced = [wish for wish in kept if _is_priced(wish)]
    worlds = {}
    for number, wish in enumerate(priced):
        steps(f"Counting all of Simpleland, {_key(wish)}", number / len(priced))
        worlds[_key(wish)] = usual_of(studio, wish)
    told = offers(nurse)
    for preset in told["presets"]:
        # The sliders of a kept page stop at the films that it holds.
        preset["knobs"] = [
            knob | {"stops": list(_COSTS)} for knob in preset["knobs"] if knob["id"] == "protest"
        ]
    return {
        **told,
        "films": [_key(wish) for wish in kept],
        "data": {},
        "worlds": worlds,
    }


def _is_priced(wish: Wish) -> bool:
    return wish.preset == Wish.preset


def _more(studio: Studio, kept: Sequence[Wish], nurse: Place | None) -> dict[str, Any]:
    """What the other parts need, fetched when one of them is opened."""
    lint = {}
    for preset in PRESETS:
        scheme = studio.scheme(Wish(preset=preset.id))
        lint[preset.id] = {
            "text": text_of(scheme),
            **findings_of(scheme, studio.measured(Wish(preset=preset.id))),
        }
    priced = [wish for wish in kept if _is_priced(wish)]
    opened = next(wish for wish in priced if wish.values == opening().values)
    free = next(wish for wish in priced if wish.values == (("protest", 0),))
    lives = {}
    if nurse is not None:
        for wish in priced:
            asked = {"values": dict(wish.values), **nurse.as_dict()}
            lives[f"{_key(wish)}|{nurse.person}"] = life_of(studio, asked)
    return {
        "lint": lint,
        "behind": {preset.id: behind(studio, Wish(preset=preset.id)) for preset in PRESETS},
        "differences": {f"{_key(free)}|{_key(opened)}": differences_of(studio, free, opened)},
        "lives": lives,
        "mistaken": {_key(wish): mistaken_of(studio, wish) for wish in priced},
    }


def _index(page: bytes) -> bytes:
    """The page with what a server would say of it, and with its data."""
    return (
        page.replace(b'<link rel="preload" href="api/presets" as="fetch" crossorigin>\n', b"")
        .replace(b'<meta name="viewport"', _POLICY + b'<meta name="viewport"')
        .replace(b"<script defer", b'<script defer src="data.js"></script>\n<script defer')
    )
