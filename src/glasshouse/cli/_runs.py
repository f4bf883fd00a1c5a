"""What the answers of several verbs have in common, and its JSON Schema: what was run, on whom, by what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from glasshouse.cli import _shapes as shape

if TYPE_CHECKING:
    from glasshouse.engine.scenario import Scenario
    from glasshouse.schemes import Scheme

__all__ = [
    "arms",
    "arms_of",
    "conclusion",
    "drivers",
    "estimate",
    "json_option",
    "notice",
    "out",
    "print_answer",
    "schemes",
    "seconds",
    "seed",
    "splits",
    "standing",
    "standing_of",
    "study",
    "warm",
    "ways",
    "world",
    "world_of",
]


json_option = click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of text.")
"""Asks for the answer in this form."""


def estimate(*without: str, **more: shape.Schema) -> shape.Schema:
    """One answer of a run with its interval, without some of its fields and with more keys."""
    from glasshouse.measures.estimate import Estimate

    return shape.fields(Estimate, *without, **more)


def arms() -> shape.Schema:
    """The two arms of a difference."""
    return shape.many(shape.text("Name of an arm."), "Two arms; values are the second less the first.") | {
        "minItems": 2,
        "maxItems": 2,
    }


def notice() -> shape.Schema:
    """What every answer about invented people begins with."""
    return shape.text("That nobody in it is real.")


def standing() -> dict[str, shape.Schema]:
    """How the text of a scheme is known."""
    return {
        "title": shape.text("What the scheme is called."),
        "status": shape.text("How its text is known.", "published", "draft", "press", "invented"),
        "reading": shape.text(
            "Whether a second person read it from its sources.", "provisional", "read-twice"
        ),
        "scheme_sha256": shape.text("Of the text with its changes."),
    }


def standing_of(scheme: Scheme) -> dict[str, Any]:
    """The same of one scheme."""
    return {
        "title": scheme.title,
        "status": scheme.scheme.status,
        "reading": scheme.scheme.reading,
        "scheme_sha256": scheme.text_hash,
    }


def schemes() -> shape.Schema:
    """Which arms there are, and by which text."""
    return shape.many(
        shape.record(
            "One arm.",
            name=shape.text("Its name."),
            scheme=shape.text("Id of its scheme."),
            scheme_sha256=shape.text("Of the text with its changes."),
        )
    )


def arms_of(scenario: Scenario) -> list[dict[str, str]]:
    """The same of one run."""
    return [
        {"name": arm.name, "scheme": arm.scheme.id, "scheme_sha256": arm.scheme.text_hash}
        for arm in scenario.arms
    ]


def world() -> dict[str, shape.Schema]:
    """What was run, and on whom."""
    return {
        "society": shape.text("Id of the society."),
        "assumptions": shape.text("Id of the assumptions."),
        "people": shape.whole("Invented people asked for."),
        "days": shape.whole("Horizon."),
        "start": shape.text("First day, as year-month-day."),
    }


def world_of(scenario: Scenario) -> dict[str, Any]:
    """The same of one run."""
    return {
        "society": scenario.society.id,
        "assumptions": scenario.assumptions.id,
        "people": scenario.people,
        "days": scenario.days,
        "start": scenario.start.isoformat(),
    }


def print_answer(answer: dict[str, Any]) -> None:
    """Print one object, which begins with the notice."""
    import json

    from glasshouse.engine.outcomes import NOTICE

    click.echo(json.dumps({"notice": NOTICE, **answer}, ensure_ascii=False, allow_nan=False))


def seed() -> shape.Schema:
    """The seed."""
    return shape.whole("Same seed, same invented people, same bytes.")


def out() -> shape.Schema:
    """Where it is kept."""
    return shape.or_null(shape.text("The folder that keeps it; null: kept nowhere."))


def seconds() -> shape.Schema:
    """How long it took."""
    return shape.number("Spent in the run.")


def warm() -> shape.Schema:
    """The days before the first."""
    return shape.whole("Days lived before the first day and not counted.")


def ways() -> shape.Schema:
    """In which ways people answer."""
    return shape.text("How people answer to the scheme, with commas; none: the rules alone.")


def study() -> dict[str, shape.Schema]:
    """What stands before the answer of each study."""
    arm = shape.record(
        "One arm.",
        arm=shape.text("Its name."),
        scheme=shape.text("Id of its scheme."),
        status=shape.text("How its text is known."),
    )
    return {"notice": notice(), "schemes": shape.many(arm), **world(), "seed": seed(), "out": out()}


def conclusion() -> shape.Schema:
    """One difference, and whether its sign holds."""
    from glasshouse.studies.robustness import Conclusion

    told = shape.meanings(Conclusion)
    return estimate(
        "arm",
        "draws",
        arms=arms(),
        draws=shape.whole(told["draws"]),
        sign=shape.text(told["sign"], "above", "below", "not known"),
        held=shape.whole(told["held"]),
        held_low=shape.number(told["low"]),
        held_high=shape.number(told["high"]),
        robust=shape.yes_or_no("Whether the sign is known, was not put in, and holds in 95 % of the draws."),
        verdict=shape.text("What may be said of it."),
    )


def splits() -> dict[str, shape.Schema]:
    """What each way of answering adds, result by result."""
    from glasshouse.studies.effects import STEPS

    split = shape.record(
        "One result in its parts, whose values add up to that of the whole.",
        whole=estimate(),
        parts=shape.many(
            estimate(answer=shape.text("What is added to those before it.", *STEPS)),
            "In the stated order; of each the arm is the one with it, less the one before.",
        ),
    )
    return {
        "order": shape.many(shape.text("The rules alone, or a way in which people answer.", *STEPS)),
        "another_order": shape.text("That another order gives other parts."),
        "effects": shape.many(split),
    }


def drivers() -> dict[str, shape.Schema]:
    """Which assumptions drive the results."""
    from glasshouse.studies.sensitivity import Driver

    name = shape.text("Id of the measure, then what it is about.")
    return {
        "runs": shape.whole("Simulated scenarios."),
        "screened": shape.whole("Assumptions that the scenario can feel."),
        "drivers": shape.many(
            shape.fields(
                Driver, mostly=shape.yes_or_no("Whether this assumption puts most of the result in.")
            )
        ),
        "noise": shape.many(
            shape.record(
                "How much of a result is luck.",
                measure=shape.text("Id of the measure."),
                item=shape.text("What it is about."),
                share=shape.number("Of its variance."),
            )
        ),
        "still": shape.many(shape.many(name), "Results that did not vary, or that too few people carried."),
        "five": shape.many(
            shape.record(
                "What drives the results most.",
                assumption=shape.text("Its path."),
                mean_total=shape.number("Mean total index."),
            )
        ),
    }
