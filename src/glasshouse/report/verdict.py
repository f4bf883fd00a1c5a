"""The verdict: three sentences that are computed from a run, and what each of their numbers rests on.

A register or a score is the subject of every sentence, never a country, a city or an office: what follows
from rules on an invented society says nothing of anybody's deeds.
"""

from __future__ import annotations

from glasshouse.engine.counted import public_black_lists
from glasshouse.measures.estimate import Estimate
from glasshouse.measures.measure import NEVER_MEASURED
from glasshouse.report.blocks import Inline, Paragraph, say
from glasshouse.report.held import validated_for
from glasshouse.report.material import Material
from glasshouse.report.numbers import interval, plural
from glasshouse.report.ranges import ALONE, TOGETHER, farthest
from glasshouse.report.resting import evidence_of_behaviour, evidence_of_practice, in_words
from glasshouse.report.restricted import turned_away_nobody
from glasshouse.schemes.model import REFUSES, List, Scheme
from glasshouse.schemes.origins import origins
from glasshouse.society.neighbourhoods import FEWEST_NEIGHBOURHOODS, PEOPLE_PER_NEIGHBOURHOOD

__all__ = ["badges", "headlines", "how_to_read", "listed_note", "quoted", "refuses", "verdict"]

_NAMED = "with these rules, on a synthetic society with these assumptions,"

_WITHOUT = "without it, nobody is refused anything on its account"

_FEWEST_LISTED = 30
"""Of so many listed, a mistake that befalls one in ten would show."""


def verdict(material: Material) -> tuple[Paragraph, ...]:
    """The three sentences: what it does, to whom by mistake, and what it averts or silences."""
    if material.few:
        return tuple(say(sentence, kind="verdict") for sentence in _too_few(material))
    return (
        say(*_what_it_does(material), kind="verdict"),
        say(*_by_mistake(material), kind="verdict"),
        say(*_what_it_moves(material), kind="verdict"),
    )


def headlines(material: Material) -> tuple[Estimate, ...]:
    """The shares of the first sentence that this run can tell, in its order."""
    found = (
        material.find("listed-share") if _black(material.arm.scheme) else None,
        material.find("demoted-share"),
        material.find("refused-share") if refuses(material.arm.scheme) else None,
    )
    return tuple(e for e in found if e is not None and e.value is not None)


def quoted(material: Material) -> Estimate | None:
    """The first of them above nought: the number that a reader is told how to quote."""
    return next((e for e in headlines(material) if e.value), None)


def how_to_read(material: Material, elsewhere: Inline) -> Paragraph:
    """How the numbers are to be read; how their ranges are made is told once, under another heading."""
    if material.draws == 0:
        return say(
            f"Behind each number stands a 95 % range for {ALONE}: for drawing these invented people and no "
            "others. What is assumed is uncertain besides, and nobody asked by how much: with --draws 50 a "
            "range stands here that holds both.",
            kind="small",
        )
    return say(
        f"Behind most numbers stands the range to quote, 95 %, {TOGETHER}: drawing other invented people by "
        "the same rules would move the number, and so would assuming something else. Tables have it as "
        "'range', and each cause alone after it. Under ",
        elsewhere,
        " stands what no range holds. Where published figures of the very thing were missed, the reason "
        "stands in its place.",
        kind="small",
    )


def badges(material: Material) -> Paragraph:
    """What the numbers of the verdict rest on, in four words each."""
    scheme = material.arm.scheme
    text = "invented" if scheme.scheme.status == "invented" else in_words(origins(scheme))
    practice = in_words(evidence_of_practice(scheme))
    behaviour = in_words(evidence_of_behaviour(material.scenario))
    return say(
        f"Rule text: {text}. Practice: {practice}. Behaviour: {behaviour}. {validated_for(scheme)}",
        kind="small",
    )


def listed_note(material: Material) -> tuple[Inline, ...]:
    """How many of the listed are so wrongly, or could not do otherwise, for each blacklist."""
    told: list[Inline] = []
    days = plural(material.scenario.days, "day")
    for entry in _black(material.arm.scheme):
        wrongful = material.find("wrongful-share-of-listed", entry.id)
        unable = material.find("cannot-pay-share", entry.id)
        if wrongful is None or unable is None:
            continue
        name = entry.title or entry.id
        if wrongful.value is None and unable.value is None:
            told += [f" On '{name}' there are too few {material.whom} to say who they are."]
            continue
        told += [
            f" Of those ever on '{name}' within {days}, ",
            wrongful,
            " are wrongly on it on some day, and ",
            unable,
            " could not have done otherwise.",
            _missed(wrongful.people) if wrongful.value == 0.0 else "",
        ]
    return tuple(told)


def _missed(people: int) -> str:
    """What nought means where it was looked for among few: up to three in so many, by the rule of three."""
    if people < _FEWEST_LISTED:
        return f" Only {people:,} were listed in this run: too few for a mistake among them to be seen."
    return (
        f" {people:,} were listed in this run: a mistake that befalls one in {people // 3:,} of the listed "
        "may well have been missed."
    )


def _seen_among(listed: int) -> str:
    """The same where it begins the sentence: whoever reads no farther has read that few were looked at."""
    if not listed:
        return "Nobody was listed in this run, too few to see a mistake"
    if listed < _FEWEST_LISTED:
        return f"Only {listed:,} were listed in this run, too few to see a mistake"
    return (
        f"{listed:,} were listed in this run, too few to see a mistake that befalls fewer than one in "
        f"{listed // 3:,} of them"
    )


