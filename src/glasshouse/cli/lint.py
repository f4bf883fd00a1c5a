"""Hold schemes against human-rights and data-protection norms."""

from __future__ import annotations

import datetime
import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from glasshouse.cli import _runs as runs
from glasshouse.cli import _shapes as shape
from glasshouse.cli._changes import change_options, read_scheme
from glasshouse.cli._dates import reader_of_days
from glasshouse.cli._names import SCHEME
from glasshouse.cli._verb import Verb

if TYPE_CHECKING:
    from glasshouse.schemes.lint.selection import Selection

__all__ = ["command", "selection"]


def _one_finding() -> shape.Schema:
    """One finding, as the lint tells it."""
    from glasshouse.schemes.lint.measured import Measurement
    from glasshouse.schemes.lint.report import KINDS
    from glasshouse.schemes.lint.vocabulary import CONFIDENCES, SEVERITIES

    norm = shape.record(
        "One norm.",
        **shape.texts(
            id="Its id.",
            cite="How it is cited.",
            family="Of norms.",
            strength="How binding it is.",
            force="Its force in the scheme's jurisdiction, on the day.",
        ),
        why=shape.or_null(shape.text("Why it has that force.")),
        gloss=shape.text("What it asks, in our words."),
        checked=shape.or_null(shape.text("When its text was last read.")),
    )
    return shape.record(
        "One finding.",
        rule=shape.text("Id of the rule."),
        name=shape.text("Name of the rule."),
        scheme=shape.text("Id of the scheme."),
        kind=shape.text("How it ended.", *KINDS),
        severity=shape.text("How grave.", *SEVERITIES),
        confidence=shape.text("How sure the lint is.", *CONFIDENCES),
        strength=shape.text("How binding what the rule rests on is."),
        core=shape.yes_or_no("Whether the rule is of the core."),
        status=shape.text("Of the rule."),
        family=shape.text("Of rules."),
        right=shape.text("The right that is touched."),
        rights=shape.many(shape.text("A right that the rule protects.")),
        message=shape.text("What was found."),
        file=shape.or_null(shape.text("Where.")),
        line=shape.or_null(shape.whole("Where.")),
        column=shape.or_null(shape.whole("Where.")),
        path=shape.text("Where, as a reform would name it."),
        norms=shape.many(norm),
        would_need_to_show=shape.text("What somebody who keeps the rule would have to show."),
        remedy=shape.text("One line."),
        fixable=shape.yes_or_no("Whether 'glasshouse fix' writes a reform."),
        fingerprint=shape.text("A name that stays when lines move."),
        justification=shape.or_null(shape.by_name("The answer that the file gives.", {})),
        measured=shape.or_null(shape.many(shape.fields(Measurement), "What a run measured.")),
    )


def _answer() -> shape.Schema:
    """What ``--json`` prints."""
    kinds = shape.by_name("Number of rules by how they ended.", shape.whole("Rules."))
    run = shape.record(
        "The run that findings were joined with.",
        folder=shape.text("Its folder."),
        arm=shape.text("Its arm."),
        people=shape.whole("Invented people."),
        days=shape.whole("Horizon."),
        seed=runs.seed(),
    )
    scheme = shape.record(
        "One scheme.",
        **shape.texts(
            id="Its id.",
            title="What it is called.",
            status="How its text is known.",
            reading="Whether it was read twice.",
            jurisdiction="ISO 3166, or invented.",
            file="Where it was read.",
            sha256="Of its text.",
            as_of="The day whose law counts.",
        ),
        norms=shape.many(shape.text("Family of norms.")),
        blocks=shape.yes_or_no("Whether an unjustified core error is left: exit code 1."),
        rules=kinds,
        by_right=shape.by_name("The same by right.", kinds),
        by_family=shape.by_name("The same by family of norms.", kinds),
        run=shape.or_null(run),
        hidden=shape.whole("Findings that the selection does not show."),
    )
    return shape.record(
        "What the lint found; silence is not clearance.",
        tool=shape.text("The verb."),
        version=shape.text("Of Glasshouse."),
        notice=shape.text("That it is no legal advice."),
        schemes=shape.many(scheme),
        findings=shape.many(_one_finding()),
        closing=shape.text("The last words of every output."),
    )


