"""A report: from what a run or an audit found to sections that a reader can follow from top to bottom.

The order is that of a reader's questions: what does it do, to whom, by mistake, what does it silence, what
does it avert, which of this is in the text, what drives it, how sure is it, and how is it made again.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from glasshouse.engine.answers import ALL_ANSWERS, answers_text
from glasshouse.engine.outcomes import NOTICE
from glasshouse.measures.estimate import Estimate
from glasshouse.measures.halving import to_halve
from glasshouse.measures.measure import FAMILIES, FEWEST_PEOPLE, NEVER_MEASURED, PUT_IN, Family, measures
from glasshouse.report.blocks import (
    Block,
    Bullets,
    Cell,
    Figure,
    Link,
    Page,
    Section,
    Table,
    ToCopy,
    Told,
    say,
)
from glasshouse.report.but_for import but_for_of
from glasshouse.report.drawing import Dot, dots
from glasshouse.report.headings import standing, world
from glasshouse.report.lives import because, of_note, sentence
from glasshouse.report.material import Material
from glasshouse.report.numbers import assumed, in_full, interval, number, plural, reach, scale, told_date
from glasshouse.report.split import (
    HOW,
    QUESTION,
    adds,
    beside,
    in_words,
    lines,
    same_unit,
    sorted_out,
    unmoved,
)
from glasshouse.report.strip import kinds_of, strip
from glasshouse.report.studied import label
from glasshouse.report.text import NO_EVIDENCE, provenance_line
from glasshouse.report.verdict import badges, listed_note, refuses, two_intervals, verdict
from glasshouse.report.weeks import Life, Neighbourhood, end_of_week, life_of, neighbourhood_of, time_line
from glasshouse.schemes.lint.finding import Finding
from glasshouse.schemes.lint.report import CLOSING
from glasshouse.schemes.model.procedure import Remedy
from glasshouse.schemes.reforming import changes_in_short
from glasshouse.studies.effects import ANOTHER_ORDER
from glasshouse.studies.headlines import HEADLINES
from glasshouse.studies.lives import life as lived

__all__ = ["RULES_NOT_PEOPLE", "build"]

RULES_NOT_PEOPLE = (
    "Glasshouse studies rules, not people. Everyone in this report is invented: drawn by a random generator "
    "from published totals, or from an invented country's. What it says follows from the rules and from the "
    "assumptions shown. It is no evidence that a scheme works, is lawful, or harmed any particular person; "
    "it "
    "is no legal advice, no conformity assessment and no endorsement. Do not cite a number without its "
    "assumptions and its intervals."
)

_MOST_ARMS = 4
_MOST_PLACES = 8
_DRIVERS = 5
_FEW = 3
_PAIR = 2
_MOST_EVENTS = 60
_TOO_FEW = "Too few people to say."
_BENEFITS = frozenset({"harm-averted", "frauds-averted", "listings-per-fraud-averted", "change-in-conduct"})


def build(material: Material, charts: bool = True, lives: bool = True, threads: int | None = None) -> Page:
    """Write a report.

    Args:
        material: of a run or an audit.
        charts: whether there are pictures; without, every number is there all the same.
        lives: whether a neighbourhood is lived again, for the strip of it and one life in it.
        threads: for living a neighbourhood again; it changes nothing.

    Raises:
        BadInput: pictures are asked for, and what draws them is not installed.
    """
    writer = _Writer(material, charts)
    where = None if material.few or not lives else neighbourhood_of(material, threads)
    sections = [
        writer.verdict(),
        writer.ever_refused(),
        writer.who_carries_it(),
        *writer.neighbourhood(where),
        writer.mistakes(),
        writer.refusals(),
        writer.knowledge(),
        writer.expression(),
        writer.benefits(),
        writer.effects(),
        *writer.arms(),
        writer.text(),
        writer.drivers(),
        writer.validation(),
        writer.method(),
        writer.sources(),
        writer.again(),
        writer.numbers(),
    ]
    return Page(
        material.arm.scheme.title,
        tuple(writer.lead()),
        tuple(section for section in sections if section is not None),
        (
            provenance_line(material.scenario, material.arm.scheme),
            RULES_NOT_PEOPLE,
            NO_EVIDENCE,
            f"{NOTICE}. {CLOSING}",
        ),
    )


class _Writer:
    """Writes the sections one by one."""

    def __init__(self, material: Material, charts: bool) -> None:
        self._m = material
        self._scheme = material.arm.scheme
        self._charts = charts
        head = self._scheme.scheme
        self._stamp = f"{NOTICE} - {head.id}, {head.status}"

    def lead(self) -> Iterator[Block]:
        """What it is, in which standing, on whom."""
        head = self._scheme.scheme
        yield say(f"{NOTICE}. Synthetic society. Nobody here is real.", kind="notice")
        if head.status == "press":
            yield say(
                "Reported by the press; no such text was found. Nothing shows that it was ever enacted as "
                "described."
            )
        yield say(f"{head.id} - {standing(self._scheme)}.", kind="small")
        for reference in self._scheme.references:
            if reference.id in head.legal_basis:
                yield say(f"Rules as in ({reference.kind} source): {reference.cite}", kind="small")
        yield say(head.summary)
        if head.domestic_status is not None:
            yield say(f"Said of it in its own jurisdiction: {head.domestic_status}")
        changes = changes_in_short(self._scheme.document)
        if changes:
            yield say(f"Rules changed for this run: {'; '.join(changes)}.", kind="small")
        yield say(" ".join(world(self._m.scenario)), kind="small")

    def verdict(self) -> Section:
        """Three sentences."""
        how = () if self._m.few else (two_intervals(self._m),)
        return Section("verdict", "In three sentences", (*verdict(self._m), badges(self._m), *how))

    def ever_refused(self) -> Section:
        """One chart: the scheme against none."""
        title = "Who is ever refused something"
        found = [
            (place, arm, e)
            for place, arm in enumerate(self._m.scenario.arms[:_MOST_ARMS])
            if (e := self._m.find("refused-share", arm=arm.name)) is not None and e.value is not None
        ]
        if not found or not refuses(self._scheme):
            reason = (
                _TOO_FEW
                if self._m.few
                else "None of its consequences refuses a service to those whom it covers."
            )
            return Section("refused", title, (say(reason),))
        factor, unit = scale(max((e for _, _, e in found), key=reach))
        unit = _told_unit(unit)
        rows = [Dot("no scheme", 0.0, 0.0, 0.0, None, f"0 {unit}", None)]
        rows += [_dot(arm.name, e, factor, unit, place) for place, arm, e in found]
        _, _, first = found[0]
        caption = (
            f"Share of the {self._m.whom} covered who are refused something at least once within "
            f"{plural(self._m.scenario.days, 'day')}. Thick: 95 % for luck. Thin: 95 % over the assumptions. "
            "Without a scheme nobody is refused anything on its account, so that line is 0 by definition; "
            "refusals that have other causes are counted in neither."
        )
        table = self._table("Ever refused something", [(arm.name, e) for _, arm, e in found])
        figure = self._figure(
            "refused-chart",
            "Share ever refused: the scheme against none",
            f"No scheme at 0; {self._scheme.id} at {_whole(first)}.",
            caption,
            rows,
            f"{unit} of the {self._m.whom} covered",
            table,
        )
        return Section("refused", title, (figure,))

    def who_carries_it(self) -> Section:
        """Dot and interval by group."""
        title = "Who carries it"
        for measure, words in (("refused-share", "ever refused something"), ("listed-share", "ever listed")):
            every = self._m.find(measure)
            groups = [e for e in self._m.by_group(measure) if e.value is not None]
            if every is not None and every.value and groups and self._m.covers_persons:
                return Section("groups", title, tuple(self._groups(every, groups, words)))
        if not self._m.covers_persons:
            return Section(
                "groups",
                title,
                (say(f"The scheme covers {self._m.whom}, of which no groups are told apart here."),),
            )
        reason = (
            _TOO_FEW
            if self._m.few
            else "Nobody is refused or listed in this run, so no group carries more than another."
        )
        return Section("groups", title, (say(reason),))

    def _groups(self, every: Estimate, groups: list[Estimate], words: str) -> Iterator[Block]:
        factor, unit = scale(every)
        unit = _told_unit(unit)
        rows: list[Dot] = []
        last = ""
        places = sum(e.group.startswith("place=") for e in groups)
        for e in groups:
            dimension, category = self._group(e.group)
            if e.group.startswith("place=") and places > _MOST_PLACES:
                continue
            if dimension != last:
                rows.append(Dot(dimension, heading=True))
                last = dimension
            rows.append(_dot(category, e, factor, unit, 0))
        told = [(": ".join(self._group(e.group)), e) for e in groups]
        yield self._figure(
            "groups-chart",
            f"Share {words}, by group",
            f"Everybody at {_whole(every)}; each group with its interval, the dashed line at everybody's "
            "share.",
            f"Share of the people covered in each group who are {words}. Thick: 95 % for luck; thin, where "
            "there is one: 95 % over the assumptions. Intervals of groups overlap with the line by luck. Why "
            "groups differ is assumed too: their conduct, who is watched and who is recorded are inputs.",
            rows,
            f"{unit} of the people covered",
            self._table(f"People {words}, by group", told, like=every),
            ((every.value or 0.0) * factor, f"everybody: {number((every.value or 0.0) * factor)} {unit}"),
        )
        for measure, apart in self._apart().items():
            yield self._table(measure, apart, folded=False)
        if self._apart():
            yield say(
                "Of each kind of group the one farthest from everybody else, where its interval leaves out "
                "1. "
                "About one group in 20 would stand out by luck alone.",
                kind="small",
            )

    def neighbourhood(self, where: Neighbourhood | None) -> Iterator[Section]:
        """A strip of one neighbourhood, and one life in it."""
        if where is None:
            return
        m = self._m
        weeks = m.scenario.weeks
        dates = [end_of_week(m, week) for week in range(weeks)]
        kinds = kinds_of(where.film, self._scheme, where.arm)
        if self._charts:
            counted = [int(kind.who[-1].sum()) for kind in kinds]
            rows = tuple(
                (kind.title, kind.shape_name, f"{int(kind.who[0].sum()):,}", f"{int(kind.who[-1].sum()):,}")
                for kind in kinds
            )
            last = "; ".join(f"{kind.title} {count:,}" for kind, count in zip(kinds, counted, strict=True))
            yield Section(
                "film",
                "One neighbourhood over time",
                (
                    Figure(
                        "film-strip",
                        f"{plural(len(where.film.age), 'invented person', 'invented people')}, households "
                        "side by side",
                        f"Dots for people on six days. On the last one: {last}.",
                        f"Neighbourhood {where.film.neighbourhood:,} of this run, at the end of six weeks. "
                        "It is "
                        "one of many and stands for none: shares are told above.",
                        strip(where.film, kinds, dates, self._stamp),
                        Table(
                            "People by standing",
                            ("standing", "drawn as", told_date(dates[0]), told_date(dates[-1])),
                            rows,
                            True,
                        ),
                    ),
                ),
            )
        life = life_of(m, where)
        if life is None:
            text = "Nothing of what the rules can do happened to anybody in this run, so no life is told."
            yield Section("life", "One life", (say(text),))
        else:
            yield Section("life", "One life", tuple(self._life(life)))

    def _life(self, life: Life) -> Iterator[Block]:
        yield say("Invented; corresponds to nobody.", kind="notice")
        home = "alone" if life.household == 1 else f"in a household of {life.household}"
        yield say(
            f"Person {life.address} of this run, {life.age} years old on the first day, living {home}; "
            "looked up "
            f"as the first found to be {life.why}, by a rule that is the same in every report. One life is "
            "an "
            "illustration, not a finding."
        )
        heads = ("in the week to", "what changed")
        table = Table("Week by week", heads, tuple((told_date(day), text) for day, text in life.weeks))
        if self._charts:
            yield Figure(
                "life-line",
                "The time line of one invented life",
                "; ".join(f"{told_date(day)}: {text}" for day, text in life.weeks[:6]) + ".",
                "Bars: weeks in which it held at the week's end. Crosses: weeks with a refusal.",
                time_line(self._m, life, self._stamp),
                table,
            )
        else:
            yield table
        if life.refusals:
            told = "; ".join(f"{gate}: {plural(count, 'time')}" for gate, count in life.refusals)
            yield say(f"Refused in all: {told}.")
        yield from self._events(life)
        yield say(
            "The same person without the scheme: on no such list, in no such band, and refused nothing on "
            "its "
            "account. What they do is drawn from the same luck; where they do less or more of it, an "
            "assumption on response says so."
        )

    def _events(self, life: Life) -> Iterator[Block]:
        """The same life event by event, with what each followed from."""
        m = self._m
        whole = lived(m.alone, life.address)
        if whole is None:
            return
        events = of_note(whole.events[m.arm.name], self._scheme)
        cited: set[str] = set()
        rows = []
        for event in events[:_MOST_EVENTS]:
            reasons = [
                path if path in cited else reason
                for path, reason in zip(event.because, because(event, self._scheme), strict=True)
            ]
            cited |= set(event.because)
            told = sentence(event, self._scheme, m.scenario.assumptions)
            hangs = but_for_of(event, whole, m.arm.name)
            told += "" if hangs is None else f" {hangs}"
            rows.append((told_date(whole.date(event)), told, "; ".join(reasons) or "no rule"))
        traits = "; ".join(f"{name.lower()}: {trait}" for name, trait in whole.traits.items())
        yield say(f"Drawn as: {traits}.", kind="small")
        yield Table(
            "The same life, event by event", ("day", "what happened", "because of"), tuple(rows), True
        )
        if len(events) > _MOST_EVENTS:
            more = plural(len(events) - _MOST_EVENTS, "event")
            yield say(f"{more} more: glasshouse life RUN --person {life.address}.", kind="small")

    def mistakes(self) -> Section:
        """Who is listed who should not be."""
        title = "Wrongful listings"
        found = list(self._family("accuracy"))
        if not found:
            none = "There is no blacklist on which anybody could stand wrongly."
            if any(entry.polarity == "black" for entry in self._scheme.lists):
                none = self._too_few_of_whom()
            return Section("mistakes", title, (say(_TOO_FEW if self._m.few else none),))
        note = listed_note(self._m)
        blocks = [say(str(note[0]).lstrip(), *note[1:])] if note else []
        return Section("mistakes", title, (*blocks, *found))

    def _of_whom(self, e: Estimate) -> str:
        """What an estimate is a part of, with the word for those whom the scheme covers."""
        return e.denominator.replace("people covered", f"{self._m.whom} covered")

    def _too_few_of_whom(self) -> str:
        """How many there are of those whom the scheme is about, and how many people it would take."""
        found = self._m.find("listed-share")
        if found is None or not found.people:
            return f"Too few {self._m.whom} live in this run to say who is listed wrongly."
        people = math.ceil(self._m.scenario.people * 2 * FEWEST_PEOPLE / found.people / 10_000) * 10_000
        return (
            f"Too few {self._m.whom} live in this run to say who is listed wrongly: {found.people:,}. With "
            f"{people:,} people there would be enough: glasshouse run {self._scheme.id} --people {people}."
        )

    def refusals(self) -> Section | None:
        """What people are refused, for how long, and who else pays."""
        found = [
            *self._family("liberty"),
            *self._family("proportionality", _BENEFITS),
            *self._family("family"),
        ]
        return (
            Section("refusals", "What is refused, for how long, and to whom else", tuple(found))
            if found
            else None
        )

    def knowledge(self) -> Section:
        """Who is told, who appeals, how stays end."""
        found = [*self._family("knowledge"), *self._family("permanence")]
        chain = [_remedy(remedy) for remedy in self._scheme.remedies]
        ways = (
            f"Ways to have something put right, by the text: {', '.join(chain)}."
            if chain
            else "The rules as they are written down here name no way to have anything put right."
        )
        return Section("knowledge", "Knowledge, appeals, and the way out", (say(ways), *found))

    def expression(self) -> Section:
        """Lawful expression before and after, with what must stand beside it."""
        found = [e for e in self._m.of("change-in-expression") if e.value is not None]
        title = "Expression, before and after"
        if not found:
            text = (
                "No rule counts expression, assembly, petition or association, so the run moves none of it."
            )
            return Section("expression", title, (say(_TOO_FEW if self._m.few else text),))
        conducts = self._m.scenario.assumptions.conducts
        rows = [_dot(conducts[e.item].title, e, 1.0, "%", 0) for e in found]
        heads = ("conduct", "before", "after", "change", "luck, 95 %", "assumed, 95 %")
        table = Table(
            "Of each 100 acts without the scheme, so many are left with it",
            heads,
            tuple(
                (
                    conducts[e.item].title,
                    "100",
                    number(100.0 + (e.value or 0.0)),
                    e,
                    interval(e),
                    assumed(e) or "none",
                )
                for e in found
            ),
        )
        figure = self._figure(
            "expression-chart",
            "Change in expression, assembly, petition and association, put in by an assumption",
            "; ".join(f"{conducts[e.item].title}: {_whole(e)}" for e in found) + ".",
            f"Against the same invented people without the scheme. {NEVER_MEASURED} Reported, never aimed "
            "at.",
            rows,
            "% of the acts without the scheme",
            table,
        )
        return Section("expression", title, (say(NEVER_MEASURED), figure))

    def benefits(self) -> Section:
        """What it averts, told as large as the harms."""
        title = "What it averts"
        moved = [e for e in self._m.of("change-in-conduct") if e.value is not None]
        blocks: list[Block] = []
        note = listed_note(self._m)
        for id in ("harm-averted", "frauds-averted", "listings-per-fraud-averted"):
            for e in self._m.of(id):
                title_ = measures()[id].title
                if e.value is None:
                    blocks.append(say(f"{title_}: {e.absent} to say."))
                    continue
                told = (
                    f"{title_}: ",
                    e,
                    f" ({self._of_whom(e)}), mostly put in by the assumptions on response.",
                )
                # Listings for each fraud averted never go without who was listed wrongly.
                blocks.append(say(*told, *(note if id != "harm-averted" else ())))
        conducts = self._m.scenario.assumptions.conducts
        unknown = [conducts[e.item].title for e in self._m.of("change-in-conduct") if e.value is None]
        if unknown and blocks:
            blocks.append(
                say(f"In per cent, too few in this run to tell the change of: {'; '.join(unknown)}.")
            )
        if moved:
            shown = sorted((e for e in moved if e.value), key=lambda e: -abs(e.value or 0.0))[:12]
            table = self._table(
                "Change in conduct that the rules count", [(conducts[e.item].title, e) for e in moved]
            )
            if shown:
                blocks.append(
                    self._figure(
                        "conduct-chart",
                        "Change in conduct that the rules count, put in by the assumptions on response",
                        "; ".join(f"{conducts[e.item].title}: {_whole(e)}" for e in shown) + ".",
                        "Against the same invented people without the scheme; to the left fewer acts, to "
                        f"the right more. These changes are {PUT_IN}: "
                        "they are no evidence that people respond so.",
                        [_dot(conducts[e.item].title, e, 1.0, "%", 0) for e in shown],
                        "% of the acts without the scheme",
                        table,
                    )
                )
            elif unknown:
                blocks += [say("It changes none of the other conduct that its rules count."), table]
            else:
                blocks += [say("It changes no conduct that its rules count."), table]
        blocks = blocks or [say(_TOO_FEW if self._m.few else "It averts nothing that is counted here.")]
        blocks.append(
            say(
                "Without the scheme ordinary law goes on, with harms of its own that are not counted here: "
                "bailiffs, refused credit, prison for fraud.",
                kind="small",
            )
        )
        return Section("benefits", title, tuple(blocks))

    def effects(self) -> Section:
        """What part of it is which answer of the people."""
        if self._m.splits is None:
            verb = f"glasshouse effects {self._scheme.id}"
            asks = f"Nobody asked in this run. '{verb}' asks; 'glasshouse audit {self._scheme.id}' asks "
            return Section("effects", QUESTION, (say(f"{asks}that and more."),))
        moved, silent, few = sorted_out(self._m.splits)
        blocks: list[Block] = [say(f"{HOW} {ANOTHER_ORDER}")]
        for split in moved:
            factor, unit = same_unit(split)
            caption = f"{in_words(self._m.scenario, split.whole)}: {unit} ({self._of_whom(split.whole)})"
            rows = []
            for words, estimate in lines(split):
                adds_, limits = adds(estimate, factor)
                rows.append((words, Told(estimate, adds_), limits))
            blocks.append(Table(caption, ("what", "adds", "luck, 95 %, paired"), tuple(rows)))
            if beside(split):
                blocks.append(say(beside(split), kind="small"))
        blocks += [say(text, kind="small") for text in unmoved(self._m.scenario, silent, few)]
        return Section("effects", QUESTION, tuple(blocks))

    def arms(self) -> Iterator[Section]:
        """Of an audit: its arms beside each other."""
        arms = self._m.scenario.arms
        if len(arms) < 2:
            return
        blocks: list[Block] = [say("The same people and the same luck in every arm. Nothing is ranked.")]
        for id, item in HEADLINES:
            rows = [(arm.name, e) for arm in arms if (e := self._m.find(id, item, arm.name)) is not None]
            if rows:
                blocks.append(self._table(label(self._m.scenario, id, item), rows, folded=False))
        signs = [
            (
                f"{label(self._m.scenario, str(c['id']), str(c['item']))}, {c['arms'][1]}",
                str(c["sign"]),
                f"{c['held']} of {c['draws']}",
                str(c["verdict"]),
            )
            for c in self._m.conclusions
            if c["arms"][0] == self._m.arm.name and c["sign"] != "not known"
        ]
        if signs:
            caption = f"Above or below {self._m.arm.name}, and whether that holds in the draws"
            blocks.append(Table(caption, ("what", "sign", "draws with it", "verdict"), tuple(signs), True))
        blocks += [say(f"{name} changed no event of this run.", kind="small") for name in self._m.idle]
        yield Section("arms", "Beside its reforms and a narrow register", tuple(blocks))

    def text(self) -> Section:
        """What the lint finds in the text, joined to numbers."""
        report = self._m.lint
        kinds = report.rules_by_kind
        failing = [finding for finding in report.shown if finding.kind == "fail"]
        order = {"error": 0, "warning": 1, "note": 2}
        failing.sort(key=lambda finding: order[finding.severity])
        blocks: list[Block] = [
            say(
                f"{plural(sum(kinds.values()), 'rule')} asked, as the law stood on "
                f"{told_date(self._m.as_of)}: {kinds['fail']} in tension with norms, "
                f"{kinds['justified']} answered in the file, {kinds['review']} that a reader has to settle, "
                f"{kinds['pass']} not seen, "
                f"{kinds['notApplicable']} not applicable. {CLOSING}"
            )
        ]
        if failing:
            blocks.append(
                Table(
                    "In tension, with what this run measured for it",
                    ("rule", "what the text says", "norms", "measured in this run"),
                    tuple(self._findings(failing)),
                )
            )
        return Section("text", "What the text itself is in tension with", tuple(blocks))

    def _findings(self, findings: list[Finding]) -> Iterator[tuple[Cell, ...]]:
        """One row a rule: what it saw and where, the norms with their force, what the run measured for it."""
        held = {(e.id, e.item, e.group): e for e in self._m.estimates if e.arm == self._m.arm.name}
        for id in dict.fromkeys(finding.rule.id for finding in findings):
            same = [finding for finding in findings if finding.rule.id == id]
            seen = [f"{finding.message}{_line(finding)}" for finding in same[:_FEW]]
            if len(same) > _FEW:
                seen.append(f"and {len(same) - _FEW} more of the kind")
            measured = dict.fromkeys(
                (entry.measure, entry.item, entry.group)
                for finding in same
                for entry in finding.measured or ()
                if entry.value is not None and entry.value != 0.0
            )
            known = [held[key] for key in measured if key in held][:_FEW]
            norms = dict.fromkeys(str(norm) for finding in same for norm in finding.norms)
            yield (
                f"{id} {same[0].severity}",
                "; ".join(seen),
                "; ".join(list(norms)[:_FEW]),
                "; ".join(f"{self._about(e)}: {_whole(e)}" for e in known) or _not_measured(same),
            )

    def drivers(self) -> Section:
        """Which assumptions move the result."""
        title = "Which assumptions move the result"
        found = self._m.drivers
        if found is None:
            verb = f"glasshouse sensitivity {self._scheme.id}"
            return Section(
                "drivers",
                title,
                (
                    say(
                        f"Nobody asked in this run. '{verb}' asks; 'glasshouse audit {self._scheme.id}' asks "
                        "that and more."
                    ),
                ),
            )
        blocks: list[Block] = [
            say(
                f"{found['screened']} assumptions that these rules can feel were screened, and those with "
                "the largest effects taken further: "
                f"{found['runs']:,} runs of {found['people']:,} invented people with the same luck. Shares "
                "of a result's variance "
                "over the ranges of the assumptions, with all that one does together with others."
            )
        ]
        for name in dict.fromkeys((driver["measure"], driver["item"]) for driver in found["drivers"]):
            rows = [d for d in found["drivers"] if (d["measure"], d["item"]) == name][:_DRIVERS]
            blocks.append(
                Table(
                    label(self._m.scenario, *name),
                    ("assumption", "rests on", "range", "share of the variance", "95 %"),
                    tuple(
                        (
                            d["assumption"],
                            d["evidence"],
                            d["range"],
                            f"{100 * _clip(d['total']):.0f} %",
                            f"{100 * _clip(d['total_low']):.0f} to {100 * _clip(d['total_high']):.0f}",
                        )
                        for d in rows
                    ),
                )
            )
            blocks += [
                say(f"Mostly put in by assumption {d['assumption']} ({d['evidence']}).")
                for d in rows
                if d["mostly"]
            ]
        return Section("drivers", title, tuple(blocks))

    def validation(self) -> Section:
        """How far anything was held against the world."""
        return Section(
            "validation",
            "How sure is this?",
            (
                say(
                    "Of its own numbers: the same command gives them again, to the last digit. Of the world: "
                    "not at all, until somebody holds them against it."
                ),
                say(
                    "Validated for: nothing. No number of this report was held against what such a scheme "
                    "did in the world. "
                    "The interval for luck says how much another draw of invented people would change; the "
                    "interval of the "
                    "assumptions says what else could be true if the model is right; neither covers what the "
                    "model leaves out."
                ),
                *self._how_far(),
            ),
        )

    def _how_far(self) -> Iterator[Block]:
        """How far luck and assumptions move the first headline, the two beside each other."""
        found = (self._m.find(id) for id in ("refused-share", "listed-share", "demoted-share"))
        e = next((e for e in found if e is not None and e.value), None)
        if e is None or e.low is None or e.high is None:
            return
        yield say(f"Take the first headline that is not nought, '{measures()[e.id].title}': ", e, ".")
        halved = to_halve(self._m.scenario.people, [e])
        if halved is not None:
            yield say(halved, kind="small")
        if e.assumed_low is None or e.assumed_high is None:
            yield say("How far the assumptions would move it is not known: nobody drew them in this run.")
        elif e.high > e.low:
            times = (e.assumed_high - e.assumed_low) / (e.high - e.low)
            yield say(
                f"Over the draws of the assumptions it spreads {number(times)} times as wide as by luck."
            )
            factor, unit = scale(e)
            low, high = min(e.low, e.assumed_low), max(e.high, e.assumed_high)
            yield say(
                f"To quote it: 'in a simulation of invented people, between {number(low * factor)} and "
                f"{number(high * factor)} {unit} of the {self._m.whom} covered'; never the one number alone."
            )

    def method(self) -> Section:
        """How it was made, and where it ends."""
        m = self._m
        assumptions = m.scenario.assumptions
        held = [number_.evidence or "none" for _, number_ in assumptions.numbers()]
        cited = sum(word in ("cited", "derived") for word in held)
        return Section(
            "method",
            "Method and limits",
            (
                say(
                    f"{plural(m.scenario.people, 'invented person', 'invented people')} of society "
                    f"'{m.scenario.society.id}' live {plural(m.scenario.days, 'day')} "
                    "twice, with the scheme and without it, with the same luck. They act as the assumptions "
                    "say; what is seen is "
                    "recorded, rightly or wrongly; the rules enter points or stays; gates refuse. Everything "
                    "is counted, and each "
                    "count is a ratio of totals with a jackknife over neighbourhoods."
                ),
                Bullets(
                    (
                        (
                            f"Of {len(held):,} numbers about people, {cited:,} are cited or derived from a "
                            "source; the rest are assumed, with ranges.",
                        ),
                        (
                            "How people answer to a rule is an input. A change in conduct is what was put "
                            "in, carried through who knows and who is burdened.",
                        ),
                        (
                            "Nobody leaves the country, marries, changes work or organises because of the "
                            "scheme, unless an assumption says so.",
                        ),
                        (
                            f"The rules stand as '{self._scheme.scheme.reading}': "
                            f"{_reading(self._scheme.scheme.reading)}.",
                        ),
                    )
                ),
            ),
        )

    def sources(self) -> Section:
        """What the rules were read from."""
        items = []
        for reference in self._scheme.references:
            read = "" if reference.read is None else f", read on {told_date(reference.read)}"
            words = f"{reference.cite} ({reference.kind} source{read})"
            items.append((Link(words, reference.url),) if reference.url else (words,))
        return Section("sources", "Sources of the rules", (Bullets(tuple(items)),))

    def again(self) -> Section:
        """The box that makes it again."""
        m = self._m
        rows = [
            ("seed", str(m.scenario.seed)),
            ("scheme", f"{self._scheme.id}, SHA-256 {self._scheme.text_hash}"),
            ("society", f"{m.scenario.society.id}, SHA-256 {m.scenario.society.fingerprint}"),
            ("assumptions", m.scenario.assumptions.id),
            ("source code", f"SHA-256 {m.code or 'not known'}"),
            *((name, version) for name, version in (m.versions or {}).items()),
        ]
        return Section(
            "again",
            "Make it again",
            (
                say(
                    "This makes the same numbers, whatever the machine and the number of threads; the report "
                    "of the same run is the same to the byte."
                ),
                ToCopy(command(m)),
                Table("Versions and hashes", ("what", "which"), tuple(rows)),
            ),
        )

    def numbers(self) -> Section:
        """All numbers about everybody concerned, in their own units."""
        heads = ("what", "value", "luck, 95 %", "assumed, 95 %", "of")
        told = []
        for family, title in FAMILIES.items():
            found = [
                e for id, measure in measures().items() if measure.family == family for e in self._m.of(id)
            ]
            rows = tuple(
                (self._about(e), e, interval(e) or "none", assumed(e) or "not drawn", self._of_whom(e))
                for e in found
            )
            if rows:
                told.append(Table(title, heads, rows, True))
        return Section("numbers", "All numbers", tuple(told) or (say("Too few people for any number."),))

    # --------------------------------------------------------------------------------------------- details

    def _family(self, family: Family, without: frozenset[str] = frozenset()) -> Iterator[Block]:
        """The measures of a family: small ones in one table, others in their own."""
        small: list[tuple[Cell, ...]] = []
        large: list[Block] = []
        put_in = False
        for id, measure in measures().items():
            known = [e for e in self._m.of(id) if e.value is not None]
            if measure.family != family or id in without or not known:
                continue
            put_in |= any(PUT_IN in (e.note or "") for e in known)
            if len(known) == _PAIR and known[0].value == known[1].value:
                # One list, and all lists: the same thing said twice.
                known = [e for e in known if e.item != "any"] or known
            if len(known) <= _PAIR:
                small += [
                    (f"{self._about(e)} ({self._of_whom(e)})", e, interval(e), assumed(e) or "not drawn")
                    for e in known
                ]
                continue
            never = [e for e in known if e.value == 0.0]
            # What never happened is told in a line, as long as something did.
            shown = known if len(never) == len(known) or len(never) < _FEW else [e for e in known if e.value]
            large.append(self._table(measure.title, [(self._item(e), e) for e in shown], folded=False))
            if len(shown) < len(known):
                told = "; ".join(self._item(e) for e in never)
                large.append(say(f"{number(0.0)} in this run: {told}.", kind="small"))
        if small:
            yield Table(FAMILIES[family], ("what", "value", "luck, 95 %", "assumed, 95 %"), tuple(small))
        yield from large
        if put_in:
            yield say(f"{PUT_IN[:1].upper()}{PUT_IN[1:]}.", kind="small")

    def _item(self, estimate: Estimate) -> str:
        """What a row of a measure's own table is about."""
        return self._about(estimate).partition(": ")[2] or (
            "in all" if estimate.item in ("", "any") else estimate.item
        )

    def _table(
        self,
        caption: str,
        rows: Sequence[tuple[str, Estimate]],
        folded: bool = True,
        like: Estimate | None = None,
    ) -> Table:
        """Numbers of one measure, all in one unit: that of `like`, or of the number that reaches farthest."""
        factor, unit = scale(max((e for _, e in rows), key=reach) if like is None else like)
        of = next(self._of_whom(e) for _, e in rows)
        return Table(
            f"{caption}: {_told_unit(unit)} ({of})",
            ("what", "value", "luck, 95 %", "assumed, 95 %"),
            tuple(
                (
                    about,
                    _cell(e, factor),
                    _ends(e.low, e.high, factor),
                    _ends(e.assumed_low, e.assumed_high, factor),
                )
                for about, e in rows
            ),
            folded,
        )

    def _figure(
        self,
        id: str,
        title: str,
        description: str,
        caption: str,
        rows: Sequence[Dot],
        axis: str,
        table: Table,
        reference: tuple[float, str] | None = None,
    ) -> Block:
        """A chart; the table alone where no pictures are asked for."""
        if not self._charts:
            return Table(f"{title}. {caption}", table.heads, table.rows)
        return Figure(id, title, description, caption, dots(id, rows, axis, self._stamp, reference), table)

    def _about(self, estimate: Estimate) -> str:
        item, _, way = estimate.item.partition(": ")
        for entry in self._scheme.lists:
            if entry.id == item and entry.title:
                title = measures()[estimate.id].title if estimate.id in measures() else estimate.id
                return f"{title}: {entry.title}{f' ({way})' if way else ''}"
        return label(self._m.scenario, estimate.id, estimate.item)

    def _group(self, group: str) -> tuple[str, str]:
        dimension, _, category = group.partition("=")
        for held in self._m.scenario.society.tables().dims:
            if held.id == dimension:
                return held.title, next(entry.title for entry in held.categories if entry.id == category)
        return dimension, category

    def _apart(self) -> dict[str, list[tuple[str, Estimate]]]:
        """Of each ratio and dimension the group farthest from 1 whose interval leaves 1 out."""
        told: dict[str, list[tuple[str, Estimate]]] = {}
        for id in ("listing-rate-ratio", "refusal-rate-ratio", "listing-ratio-given-conduct"):
            farthest: dict[str, Estimate] = {}
            for e in self._m.by_group(id, self._item_of(id)):
                if e.value is None or e.low is None or e.high is None or e.low <= 1.0 <= e.high:
                    continue
                dimension = e.group.partition("=")[0]
                if dimension not in farthest or _distance(e) > _distance(farthest[dimension]):
                    farthest[dimension] = e
            if farthest:
                told[measures()[id].title] = [(": ".join(self._group(e.group)), e) for e in farthest.values()]
        return told

    def _item_of(self, id: str) -> str:
        return next((e.item for e in self._m.estimates if e.id == id and e.arm == self._m.arm.name), "any")


