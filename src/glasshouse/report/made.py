"""How a report was made: by which method, from which sources, by which command, to which numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterator
from typing import Any

from glasshouse.assumptions import catalogue as sets_of_assumptions
from glasshouse.engine.answers import ALL_ANSWERS, answers_text
from glasshouse.ground.quantity import Quantity
from glasshouse.ground.telling import listed
from glasshouse.measures.estimate import Estimate
from glasshouse.measures.measure import FAMILIES, measures
from glasshouse.report.blocks import Block, Bullets, Cell, Link, Section, Table, ToCopy, say
from glasshouse.report.material import Material
from glasshouse.report.numbers import plural, told_date
from glasshouse.report.ranges import Ranges
from glasshouse.report.resting import evidence_of_behaviour, in_words, of_all
from glasshouse.report.whereabouts import where_and_when
from glasshouse.report.writer import Writer
from glasshouse.schemes.model import Scheme
from glasshouse.schemes.origins import READ, origin, origins_told
from glasshouse.schemes.origins import in_words as origin_in_words
from glasshouse.schemes.phrases import value
from glasshouse.schemes.sourcing import Number, numbers
from glasshouse.society import catalogue as societies
from glasshouse.studies.citing import given_along
from glasshouse.studies.draws import uncertain_numbers
from glasshouse.studies.since import of_the_catalogue

__all__ = ["again", "all_numbers", "command", "method", "sources"]

_KINDS = {
    "primary": "the text where its issuer put it",
    "reprint": "a copy, quotation or translation of the text",
    "secondary": "an account of it",
    "press": "the press",
    "dataset": "a data set",
    "derived": "worked out here",
    "memory": "memory, read nowhere",
}
"""What kind of source each reference is."""

_READING = {
    "read-twice": "Two readers wrote the rules down from the same sources, independently of each other, and "
    "agreed on what was read; of what was read nowhere no reader can say whether it is so",
    "provisional": "One reader wrote the rules down from their sources; no second has checked it",
}
_HEADS = ("number", "value", "read", "source")


def method(writer: Writer) -> Section:
    """How it was made, and where it ends."""
    m = writer.material
    assumed_of_all, total = of_all(m.scenario, writer.scheme)
    return Section(
        "method",
        "Method and limits",
        (
            say(
                f"{plural(m.scenario.people, 'invented person', 'invented people')} of society "
                f"'{m.scenario.society.id}' live {plural(m.scenario.days, 'day')} twice, with the scheme and "
                "without it, with the same luck. They act as the assumptions say; what is seen is recorded, "
                "rightly or wrongly; the rules enter points or stays; gates refuse. Everything is counted, "
                "and each count is a ratio of totals with a jackknife over neighbourhoods."
            ),
            Bullets(
                (
                    (
                        f"About what people do: {in_words(evidence_of_behaviour(m.scenario))}. With the "
                        "numbers of the rules and of the society, as counted at the foot of this page: "
                        f"{assumed_of_all:,} of {total:,} assumed. {_what_is_drawn(writer)}",
                    ),
                    *((told,) for told in _fitted(writer)),
                    (
                        "How people answer to a rule is an input. A change in conduct is what was put "
                        "in, carried through who knows and who is burdened.",
                    ),
                    (
                        "Nobody leaves the country, marries, changes work or organises because of the "
                        "scheme, unless an assumption says so.",
                    ),
                    *((sentence,) for sentence in where_and_when(m.scenario, writer.scheme)),
                    (f"{_READING[writer.scheme.scheme.reading]}.",),
                )
            ),
        ),
    )


def _what_is_drawn(writer: Writer) -> str:
    """Which of these numbers a draw moves, and which stand as they are written in every one."""
    has_range = len(uncertain_numbers(writer.material.scenario.assumptions))
    return (
        f"Of those about what people do {has_range:,} have a range, from which the draws are made; those of "
        "the rules and of the society stand as they are written in every draw, whatever range the file has "
        "beside them."
    )


def _fitted(writer: Writer) -> Iterator[str]:
    """Which numbers were fitted to published figures, and why to meet those figures is no check."""
    assumptions = writer.material.scenario.assumptions
    after: dict[str, list[str]] = {}
    for path, number in assumptions.numbers():
        if number.evidence == "calibrated":
            source = "no source named"
            if number.reference is not None:
                source = assumptions.references[number.reference].cite
            after.setdefault(source, []).append(f"'{path}'")
    for source, paths in after.items():
        yield (
            f"Fitted to published figures: {listed(paths, 'and')} ({source}). Chosen so that a run meets "
            "figures, which may be of another scheme than this: that it meets them checks nothing."
        )


def sources(writer: Writer) -> Section:
    """What the rules were read from; number by number where that is asked for."""
    scheme = writer.scheme
    items = []
    for reference in scheme.references:
        read = "" if reference.read is None else f", read on {told_date(reference.read)}"
        words = f"{reference.cite} ({_KINDS[reference.kind]}{read})"
        items.append((Link(words, reference.url),) if reference.url else (words,))
    told: list[Block] = [say(origins_told(scheme)), Bullets(tuple(items))]
    rows = tuple(_read(scheme, number) for number in numbers(scheme))
    if rows:
        told.append(
            Table("Each number of the rules, and where it was read", _HEADS, rows, folded=True, printed=False)
        )
    return Section("sources", "Sources of the rules", tuple(told))


def _read(scheme: Scheme, number: Number) -> tuple[Cell, ...]:
    """A number of the rules, how it is known, and its source."""
    known = number.quantity
    from_where = origin(scheme, number)
    return number.path, value(known.value), origin_in_words(from_where), _source(scheme, known, from_where)


def _source(scheme: Scheme, known: Quantity[Any], from_where: str) -> str:
    """What a number was read in; of one that was read nowhere, what the source it leans on says instead."""
    if known.reference is None:
        return ""
    reference = scheme.reference(known.reference)
    if from_where in READ or reference.kind == "memory":
        return reference.cite
    remark = "" if known.note is None else f": {known.note}"
    return f"taken after {reference.cite}, which does not settle it{remark}"


def again(writer: Writer) -> Section:
    """The box that makes it again."""
    m = writer.material
    rows = [
        ("seed", str(m.scenario.seed)),
        ("scheme", f"{writer.scheme.id}, SHA-256 {writer.scheme.text_hash}"),
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
            *(say(sentence) for sentence in given_along(m.scenario)),
            say(
                "Whoever has the folder of the run needs no other file: 'glasshouse repeat RUN' makes it "
                "again, and says whether the same comes out and how it is cited."
            ),
            Table("Versions and hashes", ("what", "which"), tuple(rows)),
        ),
    )


def all_numbers(writer: Writer) -> Section:
    """All numbers about everybody concerned, in their own units."""
    told = []
    for family, title in FAMILIES.items():
        ids = [id for id, measure in measures().items() if measure.family == family]
        found = [e for id in ids for e in writer.material.of(id)]
        ranges = Ranges(found)
        heads = ("what", "value", *ranges.heads, "of")
        rows: list[tuple[Cell, ...]] = [
            (about, e, *ranges.cells(e), writer.of_whom(e)) for id in ids for about, e in _rows(writer, id)
        ]
        for absent in dict.fromkeys(e.absent for e in found if not e.known):
            titles = Counter(measures()[e.id].title for e in found if not e.known and e.absent == absent)
            names = "; ".join(title if n == 1 else f"{title} ({n})" for title, n in titles.items())
            rows.append((names, absent, *("" for _ in ranges.heads), ""))
        if rows:
            told.append(Table(title, heads, tuple(rows), True))
    return Section("numbers", "All numbers", tuple(told) or (say("Too few people for any number."),))


def _rows(writer: Writer, id: str) -> Iterator[tuple[str, Estimate]]:
    """The numbers of a measure with what each is of; those that are alike in everything in one row."""
    for label, e in writer.alike([e for e in writer.material.of(id) if e.known]):
        about = writer.about(e)
        yield (about if label == writer.item(e) else f"{about.partition(': ')[0]}: {label}"), e


def command(material: Material, verb: str | None = None, form: str | None = None) -> str:
    """The commands that make the run and this report again.

    Args:
        material: of the report.
        verb: what is to be made instead of what was; None for the same.
        form: a form of the report by its name; None for the usual one.
    """
    kept = "RUN" if verb is None else verb.upper()
    scenario, scheme = material.scenario, material.arm.scheme
    words = [
        f"glasshouse {verb or material.verb} {scheme.id}{'' if of_the_catalogue(scheme.file) else '.yaml'}",
        f"--people {scenario.people} --days {scenario.days} --seed {scenario.seed}",
        f"--society {_own(scenario.society.id, societies)} "
        f"--assumptions {_own(scenario.assumptions.id, sets_of_assumptions())}",
        f"--start {scenario.start.isoformat()}",
    ]
    if scenario.warm and verb is None:
        words.append(f"--warm {scenario.warm / 365.25:.4g}")
    if material.arm.answers != ALL_ANSWERS and verb is None:
        words.append(f"--answers {answers_text(material.arm.answers)}")
    if material.draws:
        words.append(f"--draws {material.draws}")
    for patch in scheme.document.patches:
        if verb is not None and "\n" in patch:
            continue
        words.append(f"--set '{patch}'" if "\n" not in patch else "--reform REFORM")
    words += [f"--set {path}={size!r}" for path, size in scenario.assumptions.set_by_user().items()]
    if (verb or material.verb) == "run":
        words += [f"--cross '{crossing}'" for crossing in sorted(scenario.crossed)]
    words.append(f"--out {kept}")
    written = "-o report.html" if form is None else f"--format {form} -o {form}.md"
    return (
        " \\\n    ".join(words) + f"\nglasshouse report {kept} --as-of {material.as_of.isoformat()} {written}"
    )


def _own(name: str, catalogue: Container[str]) -> str:
    """An id of the catalogue, or where the folder of a user's own is looked for."""
    return name if name in catalogue else f"./{name}"
