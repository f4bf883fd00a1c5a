"""The page in a real Chromium: every state, by keyboard alone, on a phone, without violations of WCAG.

Skipped where there is no Chromium; `.ci/run` installs Debian's where it may. GLASSHOUSE_SHOTS=DIR keeps a
picture of every state.
"""

from __future__ import annotations

import contextlib
import functools
import http.server
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
pytest.importorskip("starlette", reason="the extra 'web' is not installed")
sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
if CHROMIUM is None:
    pytest.skip("there is no Chromium: apt-get install chromium", allow_module_level=True)

AXE = (Path(__file__).parent / "axe.min.js").read_text(encoding="utf-8")
SHOTS = os.environ.get("GLASSHOUSE_SHOTS")
PARTS = ("start", "town", "life", "board", "compare", "lint", "deeper")
LONG = 120_000
"""Milliseconds: machines of CI are shared, and the first answer may have to compile."""


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    command = [sys.executable, "-m", "glasshouse", "serve", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:
        assert server.stdout is not None
        line = server.stdout.readline()
        found = re.search(r"http://\S+", line)
        assert found, line
        yield found[0]
        server.terminate()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with sync_api.sync_playwright() as play:
        chromium = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    yield from opened(browser)


def opened(browser: Any, **settings: Any) -> Iterator[Any]:
    settings.setdefault("viewport", {"width": 1280, "height": 900})
    context = browser.new_context(**settings)
    page = context.new_page()
    page.set_default_timeout(LONG)
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on(
        "console",
        lambda message: (
            message.type == "error"
            and "Failed to load resource" not in message.text
            and wrong.append(message.text)
        ),
    )
    yield page
    context.close()
    assert not wrong


def visit(page: Any, address: str) -> None:
    page.goto("about:blank")
    page.goto(address)
    page.wait_for_selector("html[data-ready=yes]")


def shot(page: Any, name: str) -> None:
    if SHOTS:
        Path(SHOTS).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=f"{SHOTS}/{name}.png", full_page=True)


