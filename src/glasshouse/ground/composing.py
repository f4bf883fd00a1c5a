"""YAML 1.2 into plain data, in one pass over a parser's events that keeps the place of every key and value.

The parser is libyaml (through ``ruamel.yaml.clib``), read event by event; there is no recursion, so a deep
file cannot exhaust the stack, and more than 1 MB is read per second.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, TypeAlias

from glasshouse.ground.errors import Position, Problem
from glasshouse.ground.telling import tell

__all__ = ["MOST_LEVELS", "Marks", "Step", "Value", "compose", "read_scalar"]

Value: TypeAlias = "dict[str, Any] | list[Any] | str | int | float | bool | None"
"""What a file can hold: plain Python data. Dates stay texts."""

Step: TypeAlias = "str | int"
MOST_LEVELS = 24
"""Deepest nesting of lists and mappings. Nothing in the language is deeper than ten."""

_MOST_DIGITS = 18

_NULL = frozenset({"", "~", "null", "Null", "NULL"})
_TRUE = frozenset({"true", "True", "TRUE"})
_FALSE = frozenset({"false", "False", "FALSE"})
_NUMBER_START = frozenset("0123456789+-.")
_WHOLE = re.compile(r"[-+]?[0-9]+\Z")
_OCTAL = re.compile(r"0o[0-7]+\Z")
_HEXADECIMAL = re.compile(r"0x[0-9a-fA-F]+\Z")
_DECIMAL = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?\Z")
_INFINITE = re.compile(r"(?:[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))\Z")

# What libyaml says, and what it usually means in a file written by a person.
_ADVICE: tuple[tuple[str, str], ...] = (
    (
        "mapping values are not allowed",
        "a ': ' stands inside a text, or a line is indented too far; quote the text or line it up",
    ),
    ("did not find expected key", "this line does not line up with the lines above it"),
    ("did not find expected '-'", "this line does not line up with the other '- ' items of its list"),
    ("could not find expected ':'", "a key needs ': ' after it; a long text needs quotes"),
    ("did not find expected ',' or ']'", "close the list with ']' and put commas between its items"),
    ("did not find expected ',' or '}'", "close the mapping with '}' and put commas between its keys"),
    ("found unexpected end of stream", "a quote that was opened is never closed"),
    ("found character that cannot start any token", "put the text in quotes"),
    ("found unknown escape character", "use single quotes, in which a backslash is only a backslash"),
    ("found unexpected document indicator", "a file holds one document; delete the line '---' or '...'"),
    ("block sequence entries are not allowed", "a '- ' item must start on its own line"),
)


class Marks:
    """Where a list or mapping and everything directly in it begins.

    Attributes:
        at: ``(line, column)`` or ``(line, column, file)`` of the container, counted from 1.
        keys: for a mapping, the place of each key.
        parts: the place, or the `Marks`, of each value; keyed by key or, for a list, by index.
    """

    __slots__ = ("at", "keys", "parts")

    def __init__(self, at: tuple[Any, ...]) -> None:
        """Begin with nothing inside."""
        self.at = at
        self.keys: dict[str, tuple[Any, ...]] = {}
        self.parts: dict[Step, Any] = {}

    def copy(self) -> Marks:
        """The same places under a name of its own; what lies deeper is shared."""
        twin = Marks(self.at)
        twin.keys = dict(self.keys)
        twin.parts = dict(self.parts)
        return twin


def read_scalar(text: str) -> Value:
    """A plain scalar's value under the core schema (YAML 1.2.2, section 10.3.2), as ``--set`` reads it.

    Raises:
        ValueError: a number too long to hold, or not finite.
    """
    if text in _NULL:
        return None
    if text[0] in _NUMBER_START:
        if _WHOLE.match(text):
            if len(text) > _MOST_DIGITS:
                raise ValueError(f"a number has at most {_MOST_DIGITS} digits")
            return int(text)
        if _DECIMAL.match(text):
            number = float(text)
            if number in (float("inf"), float("-inf")):
                raise ValueError("the number is too large")
            return number
        if _OCTAL.match(text) or _HEXADECIMAL.match(text):
            if len(text) > _MOST_DIGITS:
                raise ValueError(f"a number has at most {_MOST_DIGITS} digits")
            return int(text, 0)
        if _INFINITE.match(text):
            raise ValueError("a number must be finite")
    if text in _TRUE:
        return True
    if text in _FALSE:
        return False
    return text


def compose(text: str, name: str) -> tuple[Value, Any, list[Problem]]:
    """Data, marks and problems of one text, in a single pass over the parser's events."""
    # The C parser of ruamel.yaml.clib takes 20 ms to import, so only when a file is read.
    import _ruamel_yaml as yaml
    from ruamel.yaml.error import YAMLError

    problems: list[Problem] = []

    def report(what: str, at: tuple[int, int], why: str | None = None, remedy: str | None = None) -> None:
        problems.append(
            tell(what, Position(name, at[0], at[1]), why=why, remedy=remedy, code="not-a-document")
        )

    root: Value = None
    root_marks: Any = (1, 1)
    containers: list[Any] = []  # the open lists and mappings, outermost first
    marks: list[Marks] = []
    keys: list[str | None] = []  # the key that waits for its value, for each open mapping
    extras: dict[str, list[tuple[str, tuple[int, int]]]] = {"anchor": [], "alias": [], "tag": []}
    documents = 0
    try:
        parser = yaml.CParser(text)
        while True:
            event = parser.get_event()
            kind = type(event)
            if kind is yaml.ScalarEvent:
                at = (event.start_mark.line + 1, event.start_mark.column + 1)
                waiting = containers and type(containers[-1]) is dict and keys[-1] is None
                raw = event.value
                if event.anchor is not None or event.tag is not None:
                    _note_extras(event, at, extras)
                if waiting:
                    keys[-1] = raw
                    mark = marks[-1]
                    if raw in mark.keys:
                        first = mark.keys[raw][0]
                        report(
                            f"'{_short(raw)}' is written twice",
                            at,
                            why=f"it first stands on line {first}",
                            remedy="keep one of the two",
                        )
                    else:
                        mark.keys[raw] = at
                    continue
                value: Value = raw
                if event.style is None or event.style == "":
                    try:
                        value = read_scalar(raw)
                    except ValueError as error:
                        report(str(error), at)
                        value = 0
                place: Any = at
            elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
                at = (event.start_mark.line + 1, event.start_mark.column + 1)
                if event.anchor is not None or event.tag is not None:
                    _note_extras(event, at, extras)
                if containers and type(containers[-1]) is dict and keys[-1] is None:
                    report("a key must be a single word", at, remedy="quote texts that contain '{' or '['")
                    break
                if len(containers) >= MOST_LEVELS:
                    report(f"lists and mappings are nested more than {MOST_LEVELS} deep", at)
                    break
                containers.append({} if kind is yaml.MappingStartEvent else [])
                marks.append(Marks(at))
                keys.append(None)
                continue
            elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                value = containers.pop()
                place = marks.pop()
                keys.pop()
            elif kind is yaml.AliasEvent:
                at = (event.start_mark.line + 1, event.start_mark.column + 1)
                extras["alias"].append((f"*{event.anchor}", at))
                if containers and type(containers[-1]) is dict and keys[-1] is None:
                    keys[-1] = f"*{event.anchor}"
                    continue
                value, place = None, at
            elif kind is yaml.DocumentStartEvent:
                documents += 1
                if documents > 1:
                    at = (event.start_mark.line + 1, event.start_mark.column + 1)
                    report("a second document begins here", at, remedy="a file holds one document; split it")
                    break
                continue
            elif kind is yaml.StreamEndEvent:
                break
            else:
                continue
            # A value is complete: put it where it belongs.
            if not containers:
                root, root_marks = value, place
                continue
            holder = containers[-1]
            if type(holder) is dict:
                key = keys[-1]
                assert key is not None
                if key not in holder:
                    holder[key] = value
                    marks[-1].parts[key] = place
                keys[-1] = None
            else:
                marks[-1].parts[len(holder)] = place
                holder.append(value)
    except YAMLError as error:
        problems.append(_syntax_problem(error, text, name))
    problems.extend(_extra_problems(extras, name))
    return root, root_marks, problems