def _too_few(material: Material) -> tuple[str, str, str]:
    fewest = FEWEST_NEIGHBOURHOODS * PEOPLE_PER_NEIGHBOURHOOD
    people = plural(material.scenario.people, "person is", "people are")
    return (
        f"{people} too few to say what a {_noun(material.arm.scheme)} {_NAMED} does to people in general.",
        "No share is told here, because none would have an interval.",
        f"Run at least {fewest:,} invented people.",
    )


def _noun(scheme: Scheme) -> str:
    return "register" if scheme.lists else "score"


def _black(scheme: Scheme) -> list[List]:
    return [entry for entry in scheme.lists if entry.polarity == "black"]


def _what_it_does(material: Material) -> list[Inline]:
    scheme = material.arm.scheme
    days = plural(material.scenario.days, "day")
    refused = material.find("refused-share") if refuses(scheme) else None
    relative = "whom" if material.covers_persons else "that"
    whom = f"the invented {material.whom} {relative} it covers"
    told: list[Inline] = [f"A {_noun(scheme)} {_NAMED} "]
    listed = material.find("listed-share") if _black(scheme) else None
    demoted = material.find("demoted-share")
    first = next((e for e in (listed, demoted, refused) if e is not None), None)
    if first is not None and first.value is None:
        return [
            f"What a {_noun(scheme)} {_NAMED} does to {whom} cannot be told from this run: "
            f"{first.absent} ({first.people:,} of them)."
        ]
    if listed is not None:
        told += [*_share("lists", listed, whom), f" within {days}"]
    elif demoted is not None:
        below = f"{whom} below the band in which everybody begins"
        told += [*_share("leaves", demoted, below), f" after the last of {days}"]
    elif refused is None:
        return [
            *told,
            f"refuses nothing to anybody within {days}: none of its consequences refuses a service.",
        ]
    else:
        none = refused.value == 0.0
        told += ["refuses nothing to anybody: " if none else "refuses something at least once to ", refused]
        return [*told, f" of {whom}, within {days}; {_WITHOUT}."]
    if refused is None or refused.value is None:
        return [*told, "; none of its consequences refuses a service."]
    if refused.value == 0.0:
        return [*told, *turned_away_nobody(material, refused), f". {_WITHOUT[:1].upper()}{_WITHOUT[1:]}."]
    return [*told, ", and refuses something at least once to ", refused, f" of them; {_WITHOUT}."]


def refuses(scheme: Scheme) -> bool:
    """Whether anything in the rules refuses a request; a public list is looked up by those who hire."""
    return any(item.does in REFUSES for item in scheme.consequences) or bool(public_black_lists(scheme))


def _share(verb: str, share: Estimate, whom: str) -> list[Inline]:
    if share.value == 0.0:
        return [f"{verb} none of {whom}, ", share, ","]
    return [f"{verb} ", share, f" of {whom}"]


def _by_mistake(material: Material) -> list[Inline]:
    scheme = material.arm.scheme
    black = _black(scheme)
    if len(black) == 1:
        told = listed_note(material)
        if len(told) > 1:
            first = str(told[0]).lstrip()
            return [first, *told[1:]]
    wrongly = material.find("wrongfully-listed-share") if black else None
    if wrongly is not None:
        which = "the list" if len(black) == 1 else f"one of its {len(black)} blacklists"
        few = [entry for entry in black if _unknown(material.find("wrongful-share-of-listed", entry.id))]
        more = "" if len(few) < len(black) else "; so few are listed that no more is said about who they are"
        if wrongly.value == 0.0:
            listed = sum(e.people for e in material.of("wrongful-share-of-listed") if e.item != "any")
            return [
                f"{_seen_among(listed)}: none of the {material.whom} covered is found wrongly on {which} on "
                "any day, ",
                wrongly,
                f", so that up to {farthest(wrongly)} may be all the same{more}.",
            ]
        return ["On some day ", wrongly, f" of the {material.whom} covered are wrongly on {which}{more}."]
    if black:
        return [f"How many of the {material.whom} are on it wrongly cannot be told from this run either."]
    time = material.find("restricted-time")
    if time is not None and time.value != 0.0:
        return [
            "The time that people live under some restriction of its making comes to ",
            time,
            "; whether a score is wrong about anybody is not counted, for it has no truth to be held "
            "against.",
        ]
    return [
        "It restricts nobody in this run; whether a score is wrong about anybody is not counted, for it has "
        "no truth to be held against."
    ]


def _what_it_moves(material: Material) -> list[Inline]:
    """Benefit and lawful expression in one sentence, both with where they come from."""
    told: list[Inline] = []
    averted = material.find("harm-averted")
    if averted is None or averted.value is None:
        told += ["Whether it averts any loss cannot be said from this run"]
    elif interval(averted) == "0.0 to 0.0":
        told += [f"The loss that it averts is smaller than 0.1 {averted.unit}"]
    else:
        told += [
            f"The loss that it averts within {plural(material.scenario.days, 'day')}, mostly put in by the "
            "assumptions on response, comes to ",
            averted,
        ]
    silenced = [e for e in material.of("change-in-expression") if e.value is not None]
    if not silenced:
        return [*told, "; no rule of it counts expression, assembly or petition."]
    widest = max(silenced, key=lambda e: abs(e.value or 0.0))
    title = material.scenario.assumptions.conducts[widest.item].title
    return [
        *told,
        f"; '{title}', put in by an assumption too, changes by ",
        widest,
        f" of the acts. {NEVER_MEASURED}",
    ]


def _unknown(estimate: Estimate | None) -> bool:
    return estimate is None or estimate.value is None
