"""The score: where it begins, what bounds it, its caps and its bands."""

from __future__ import annotations

from glasshouse.schemes.explaining.origins import origin, unsaid, where
from glasshouse.schemes.explaining.page import Page
from glasshouse.schemes.explaining.scorecard import tell_scorecard
from glasshouse.schemes.explaining.voice import Voice
from glasshouse.schemes.model import Band, Cap, Scheme, Score
from glasshouse.schemes.phrases import and_, value

__all__ = ["tell_score"]


def tell_score(scheme: Scheme, voice: Voice, page: Page) -> None:
    """The score, then one paragraph a dimension, cap or band; that there is no score is said, too."""
    score = scheme.score
    if score.kind == "none":
        page.say("There is no score.", *origin(score), title="Score")
    elif score.kind == "scorecard":
        tell_scorecard(score, voice, page)
    else:
        _tell_ledger(score, voice, page)
    for cap in score.caps:
        page.item(where(cap, cap.id or "A cap"), _cap(cap, voice))
    for band in score.bands:
        page.item(where(band, f"Band {band.id}"), _band(band, voice))


def _tell_ledger(score: Score, voice: Voice, page: Page) -> None:
    assert score.start is not None and score.recomputed is not None
    known = voice.mark(score.start, score, "start")
    told = [f"Everybody begins with {value(score.start.value)} points{known}"]
    for key, number, word in (("floor", score.floor, "below"), ("ceiling", score.ceiling, "above")):
        if number is not None:
            told.append(f"The score cannot go {word} {voice.number(number, score, key)}")
        elif key in score.model_fields_set:
            told.append(f"The text sets no {key}")
    if score.clip == "on-write":
        told.append("Floor and ceiling cut each entry as it is written, so what was cut never comes back")
    elif score.clip == "on-read" or score.floor is not None or score.ceiling is not None:
        told.append("Floor and ceiling bound the sum of all live entries when it is read")
    if score.recomputed.value == "at-once":
        told.append(f"The band follows the score {voice.number(score.recomputed, score, 'recomputed')}")
    else:
        told.append(f"The band is set anew every {voice.number(score.recomputed, score, 'recomputed')}")
    told.extend(origin(score))
    told.extend(unsaid(score, {"floor": "a floor", "ceiling": "a ceiling"}))
    page.say(*told, title="Score")


def _cap(cap: Cap, voice: Voice) -> list[str]:
    year = "civil year" if cap.years == "calendar" else "any twelve months"
    most = voice.number(cap.limit, cap, "limit")
    return [
        f"{and_(cap.rules)} together count for at most {most} points per {cap.per} ({year})",
        *origin(cap),
    ]


def _band(band: Band, voice: Voice) -> list[str]:
    low = None if band.from_ is None else voice.number(band.from_, band, "from")
    high = None if band.to is None else voice.number(band.to, band, "to")
    if low is not None and high is not None:
        told = f"from {low} up to, and without, {high}"
    elif low is not None:
        told = f"{low} and more"
    else:
        told = f"less than {high}" if high is not None else "every score"
    return [told, *origin(band)]
