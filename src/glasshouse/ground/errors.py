"""Errors as screens: where, what, why, remedy, and all of them at once."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar, Literal

__all__ = [
    "BadInput",
    "GlasshouseError",
    "Interrupted",
    "Position",
    "Problem",
    "RunFailed",
    "Severity",
    "did_you_mean",
    "screen",
]

Severity = Literal["error", "warning"]

# Longer words are no slips of a key or an id, and comparing them takes time in the square of their length.
_LONGEST_WORD = 80


@dataclass(frozen=True, slots=True)
class Position:
    """A place in a text that somebody wrote.

    Attributes:
        file: path or name as the user gave it.
        line: line number, 1-based; None where only the file is known.
        column: column number in characters, 1-based; None where only the line is known.
    """

    file: str
    line: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        """Return ``file:line:column``, cut where a part is unknown; editors turn it into a link."""
        if self.line is None:
            return self.file
        if self.column is None:
            return f"{self.file}:{self.line}"
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, told so that its reader can mend it.

    Attributes:
        what: what is wrong, one sentence that quotes the key or value.
        position: where it stands.
        why: why it is wrong, when the sentence alone does not say.
        remedy: how to mend it.
        severity: an ``error`` stops the work, a ``warning`` does not.
        code: a short stable name for machines, such as ``unknown-key``.
    """

    what: str
    position: Position | None = None
    why: str | None = None
    remedy: str | None = None
    severity: Severity = "error"
    code: str | None = None


class GlasshouseError(Exception):
    """Anything that Glasshouse reports to its user as a screen rather than as a traceback.

    Attributes:
        problems: what went wrong, never empty.
        exit_code: what the command line ends with.
    """

    exit_code: ClassVar[int] = 3

    def __init__(self, *problems: Problem | str) -> None:
        """Take problems, or plain sentences that become problems without a position.

        Raises:
            TypeError: no problem was given; an error must say something.
        """
        if not problems:
            raise TypeError(f"{type(self).__name__} needs at least one problem to report")
        self.problems: tuple[Problem, ...] = tuple(
            Problem(problem) if isinstance(problem, str) else problem for problem in problems
        )
        super().__init__(*problems)

    def __str__(self) -> str:
        """Return the screen."""
        return screen(self.problems)


class BadInput(GlasshouseError):
    """What the user gave (a file, an option, an id) cannot be used; exit code 2."""

    exit_code: ClassVar[int] = 2


class RunFailed(GlasshouseError):
    """A run could not be finished or kept, though its input was sound; exit code 3."""

    exit_code: ClassVar[int] = 3


class Interrupted(GlasshouseError):
    """Somebody pressed Ctrl-C; what was finished is kept; exit code 130."""

    exit_code: ClassVar[int] = 130


def screen(problems: Iterable[Problem]) -> str:
    """Set problems as plain text, one paragraph each, in the order of the text that they speak of.

    The first line of a paragraph is ``position  what``; reasons and remedies follow, indented. Problems
    without a position come first, then those of each file (files in order of first mention) by line and
    column. Equal problems are told once.

    Args:
        problems: any number, in any order.

    Returns:
        Text without a final line break; empty when there are no problems.
    """
    told = list(dict.fromkeys(problems))
    files = list(dict.fromkeys(problem.position.file for problem in told if problem.position))

    def place(problem: Problem) -> tuple[int, int, int]:
        position = problem.position
        if position is None:
            return (-1, 0, 0)
        return (files.index(position.file), position.line or 0, position.column or 0)

    return "\n".join(_paragraph(problem) for problem in sorted(told, key=place))


def _paragraph(problem: Problem) -> str:
    what = f"warning: {problem.what}" if problem.severity == "warning" else problem.what
    lines = [f"{problem.position}  {what}" if problem.position else what]
    for more in (problem.why, problem.remedy):
        if more:
            lines.extend(f"    {line}" for line in more.splitlines())
    return "\n".join(lines)


def did_you_mean(word: str, options: Iterable[str]) -> str | None:
    """Find the option that somebody who wrote ``word`` most likely meant.

    Case and the difference between hyphen, underscore and space do not count. A slip (a letter wrong,
    missing, too many or swapped with its neighbour; one in four letters at most) is looked for first, then
    a part or a relative: the ratio of Ratcliff and Obershelp (the standard library's difflib), at least 0.6.

    Args:
        word: what was written.
        options: what would have been understood.

    Returns:
        The nearest option, spelt as in ``options``; None when nothing is near.
    """
    if len(word) > _LONGEST_WORD:
        return None
    plain = {_plain(option): option for option in reversed(list(options))}
    meant = _plain(word)
    near = [
        (slips, option) for option in plain if (slips := _slips(meant, option)) <= max(1, len(option) // 4)
    ]
    if near:
        return plain[min(near)[1]]
    nearest = difflib.get_close_matches(meant, plain, n=1, cutoff=0.6)
    return plain[nearest[0]] if nearest else None


def _plain(word: str) -> str:
    return word.casefold().replace("_", "-").replace(" ", "-")


def _slips(written: str, meant: str) -> int:
    """Count the slips between two words: the optimal string alignment distance."""
    before: list[int] = []
    row = list(range(len(meant) + 1))
    for i, letter in enumerate(written, start=1):
        earlier, before = before, row
        row = [i]
        for j, other in enumerate(meant, start=1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == meant[j - 2] and written[i - 2] == other:
                cost = min(cost, earlier[j - 2] + 1)
            row.append(cost)
    return row[-1]
