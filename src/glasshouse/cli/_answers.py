"""What each verb's ``--json`` prints, as JSON Schema: ``glasshouse schema --of VERB``.

Numbers, findings and other things that have a class are described from its fields and its docstring, so that
the schema cannot fall behind it; the objects around them are written out here, and the tests hold what the
verbs really print against both. No key is optional, and there is no other.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable
from typing import Any

__all__ = ["VERBS", "answer_schema", "answer_schemas"]

Schema = dict[str, Any]

_DRAFT = "https://json-schema.org/draft/2020-12/schema"


def answer_schema(verb: str) -> Schema:
    """The schema of what a verb prints with ``--json``.

    Args:
        verb: one of `VERBS`.
    """
    return {"$schema": _DRAFT, "title": f"glasshouse {verb} --json", **_ANSWERS[verb]()}


def answer_schemas() -> Schema:
    """The schemas of all verbs in one file, under ``$defs``."""
    return {
        "$schema": _DRAFT,
        "title": "What the verbs of glasshouse print with --json",
        "description": "One schema a verb. Written from the program: glasshouse schema --of VERB prints one.",
        "$defs": {verb: {"title": f"glasshouse {verb} --json", **make()} for verb, make in _ANSWERS.items()},
    }


# ---------------------------------------------------------------------------------------------------- pieces


def _object(description: str, **keys: Schema) -> Schema:
    return {
        "type": "object",
        "description": description,
        "properties": keys,
        "required": list(keys),
        "additionalProperties": False,
    }


def _map(description: str, values: Schema) -> Schema:
    return {"type": "object", "description": description, "additionalProperties": values}


def _many(items: Schema, description: str = "") -> Schema:
    return {"type": "array", "items": items} | ({"description": description} if description else {})


def _text(description: str, *words: str) -> Schema:
    return {"type": "string", "description": description} | ({"enum": list(words)} if words else {})


def _whole(description: str) -> Schema:
    return {"type": "integer", "description": description}


def _number(description: str) -> Schema:
    return {"type": "number", "description": description}


def _yes_or_no(description: str) -> Schema:
    return {"type": "boolean", "description": description}


def _or_null(schema: Schema) -> Schema:
    if isinstance(schema.get("type"), str):
        return schema | {"type": [schema["type"], "null"]}
    return {"anyOf": [schema, {"type": "null"}]}


_ATTRIBUTE = re.compile(r"^(\w+(?:, \w+)*): (.*(?:\n {4,}.*)*)", re.MULTILINE)


_CHATTER = ("title", "default")
"""What pydantic adds and a reader of the schema does not need."""


def _told(kind: type) -> dict[str, str]:
    """What the docstring of a class says of each of its attributes."""
    import inspect

    text = inspect.getdoc(kind) or ""
    part = inspect.cleandoc(text.partition("Attributes:\n")[2].partition("\n\n")[0])
    return {
        name: " ".join(meant.split())
        for names, meant in _ATTRIBUTE.findall(part)
        for name in names.split(", ")
    }


def _fields(kind: type, *without: str, **more: Schema) -> Schema:
    """A dataclass as an object: each field with its type and what the docstring says of it.

    Args:
        kind: the class.
        without: fields that are not printed.
        more: keys that are printed and are no field, or are printed in another form.
    """
    from pydantic import TypeAdapter

    properties = TypeAdapter(kind).json_schema()["properties"]
    told = _told(kind)
    keys = {}
    for field in dataclasses.fields(kind):
        if field.name in without or field.name in more:
            continue
        bare = {
            key: value for key, value in properties[field.name].items() if key not in ("title", "default")
        }
        keys[field.name] = bare | ({"description": told[field.name]} if field.name in told else {})
    summary = (kind.__doc__ or "").partition("\n")[0]
    return _object(summary, **keys, **more)


def _estimate(*without: str, **more: Schema) -> Schema:
    from glasshouse.measures.estimate import Estimate

    return _fields(Estimate, *without, **more)


def _arms() -> Schema:
    return _many(_text("Name of an arm."), "Two arms; values are the second less the first.") | {
        "minItems": 2,
        "maxItems": 2,
    }


def _notice() -> Schema:
    return _text("That nobody in it is real.")


def _standing() -> dict[str, Schema]:
    return {
        "title": _text("What the scheme is called."),
        "status": _text("How its text is known.", "published", "draft", "press", "invented"),
        "reading": _text("Whether a second person read it from its sources.", "provisional", "read-twice"),
        "scheme_sha256": _text("Of the text with its changes."),
    }


def _world() -> dict[str, Schema]:
    return {
        "society": _text("Id of the society."),
        "assumptions": _text("Id of the assumptions."),
        "people": _whole("Invented people asked for."),
        "days": _whole("Horizon."),
        "start": _text("First day, as year-month-day."),
    }


def _seed() -> Schema:
    return _whole("Same seed, same invented people, same bytes.")


def _out() -> Schema:
    return _or_null(_text("The folder that keeps it; null: kept nowhere."))


def _seconds() -> Schema:
    return _number("Spent in the run.")


def _warm() -> Schema:
    return _whole("Days lived before the first day and not counted.")


def _ways() -> Schema:
    return _text("How people answer to the scheme, with commas; none: the rules alone.")


def _study() -> dict[str, Schema]:
    """What stands before the answer of each study."""
    arm = _object(
        "One arm.",
        arm=_text("Its name."),
        scheme=_text("Id of its scheme."),
        status=_text("How its text is known."),
    )
    return {"notice": _notice(), "schemes": _many(arm), **_world(), "seed": _seed(), "out": _out()}


# --------------------------------------------------------------------------------------------------- answers


def _run() -> Schema:
    count = _whole("Invented people.")
    listed = _object(
        "One list, in invented people.",
        ever=_whole("On it at some time."),
        end=_whole("On it on the last day."),
        wrongful=_whole("On it at some time without a true record that suffices."),
    )
    whole = _object(
        "A run.",
        notice=_notice(),
        scheme=_text("Id of the scheme."),
        **_standing(),
        society=_text("Id of the society."),
        assumptions=_text("Id of the assumptions."),
        changes=_object(
            "What was changed for this run.",
            rules=_many(_text("A setting, or a reform by id and title.")),
            assumptions=_map("Values set, by path.", {}),
        ),
        people=_whole("Invented people asked for."),
        days=_whole("Horizon."),
        start=_text("First day, as year-month-day."),
        warm_days=_warm(),
        answers=_ways(),
        seed=_seed(),
        draws=_whole("Joint draws of the assumptions asked for."),
        seconds=_seconds(),
        person_days_per_second=_whole("Of the whole run."),
        out=_out(),
        covered=_whole("Invented people whom the scheme covers."),
        bands=_map("By band, on the last day.", count),
        listed=_map("By list.", listed),
        denials=_map("Refusals by gate.", _whole("Refusals.")),
        estimates=_many(_estimate()),
    )
    part = _object(
        "A part of a run, with --range: what it is, and no estimate.",
        notice=_notice(),
        part=_object(
            "Which part.",
            first=_whole("First neighbourhood."),
            stop=_whole("The one after the last."),
            of=_whole("Neighbourhoods of the whole."),
            people=_whole("Invented people in it."),
        ),
        scheme=_text("Id of the scheme."),
        scheme_sha256=_text("Of the text with its changes."),
        **_world(),
        warm_days=_warm(),
        answers=_ways(),
        seed=_seed(),
        seconds=_seconds(),
        person_days_per_second=_whole("Of this part."),
        out=_text("The folder that keeps it."),
    )
    return {"oneOf": [whole, part]}


def _merge() -> Schema:
    return _object(
        "A run put together.",
        notice=_notice(),
        arms=_many(
            _object(
                "One arm.",
                name=_text("Its name."),
                scheme=_text("Id of its scheme."),
                scheme_sha256=_text("Of the text with its changes."),
            )
        ),
        **_world(),
        seed=_seed(),
        neighbourhoods=_whole("Of the whole."),
        parts=_many(_text("Folder of a part.")),
        seconds=_seconds(),
        out=_text("The folder of the whole."),
        estimates=_many(_estimate()),
    )


def _compare() -> Schema:
    arm = _object(
        "One arm.",
        name=_text("Its name."),
        scheme=_text("Id of its scheme."),
        **_standing(),
        answers=_ways(),
        changes=_many(_text("A setting, or a reform by id and title.")),
    )
    saves = _or_null(_number("How much narrower the interval is as the same people live in both arms."))
    return _object(
        "Arms of one run, and how they differ.",
        notice=_notice(),
        arms=_many(arm),
        society=_text("Id of the society."),
        assumptions=_text("Id of the assumptions."),
        assumptions_changed=_map("Values set, by path.", {}),
        people=_whole("Invented people asked for."),
        days=_whole("Horizon."),
        start=_text("First day, as year-month-day."),
        warm_days=_warm(),
        seed=_seed(),
        seconds=_seconds(),
        out=_out(),
        value_is=_text("Which way round each difference is."),
        differences=_many(_estimate("arm", arms=_arms(), pairing_saves=saves)),
        without_effect=_many(_arms(), "Pairs in which the reform changed no event of the run."),
        estimates=_many(_estimate(), "Of everybody, in each arm."),
    )


def _patchwork() -> Schema:
    from glasshouse.studies.patchwork import Row

    told = _told(Row)
    row = _object(
        "One place and its local version.",
        place=_text(told["place"]),
        place_title=_text(told["title"]),
        scheme=_text("Id of its scheme."),
        **_standing(),
        city=_or_null(_text("The city of that place whose text it is; null: it is lent to the place.")),
        changes=_many(_text("A setting, or a reform by id and title.")),
        neighbourhoods=_whole(told["neighbourhoods"]),
        covered=_whole(told["covered"]),
        from_elsewhere=_whole(told["from_elsewhere"]),
        moved=_whole(told["moved"]),
        moved_listed=_whole(told["moved_listed"]),
        moved_unseen=_whole(told["moved_unseen"]),
    )
    return _object(
        "Local versions side by side in one run.",
        notice=_notice(),
        patchwork=_text("Id of the patchwork."),
        title=_text("What it is called."),
        status=_text("Whether some text gives each place its version.", "published", "invented"),
        summary=_text("What it lays side by side."),
        note=_or_null(_text("What a reader must know.")),
        society=_text("Id of the society."),
        assumptions=_text("Id of the assumptions."),
        assumptions_changed=_map("Values set, by path.", {}),
        people=_whole("Invented people asked for."),
        days=_whole("Horizon."),
        start=_text("First day, as year-month-day."),
        warm_days=_warm(),
        seed=_seed(),
        seconds=_seconds(),
        out=_out(),
        places=_many(row, "In the order of the file."),
        left_out=_many(_text("Id of a place that has no version."), "Nobody there is covered."),
        estimates=_many(_estimate(), "Of each place, and as arm 'whole' of all versions together."),
    )


def _conclusion() -> Schema:
    from glasshouse.studies.robustness import Conclusion

    told = _told(Conclusion)
    return _estimate(
        "arm",
        "draws",
        arms=_arms(),
        draws=_whole(told["draws"]),
        sign=_text(told["sign"], "above", "below", "not known"),
        held=_whole(told["held"]),
        held_low=_number(told["low"]),
        held_high=_number(told["high"]),
        robust=_yes_or_no("Whether the sign is known, was not put in, and holds in 95 % of the draws."),
        verdict=_text("What may be said of it."),
    )


def _splits() -> dict[str, Schema]:
    """What each way of answering adds, result by result."""
    from glasshouse.studies.effects import STEPS

    split = _object(
        "One result in its parts, whose values add up to that of the whole.",
        whole=_estimate(),
        parts=_many(
            _estimate(answer=_text("What is added to those before it.", *STEPS)),
            "In the stated order; of each the arm is the one with it, less the one before.",
        ),
    )
    return {
        "order": _many(_text("The rules alone, or a way in which people answer.", *STEPS)),
        "another_order": _text("That another order gives other parts."),
        "effects": _many(split),
    }


def _effects() -> Schema:
    return _object(
        "What part of an effect is which answer of the people.",
        **_study(),
        warm_days=_warm(),
        **_splits(),
    )


def _robust() -> Schema:
    return _object(
        "Whether the sign of each difference holds under other assumptions.",
        **_study(),
        draws=_whole("Joint draws of the assumptions."),
        people_of_a_draw=_whole("Invented people in each."),
        conclusions=_many(_conclusion()),
    )


def _sweep() -> Schema:
    return _object(
        "A grid of settings; nothing is ranked.",
        **_study(),
        axes=_many(_object("One setting.", path=_text("Its path."), values=_many(_text("As given.")))),
        order=_text("Of the points."),
        points=_many(
            _object(
                "One point of the grid.",
                settings=_map("Value by path.", _text("As given.")),
                estimates=_many(_estimate()),
            )
        ),
    )


def _drivers() -> dict[str, Schema]:
    from glasshouse.studies.sensitivity import Driver

    name = _text("Id of the measure, then what it is about.")
    return {
        "runs": _whole("Simulated scenarios."),
        "screened": _whole("Assumptions that the scenario can feel."),
        "drivers": _many(
            _fields(Driver, mostly=_yes_or_no("Whether this assumption puts most of the result in."))
        ),
        "noise": _many(
            _object(
                "How much of a result is luck.",
                measure=_text("Id of the measure."),
                item=_text("What it is about."),
                share=_number("Of its variance."),
            )
        ),
        "still": _many(_many(name), "Results that did not vary, or that too few people carried."),
        "five": _many(
            _object(
                "What drives the results most.",
                assumption=_text("Its path."),
                mean_total=_number("Mean total index."),
            )
        ),
    }


def _sensitivity() -> Schema:
    return _object("What drives the results.", **_study(), **_drivers())


def _calibrate() -> Schema:
    from glasshouse.studies.calibration import Fit, Fitted, Target

    return _object(
        "Assumptions fitted to published numbers.",
        **_study(),
        fitted=_many(_fields(Fitted)),
        fits=_many(
            _fields(
                Fit,
                target=_fields(Target),
                misses=_or_null(_number("Distance from the published number, in its tolerances.")),
            )
        ),
        together=_many(_many(_text("Path.")), "Pairs of which the targets tell only a combination."),
        settings=_many(_text("An identified assumption, as --set takes it.")),
        seeds=_whole("Fits, each with its own luck."),
        runs=_whole("Simulated scenarios."),
    )


def _life() -> Schema:
    event = _object(
        "One event.",
        day=_whole("Since the first day, which is 0."),
        date=_text("As year-month-day."),
        happening=_text("What kind of event."),
        item=_text("Which conduct, rule, list or gate."),
        detail=_or_null(_text("More about it.")),
        amount=_or_null(_number("Points, or another size.")),
        because=_many(_text("A line of the scheme, or another event."), "Why, link by link."),
    )
    record = {
        "day": _whole("Since the first day, which is 0."),
        "conduct": _text("What it is about."),
        "source": _text("Who wrote it."),
        "true": _yes_or_no("Whether there is an act behind it."),
    }
    hangs = _object(
        "One listing, and the records without one of which it would not have been.",
        list=_text("Onto which list."),
        day=_whole("Since the first day, which is 0."),
        looked_at=_whole("Acts and false records before it; each was struck out alone."),
        single=_many(
            _object("A record.", **record), "Those without one of which no day of it would have been."
        ),
        later=_many(
            _object("A record.", **record, until=_whole("The day on which it would have begun without it.")),
            "Those without which it would have begun later.",
        ),
        rests_on_records=_yes_or_no("Whether it would not have been without all of them."),
    )
    return _object(
        "One invented life, lived again in every arm.",
        notice=_notice(),
        seed=_seed(),
        address=_text("Neighbourhood and number."),
        age=_or_null(_whole("On the first day.")),
        household=_whole("Number of the household in the neighbourhood."),
        traits=_map("What this row was drawn as.", _text("In words.")),
        arms=_map("Events by arm.", _many(event)),
        but_for=_map(
            "By arm, each listing with the records that it hangs on; nothing where a score looks at friends.",
            _or_null(_many(hangs)),
        ),
    )


def _finding() -> Schema:
    from glasshouse.schemes.lint.measured import Measurement
    from glasshouse.schemes.lint.report import KINDS
    from glasshouse.schemes.lint.vocabulary import CONFIDENCES, SEVERITIES

    norm = _object(
        "One norm.",
        id=_text("Its id."),
        cite=_text("How it is cited."),
        family=_text("Of norms."),
        strength=_text("How binding it is."),
        force=_text("Its force in the scheme's jurisdiction, on the day."),
        why=_or_null(_text("Why it has that force.")),
        gloss=_text("What it asks, in our words."),
        checked=_or_null(_text("When its text was last read.")),
    )
    return _object(
        "One finding.",
        rule=_text("Id of the rule."),
        name=_text("Name of the rule."),
        scheme=_text("Id of the scheme."),
        kind=_text("How it ended.", *KINDS),
        severity=_text("How grave.", *SEVERITIES),
        confidence=_text("How sure the lint is.", *CONFIDENCES),
        strength=_text("How binding what the rule rests on is."),
        core=_yes_or_no("Whether the rule is of the core."),
        status=_text("Of the rule."),
        family=_text("Of rules."),
        right=_text("The right that is touched."),
        rights=_many(_text("A right that the rule protects.")),
        message=_text("What was found."),
        file=_or_null(_text("Where.")),
        line=_or_null(_whole("Where.")),
        column=_or_null(_whole("Where.")),
        path=_text("Where, as a reform would name it."),
        norms=_many(norm),
        would_need_to_show=_text("What somebody who keeps the rule would have to show."),
        remedy=_text("One line."),
        fixable=_yes_or_no("Whether 'glasshouse fix' writes a reform."),
        fingerprint=_text("A name that stays when lines move."),
        justification=_or_null(_map("The answer that the file gives.", {})),
        measured=_or_null(_many(_fields(Measurement), "What a run measured.")),
    )


def _lint() -> Schema:
    kinds = _map("Number of rules by how they ended.", _whole("Rules."))
    run = _object(
        "The run that findings were joined with.",
        folder=_text("Its folder."),
        arm=_text("Its arm."),
        people=_whole("Invented people."),
        days=_whole("Horizon."),
        seed=_seed(),
    )
    scheme = _object(
        "One scheme.",
        id=_text("Its id."),
        title=_text("What it is called."),
        status=_text("How its text is known."),
        reading=_text("Whether it was read twice."),
        jurisdiction=_text("ISO 3166, or invented."),
        file=_text("Where it was read."),
        sha256=_text("Of its text."),
        as_of=_text("The day whose law counts."),
        norms=_many(_text("Family of norms.")),
        blocks=_yes_or_no("Whether an unjustified core error is left: exit code 1."),
        rules=kinds,
        by_right=_map("The same by right.", kinds),
        by_family=_map("The same by family of norms.", kinds),
        run=_or_null(run),
        hidden=_whole("Findings that the selection does not show."),
    )
    return _object(
        "What the lint found; silence is not clearance.",
        tool=_text("The verb."),
        version=_text("Of Glasshouse."),
        notice=_text("That it is no legal advice."),
        schemes=_many(scheme),
        findings=_many(_finding()),
        closing=_text("The last words of every output."),
    )


def _audit() -> Schema:
    return _object(
        "Everything that is known of a scheme.",
        notice=_notice(),
        scheme=_text("Id of the scheme."),
        **_standing(),
        arms=_many(_object("One arm.", name=_text("Its name."), scheme=_text("Id of its scheme."))),
        **_world(),
        seed=_seed(),
        draws=_whole("Joint draws of the assumptions."),
        people_of_a_draw=_whole("Invented people in each."),
        estimates=_many(_estimate()),
        closely=_many(_estimate(), "What is asked of lives, person by person, of each arm."),
        conclusions=_many(_conclusion()),
        without_effect=_many(_text("Arm of a reform that changed no event of the run.")),
        sensitivity=_or_null(
            _object(
                "What drives the headlines; null: not asked.", people=_whole("Of each run."), **_drivers()
            )
        ),
        effects=_object(
            "What part of the scheme's effects is which answer of the people, at the central assumptions.",
            **_splits(),
        ),
        findings=_many(
            _object(
                "One finding of the lint, joined to the numbers.",
                rule=_text("Id of the rule."),
                kind=_text("How it ended."),
                severity=_or_null(_text("How grave.")),
                message=_text("What was found."),
                item=_text("What it is about."),
                line=_or_null(_whole("In the scheme's text.")),
                norms=_many(_text("A norm and its force.")),
                measured=_many(_text("A number with its interval.")),
            )
        ),
        silence=_text("That silence is not clearance."),
    )


def _diff() -> Schema:
    from glasshouse.schemes.comparing import Difference

    return _object(
        "What differs between two schemes.",
        before=_text("Id of the one."),
        after=_text("Id of the other."),
        differences=_many(
            _fields(
                Difference,
                "owner",
                "is_acting",
                changes_the_rules=_yes_or_no("Whether it changes what the scheme does."),
                position=_or_null(_text("Where the newer value is written.")),
            )
        ),
    )


def _schemes() -> Schema:
    from glasshouse.schemes.listing import Entry

    return _object("The catalogue.", schemes=_many(_fields(Entry)))


def _reforms() -> Schema:
    from glasshouse.schemes.listing import ReformEntry

    return _object("The reforms of the catalogue.", reforms=_many(_fields(ReformEntry)))


def _validate() -> Schema:
    from typing import get_args

    from glasshouse.studies.figures import ROLES
    from glasshouse.studies.validation import Finding

    row = _object(
        "One published figure beside its answer.",
        id=_text("Name of the figure."),
        what=_text("What was counted."),
        published=_number("The figure."),
        published_low=_number("Its lower end; the figure itself where it was published as one number."),
        published_high=_number("Its upper end."),
        unit=_text("Of the figure and of the answer."),
        denominator=_text("Among whom or since when."),
        date=_text("The day that it is of, as year-month-day."),
        evidence=_text("How it is known.", "cited", "derived"),
        role=_text(
            "Whether a calibration may look at it, it tests, it was seen, or an assumption rests on it.",
            *ROLES,
        ),
        scheme=_or_null(_text("Id of the scheme that it is about; null: there is none.")),
        run=_text("What was run; empty: nothing."),
        sources=_many(_text("How a source is cited.")),
        finding=_text("Whether it lies within what luck and assumptions allow.", *get_args(Finding)),
        times=_or_null(_number("The simulated number over the published one.")),
        says_little=_yes_or_no("Whether it fits because the assumptions allow almost anything."),
        off_at_the_centre=_yes_or_no("Whether it fits in some draws of the assumptions only."),
        why_not=_or_null(_text("Why nothing answers it.")),
        note=_or_null(_text("What a reader must know.")),
        simulated=_or_null(_estimate()),
    )
    return _object(
        "Published figures beside simulated ones.",
        notice=_notice(),
        assumptions=_text("Id of the assumptions."),
        people=_whole("Invented people of each run."),
        people_of_a_draw=_whole("Invented people of each draw of the assumptions; 0: none was drawn."),
        draws=_whole("Joint draws of the assumptions."),
        seed=_seed(),
        figures=_many(row),
    )


_ANSWERS: dict[str, Callable[[], Schema]] = {
    "audit": _audit,
    "calibrate": _calibrate,
    "compare": _compare,
    "diff": _diff,
    "effects": _effects,
    "life": _life,
    "lint": _lint,
    "merge": _merge,
    "patchwork": _patchwork,
    "reforms": _reforms,
    "robust": _robust,
    "run": _run,
    "schemes": _schemes,
    "sensitivity": _sensitivity,
    "sweep": _sweep,
    "validate": _validate,
}

VERBS = tuple(_ANSWERS)
"""The verbs that print JSON."""