def _note_extras(
    event: Any, at: tuple[int, int], extras: dict[str, list[tuple[str, tuple[int, int]]]]
) -> None:
    if event.anchor is not None:
        extras["anchor"].append((f"&{event.anchor}", at))
    if event.tag is not None:
        extras["tag"].append((str(event.tag).replace("tag:yaml.org,2002:", "!!"), at))


# What is refused wherever it stands: what is wrong with it, why, and what to do.
_EXTRAS = {
    "anchor": (
        "marks a part to be repeated",
        "a file must show everything that it says",
        "delete the mark and write the part out where it is needed",
    ),
    "alias": ("repeats another part", "a file must show everything that it says", "write the part out again"),
    "tag": ("is a tag", "values are plain data", "delete it"),
}


def _extra_problems(extras: dict[str, list[tuple[str, tuple[int, int]]]], name: str) -> Iterator[Problem]:
    """One problem for each kind, at its first place: a bomb has thousands."""
    for kind, places in extras.items():
        if places:
            what, why, remedy = _EXTRAS[kind]
            word, at = places[0]
            more = f", and so do {len(places) - 1} more" if len(places) > 1 else ""
            if kind == "tag" and more:
                more = more.replace("so do", "so are")
            position = Position(name, at[0], at[1])
            yield tell(f"'{_short(word)}' {what}{more}", position, why=why, remedy=remedy, code=f"no-{kind}")


def _short(word: str) -> str:
    clean = "".join(letter if letter.isprintable() else "?" for letter in word)
    return clean if len(clean) <= 40 else clean[:37] + "..."


def _syntax_problem(error: Any, text: str, name: str) -> Problem:
    """A parser's complaint, told as where, what, and what usually mends it."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    if mark is None:
        return tell("this is not YAML", Position(name, 1, 1))
    if "end of stream" in str(getattr(error, "problem", "")):
        mark = (
            getattr(error, "context_mark", None) or mark
        )  # where the quote was opened, not where the file ends
    said = str(getattr(error, "problem", None) or "it cannot be read")
    context = getattr(error, "context", None)
    opened = getattr(error, "context_mark", None)
    why = said
    if context and opened is not None and (opened.line, opened.column) != (mark.line, mark.column):
        why = f"{said}, {context} that began on line {opened.line + 1}"
    remedy = next((advice for phrase, advice in _ADVICE if phrase in said), None)
    line = min(mark.line + 1, text.count("\n") + 1)
    position = Position(name, line, mark.column + 1)
    return tell("this is not YAML", position, why=why, remedy=remedy, code="not-yaml")
