"""Each kind of broken file brings one screen that says where, what, why and how to mend it, and exit code 2.

After a message was changed on purpose, ``python tests/words/test_bad_files.py`` writes the screens anew. Read
the difference before you commit it: these texts are what a user sees.
"""

from __future__ import annotations

import contextlib
import io
import re
from pathlib import Path

import pytest

from glasshouse.cli.main import main

BAD = Path(__file__).parent / "bad"
FILES = sorted(BAD.glob("*.yaml"))
PLACE = re.compile(r"^(warning: )?[a-z0-9-]+\.yaml:\d+:\d+  \S")


def screen_of(path: Path) -> tuple[int, str, str]:
    """Exit code, stdout and stderr of ``glasshouse show`` on a file, named as if from its own folder."""
    out, err = io.StringIO(), io.StringIO()
    code = -1
    with contextlib.chdir(path.parent), contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            main(["show", path.name])
        except SystemExit as end:
            code = int(end.code or 0)
    return code, out.getvalue(), err.getvalue()


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_screen_is_as_frozen(file: Path) -> None:
    code, told, screen = screen_of(file)
    assert code == 2
    assert told == ""
    assert screen == file.with_suffix(".txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_screen_says_where_and_shows_no_machinery(file: Path) -> None:
    screen = file.with_suffix(".txt").read_text(encoding="utf-8")
    heads = [line for line in screen.splitlines() if not line.startswith("    ")]
    assert heads
    assert all(PLACE.match(head) for head in heads)
    assert not re.search(
        r"Traceback|pydantic|ValidationError|type=|ruamel|NoneType|<class|object at 0x", screen
    )


def test_there_are_more_than_thirty_kinds_and_no_stray_screen() -> None:
    assert len(FILES) >= 30
    assert {file.stem for file in BAD.glob("*.txt")} == {file.stem for file in FILES}


def test_the_sound_file_is_sound() -> None:
    code, told, screen = screen_of(BAD.parent / "sound.yaml")
    assert (code, screen) == (0, "")
    assert told.startswith("A town's points (town)")


def test_every_problem_of_a_file_is_told_at_once() -> None:
    screen = (BAD / "many-things-at-once.txt").read_text(encoding="utf-8")
    for word in ("'one'", "180", "lapses", "trian", "2 what?", "overlap", "acts"):
        assert word in screen


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"#" * 10_000_000, "larger than 1 MB"),
        (b"a: 1\n" + b"# filling\n" * 100_000, "larger than 1 MB"),
        (b"\xff\xfe" + "format: 1\n".encode("utf-16-le"), "not UTF-8"),
        (b"format: 1\r\n\x00\r\n", "U+0000"),
    ],
    ids=["ten-megabytes", "just-too-large", "utf-16", "null-byte"],
)
def test_files_too_odd_to_keep_in_the_repository(tmp_path: Path, content: bytes, told: str) -> None:
    file = tmp_path / "odd.yaml"
    file.write_bytes(content)
    code, out, screen = screen_of(file)
    assert (code, out) == (2, "")
    assert told in screen


@pytest.mark.parametrize("name", ["absent.yaml", "folder.yaml"])
def test_what_is_no_file(tmp_path: Path, name: str) -> None:
    (tmp_path / "folder.yaml").mkdir()
    code, out, screen = screen_of(tmp_path / name)
    assert (code, out) == (2, "")
    assert name in screen
    assert "Traceback" not in screen


if __name__ == "__main__":
    for broken in FILES:
        broken.with_suffix(".txt").write_text(screen_of(broken)[2], encoding="utf-8")
