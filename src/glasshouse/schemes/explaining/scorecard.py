"""What a scorecard weighs, and how each thing comes to count."""

from __future__ import annotations

from glasshouse.schemes.explaining.origins import origin, unsaid, where
from glasshouse.schemes.explaining.page import Page
from glasshouse.schemes.explaining.voice import Voice
from glasshouse.schemes.model import Dimension, Input, Score
from glasshouse.schemes.phrases import and_

__all__ = ["tell_scorecard"]

_DISCLOSED = {
    "full": "Those scored are told the formula",
    "weights": "Those scored are told the weights, and not how each thing is measured",
    "nothing": "Those scored are not told how the score comes about",
}
_FORM = {
    "published": "The formula was published",
    "assumed": "How each thing is measured is Glasshouse's own guess: the formula was not published",
}
_DIRECTION = {"falling": "the more of it, the lower", "rising": "the more of it, the higher"}


def tell_scorecard(score: Score, voice: Voice, page: Page) -> None:
    """The range and rhythm of a scorecard, then one paragraph a dimension."""
    assert score.range is not None and score.recomputed is not None
    low, high = score.range
    told = [
        f"The score lies from {voice.number(low, score, 'range', 0)} to "
        f"{voice.number(high, score, 'range', 1)}: a weighted mean of what follows",
        f"It is computed anew, each time after {voice.number(score.recomputed, score, 'recomputed')}",
    ]
    if score.best is not None:
        best = voice.number(score.best, score, "best")
        told.append(f"What is weighed here leads to {best} at most: the formula looks at more")
    if score.thin_file is not None:
        thin = voice.number(score.thin_file, score, "thin_file")
        told.append(f"Somebody of whom no conduct is remembered has {thin}")
    if score.disclosed is not None:
        told.append(_DISCLOSED[score.disclosed])
    if score.form is not None:
        told.append(_FORM[score.form])
    told.extend(origin(score))
    told.extend(
        unsaid(
            score,
            {
                "thin_file": "what somebody has of whom nothing is remembered (then: what the formula gives)",
                "disclosed": "what those scored are told",
                "form": "whether the formula was published",
            },
        )
    )
    page.say(*told, title="Score")
    for dimension in score.dimensions:
        page.item(where(dimension, dimension.id), _dimension(dimension, voice))


def _dimension(dimension: Dimension, voice: Voice) -> list[str]:
    weight = voice.number(dimension.weight, dimension, "weight", share=True)
    inputs = [_input(entry, voice) for entry in dimension.inputs]
    notes = [told for entry in dimension.inputs for told in origin(entry)]
    mean = "the mean of " if len(inputs) > 1 else ""
    return [f"{weight} of the score: {mean}{and_(inputs)}", *notes, *origin(dimension)]


def _input(entry: Input, voice: Voice) -> str:
    direction = _DIRECTION[entry.transform]
    if entry.kind == "conduct":
        remembered = (
            "for ever" if entry.memory is None else f"for {voice.number(entry.memory, entry, 'memory')}"
        )
        return f"records of {entry.id}, each remembered {remembered} ({direction})"
    if entry.kind == "status":
        return f"the category of {entry.id} that the person is in ({direction})"
    if entry.kind == "account-age":
        return f"years covered ({direction})"
    return "what the friends' scores are (the higher, the higher)"
