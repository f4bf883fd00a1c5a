"""Watch a neighbourhood of invented people in the browser, and move the rules."""

from __future__ import annotations

import contextlib
from pathlib import Path

import click

from glasshouse.cli._progress import Manner, progress_option, show_steps
from glasshouse.cli._verb import Verb

__all__ = ["command"]


@click.command(
    "serve",
    cls=Verb,
    examples=(
        ("Watch, on this machine", "glasshouse serve --open"),
        ("As files for any web server, or the disk", "glasshouse serve --export page"),
    ),
)
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8321,
    show_default=True,
    help="On this machine; 0: any that is free.",
)
@click.option("--open/--no-open", "opens", default=False, help="Open the page in the browser.")
@click.option(
    "--export",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Write the page into a folder, with films made beforehand, and serve nothing. It works from any "
    "web server and from the disk.",
)
@progress_option
def command(port: int, opens: bool, folder: Path | None, manner: Manner) -> None:
    """Serve the page on this machine alone (127.0.0.1), until Ctrl-C.

    The page answers about a seed, a neighbourhood and a number: it takes no data about anybody, keeps
    nothing, and cannot be reached from other machines. Everybody on it is invented.

    Exit codes: 0 done or stopped, 2 bad input or use, 3 failed.
    """
    from glasshouse.ground.extras import need

    need("web" if folder is None else "run", by="The page")
    if folder is not None:
        from glasshouse.web.export import export

        with show_steps(manner) as steps:
            written = export(folder, steps)
        click.echo(
            f"{written.files} files, {written.size / 1e6:.1f} MB, in {folder}. Open {folder / 'index.html'}."
        )
        return

    from glasshouse.web.serving import serve

    def ready(address: str) -> None:
        shown.close()
        click.echo(f"Glasshouse: {address}  (Ctrl-C to stop)")
        if opens:
            click.launch(address)

    with contextlib.ExitStack() as shown:
        serve(port, ready, shown.enter_context(show_steps(manner)))
