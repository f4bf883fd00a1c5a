"""Rules: what brings points, puts one on a list or into a band, and what has to be shown for it."""

from __future__ import annotations

from glasshouse.schemes import vocabulary
from glasshouse.schemes.explaining.authority import basis, decision
from glasshouse.schemes.explaining.origins import origin, unsaid, where
from glasshouse.schemes.explaining.page import Entry, Page
from glasshouse.schemes.explaining.stays import stay
from glasshouse.schemes.explaining.voice import Voice
from glasshouse.schemes.model import Rule, Scheme
from glasshouse.schemes.normal import normal_form
from glasshouse.schemes.phrases import and_, or_, ordinal, plain

__all__ = ["tell_rule", "tell_rules"]

_PROOF = {
    "allegation": "An allegation is enough",
    "report": "A report is enough",
    "observed": "Somebody or something must have observed it",
    "inference": "An inference from other data is enough",
    "penalty-final": "A final penalty is needed",
    "judgment": "A judgment is needed",
}
_ABILITY = {
    "not-tested": "Nobody asks whether one was able to act otherwise",
    "must-be-able": "One must have been able to act otherwise",
}
_FAULT = {"any": "Fault does not matter", "negligent": "It takes negligence", "wilful": "It takes intent"}


def tell_rules(scheme: Scheme, voice: Voice, page: Page) -> None:
    """One paragraph a rule."""
    page.section("Rules", (tell_rule(rule, scheme, voice) for rule in scheme.rules))


def tell_rule(rule: Rule, scheme: Scheme, voice: Voice) -> Entry:
    """A rule; the first sentence is the rule itself, what follows are its conditions."""
    told = [f"{_trigger(rule, voice)} {_effect(rule, scheme, voice)}"]
    told.extend(_repeats(rule, voice))
    told.extend(_scope(rule, voice))
    told.append(_PROOF[rule.proof])
    if rule.final_after.value.amount or "final_after" in rule.model_fields_set:
        told.append(f"It takes effect {voice.number(rule.final_after, rule, 'final_after')} after the record")
    written = rule.model_fields_set
    if "dated_by" in written:
        told.append(f"Times are counted from the {rule.dated_by}")
    if "ability" in written:
        told.append(_ABILITY[rule.ability])
    if "fault" in written:
        told.append(_FAULT[rule.fault])
    if rule.unless:
        told.append(f"It does not apply in these cases: {and_(map(plain, rule.unless))}")
    if rule.instead_of:
        told.append(f"For the same record it displaces {and_(rule.instead_of)}")
    told.extend(decision(rule))
    if "discretion" in written:
        told.append(
            "It must be applied" if rule.discretion == "shall" else "It may be applied, and need not be"
        )
    if rule.stay is not None:
        told.extend(stay(rule.stay, "Here the stay is", voice))
    if rule.effect.points is not None:
        if rule.lapse is None:
            told.append("The points never lapse: the text lets them stand for ever")
        else:
            told.append(f"The points lapse after {voice.number(rule.lapse, rule, 'lapse')}")
    elif rule.lapse is not None:
        told.append(f"It lapses after {voice.number(rule.lapse, rule, 'lapse')}")
    if rule.definition:
        told.append(f"Defined as: {rule.definition[:1].lower()}{rule.definition[1:]}")
    told.extend(basis(rule))
    told.extend(origin(rule))
    told.extend(
        unsaid(
            rule,
            {
                "dated_by": f"from when times are counted (taken: the {rule.dated_by})",
                "ability": f"ability (taken: {plain(rule.ability)})",
                "fault": f"fault (taken: {rule.fault})",
                "decided_by": "who decides",
                "discretion": f"whether it must be applied (taken: it {rule.discretion})",
                "definition": "a definition",
            },
        )
    )
    if not any(row.consequence for row in normal_form(scheme).of_rule(rule.id)):
        told.append("Nothing in this file follows from it")
    return where(rule, rule.id), told


def _trigger(rule: Rule, voice: Voice) -> str:
    when = rule.when
    if when.conducts is not None:
        what = or_(_conduct(name) for name in when.conducts)
    elif when.band is not None:
        what = f"entering the band {or_(when.band)}"
    else:
        what = f"entering the list {or_(when.list or ())}"
    return what + _count(rule, voice)


def _conduct(name: str) -> str:
    known = vocabulary.conducts().get(name)
    if known is None:
        return name
    standing = plain(known.legality)
    if known.protects:
        standing = f"protected by the right{'s' if len(known.protects) > 1 else ''} to {and_(known.protects)}"
    title = known.title[:1].lower() + known.title[1:]
    return f"{title} ({known.context}, {standing})"


def _count(rule: Rule, voice: Voice) -> str:
    count = rule.count
    times = voice.number(count.at_least, rule, "count", "at_least")
    if count.at_least.value == 1 and count.within is None and not count.at_least.evidence:
        return ""
    told = f", {times} times"
    if count.within is not None:
        slides = "any" if count.window == "rolling" else "the same civil period of"
        told += f" within {slides} {voice.number(count.within, rule, 'count', 'within')}"
    if "within" in count.model_fields_set and count.within is None:
        told += " at any distance"
    told += " (then the count starts anew)" if count.after == "reset" else " (the count goes on)"
    known = origin(count)
    return told + (f" ({'; '.join(known)})," if known else ",")


def _effect(rule: Rule, scheme: Scheme, voice: Voice) -> str:
    effect = rule.effect
    if effect.points is not None:
        size = abs(effect.points.value)
        verb = "costs" if effect.points.value < 0 else "brings"
        known = voice.mark(effect.points, rule, "effect", "points")
        return f"{verb} {size} {'point' if size == 1 else 'points'}{known}"
    if effect.to_band is not None:
        recomputed = scheme.score.recomputed
        when = "at once" if recomputed is None or recomputed.value == "at-once" else "at the next review"
        return f"puts one in band {effect.to_band} {when}"
    target = scheme.list(effect.enter or "")
    named = f" ({target.title})" if target.title else ""
    colour = "blacklist" if target.polarity == "black" else "redlist"
    return f"puts one on the {colour} {target.id}{named}"


def _repeats(rule: Rule, voice: Voice) -> list[str]:
    return [
        f"From the {ordinal(turn.nth)} time on: {turn.points.value:+d} points"
        + voice.mark(turn.points, rule, "repeat", index, "points")
        for index, turn in enumerate(rule.repeat)
    ]


def _scope(rule: Rule, voice: Voice) -> list[str]:
    told = []
    whom = rule.whom
    limits = []
    if whom.subjects:
        limits.append(and_(whom.subjects))
    if whom.professions:
        limits.append(f"of the professions {and_(whom.professions)}")
    if whom.min_age is not None:
        limits.append(f"from the age of {voice.number(whom.min_age, rule, 'whom', 'min_age')}")
    if limits:
        told.append(f"It applies to: {', '.join(limits)}")
    if "where" in rule.model_fields_set:
        places = {
            "anywhere": "Acts count wherever they are done",
            "own-place": "Only acts in one's own place count",
        }
        told.append(places.get(rule.where, f"Only acts in {rule.where} count"))
    return told
