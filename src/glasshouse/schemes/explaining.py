"""A scheme read aloud: everything that the file says, in plain English.

Three things are kept apart, because a reader must know which it is: what the rule's text says (also that
*there is none* of something), what the text *does not say*, and what was *not found*. Facts about practice
stand in a section of their own. Numbers carry their evidence, range and source in brackets.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from typing import Any

from glasshouse.ground.quantity import Quantity
from glasshouse.ground.telling import sentence
from glasshouse.ground.units import Duration
from glasshouse.ground.validation import Part
from glasshouse.schemes import vocabulary
from glasshouse.schemes.model import (
    Amendment,
    Band,
    Cap,
    Condition,
    Consequence,
    Justification,
    List,
    Notice,
    Remedy,
    Rule,
    Scheme,
    Sharing,
    Source,
    Stay,
    Target,
)
from glasshouse.schemes.model.histories import History
from glasshouse.schemes.model.sourced import Sourced
from glasshouse.schemes.normal import normal_form
from glasshouse.schemes.phrases import Footnotes, and_, mark, or_, ordinal, plain, spelt, value
from glasshouse.schemes.sourcing import sourcing

__all__ = ["Explainer", "explain", "headline"]

_STATUS = {
    "published": "published rules",
    "draft": "a draft",
    "press": "as the press told it",
    "invented": "an invented scheme",
}
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
_DECIDED = {
    "court": "A court decides",
    "agency": "A public agency decides",
    "private": "A private body decides",
    "party": "A party body decides",
    "automatic": "It is applied automatically",
}
# What happens to somebody at a gate; the second sentence is for consequences without one.
_DOES = {
    "deny": ("is refused {}", "is refused"),
    "delay": ("gets {} later", "has to wait"),
    "degrade": ("gets {} in a lower quality", "gets less"),
    "surcharge": ("pays more for {}", "pays more"),
    "disqualify": ("is shut out of {}", "is shut out"),
    "warn": ("is warned when asking for {}", "is warned"),
    "inspect": ("is inspected more closely when asking for {}", "is inspected more closely"),
    "claim": ("must pay a claim that touches {}", "must pay a claim"),
    "grant": ("is granted {}", "is rewarded"),
    "priority": ("comes first for {}", "comes first"),
}


def explain(scheme: Scheme, width: int = 88) -> str:
    """The whole scheme as text, wrapped to a width in characters (0: one line a paragraph)."""
    return Explainer(scheme, width).text()


def headline(scheme: Scheme, part: Part) -> str:
    """What a rule, list or consequence does, in one sentence; empty for other parts."""
    return Explainer(scheme, 0).headline(part)


class Explainer:
    """Builds the text of one scheme, section by section."""

    def __init__(self, scheme: Scheme, width: int = 88) -> None:
        """Take a scheme; nothing is computed yet."""
        self.scheme = scheme
        self.width = width
        self.notes = Footnotes()
        self.lines: list[str] = []

    def text(self) -> str:
        """All sections, one after the other."""
        self._head()
        self._scope()
        self._data()
        self._users()
        self._score()
        self._section("Rules", (self._rule(rule) for rule in self.scheme.rules))
        self._section("Lists", (self._list(item) for item in self.scheme.lists))
        self._section("Consequences", (self._consequence(item) for item in self.scheme.consequences))
        self._section("Remedies", (self._remedy(item) for item in self.scheme.remedies))
        if not self.scheme.remedies:
            self._say("Nothing is said of a way to have an entry corrected or reviewed.", title="Remedies")
        self._section("Notice", ((self._where(item), self._notice(item)) for item in self.scheme.notice))
        if not self.scheme.notice:
            self._say("Nothing is said of telling those concerned.", title="Notice")
        self._practice()
        self._governance()
        self._section("Amendments", (self._amendment(item) for item in self.scheme.amendments))
        self._section("Justifications", (self._justification(item) for item in self.scheme.justify))
        self._section("Life histories", (self._history(item) for item in self.scheme.tests))
        self._closing()
        return "\n".join(self.lines).strip() + "\n"

    def headline(self, part: Part) -> str:
        """What a rule, list or consequence does, in one sentence; empty for other parts."""
        told: list[str] = []
        if isinstance(part, Rule):
            told = self._rule(part)[1]
        elif isinstance(part, List):
            told = self._stay(part.stay, "The stay is")
        elif isinstance(part, Consequence):
            told = self._consequence(part)[1]
        return sentence(told[0]) if told else ""

    # ------------------------------------------------------------------------------------------ laying out

    def _wrap(self, text: str, first: str = "", rest: str = "") -> None:
        if self.width:
            wrapped = textwrap.wrap(
                text, self.width, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False
            )
            self.lines.extend(wrapped or [first.rstrip()])
        else:
            self.lines.append(first + text)

    def _title(self, title: str) -> None:
        self.lines.extend(["", title.upper()])

    def _say(self, *sentences: str, title: str | None = None) -> None:
        if title:
            self._title(title)
        told = " ".join(_told(sentences))
        if told:
            self._wrap(told)

    def _section(self, title: str, items: Iterable[tuple[str, list[str]]]) -> None:
        opened = False
        for name, sentences in items:
            if not opened:
                self._title(title)
                opened = True
            self._wrap(" ".join([f"{name}", *_told(sentences)]), "  ", "    ")

    def _where(self, part: Part, name: str | None = None) -> str:
        """An item's name with its line, or with the patch that brought it."""
        position = part.position
        place = (
            "" if position is None else f" (line {position.line})" if position.line else f" ({position.file})"
        )
        return f"{name or 'This'}{place}:"

    # ----------------------------------------------------------------------------------------- small phrases

    def _number(self, number: Quantity[Any], part: Part, *path: str | int, share: bool = False) -> str:
        changed = part.is_patched(*path)
        return value(number.value, share=share) + mark(number, self.notes, share=share, patched=changed)

    def _unsaid(self, part: Part, what: dict[str, str]) -> list[str]:
        """One sentence on the keys that are not written, and what is taken in their place."""
        missing = [told for key, told in what.items() if key not in part.model_fields_set]
        return [f"Not said: {'; '.join(missing)}"] if missing else []

    def _from(self, item: Sourced) -> list[str]:
        """How an item itself is known, and its source."""
        told = []
        known: list[str] = [item.evidence] if item.evidence else []
        if item.text is not None:
            known.append("the text is silent" if item.text == "silent" else "not found in the text")
        if known:
            told.append(f"This is {', '.join(known)}" if item.evidence else known[0])
        when = f"as of {item.as_of.isoformat()}" if item.as_of else ""
        if item.reference:
            told.append(f"Source: {item.reference}" + (f", {when}" if when else ""))
        elif when:
            told.append(when)
        if item.note:
            told.append(item.note)
        return told

    def _basis(self, item: Rule | List | Consequence | Remedy) -> list[str]:
        if item.legal_basis is None:
            return []
        return [
            f"It rests on {and_(item.legal_basis)}"
            if item.legal_basis
            else "It has no legal basis of its own"
        ]

    def _target(self, target: Target) -> str:
        told = [
            *(f"the list {name}" for name in target.lists),
            *(f"the rule {name}" for name in target.rules),
            *(f"the band {name}" for name in target.bands),
            *(f"the consequence {name}" for name in target.consequences),
        ]
        return and_(told) if told else "nothing"

    def _conduct(self, name: str) -> str:
        known = vocabulary.conducts().get(name)
        if known is None:
            return name
        standing = plain(known.legality)
        if known.protects:
            standing = (
                f"protected by the right{'s' if len(known.protects) > 1 else ''} to {and_(known.protects)}"
            )
        title = known.title[:1].lower() + known.title[1:]
        return f"{title} ({known.context}, {standing})"

    # ------------------------------------------------------------------------------------------------- head

    def _head(self) -> None:
        scheme, head = self.scheme, self.scheme.scheme
        self._wrap(f"{head.title} ({head.id})")
        reading = "read twice" if head.reading == "read-twice" else "provisional reading"
        self._wrap(f"{_STATUS[head.status]}, {reading}, {head.jurisdiction}, format {scheme.format}")
        self.lines.append("")
        self._wrap(head.summary)
        force, operator = head.force, head.operator
        level = f", {operator.level} level" if operator.level else ""
        until = (
            f"until {force.until.isoformat()}"
            if force.until
            else "with no end set"
            if "until" in force.model_fields_set
            else "with no end said"
        )
        told = [f"It is run by {operator.name} ({operator.kind}{level})"]
        told.append(f"It is in force from {force.from_.isoformat()}, {until}")
        if force.reviewed_every is not None:
            told.append(
                f"It must be reviewed every {self._number(force.reviewed_every, force, 'reviewed_every')}"
            )
        elif "reviewed_every" in force.model_fields_set:
            told.append("The text sets no review of the scheme")
        told.extend(self._from(force))
        told.append(f"Its aims: {'; '.join(head.purpose)}" if head.purpose else "It states no aim")
        told.append(
            f"Its legal basis: {and_(head.legal_basis)}" if head.legal_basis else "It states no legal basis"
        )
        if head.domestic_status:
            told.append(f"Of its standing at home: {head.domestic_status}")
        if head.automation is not None:
            weight = (
                f"; its weight in decisions is {head.automation.weight}" if head.automation.weight else ""
            )
            told.append(f"Whether it uses artificial intelligence: {head.automation.uses_ai}{weight}")
        kept = and_(map(plain, head.baseline.keeps)) if head.baseline.keeps else "nothing that is named"
        told.append(f"Without it, the ordinary law keeps: {kept}")
        told.extend(self._unsaid(force, {"reviewed_every": "whether the scheme is ever reviewed"}))
        told.extend(self._unsaid(head, {"automation": "what part a machine has in it"}))
        self._say(*told, title="What it is")

    def _scope(self) -> None:
        scope = self.scheme.scope
        lives = {
            "residents": "who live in the place",
            "present": "who are in the place",
            "everyone": "wherever they live",
        }
        where = "everywhere" if scope.places == ("all",) else f"in {and_(scope.places)}"
        age = "of any age, for the text sets no lowest age"
        if scope.min_age is not None:
            age = f"from the age of {self._number(scope.min_age, scope, 'min_age')}"
        joins = {
            "compulsory": "Nobody can stay outside",
            "opt-in": "Only those who join are covered",
            "opt-out": "All are covered but those who leave",
        }
        self._say(
            f"It covers {and_(f'{kind}s' if kind != 'agency' else 'agencies' for kind in scope.subjects)} "
            f"{lives[scope.covers]}, {where}, {age}",
            joins[scope.enrolment],
            *self._from(scope),
            title="Whom it covers",
        )

    def _data(self) -> None:
        data = self.scheme.data
        self._title("What it knows")
        for source in data.sources:
            name, told = self._source(source)
            self._wrap(" ".join([name, *_told(told)]), "  ", "    ")
        for sharing in data.sharing:
            name, told = self._sharing(sharing)
            self._wrap(" ".join([name, *_told(told)]), "  ", "    ")
        told = []
        if data.keeps is not None:
            told.append(f"Records are kept {self._for(data.keeps, data, 'keeps')} after they end")
        elif "keeps" in data.model_fields_set:
            told.append("The text sets no limit to how long records are kept")
        access = {
            "none": "One cannot see one's own file",
            "on-request": "One can see one's own file on request",
            "standing": "One can see one's own file at any time",
        }
        if data.access is not None:
            told.append(access[data.access])
        told.extend(self._from(data))
        told.extend(
            self._unsaid(
                data, {"keeps": "how long records are kept", "access": "whether one can see one's own file"}
            )
        )
        self._say(*told)

    def _for(self, number: Quantity[Any], part: Part, *path: str | int) -> str:
        """A length of time after a verb: ``for 2 years``, ``until the obligation is performed``."""
        lead = "for " if isinstance(number.value, Duration) else ""
        return lead + self._number(number, part, *path)

    def _source(self, source: Source) -> tuple[str, list[str]]:
        told = [f"The {plain(source.kind)} writes records"]
        told.append(
            "It came with the scheme" if source.installed_by_scheme else "It was there without the scheme"
        )
        if source.special:
            told.append(f"It holds specially protected data: {and_(source.special)}")
        if source.register_keeps is not None:
            told.append(
                f"Its own register keeps them {self._for(source.register_keeps, source, 'register_keeps')}"
            )
        told.extend(self._from(source))
        told.extend(self._unsaid(source, {"register_keeps": "how long its own register keeps them"}))
        return self._where(source, source.id), told

    def _sharing(self, sharing: Sharing) -> tuple[str, list[str]]:
        basis = f"allowed by {sharing.legal_basis}" if sharing.legal_basis else "with no legal basis stated"
        return self._where(sharing, f"To {sharing.to}"), [
            f"Shared in order to {sharing.purpose}, {basis}",
            f"It arrives after {self._number(sharing.delay, sharing, 'delay')}",
            *self._from(sharing),
        ]

    def _users(self) -> None:
        if not self.scheme.users:
            return
        told = []
        for user in self.scheme.users:
            must = "must" if user.compelled else "may"
            told.append(
                f"{user.id} ({user.kind}) {must} do so"
                + (f" {self.notes.add(user.note)}" if user.note else "")
            )
        self._say(f"Those who act on it: {'; '.join(told)}", title="Who acts on it")

    # ------------------------------------------------------------------------------------------------ score

    def _score(self) -> None:
        score = self.scheme.score
        if score.kind == "none":
            self._say("There is no score.", *self._from(score), title="Score")
            return
        assert score.start is not None and score.recomputed is not None
        known = mark(score.start, self.notes, patched=score.is_patched("start"))
        told = [f"Everybody begins with {value(score.start.value)} points{known}"]
        for key, number, word in (("floor", score.floor, "below"), ("ceiling", score.ceiling, "above")):
            if number is not None:
                told.append(f"The score cannot go {word} {self._number(number, score, key)}")
            elif key in score.model_fields_set:
                told.append(f"The text sets no {key}")
        if score.clip == "on-write":
            told.append("Floor and ceiling cut each entry as it is written, so what was cut never comes back")
        elif score.clip == "on-read" or score.floor is not None or score.ceiling is not None:
            told.append("Floor and ceiling bound the sum of all live entries when it is read")
        if score.recomputed.value == "at-once":
            told.append(f"The band follows the score {self._number(score.recomputed, score, 'recomputed')}")
        else:
            told.append(f"The band is set anew every {self._number(score.recomputed, score, 'recomputed')}")
        told.extend(self._from(score))
        told.extend(self._unsaid(score, {"floor": "a floor", "ceiling": "a ceiling"}))
        self._say(*told, title="Score")
        for cap in score.caps:
            self._wrap(" ".join([self._where(cap, cap.id or "A cap"), *_told(self._cap(cap))]), "  ", "    ")
        for band in score.bands:
            self._wrap(
                " ".join([self._where(band, f"Band {band.id}"), *_told(self._band(band))]), "  ", "    "
            )

    def _cap(self, cap: Cap) -> list[str]:
        year = "civil year" if cap.years == "calendar" else "any twelve months"
        most = self._number(cap.limit, cap, "limit")
        return [
            f"{and_(cap.rules)} together count for at most {most} points per {cap.per} ({year})",
            *self._from(cap),
        ]

    def _band(self, band: Band) -> list[str]:
        low = None if band.from_ is None else self._number(band.from_, band, "from")
        high = None if band.to is None else self._number(band.to, band, "to")
        if low is not None and high is not None:
            told = f"from {low} up to, and without, {high}"
        elif low is not None:
            told = f"{low} and more"
        else:
            told = f"less than {high}" if high is not None else "every score"
        return [told, *self._from(band)]

    # ------------------------------------------------------------------------------------------------ rules

    def _rule(self, rule: Rule) -> tuple[str, list[str]]:
        told = [f"{self._trigger(rule)} {self._effect(rule)}"]
        told.extend(self._repeats(rule))
        told.extend(self._rule_scope(rule))
        told.append(_PROOF[rule.proof])
        if rule.final_after.value.amount or "final_after" in rule.model_fields_set:
            told.append(
                f"It takes effect {self._number(rule.final_after, rule, 'final_after')} after the record"
            )
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
        if rule.decided_by is not None:
            told.append(_DECIDED[rule.decided_by])
        if "discretion" in written:
            told.append(
                "It must be applied" if rule.discretion == "shall" else "It may be applied, and need not be"
            )
        if rule.stay is not None:
            told.extend(self._stay(rule.stay, "Here the stay is"))
        if rule.effect.points is not None:
            if rule.lapse is None:
                told.append("The points never lapse: the text lets them stand for ever")
            else:
                told.append(f"The points lapse after {self._number(rule.lapse, rule, 'lapse')}")
        elif rule.lapse is not None:
            told.append(f"It lapses after {self._number(rule.lapse, rule, 'lapse')}")
        if rule.definition:
            told.append(f"Defined as: {rule.definition[:1].lower()}{rule.definition[1:]}")
        told.extend(self._basis(rule))
        told.extend(self._from(rule))
        told.extend(
            self._unsaid(
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
        if not any(row.consequence for row in normal_form(self.scheme).of_rule(rule.id)):
            told.append("Nothing in this file follows from it")
        return self._where(rule, rule.id), told

    def _trigger(self, rule: Rule) -> str:
        when = rule.when
        if when.conducts is not None:
            what = or_(self._conduct(name) for name in when.conducts)
        elif when.band is not None:
            what = f"entering the band {or_(when.band)}"
        else:
            what = f"entering the list {or_(when.list or ())}"
        return what + self._count(rule)

    def _count(self, rule: Rule) -> str:
        count = rule.count
        times = self._number(count.at_least, rule, "count", "at_least")
        if count.at_least.value == 1 and count.within is None and not count.at_least.evidence:
            return ""
        told = f", {times} times"
        if count.within is not None:
            slides = "any" if count.window == "rolling" else "the same civil period of"
            told += f" within {slides} {self._number(count.within, rule, 'count', 'within')}"
        if "within" in count.model_fields_set and count.within is None:
            told += " at any distance"
        told += " (then the count starts anew)" if count.after == "reset" else " (the count goes on)"
        known = self._from(count)
        return told + (f" ({'; '.join(known)})," if known else ",")

    def _effect(self, rule: Rule) -> str:
        effect = rule.effect
        if effect.points is not None:
            size = abs(effect.points.value)
            verb = "costs" if effect.points.value < 0 else "brings"
            known = mark(effect.points, self.notes, patched=rule.is_patched("effect", "points"))
            return f"{verb} {size} {'point' if size == 1 else 'points'}{known}"
        if effect.to_band is not None:
            return f"puts one in band {effect.to_band} at once"
        target = self.scheme.list(effect.enter or "")
        named = f" ({target.title})" if target.title else ""
        colour = "blacklist" if target.polarity == "black" else "redlist"
        return f"puts one on the {colour} {target.id}{named}"

    def _repeats(self, rule: Rule) -> list[str]:
        return [
            f"From the {ordinal(turn.nth)} time on: {turn.points.value:+d} points"
            + mark(turn.points, self.notes, patched=rule.is_patched("repeat", index, "points"))
            for index, turn in enumerate(rule.repeat)
        ]

    def _rule_scope(self, rule: Rule) -> list[str]:
        told = []
        whom = rule.whom
        limits = []
        if whom.subjects:
            limits.append(and_(whom.subjects))
        if whom.professions:
            limits.append(f"of the professions {and_(whom.professions)}")
        if whom.min_age is not None:
            limits.append(f"from the age of {self._number(whom.min_age, rule, 'whom', 'min_age')}")
        if limits:
            told.append(f"It applies to: {', '.join(limits)}")
        if "where" in rule.model_fields_set:
            places = {
                "anywhere": "Acts count wherever they are done",
                "own-place": "Only acts in one's own place count",
            }
            told.append(places.get(rule.where, f"Only acts in {rule.where} count"))
        return told

    def _stay(self, stay: Stay, lead: str) -> list[str]:
        length = self._number(stay.for_, stay, "for")
        told = [f"{lead} {length}"]
        for longer in stay.extend:
            lengths = [
                self._number(number, longer, "by", position) for position, number in enumerate(longer.by)
            ]
            told.append(f"If {plain(longer.if_)}, {' to '.join(lengths)} longer")
        renewals = {
            "none": "It is not renewed",
            "fresh-decision": "It can be renewed by a fresh decision",
            "automatic": "It renews itself",
        }
        if "renewal" in stay.model_fields_set:
            told.append(renewals[stay.renewal])
        return [*told, *self._from(stay)]

    # ---------------------------------------------------------------------------------- lists, consequences

    def _list(self, item: List) -> tuple[str, list[str]]:
        colour = "A blacklist" if item.polarity == "black" else "A redlist"
        told = [f"{colour}: {item.title}" if item.title else colour]
        told.extend(self._stay(item.stay, "The stay is"))
        ways = {
            "performance": "after performance",
            "expiry": "when the stay ends",
            "repair": "after repair",
            "overturned": "when the entry is overturned",
        }
        for way in item.exit:
            told.append(f"Removal {ways[way.by]}: within {self._number(way.within, way, 'within')}")
            told.extend(self._from(way))
        if not item.exit:
            told.append("The text says of no way off it")
        shown = item.publication
        if shown is not None:
            fields = f", with {and_(map(plain, shown.fields))}" if shown.fields else ""
            long = f", {self._for(shown.for_, shown, 'for')}" if shown.for_ is not None else ""
            readers = {
                "public": "everybody",
                "parties": "the parties",
                "users": "those who act on it",
                "none": "nobody",
            }
            told.append(f"It can be read by {readers[shown.audience]}{fields}{long}")
            told.extend(self._from(shown))
        if item.resets:
            told.append("Entering it sets the counts of its rules back to nothing")
        if item.decided_by is not None:
            told.append(_DECIDED[item.decided_by])
        told.extend(self._basis(item))
        told.extend(self._from(item))
        told.extend(self._unsaid(item, {"publication": "who can read it"}))
        return self._where(item, item.id), told

    def _condition(self, when: Condition, part: Consequence) -> str:
        if when.list is not None:
            return f"Whoever is on the list {or_(when.list)}"
        if when.band is not None:
            return f"Whoever is in band {or_(when.band)}"
        assert when.score is not None
        if when.score.at_least is not None:
            least = self._number(when.score.at_least, part, "when", "score", "at_least")
            return f"Whoever has {least} points or more"
        assert when.score.below is not None
        return (
            f"Whoever has fewer than {self._number(when.score.below, part, 'when', 'score', 'below')} points"
        )

    def _consequence(self, item: Consequence) -> tuple[str, list[str]]:
        whom = {
            "self": "",
            "officers": " (it binds the officers of the firm)",
            "head": " (it binds the head of the body)",
        }
        told = [f"{self._condition(item.when, item)}{whom[item.binds]} {self._at_the_gate(item)}"]
        if item.size is not None:
            share = isinstance(item.size.value, float)
            told.append(f"By how much: {self._number(item.size, item, 'size', share=share)}")
        elif "size" in item.model_fields_set:
            told.append("It has no size")
        if item.falls_on != ("self",):
            told.append(
                f"Those who bear it: {and_('the person' if who == 'self' else who for who in item.falls_on)}"
            )
        if item.imposed_by is not None:
            told.append(f"It is imposed by {item.imposed_by}")
        if "duration" in item.model_fields_set:
            told.append(f"It lasts {self._for(item.duration, item, 'duration')}")
        if item.except_:
            told.append(f"Left free: {and_(item.except_)} needs")
        elif "except_" in item.model_fields_set:
            told.append("The text leaves nothing free")
        if item.domain is not None:
            told.append(f"It touches this sphere of life: {item.domain}")
        told.extend(self._basis(item))
        told.extend(self._from(item))
        told.extend(self._unsaid(item, {"except_": "exceptions", "imposed_by": "who imposes it"}))
        return self._where(item, item.id), told

    def _at_the_gate(self, item: Consequence) -> str:
        at_gate, anywhere = _DOES[item.does]
        gate = vocabulary.gates().get(item.gate)
        if gate is None:
            return anywhere
        service = gate.title[:1].lower() + gate.title[1:]
        if item.tiers != ("any",):
            service += f" ({or_(map(plain, item.tiers))})"
        return at_gate.format(service)

    # -------------------------------------------------------------------------------- procedure, practice

    def _remedy(self, item: Remedy) -> tuple[str, list[str]]:
        kinds = {
            "correction": "Correction of an error",
            "review": "Review",
            "repair": "Repair after making good",
        }
        body = f" by {item.body}" if item.body else ""
        told = [f"{kinds[item.kind]}{body}, for {self._target(item.for_)}"]
        for key, number, said, none in (
            ("ask_within", item.ask_within, "One may ask within", "The text sets no time for asking"),
            ("decides", item.decides, "It is decided within", "The text sets no time for deciding"),
            (
                "then",
                item.then,
                "What was decided is done within",
                "The text sets no time for doing what was decided",
            ),
        ):
            if number is not None:
                told.append(f"{said} {self._number(number, item, key)}")
            elif key in item.model_fields_set:
                told.append(none)
        told.append(
            "Meanwhile the consequences wait" if item.suspends else "Meanwhile the consequences go on"
        )
        for key, flag, yes, no in (
            (
                "independent",
                item.independent,
                "The body is independent of the first",
                "The body is not independent of the first",
            ),
            ("human", item.human, "A person decides", "No person decides"),
        ):
            if flag is not None:
                told.append(yes if flag else no)
            elif key in item.model_fields_set:
                told.append(f"The text does not make it {key}")
        if item.fee is not None:
            told.append(
                "It costs nothing"
                if item.fee.value == 0
                else f"It costs {self._number(item.fee, item, 'fee')}"
            )
        elif "fee" in item.model_fields_set:
            told.append("The text sets no fee")
        if item.asks:
            told.append(f"It asks for {and_(item.asks)}")
        if item.next is not None:
            told.append(f"After a refusal comes {item.next}")
        elif "next" in item.model_fields_set:
            told.append("Nothing comes after it")
        told.extend(self._basis(item))
        told.extend(self._from(item))
        told.extend(
            self._unsaid(
                item,
                {
                    "ask_within": "a time for asking",
                    "decides": "a time for deciding",
                    "independent": "independence",
                    "human": "whether a person decides",
                    "fee": "a fee",
                },
            )
        )
        return self._where(item, item.id), told

    def _notice(self, item: Notice) -> list[str]:
        due = {
            "before-effect": "are told before it takes effect",
            "after": "are told afterwards",
            "none": "are not told",
        }
        told = [f"Those concerned by {self._target(item.for_)} {due[item.due]}"]
        if item.days is not None:
            told.append(f"Days between: {self._number(item.days, item, 'days')}")
        for flag, yes, no in (
            (item.reasons, "Reasons are given", "No reasons are given"),
            (
                item.contrastive,
                "They are told what would have changed the outcome",
                "They are not told what would have changed the outcome",
            ),
        ):
            if flag is not None:
                told.append(yes if flag else no)
        return [*told, *self._from(item), *self._unsaid(item, {"reasons": "whether reasons are given"})]

    def _practice(self) -> None:
        practice = self.scheme.practice
        told = []
        for key, number, said in (
            ("aware", practice.aware, "know of the scheme"),
            ("notice_reaches", practice.notice_reaches, "of notices reach their person"),
            ("enrolled", practice.enrolled, "have joined"),
            ("may_used", practice.may_used, "of the cases in which a rule may be applied see it applied"),
        ):
            if number is not None:
                told.append(f"{self._number(number, practice, key, share=True)} {said}")
        told.extend(self._from(practice))
        if told:
            self._say("Facts about its use, which are not rules.", *told, title="Practice")

    def _governance(self) -> None:
        watch = self.scheme.governance
        if watch is None:
            self._say("Nothing is said of who watches it.", title="Governance")
            return
        written = watch.model_fields_set
        told = []
        if watch.oversight is not None:
            told.append(f"It is watched by {watch.oversight}")
        elif "oversight" in written:
            told.append("The text names nobody who watches it")
        if watch.error_rates_published is not None:
            told.append(f"Error rates are {'published' if watch.error_rates_published else 'not published'}")
        if watch.assessment is not None:
            told.append(f"Its impact was assessed: {watch.assessment}")
        elif "assessment" in written:
            told.append("The text asks for no impact assessment")
        told.append(f"Milder means that were weighed: {'; '.join(watch.alternatives) or 'none'}")
        told.append(
            f"Evidence of an effect: {and_(watch.evidence_of_effect) if watch.evidence_of_effect else 'none'}"
        )
        self._say(*told, title="Governance")

    # -------------------------------------------------------------------------------- amendments and the rest

    def _amendment(self, item: Amendment) -> tuple[str, list[str]]:
        back = "also for earlier entries" if item.reaches_back else "not for earlier entries"
        told = [f"{back}"]
        told.extend(f"'{change.path}' becomes {_compact(change.value)}" for change in item.set)
        told.extend(f"'{change.path}' gets {_compact(change.value)}" for change in item.add)
        told.extend(f"'{path}' goes" for path in item.remove)
        return self._where(item, f"From {item.from_.isoformat()}"), [*told, *self._from(item)]

    def _justification(self, item: Justification) -> tuple[str, list[str]]:
        about = f" for {item.item}" if item.item else ""
        told = [
            f"Legal basis: {item.legal_basis}",
            f"Aim: {item.aim}",
            f"Necessity: {item.necessity}",
            f"Milder means: {item.less_intrusive}",
        ]
        if item.expires is not None:
            told.append(f"To be looked at again by {item.expires.isoformat()}")
        return self._where(item, f"{item.rule}{about}"), told

    def _history(self, item: History) -> tuple[str, list[str]]:
        days = []
        for day in item.days:
            if day.performs is not None:
                days.append(f"{day.day} performs what {day.performs} asks")
                continue
            seen = f" by the {day.source}" if day.source else ""
            days.append(
                f"{day.day} {f'false record of {day.act}{seen}' if day.false else f'{day.act}{seen}'}"
            )
        ends = []
        for expected in item.expect:
            parts = []
            if expected.score is not None:
                parts.append(f"score {expected.score}")
            if expected.band is not None:
                parts.append(f"band {expected.band}")
            if expected.listed is not None:
                parts.append(f"on {and_(expected.listed)}" if expected.listed else "on no list")
            if expected.denied is not None:
                parts.append(f"refused {and_(expected.denied)}" if expected.denied else "refused nothing")
            ends.append(f"{expected.day} {', '.join(parts)}")
        told = [
            f"On day {'; '.join(days)}" if days else "Nothing happens",
            f"So at the end of day {'; '.join(ends)}",
        ]
        return self._where(item, item.id), told

    def _closing(self) -> None:
        scheme = self.scheme
        if scheme.references:
            self._title("Sources")
            for source in scheme.references:
                parts = [f"{source.id} ({source.kind}): {source.cite}"]
                if source.url:
                    parts.append(source.url)
                how = [
                    f"read {source.read.isoformat()}" if source.read else "",
                    f"via {source.via}" if source.via else "",
                ]
                how.append(f"confidence {source.confidence}" if source.confidence else "")
                parts.append(", ".join(part for part in how if part))
                if source.note:
                    parts.append(source.note)
                self._wrap(". ".join(part.rstrip(".") for part in parts if part) + ".", "  ", "    ")
        if self.notes.texts:
            self._title("Notes")
            for number, note in enumerate(self.notes.texts, 1):
                self._wrap(f"[{number}] {sentence(note)}", "  ", "    ")
        counts = sourcing(scheme)
        told = ", ".join(f"{count} {kind}" for kind, count in sorted(counts.items()))
        total = sum(counts.values())
        self.lines.append("")
        self._wrap(f"Of {spelt(total)} numbers: {told}." if total else "The file has no numbers.")
        self._wrap("This is the file read aloud. It is not legal advice, and silence is not clearance.")


def _compact(changed: Any) -> str:
    if isinstance(changed, dict):
        return str(
            changed.get("id")
            or "{" + ", ".join(f"{key}: {_compact(inner)}" for key, inner in changed.items()) + "}"
        )
    if isinstance(changed, list):
        return "[" + ", ".join(_compact(inner) for inner in changed) + "]"
    return "none" if changed is None else str(changed)


def _told(sentences: Iterable[str]) -> Iterator[str]:
    return (sentence(part) for part in sentences if part)
