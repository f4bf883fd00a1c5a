"""What the page offers to watch: schemes of the catalogue, and the few numbers that a reader may move."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from glasshouse.ground.errors import BadInput, Problem, did_you_mean

__all__ = ["PRESETS", "Knob", "Place", "Preset", "offers", "preset_of"]


@dataclass(frozen=True)
class Knob:
    """One number that the page lets its reader move.

    Attributes:
        id: what it is called in requests and in the address of the page.
        label: what the reader is told.
        unit: of the number.
        low, high, step: its range, in whole numbers.
        value: what the scheme says.
        rule: path of the rule whose source the number has.
        settings: the changes of the scheme that a value means, as the command line takes them: a setting
            such as ``rules.protest.points=-10``, or the id of a reform.
        of: the knob that takes this one's rule away when it stands at 0; empty for none.
    """

    id: str
    label: str
    unit: str
    low: int
    high: int
    step: int
    value: int
    rule: str
    settings: Callable[[int], tuple[str, ...]]
    of: str = ""

    def as_dict(self) -> dict[str, Any]:
        """What the page is told of it."""
        names = ("id", "label", "unit", "low", "high", "step", "value", "rule")
        return {name: getattr(self, name) for name in names}


@dataclass(frozen=True)
class Preset:
    """A scheme to watch.

    Attributes:
        id: of the scheme in the catalogue.
        called: what it is called in a list.
        tells: one sentence on why it is here.
        knobs: what may be moved, five at most.
        opens: values of the knobs with which the page opens, where they are not those of the scheme.
        invented: whether all its numbers are.
    """

    id: str
    called: str
    tells: str
    knobs: tuple[Knob, ...] = ()
    opens: Mapping[str, int] = field(default_factory=dict)
    invented: bool = False

    def settings(self, values: Mapping[str, int]) -> tuple[str, ...]:
        """The changes of the scheme that the values mean, reforms first; a knob left as written means none.

        Raises:
            BadInput: there is no such knob, or the number is out of its range; all problems at once.
        """
        known = {knob.id: knob for knob in self.knobs}
        problems: list[Problem] = []
        changes: list[str] = []
        for name, value in values.items():
            knob = known.get(name)
            if knob is None:
                problems.append(
                    Problem(
                        f"{self.id} has nothing called '{name}' to move.",
                        why=f"It has: {', '.join(known) or 'nothing'}.",
                        remedy="Leave it out.",
                        code="unknown-knob",
                    )
                )
            elif not knob.low <= value <= knob.high:
                problems.append(
                    Problem(
                        f"{name} is {value}.",
                        why=f"It goes from {knob.low} to {knob.high} {knob.unit}.",
                        remedy="Choose a number in that range.",
                        code="out-of-range",
                    )
                )
            elif value != knob.value and values.get(knob.of) != 0:
                changes += knob.settings(value)
        if problems:
            raise BadInput(*problems)
        return tuple(sorted(changes, key=lambda change: "=" in change))


PRESETS = (
    Preset(
        "simpleland-points",
        "Simpleland's points (invented)",
        "An invented country with an invented rule: joining a protest costs points.",
        (
            Knob(
                "protest", "Joining a protest costs", "points", 0, 50, 1, 10, "rules.protest",
                lambda value: (f"rules.protest.points={-value}",) if value else ("protest-costs-nothing",),
            ),
            Knob(
                "red", "Crossing on red costs", "points", 1, 50, 1, 5, "rules.red-light",
                lambda value: (f"rules.red-light.points={-value}",),
            ),
            Knob(
                "late", "Paying late costs", "points", 1, 50, 1, 5, "rules.late-payment",
                lambda value: (f"rules.late-payment.points={-value}",),
            ),
            Knob(
                "limit", "Nobody flies or takes a train below", "points", 50, 99, 1, 90, "score.bands.D",
                lambda value: (f"score.bands.D.to={value}", f"score.bands.C.from={value}"),
            ),
            Knob(
                "lapse", "Points for a protest come back after", "months", 1, 60, 1, 24, "rules.protest",
                lambda value: (f"rules.protest.lapse={value} months",), "protest",
            ),
        ),
        # At the ten points of the text one protest leads exactly to the line at 90 and no further: the page
        # opens where the rule does something, and says so.
        {"protest": 15},
        invented=True,
    ),
    Preset(
        "court-defaulters-2017",
        "Judgment defaulters (China, 2017)",
        "A register of those who do not pay a judgment, shared with airlines and railways.",
    ),
    Preset(
        "robodebt-2016",
        "Robodebt (Australia, 2016)",
        "Debts raised by averaging incomes, and collected before anybody checked them.",
    ),
    Preset(
        "rongcheng-2014",
        "Rongcheng's points (China, 2014)",
        "A city's points, from a thousand, in six grades; most grades reward.",
    ),
    Preset(
        "beijing-press-2018",
        "Beijing's points, as the press told it (2018)",
        "What newspapers said a city planned. No such scheme was ever enacted as described.",
    ),
)  # fmt: skip
"""In the order of the page. One from outside China stands among the first."""


@dataclass(frozen=True)
class Place:
    """Where somebody lives: seed of the world, number of the neighbourhood, number within it."""

    seed: int
    neighbourhood: int
    person: int

    def as_dict(self) -> dict[str, int]:
        """What the page is told of it."""
        return {"seed": self.seed, "neighbourhood": self.neighbourhood, "person": self.person}


def offers(nurse: Place | None) -> dict[str, Any]:
    """What the page needs before its first film: the presets, their knobs, and who is on the first screen."""
    return {
        "presets": [
            {
                "id": preset.id,
                "called": preset.called,
                "tells": preset.tells,
                "knobs": [knob.as_dict() for knob in preset.knobs],
                "opens": dict(preset.opens),
                "invented": preset.invented,
            }
            for preset in PRESETS
        ],
        "nurse": None if nurse is None else nurse.as_dict(),
    }


def preset_of(id: str) -> Preset:
    """The preset of an id.

    Raises:
        BadInput: there is none; the nearest is named.
    """
    for preset in PRESETS:
        if preset.id == id:
            return preset
    names = [preset.id for preset in PRESETS]
    meant = did_you_mean(id, names)
    raise BadInput(
        Problem(
            f"The page has no scheme called '{id[:80]}'." + (f" Did you mean '{meant}'?" if meant else ""),
            why=f"It has: {', '.join(names)}.",
            remedy="Choose one of them; any other scheme can be put in as text.",
            code="unknown-preset",
        )
    )