def command(material: Material) -> str:
    """The commands that make the run and this report again."""
    scenario, scheme = material.scenario, material.arm.scheme
    words = [
        f"glasshouse {material.verb} {scheme.id}",
        f"--people {scenario.people} --days {scenario.days} --seed {scenario.seed}",
        f"--society {scenario.society.id} --assumptions {scenario.assumptions.id}",
        f"--start {scenario.start.isoformat()}",
    ]
    if scenario.warm:
        words.append(f"--warm {scenario.warm / 365.25:.4g}")
    if material.arm.answers != ALL_ANSWERS:
        words.append(f"--answers {answers_text(material.arm.answers)}")
    if material.draws:
        words.append(f"--draws {material.draws}")
    for patch in scheme.document.patches:
        words.append(f"--set '{patch}'" if "\n" not in patch else "--reform REFORM")
    words += [
        f"--set assumptions.{path}={size!r}" for path, size in scenario.assumptions.set_by_user().items()
    ]
    words.append("--out RUN")
    return (
        " \\\n    ".join(words)
        + f"\nglasshouse report RUN --as-of {material.as_of.isoformat()} -o report.html"
    )


def _remedy(remedy: Remedy) -> str:
    """A way to have something put right, in a few words."""
    traits = (
        ("by " + remedy.body if remedy.body else "", bool(remedy.body)),
        ("independent" if remedy.independent else "not independent", remedy.independent is not None),
        ("by a human being" if remedy.human else "by no human being", remedy.human is not None),
    )
    told = [words for words, said in traits if said]
    return f"{remedy.kind} ({', '.join(told)})" if told else remedy.kind


