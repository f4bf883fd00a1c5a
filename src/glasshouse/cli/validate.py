"""Hold published figures against simulated ones, and say what does not fit."""

from __future__ import annotations

from pathlib import Path

import click

from glasshouse.cli._progress import Manner, show_progress
from glasshouse.cli._scenario import print_lines, settings_option, terminal_width

__all__ = ["command"]


@click.command("validate")
@click.argument("figures", nargs=-1, metavar="[ID]...")
@click.option(
    "--people",
    type=click.IntRange(min=1),
    default=100_000,
    show_default=True,
    metavar="N",
    help="Invented people of each run.",
)
@click.option(
    "--draws",
    type=int,
    default=50,
    show_default=True,
    metavar="N",
    help="Joint draws of the assumptions, 50 at least; 0: none, which is quicker and says less.",
)
@click.option(
    "--seed", type=int, default=1, show_default=True, metavar="S", help="Same seed, same invented people."
)
@click.option("--assumptions", metavar="ID|PATH", default="standard", show_default=True, help="How they act.")
@settings_option
@click.option(
    "--threads",
    type=click.IntRange(min=1),
    metavar="K",
    help="At most so many.  [default: one per processor]",
)
@click.option(
    "--out",
    "-o",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Keep finished runs there, so that a stopped validation goes on from them.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of text.")
@click.option(
    "--progress",
    "manner",
    type=click.Choice(["auto", "plain", "none"]),
    default="auto",
    show_default=True,
    help="auto: a bar on a terminal; plain: a line every 10 %.",
)
def command(
    figures: tuple[str, ...],
    people: int,
    draws: int,
    seed: int,
    assumptions: str,
    settings: tuple[str, ...],
    threads: int | None,
    out: Path | None,
    as_json: bool,
    manner: Manner,
) -> None:
    """Run the rules that published figures are about, and hold each figure against both intervals.

    All figures of the catalogue, or those named. Of --set only numbers of the assumptions are taken. Figures
    that nothing answers are told with the reason; a miss is a finding and no error.

    Exit codes: 0 done, 2 bad input or use, 3 failed in the run, 130 interrupted.
    """
    import json

    from glasshouse.report.validated import validated
    from glasshouse.studies.validation import validate

    with show_progress(manner, 0) as progress:
        found = validate(
            figures,
            people=people,
            draws=draws,
            seed=seed,
            assumptions=assumptions,
            settings=settings,
            threads=threads,
            out=out,
            progress=progress,
        )
    if as_json:
        click.echo(json.dumps(found.as_dict(), ensure_ascii=False, allow_nan=False))
    else:
        print_lines(validated(found, terminal_width()), out)