@click.command(
    "lint",
    cls=Verb,
    answer=_answer,
    examples=(
        ("One scheme", "glasshouse lint court-defaulters-2017"),
        (
            "The law of one day, only European norms",
            "glasshouse lint syri-2014 --as-of 2020-02-05 --norms eu,coe",
        ),
        ("For a code host, as SARIF", "glasshouse lint ./my-town.yaml --format sarif"),
        ("All, side by side", "glasshouse lint --all"),
    ),
)
@click.argument("schemes", metavar="[ID_OR_FILE]...", nargs=-1, type=SCHEME)
@click.option("--all", "everything", is_flag=True, help="The whole catalogue: profiles side by side.")
@click.option(
    "--norms", "families", metavar="LIST", help="Only norms of un,coe,eu,cn,ca,practice.  [default: all]"
)
@click.option(
    "--as-of",
    callback=reader_of_days("2026-11-21"),
    metavar="DATE",
    help="The day whose law counts.  [default: today]",
)
@click.option("--select", metavar="IDS", help="Only these rules: GH601,GH2,core or names.")
@click.option(
    "--ignore", metavar="IDS", help="Leave out rules that are warnings or notes; errors are answered."
)
@click.option(
    "--min-confidence",
    type=click.Choice(["high", "medium", "review"]),
    default="review",
    show_default=True,
    help="Show no findings that the lint is less sure of.",
)
@click.option("--preview", is_flag=True, help="Rules that are not settled yet, too.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "sarif", "github", "markdown"]),
    default="text",
    show_default=True,
    help="sarif and github: for code hosts.",
)
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
@click.option(
    "--run",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="RUN",
    help="Join findings with what this run of the scheme measured.",
)
@click.option(
    "--conventions",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Thresholds of your own, where no norm states one.",
)
@change_options
def command(
    schemes: tuple[str, ...],
    everything: bool,
    families: str | None,
    as_of: datetime.date | None,
    select: str | None,
    ignore: str | None,
    min_confidence: str,
    preview: bool,
    form: str,
    as_json: bool,
    folder: Path | None,
    conventions: Path | None,
    reforms: tuple[str, ...],
    settings: tuple[str, ...],
) -> int:
    """Hold schemes (ids of the catalogue, or files) against human-rights and data-protection norms.

    Findings name the article and its force in that jurisdiction, what would have to be shown, and a remedy.
    Nothing here is legal advice, and silence is not clearance.

    Exit codes: 0 no core error that the file does not justify, 1 there is one, 2 bad input or use.
    """
    from glasshouse.schemes.lint.checking import check
    from glasshouse.schemes.lint.formats import tell
    from glasshouse.schemes.lint.measured import read_run
    from glasshouse.schemes.reading import catalogue

    form = "json" if as_json else form
    if everything == bool(schemes):
        raise click.UsageError("Name one or more schemes, or give --all.")
    asked = selection(families, as_of, select, ignore, min_confidence, preview, conventions)
    read = [read_scheme(name, reforms, settings) for name in (catalogue() if everything else schemes)]
    if folder is not None and len(read) > 1:
        raise click.UsageError("A run joins one scheme: name the scheme that was run.")
    measured = None if folder is None else read_run(folder, read[0].text_hash, _estimates)
    texts = _texts(reforms)
    reports = [check(scheme, asked, measured, texts=texts) for scheme in read]
    if everything and form == "text":
        from glasshouse.schemes.lint.formats.text import tell_profiles

        click.echo(tell_profiles(reports), nl=False)
    else:
        told = tell(reports, form)
        click.echo(_coloured(told) if form == "text" else told, nl=False)
    return int(any(report.blocks for report in reports))


_HEAD = re.compile(
    r"(?P<place>\S+  | *)(?P<kind>GH[0-9]{3} (?P<word>error|warning|note|review))(?P<rest>  \S.*)"
)
_PLACE = re.compile(r"\S+:[0-9]+:[0-9]+")
_COLOURS = {"error": "red", "warning": "yellow", "note": "cyan", "review": "blue"}


def _coloured(text: str) -> str:
    """The text with colours; Click takes them out again where nobody sees them."""
    lines = []
    for line in text.split("\n"):
        head = _HEAD.fullmatch(line)
        if head:
            kind = click.style(head["kind"], fg=_COLOURS[head["word"]], bold=True)
            line = f"{click.style(head['place'], bold=True)}{kind}{head['rest']}"
        elif _PLACE.fullmatch(line) or (line.isupper() and line[0].isalpha()):
            line = click.style(line, bold=True)
        lines.append(line)
    return "\n".join(lines)


def _texts(reforms: tuple[str, ...]) -> dict[str, str]:
    """The texts of reforms by the names that positions in them have."""
    from glasshouse.schemes.reforming import load_reform

    patches = (load_reform(reform).patch for reform in reforms)
    return {patch.name: patch.text for patch in patches}


def _estimates(folder: Path) -> list[dict[str, str | float | int | bool | None]]:
    """The estimates of a run, row by row; heavy libraries are imported for them only."""
    from glasshouse.measures.kept import read_estimates

    return [estimate.as_dict() for estimate in read_estimates(folder)]


def selection(
    families: str | None,
    as_of: datetime.date | None,
    select: str | None,
    ignore: str | None,
    min_confidence: str,
    preview: bool,
    conventions: Path | None,
) -> Selection:
    """What the options ask for.

    Raises:
        BadInput: a word names no rule, family or convention.
    """
    from glasshouse.schemes.lint.conventions import read_conventions
    from glasshouse.schemes.lint.norms import FAMILIES
    from glasshouse.schemes.lint.selection import Selection, read_families
    from glasshouse.schemes.lint.vocabulary import CONFIDENCES

    return Selection(
        as_of=as_of or datetime.date.today(),
        families=FAMILIES if families is None else read_families(families),
        select=_words(select),
        ignore=_words(ignore),
        min_confidence=next(word for word in CONFIDENCES if word == min_confidence),
        preview=preview,
        overrides={} if conventions is None else read_conventions(conventions),
    )


def _words(text: str | None) -> tuple[str, ...]:
    return tuple(word.strip() for word in text.split(",") if word.strip()) if text else ()