def _line(finding: Finding) -> str:
    line = None if finding.position is None else finding.position.line
    return "" if line is None else f" (line {line})"


def _reading(reading: str) -> str:
    return (
        "two people read them from the source, independently"
        if reading == "read-twice"
        else "one reading, not yet checked by a second"
    )


def _cell(e: Estimate, factor: float) -> Cell:
    return e if e.value is None else Told(e, number(e.value * factor))


def _ends(low: float | None, high: float | None, factor: float) -> str:
    return (
        "not drawn" if low is None or high is None else f"{number(low * factor)} to {number(high * factor)}"
    )


def _dot(about: str, e: Estimate, factor: float, unit: str, series: int) -> Dot:
    wide = None
    if e.assumed_low is not None and e.assumed_high is not None:
        wide = (e.assumed_low * factor, e.assumed_high * factor)
    low, high = (e.low or 0.0) * factor, (e.high or 0.0) * factor
    middle = (e.value or 0.0) * factor
    return Dot(about, middle, low, high, wide, f"{number(middle)} {unit}", series)


def _whole(e: Estimate) -> str:
    """A number with both intervals, as a sentence can carry it."""
    drawn = f"; assumptions {assumed(e)}" if assumed(e) else ""
    return f"{in_full(e)} (luck {interval(e)}{drawn})"


def _told_unit(unit: str) -> str:
    return "%" if unit == "per cent" else unit


def _distance(e: Estimate) -> float:
    return max(e.value, 1.0 / e.value) if e.value else float("inf")


def _clip(share: float) -> float:
    return min(max(share, 0.0), 1.0)


def _not_measured(findings: Sequence[Finding]) -> str:
    """Why no number stands beside findings: none is about them, too few people, or none was seen."""
    entries = [entry for finding in findings for entry in finding.measured or ()]
    if not entries:
        return "no number is about it"
    return "too few to say" if all(entry.value is None for entry in entries) else "nothing above nought"