def violations(page: Any) -> list[str]:
    page.evaluate(AXE)
    found = page.evaluate(
        "axe.run({preload: false, runOnly: "
        "['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']})"
    )
    return [
        f"{rule['id']}: {node['target']} {node['failureSummary'][:200]}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]


def wait_until(page: Any, question: str) -> None:
    """Ask until it is so. `wait_for_function` asks from inside, where the page's policy forbids it."""
    end = time.monotonic() + 120
    while not page.evaluate(question):
        assert time.monotonic() < end, question
        page.wait_for_timeout(100)


def state(page: Any) -> str:
    told: str = page.evaluate("document.documentElement.dataset.state")
    return told


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_part_breaks_the_rules_of_access(browser: Any, address: str, part: str, scheme: str) -> None:
    for page in opened(browser, color_scheme=scheme):
        visit(page, f"{address}#part={part}&v=protest:20&person=413&week=90")
        page.wait_for_selector(f"#{part}:not([hidden]) h1")
        if part == "life":
            page.wait_for_selector("#story")
        if part == "lint":
            page.wait_for_selector("#findings li")
        if part == "compare":
            page.wait_for_selector("#compare-difference li")
        shot(page, f"{part}-{scheme}")
        assert violations(page) == []


def test_the_table_of_states_leads_everywhere_and_back(page: Any, address: str) -> None:
    visit(page, address)
    table = page.evaluate("glasshouse.STATES")
    assert set(table) == {"empty", "loading", "paused", "playing", "ended", "failed"}
    reached = {"empty"}
    while grown := {to for here in reached for to in table[here].values()} - reached:
        reached |= grown
    assert reached == set(table)
    assert all("ask" in events for events in table.values())
    outcome = page.evaluate(
        "Object.keys(glasshouse.STATES).flatMap((from) => ['ask','come','fail','play','pause','end','seek']"
        ".map((event) => [from, event, glasshouse.next(from, event)]))"
    )
    for here, event, there in outcome:
        assert there == table[here].get(event, here)


def test_play_pause_seek_end_and_again(page: Any, address: str) -> None:
    visit(page, f"{address}#part=town")
    assert state(page) == "paused"
    assert page.text_content("#play") == "Play"
    page.click("#play")
    assert state(page) == "playing"
    wait_until(page, "document.querySelector('#week').value >= 1")
    page.click("#play")
    assert state(page) == "paused"
    week = int(page.input_value("#week"))
    page.wait_for_timeout(400)
    assert int(page.input_value("#week")) == week
    page.fill("#week", "101")
    assert state(page) == "paused"
    page.select_option("#speed", "25")
    page.click("#play")
    page.wait_for_selector("html[data-state=ended]")
    assert page.text_content("#play") == "Play again"
    assert "The film is over" in page.text_content("#status")
    page.click("#play")
    assert state(page) == "playing"
    assert int(page.input_value("#week")) < 60
    page.click("#again")
    assert page.input_value("#week") == "0"


def test_a_moved_slider_makes_a_new_film_and_leaves_a_mark(page: Any, address: str) -> None:
    visit(page, f"{address}#part=town&week=50")
    before = page.evaluate("glasshouse.measured.answers.length")
    page.fill("#number-protest", "30")
    page.wait_for_selector("#line .mark")
    assert page.evaluate("glasshouse.measured.answers.length") == before + 1
    assert page.input_value("#knob-protest") == "30"
    assert page.input_value("#week") == "50"
    assert "v=protest%3A30" in page.url
    assert page.locator("#line .before").count() == 1
    page.click("#again")  # starting over keeps the sliders
    assert page.input_value("#knob-protest") == "30"
    assert "simpleland-points, numbers changed" in page.get_attribute("#map", "aria-label")
    # What was moved here is counted when the first screen is opened.
    page.click("#parts li:nth-child(1) a")
    page.wait_for_selector("#first-sure blockquote:has-text('costs 30 points')")
    page.click("#parts li:nth-child(2) a")
    page.click("#as-written")
    page.wait_for_selector("html[data-state=paused]")
    assert page.input_value("#knob-protest") == "10"
    assert "simpleland-points, invented" in page.get_attribute("#map", "aria-label")


def test_a_slider_may_be_moved_from_the_week_shown_on(page: Any, address: str) -> None:
    visit(page, f"{address}#part=town&week=40")
    weeks_before = "['score', 'band', 'flags'].map((name) => glasshouse.film()[name].slice(0, 40_000).join())"
    before = page.evaluate(weeks_before)
    page.focus("#when-start")
    page.keyboard.press("ArrowDown")
    assert page.is_checked("#when-week")
    page.focus("#knob-limit")
    page.keyboard.press("End")
    page.wait_for_selector("#line .amended", state="attached")
    assert page.evaluate("glasshouse.film().head.amended") == ["2019-10-08"]
    assert page.evaluate(weeks_before) == before
    assert "From 8 Oct 2019 on: nobody flies or takes a train below 99 points." in page.text_content("#later")
    assert page.locator("#line .mark").count() == 0
    assert "later=2019-10-08%3Dlimit%3A99" in page.url
    shot(page, "amended")
    assert violations(page) == []
    # The slider shows what is in force in the week shown.
    page.fill("#week", "39")
    assert page.input_value("#knob-limit") == "90"
    page.fill("#week", "60")
    assert page.input_value("#knob-limit") == "99"
    # From the start: nothing is changed later.
    page.check("#when-start")
    page.fill("#number-limit", "95")
    page.wait_for_selector("#line .amended", state="detached")
    assert "v=limit%3A95" in page.url and "later" not in page.url
    # A day that is not lived is refused on the page, and the scheme's numbers mend it.
    visit(page, f"{address}#part=town&later=2031-01-07%3Dlimit:99")
    assert "no day on which this film can change" in page.text_content("#problem")
    shot(page, "amended-refused")
    page.click("#as-written")
    page.wait_for_selector("html[data-state=paused]")
    assert page.is_hidden("#problem")


def test_what_the_nurse_may_do_follows_from_the_slider(page: Any, address: str) -> None:
    visit(page, address)
    assert "refused the ticket" in page.text_content("#first-answer")
    page.fill("#first-number", "10")
    assert "may fly, just" in page.text_content("#first-answer")
    page.fill("#first-number", "0")
    assert "She may fly." in page.text_content("#first-answer")
    assert "rule book says 10" in page.text_content("#first-book")
    # A number that cannot be is put back, and the page says between which it must lie.
    page.fill("#first-number", "99")
    page.keyboard.press("Tab")
    assert page.input_value("#first-number") == "0"
    assert "from 0 to 50" in page.text_content("#first-note")


def test_the_nurse_lives_in_the_neighbourhood_and_meets_what_is_told(page: Any, address: str) -> None:
    visit(page, address)
    told = page.text_content("#first-her")
    person = page.evaluate("glasshouse.nurse().person")
    assert f"person {person} of" in told
    flights, trains = map(int, re.search(r"(\d+) flights? and (\d+) trains?", told).groups())  # type: ignore[union-attr]
    found = page.evaluate(
        "(i) => { const f = glasshouse.film(), n = f.head.persons, is = (of) => of.titles[of.of[i]];"
        " return [is(f.head.works), is(f.head.sexes), f.refused[(f.head.weeks - 1) * n + i]]; }",
        person,
    )
    assert found == ["nurse", "female", flights + trains]
    page.wait_for_selector("#first-sure blockquote")
    # The answer stands first, and says by how much both prices differ; then the boxes say the same.
    seen, at_book, at_page = map(
        int,
        re.search(
            r"about (\d+) are written down .*? about (\d+) at the rule book.*? about (\d+) at this page",
            page.text_content("#first-others > p"),
        ).groups(),  # type: ignore[union-attr]
    )
    assert at_book < at_page < seen < 50
    book, here = page.locator(".prices > div").all_text_contents()
    assert "10 points" in book and "she flies, just" in book
    assert "15 points" in here and "she does not fly" in here and f"{at_page} in 100" in here
    sizes = "[...document.querySelectorAll('.prices > div')].map((box) => box.getBoundingClientRect().width)"
    assert len(set(page.evaluate(sizes))) == 1
    assert "We looked for a nurse who was caught" in page.text_content("#first-example")
    world = page.text_content("#first-sure")
    joined, there, share, others = (
        int(number.replace(",", ""))
        for number in re.search(
            r"about ([\d,]+) join a protest. About (\d+) of these, (\d+) in 100 .*? the other ([\d,]+) lose",
            world,
        ).groups()  # type: ignore[union-attr]
    )
    assert share == round(100 * there / joined) == seen
    assert joined == there + others
    refused, written, percent, low, high = map(
        int,
        re.search(r"(\d+) of the (\d+) who are written down, (\d+) % \((\d+) to (\d+)", world).groups(),  # type: ignore[union-attr]
    )
    assert low < percent == round(100 * refused / written) < high
    # What is quoted leads with the middle, and names the range over who is seen.
    quoted = page.text_content("#first-sure blockquote")
    middle, least, most = map(
        int, re.search(r"About (\d+) in 100 .*? ranges are (\d+) to (\d+) in 100", quoted).groups()
    )  # type: ignore[union-attr]
    assert least < middle == at_page == round(refused / written * 100 * there / joined) < most
    assert "invented" in quoted
    page.click("#first-sure button")
    page.wait_for_selector("#behind details[open] td:has-text('Joining a protest, seen by, police')")
    page.go_back()
    page.click("#first-play")
    assert page.is_visible("#nurse")
    assert page.evaluate("glasshouse.map.at(...(() => { const b = document.getElementById('nurse')"
                         ".getBoundingClientRect(); return [b.x + b.width / 2, b.y + b.height / 2]; })())"
                         ) == person  # fmt: skip
    page.click("#finders button >> nth=0")
    page.wait_for_selector("#story li")
    assert "a nurse by occupation" in page.text_content("#life-body")
    assert page.text_content("#story").count("Asks at: Flights") == flights
    # Elsewhere she is not to be seen, and one button leads back.
    visit(page, f"{address}#part=start&preset=simpleland-points&seed=1&n=0")
    assert page.text_content("#first-her") == ""
    page.click("#first-home")
    page.wait_for_selector("#first-her:has-text('She lives here')")


def test_the_line_is_compared_with_that_before_the_hand_was_laid_on(page: Any, address: str) -> None:
    visit(page, f"{address}#part=town&week=50")
    first = page.evaluate("glasshouse.line().values")
    assert page.get_attribute("#line .now", "d").count("L") == 50
    page.locator("#knob-limit").scroll_into_view_if_needed()
    box = page.locator("#knob-limit").bounding_box()
    at = box["x"] + box["width"] * 0.79
    films = "glasshouse.measured.answers.length"
    before = page.evaluate(films)
    page.mouse.move(at, box["y"] + box["height"] / 2)
    page.mouse.down()
    for _ in range(3):
        at += box["width"] * 0.035
        seen = page.evaluate(films)
        page.mouse.move(at, box["y"] + box["height"] / 2)
        # The hand rests until a film of the step has come.
        for _ in range(200):
            if page.evaluate(films) > seen:
                break
            page.wait_for_timeout(50)
    page.mouse.up()
    page.wait_for_timeout(200)
    assert page.evaluate(films) >= before + 2
    assert page.evaluate("glasshouse.before()") == first
    assert page.evaluate("glasshouse.line().values") != first
    # Lines that are compared stand whole; one by itself has no ending before it was played.
    assert page.get_attribute("#line .now", "d").count("L") == page.evaluate(
        "glasshouse.film().head.weeks - 1"
    )
    assert "Dotted: before the last change" in page.text_content("#line-note")
    assert re.search(r"\d+ of 1,000 invented people were refused something", page.text_content("#status"))


def test_a_dot_pointed_at_is_found_on_both_maps(page: Any, address: str) -> None:
    visit(page, f"{address}#part=compare&beside=none")
    page.wait_for_selector("#compare-difference p")
    # Until somebody else is pointed at, the nurse is marked.
    told = page.text_content("#compare-person")
    assert (
        f"Person {page.evaluate('glasshouse.nurse().person')}, the nurse (ringed in red), the same on" in told
    )
    rings = "['one-map', 'two-map'].map((id) => document.getElementById(id).toDataURL().length)"
    before = page.evaluate(rings)
    page.locator("#one-map").hover(position={"x": 200, "y": 120})
    pointed = page.input_value("#compare-who")
    assert f"Person {pointed}, the same on both." in page.text_content("#compare-person")
    assert all(a != b for a, b in zip(before, page.evaluate(rings), strict=True))
    page.fill("#compare-who", "468")
    assert "Person 468" in page.text_content("#compare-person")


def test_a_comparison_changes_what_it_says_and_no_more(page: Any, address: str) -> None:
    visit(page, f"{address}#part=compare&v=late:10,limit:95,protest:20,red:10&beside=protest0")
    page.wait_for_selector("#compare-difference li")
    one, two = (page.text_content(f"#{id}") for id in ("one-title", "two-title"))
    assert two == one.replace("protest costs 20 points", "protest costs 0 points") != one
    assert "below 95 points" in two
    for line in page.locator("#compare-difference li").all():
        said = line.text_content()
        found = re.search(r"\(from (\S+) to (\S+)\)", said)
        assert found or "no difference" in said
        ends = found.groups() if found else ("0", "0")
        low, high = (float(end.replace("\u2212", "-").replace(",", "")) for end in ends)
        bold = line.locator("strong").count() == 1
        assert bold == (not low <= 0 <= high and "put in by assumption" not in said)
    # What changes later is told on the first screen before what she meets by it.
    visit(page, f"{address}#part=start&v=protest:20&later=2019-10-08%3Dprotest:40")
    told = page.text_content("#first-answer")
    assert told.startswith("By the rules of the first day: ")
    assert told.endswith("From 8 Oct 2019 on: joining a protest costs 40 points.")


def test_by_keyboard_alone_from_home_to_compare(page: Any, address: str) -> None:
    visit(page, address)

    def tab_to(wanted: str) -> None:
        for _ in range(80):
            page.keyboard.press("Tab")
            if page.evaluate("(wanted) => document.activeElement.matches(wanted)", wanted):
                return
        raise AssertionError(f"no Tab leads to {wanted}")

    tab_to("#first-slider")
    for _ in range(5):
        page.keyboard.press("ArrowRight")
    assert page.input_value("#first-number") == "20"
    assert page.get_attribute("#first-slider", "aria-valuetext") == "20 points"
    tab_to("#first-play")
    page.keyboard.press("Enter")
    assert page.is_visible("#map")
    assert page.evaluate("document.activeElement.id") == "play"
    page.keyboard.press("Space")  # pause
    page.evaluate("document.getElementById('map').focus()")
    for key in ("ArrowRight", "ArrowRight", "ArrowDown", "Enter"):
        page.keyboard.press(key)
    assert page.is_visible("#life")
    assert "Person" in page.text_content("#life-body")
    for _ in range(3):
        page.keyboard.press("Shift+Tab")
    tab_to("#parts li:nth-child(5) a")
    page.keyboard.press("Enter")
    page.wait_for_selector("#compare-difference li")
    assert page.text_content("#compare-table").count("People refused") == 1


def test_one_life_agrees_with_the_map(page: Any, address: str) -> None:
    visit(page, f"{address}#part=town&v=protest:20&week=103")
    page.click("#finders button >> nth=0")
    page.wait_for_selector("#story li")
    story = page.text_content("#story")
    told = page.text_content("#life-body")
    many = int(re.search(r"Refused (\d+) request", told)[1])  # type: ignore[index]
    assert story.count("Refused.") == many
    assert "because" in story
    assert "What is this based on?" in story
    assert "Invented; corresponds to nobody." in told
    # Drawn twice on the same days: what was refused with the scheme, and nothing without it.
    assert page.locator("#arms .no").count() == many
    drawn = page.get_attribute("#arms svg", "aria-label")
    assert f"refused {many} request" in drawn.partition("Without it:")[0]
    assert "refused nothing by any scheme" in drawn.partition("Without it:")[2]


def test_the_board_keeps_silent_until_asked(page: Any, address: str) -> None:
    visit(page, f"{address}#part=board&v=protest:30")
    before = page.text_content("#board-body")
    assert "Over these years" not in before
    page.check("#board-switch")
    assert "Over these years" in page.text_content("#board-body")


def test_the_board_says_whose_protest_never_happened(page: Any, address: str) -> None:
    visit(page, f"{address}#part=board")
    page.check("#board-switch")
    page.wait_for_selector("#board-body .post:has-text('this person was never there')")
    assert "the nurse" not in page.text_content(".post:has-text('never there')")
    page.click("#parts li:nth-child(2) a")
    page.wait_for_selector("#counters dt:has-text('never there')")
    assert page.locator("#finders li:has-text('never there (1)')").count() == 1
    # Where there is no scheme nobody is written down under its rules, by mistake either.
    page.click("#parts li:nth-child(5) a")
    page.wait_for_selector("#compare-table")
    page.select_option("#beside", "none")
    page.wait_for_selector("#compare-table thead:has-text('no scheme')")
    row = page.locator("#compare-table tr:has-text('never there') td").all_text_contents()
    assert row == ["1", "0", "+1"]


def test_the_text_can_be_changed_checked_and_watched(page: Any, address: str) -> None:
    visit(page, f"{address}#part=lint")
    page.wait_for_selector("#findings li")
    text = page.input_value("#text")
    assert "tests:" not in text
    page.wait_for_selector(":is(#findings, #findings-rest) .measured li", state="attached")
    # Three stand open, the others are folded.
    assert page.locator("#findings li.finding").count() == 3
    # In words first, the number of the check at the end.
    first = page.locator("#findings li.finding").first.locator("p").all_text_contents()
    assert re.fullmatch(r"[A-Z][^·]*\.", first[0]) and "GH" not in "".join(first[:-1])
    assert re.fullmatch(r"(?:error|warning|note|review) · GH\d{3}", first[-1])
    # The numbers and the line below them are written one after the other.
    wait_until(page, "document.querySelector('#lint-covers').textContent.includes('95 % interval')")
    page.fill("#text", text.replace("effect: {points: -10}", "effect: {points: -50}"))
    page.click("#check")
    page.wait_for_selector("#status:has-text('Silence is not clearance.')")
    page.click("#watch")
    page.wait_for_selector("#town:not([hidden])")
    assert page.evaluate("glasshouse.film().head.counts['refused:flight'] !== undefined")
    # It is the text's own price, not that with which the page opens.
    assert "costs 50 points" in page.evaluate(
        "glasshouse.film().head.rules.find((rule) => rule.id === 'protest').says"
    )
    # Nothing takes it for the scheme of the catalogue, though its text still says that it is.
    for place in ("#map", "#preset-tells", "#foot"):
        told = page.get_attribute(place, "aria-label") or page.text_content(place)
        assert "text changed" in told
        assert "published" not in told
    page.click("#parts li:nth-child(5) a")
    page.wait_for_selector("#compare-table th:has-text('text changed')")
    assert "text changed" in page.text_content("#one-title")
    page.click("#parts li:nth-child(6) a")
    page.fill("#text", "format: 1\nnonsense: yes\n")
    page.click("#check")
    page.wait_for_selector("#problem:not([hidden])")
    assert "nonsense" in page.text_content("#problem")
    # What was found in an older text is not shown as found in this one.
    assert page.text_content("#findings-title").startswith("Not checked")
    assert page.locator("#lint li.finding").count() == 0


def test_an_error_is_shown_and_the_next_film_mends_it(page: Any, address: str) -> None:
    visit(page, f"{address}#part=town")
    page.route("**/api/film", lambda route: route.abort())
    page.fill("#number-protest", "12")
    page.wait_for_selector("#problem:not([hidden])")
    assert state(page) == "failed"
    assert "does not answer" in page.text_content("#problem")
    page.unroute("**/api/film")
    page.fill("#number-protest", "13")
    page.wait_for_selector("html[data-state=paused]")
    assert page.is_hidden("#problem")


@pytest.mark.parametrize("part", PARTS)
def test_nothing_is_wider_than_a_phone(browser: Any, address: str, part: str) -> None:
    for page in opened(browser, viewport={"width": 390, "height": 844}, has_touch=True):
        visit(page, f"{address}#part={part}&v=protest:20&person=413&week=90")
        page.wait_for_timeout(300)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        if part == "town":
            assert "one street" in page.text_content("#map-part")
        small = page.evaluate(
            "[...document.querySelectorAll('main button:not(.link), main select, main input, nav a')]"
            ".filter((e) => e.offsetParent)"
            ".filter((e) => (e.closest('label.switch') ?? e).getBoundingClientRect().height < 43.5)"
            ".map((e) => e.id || e.textContent)"
        )
        assert small == []
        shot(page, f"{part}-phone")


def test_reduced_motion_and_forced_colours(browser: Any, address: str) -> None:
    for page in opened(browser, reduced_motion="reduce", forced_colors="active"):
        visit(page, f"{address}#part=town&week=60")
        began = page.evaluate("performance.now()")
        page.click("#play")
        page.wait_for_timeout(1300)
        week, ended = page.evaluate("[Number(document.querySelector('#week').value), performance.now()]")
        assert week <= 61 + (ended - began) / 1000  # a week a second, not ten
        shot(page, "town-forced")
        assert violations(page) == []


def test_ten_thousand_people_are_drawn_in_time(page: Any, address: str) -> None:
    visit(page, f"{address}#part=town&count=10&v=protest:30")
    assert page.evaluate("glasshouse.film().head.persons") >= 10_000
    spent = page.evaluate(
        "(() => { const map = glasshouse.map, began = performance.now();"
        " for (let week = 0; week < 104; week++) map.go(week);"
        " return (performance.now() - began) / 104; })()"
    )
    print(f"{spent:.2f} ms a week of 10,000 dots")
    assert spent < 40.0  # 25 pictures a second


def test_the_picture_says_what_it_is(page: Any, address: str) -> None:
    visit(page, f"{address}#part=town&preset=robodebt-2016")
    assert page.get_attribute("#map", "aria-label").startswith(
        "SIMULATION - invented people - robodebt-2016, published"
    )
    dark = page.evaluate("(() => { const c = document.getElementById('map');"
                         " return c.getContext('2d').getImageData(2, 2, 1, 1).data[0]; })()")  # fmt: skip
    assert dark < 60


def test_the_python_that_makes_this_makes_this(page: Any, address: str) -> None:
    visit(page, f"{address}#part=deeper&v=protest:20,lapse:12&n=3&seed=5&years=1")
    code = page.text_content("#python")
    told = page.evaluate("(() => { const f = glasshouse.film(); return [f.head.persons, f.head.weeks,"
                         " f.refused.reduce((a, b) => a + b, 0),"
                         " f.score.reduce((a, b) => a + b, 0)]; })()")  # fmt: skip
    names: dict[str, Any] = {}
    exec(code, names)
    film = names["weeks"]
    assert told == [film.band.shape[2], film.band.shape[1], int(film.refused.sum()), int(film.score.sum())]
    # The command line runs the very world that the film is of.
    command = shlex.split(page.text_content("#command"))
    assert command[0] == "glasshouse"
    run = [sys.executable, "-m", *command, "--threads", "2", "--json"]
    done = subprocess.run(run, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    answer, scenario = json.loads(done.stdout), names["scenario"]
    assert [answer[key] for key in ("scheme", "people", "days", "seed")] == [
        "simpleland-points",
        scenario.people,
        scenario.days,
        scenario.seed,
    ]
    from glasshouse.engine.simulate import simulate_tally

    tally = simulate_tally(scenario, threads=2)
    at_end = {
        column.item: int(tally.totals[:, 0, number].sum())
        for number, column in enumerate(tally.layout.totals)
        if column.count == "band-end"
    }
    assert answer["bands"] == at_end


@contextlib.contextmanager
def plain_server(folder: Path) -> Iterator[str]:
    handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}/index.html"
        server.shutdown()
        thread.join()


def test_the_exported_page_works_from_the_disk_and_from_any_web_server(browser: Any, tmp_path: Path) -> None:
    folder = tmp_path / "page"
    command = [sys.executable, "-m", "glasshouse", "serve", "--export", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    read_exported_page(browser, (folder / "index.html").as_uri())
    with plain_server(folder) as home:
        read_exported_page(browser, home)
    data = (folder / "data.js").read_text(encoding="utf-8").partition("= ")[2].rstrip(";\n")
    assert len(json.loads(data)["films"]) == 10


def read_exported_page(browser: Any, home: str) -> None:
    for page in opened(browser):
        visit(page, home)
        assert "refused the ticket" in page.text_content("#first-answer")
        page.wait_for_selector("#first-others:has-text('Most who join a protest suffer nothing')")
        # The slider goes from one kept film to the next, and only these can be chosen.
        assert page.locator("#first-number option").all_text_contents() == [
            *("0", "5", "10", "15", "30", "50")
        ]
        assert "0, 5, 10, 15, 30 and 50" in page.text_content("#first-note")
        page.focus("#first-slider")
        page.keyboard.press("ArrowRight")
        assert page.input_value("#first-number") == "30"
        page.keyboard.press("ArrowLeft")
        page.wait_for_selector("#first-answer:has-text('At 15 points')")
        wait_until(page, "glasshouse.now.values.protest === 15 && glasshouse.state() === 'paused'")
        page.click("#first-life")
        page.wait_for_selector("#story li")
        assert "joining a protest costs 15 points" in page.text_content("#story")
        page.click("#parts li:nth-child(6) a")
        page.wait_for_selector("#findings li")
        page.click("#parts li:nth-child(7) a")
        page.wait_for_selector("#behind summary")
        page.goto("about:blank")
        visit(page, f"{home}#part=compare&preset=simpleland-points&v=protest:15&beside=protest0")
        page.wait_for_selector("#compare-difference li")
        page.click("#parts li:nth-child(2) a")
        page.select_option("#number-protest", "30")
        page.wait_for_selector("#line .mark")
        assert page.get_attribute("#knob-protest", "aria-valuetext") == "30 points"
        page.goto("about:blank")
        visit(page, f"{home}#part=town&preset=simpleland-points&v=protest:27")
        assert page.input_value("#number-protest") == "30"  # the nearest that was made
        shot(page, "town-exported")
        assert violations(page) == []
