"""Explain, show and diff: what they say of known files."""

from __future__ import annotations

from pathlib import Path

import pytest

from glasshouse.schemes import catalogue, load, load_reform
from glasshouse.schemes.comparing import compare, tell_differences
from glasshouse.schemes.explaining import explain
from glasshouse.schemes.listing import entries, table
from glasshouse.schemes.phrases import ordinal, value
from glasshouse.schemes.showing import show

SOUND = (Path(__file__).parents[2] / "words" / "sound.yaml").read_text(encoding="utf-8")


def plain(text: str) -> str:
    return " ".join(text.split())


def test_the_three_kinds_of_nothing_are_told_apart() -> None:
    none = SOUND.replace(
        "sources: [{id: police, kind: police}]", "sources: [{id: police, kind: police}]\n  keeps: null"
    )
    silent = SOUND
    guessed = none.replace("keeps: null", "keeps: {value: 5 years, evidence: assumed, text: not-found}")
    assert "The text sets no limit to how long records are kept." in plain(explain(load(none)))
    assert "Not said: how long records are kept" in plain(explain(load(silent)))
    assert "for 5 years (assumed; not found in the text)" in plain(explain(load(guessed)))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("lapse: null", "The points never lapse: the text lets them stand for ever."),
        ("lapse: 12 months", "The points lapse after 12 months."),
    ],
)
def test_lapse(text: str, told: str) -> None:
    assert told in plain(explain(load(SOUND.replace("lapse: 12 months", text))))


def test_a_rule_reads_as_a_sentence() -> None:
    told = plain(explain(load(SOUND)))
    assert (
        "red-light (line 34): Crossing on red, on foot (traffic, administrative offence) costs 10 points."
        in told
    )
    assert (
        "3 times within any 12 months (then the count starts anew), puts one on the blacklist careless."
        in told
    )
    assert "Whoever is in band low is refused trains (fast trains in first class)." in told


def leaving_out(*parts: str) -> str:
    listed = "".join(f"\n    - {{what: {part}, why: no numbers}}" for part in parts)
    return SOUND.replace("\nreferences:", f"\n  left_out:{listed or ' []'}\nreferences:", 1)


def test_what_the_file_leaves_out_is_told_as_its_writer_says() -> None:
    """Shown and read aloud; nothing said, nothing left out and a part left out are three things."""
    known = leaving_out("repair").replace("no numbers}", "no numbers, pushes: up}")
    for told in (plain(show(load(known))), plain(explain(load(known)))):
        assert "more is done to people here" in told
    assert "nobody worked out which way" in plain(show(load(leaving_out("repair"))))
    assert "The file leaves nothing of the rules out." in plain(explain(load(leaving_out())))
    assert "what of the rules the file leaves out" in plain(explain(load(SOUND)))


def test_parts_left_out_are_told_apart_by_what_they_are() -> None:
    (difference,) = compare(load(leaving_out("repair", "firms")), load(leaving_out("firms")))
    assert (difference.kind, difference.owner, difference.is_acting) == (
        "removed",
        "part left out 'repair'",
        False,
    )


def test_practice_stands_apart_from_rules() -> None:
    text = explain(load("nanjing-2019"))
    assert text.index("PRACTICE") > text.index("CONSEQUENCES")
    assert "know of the scheme" in text[text.index("PRACTICE") :]


@pytest.mark.parametrize("name", catalogue())
@pytest.mark.parametrize("width", [0, 60, 88])
def test_every_scheme_of_the_catalogue_is_read_aloud(name: str, width: int) -> None:
    scheme = load(name)
    told = explain(scheme, width)
    flat = plain(told)
    for item in (
        *scheme.rules,
        *scheme.lists,
        *scheme.consequences,
        *scheme.remedies,
        *scheme.references,
        *scheme.tests,
    ):
        assert item.id in flat
    assert "None" not in flat.replace("None of", "")
    assert "Quantity(" not in flat
    assert plain(explain(scheme, 0)) == plain(explain(scheme, 0))
    if width:
        longest = max((line for line in told.splitlines() if "://" not in line), key=len)
        assert len(longest) <= width


@pytest.mark.parametrize("name", catalogue())
def test_every_scheme_of_the_catalogue_is_shown(name: str) -> None:
    told = show(load(name))
    assert max(len(line) for line in told.splitlines() if "://" not in line) <= 140
    assert name in told


def test_the_list_of_the_catalogue() -> None:
    told = table(entries())
    assert [line for line in told.splitlines() if line in catalogue()] == list(catalogue())


@pytest.mark.parametrize("name", catalogue())
def test_nothing_differs_from_itself(name: str) -> None:
    assert compare(load(name), load(name)) == ()
    assert "Nothing differs." in tell_differences(load(name), load(name))


def test_a_setting_is_told_as_one_change() -> None:
    (difference,) = compare(load(SOUND), load(SOUND, "rules.red-light.points=-20"))
    assert (difference.path, difference.before, difference.after) == (
        "rules.red-light.effect.points",
        "-10",
        "-20",
    )
    assert difference.is_acting
    told = tell_differences(load(SOUND), load(SOUND, "rules.red-light.points=-20"))
    assert "Rule 'red-light': points -20 instead of -10." in told


def test_what_a_reform_changes_in_what_follows() -> None:
    reform = load_reform("format: 1\nreform: {id: none, title: No protest}\nremove: [rules.protest]\n")
    told = plain(tell_differences(load("simpleland-points"), load("simpleland-points", reform)))
    assert "Rule 'protest': goes." in told
    assert "Joining a protest no longer leads to" in told


def test_a_change_in_words_only_is_told_apart() -> None:
    after = SOUND.replace("title: A town's points", "title: The points of a town")
    told = tell_differences(load(SOUND), load(after))
    assert "WHAT IS SAID ABOUT IT" in told
    assert "The rules are the same." in told


def test_the_order_of_items_is_no_difference() -> None:
    head, rules, rest = SOUND.partition("  - id: red-light"), "", ""
    first, second = head[2].split("  - id: third-red-light")
    second, lists, tail = second.partition("lists:")
    swapped = head[0] + "  - id: third-red-light" + second + head[1] + first + lists + tail
    assert rules == rest
    assert compare(load(SOUND), load(swapped)) == ()


@pytest.mark.parametrize(
    ("count", "told"), [(1, "1st"), (2, "2nd"), (3, "3rd"), (11, "11th"), (22, "22nd"), (113, "113th")]
)
def test_ordinals(count: int, told: str) -> None:
    assert ordinal(count) == told


def test_a_small_number_is_written_without_a_power_of_ten() -> None:
    assert [value(number) for number in (1.333333e-06, 5e-05, 0.25, 100.0)] == [
        "0.00000133",
        "0.00005",
        "0.25",
        "100",
    ]
