"""The commands of the tutorial: ``python docs/tutorial.py`` runs them and renews the numbers that it shows.

A block marked ``console`` begins with ``$`` and a command; ``[exit code 1]`` after it says how it ends. What
is shown below has to occur in what is printed, in that order; ``...`` stands for whatever comes between. The
test compares all but the numbers, as these move when an assumption is mended; this program writes them anew.
Words it does not write: where page and program say different ones it names the lines and stops.
"""

from __future__ import annotations

import contextlib
import difflib
import io
import os
import re
import shlex
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from glasshouse.cli.main import main as glasshouse
from glasshouse.ground.files import write_atomically

__all__ = ["PAGE", "Block", "blocks", "difference", "main", "pattern", "python_blocks", "run"]

PAGE = Path(__file__).resolve().parent / "learn" / "tutorial.md"

_BLOCK = re.compile(r"^```console\n\$ (?P<command>[^\n]+)\n(?P<shown>.*?)^```$", re.MULTILINE | re.DOTALL)
_PYTHON = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_EXIT = re.compile(r"\s*\[exit code (\d)\]$")
_NUMBER = re.compile(r"[+-]?\d[\d,]*(?:\.\d+)?")


class Block(NamedTuple):
    """One command of the page, and what the page shows of its answer."""

    words: tuple[str, ...]
    exit_code: int
    shown: str
    line: int  # of the page, where its command stands


def blocks(text: str) -> list[Block]:
    """The commands of a page, in their order."""
    found = []
    for match in _BLOCK.finditer(text):
        ending = _EXIT.search(match["command"])
        words = shlex.split(_EXIT.sub("", match["command"]))
        line = text.count("\n", 0, match.start("command")) + 1
        found.append(Block(tuple(words), int(ending[1]) if ending else 0, match["shown"], line))
    return found


def python_blocks(text: str) -> list[str]:
    """The Python of a page."""
    return _PYTHON.findall(text)


def run(words: tuple[str, ...]) -> tuple[int, str]:
    """Run one command in this process, 100 columns wide.

    Returns:
        Its exit code, and what it printed, errors after the rest.
    """
    if words[0] != "glasshouse":
        raise ValueError(f"the tutorial may only call glasshouse, not {words[0]}")
    out, err = io.StringIO(), io.StringIO()
    code = 0
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            glasshouse(list(words[1:]))
        except SystemExit as end:
            code = int(end.code or 0)
    return code, out.getvalue() + err.getvalue()


def pattern(shown: str) -> re.Pattern[str]:
    """What the page shows, as a pattern: numbers may be others, and ``...`` may be anything.

    Each number is a group of the pattern; spaces and ends of lines are alike.
    """
    pieces = []
    for piece in shown.split("...\n"):
        words = [_loosely(word) for word in piece.split()]
        if words:
            pieces.append(r"\s+".join(words))
    return re.compile(r"[\s\S]*?".join(pieces))


def difference(block: Block, code: int, printed: str) -> str | None:
    """The first line of the page that the command does not print, beside what is most like it, or None.

    Args:
        block: the command, with what the page shows.
        code: how the command ended.
        printed: what it printed.
    """
    if code != block.exit_code:
        return _told(block.line, f"[exit code {block.exit_code}]", f"[exit code {code}]")
    if pattern(block.shown).search(printed):
        return None
    lines = block.shown.splitlines(keepends=True)
    same = next(n for n in range(len(lines)) if not pattern("".join(lines[: n + 1])).search(printed))
    before = pattern("".join(lines[:same])).search(printed)
    after = printed[before.end() if before else 0 :].strip().splitlines()
    likeness = difflib.SequenceMatcher(b=lines[same].strip(), autojunk=False)

    def alike(line: str) -> float:
        likeness.set_seq1(line.strip())
        return likeness.ratio()

    nearest = max(after, key=alike, default="nothing more")
    return _told(block.line + 1 + same, lines[same].strip(), nearest.strip())


def _told(line: int, shown: str, printed: str) -> str:
    place = f"{PAGE.relative_to(PAGE.parents[2])}:{line}:"
    return f"{place} the page has:        {shown}\n{' ' * len(place)} the command printed: {printed}"


def _loosely(word: str) -> str:
    parts, begin = [], 0
    for number in _NUMBER.finditer(word):
        parts += [re.escape(word[begin : number.start()]), f"({_NUMBER.pattern})"]
        begin = number.end()
    return "".join([*parts, re.escape(word[begin:])])


def main() -> int:
    """Run every command and write the page with the numbers of today.

    Returns:
        Exit code: 1 where the page and the program no longer say the same; then nothing is written.
    """
    differ = []
    text = PAGE.read_text(encoding="utf-8")
    os.environ["COLUMNS"] = "100"
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        for block in blocks(text):
            code, printed = run(block.words)
            found = pattern(block.shown).search(printed)
            if found is None or code != block.exit_code:
                differ.append(difference(block, code, printed))
            else:
                text = text.replace(block.shown, _renewed(block.shown, found), 1)
    if differ:
        print(*differ, "Nothing is written. If the program is right, put its words into the page.", sep="\n")
        return 1
    write_atomically(PAGE, text)
    print(f"{PAGE.name}: renewed")
    return 0


def _renewed(shown: str, found: re.Match[str]) -> str:
    fresh = iter(found.groups())
    return _NUMBER.sub(lambda _: next(fresh), shown)


if __name__ == "__main__":
    sys.exit(main())
