"""The report in a real Chromium: with scripts and without, on a phone, on paper; without violations of WCAG.

Skipped where there is no Chromium. GLASSHOUSE_SHOTS=DIR keeps pictures and the printed pages.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.unit.report.test_report import material

from glasshouse.report.build import build
from glasshouse.report.html_page import html_of

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
pytest.importorskip("matplotlib", reason="the extra 'report' is not installed")
if CHROMIUM is None:
    pytest.skip("there is no Chromium: apt-get install chromium", allow_module_level=True)

AXE = (Path(__file__).parent / "axe.min.js").read_text(encoding="utf-8")
SHOTS = os.environ.get("GLASSHOUSE_SHOTS")
SCHEMES = ("simpleland-points", "agency-integrity")
"""One about persons, with every chart; one about bodies only, with hardly any."""


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Reports of made-up counts, as files."""
    folder = tmp_path_factory.mktemp("reports")
    found = {}
    for scheme in SCHEMES:
        found[scheme] = folder / f"{scheme}.html"
        found[scheme].write_text(html_of(build(material(scheme), lives=False)), encoding="utf-8")
    return found


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with sync_api.sync_playwright() as play:
        chromium = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield chromium
        chromium.close()


def opened(browser: Any, path: Path, **settings: Any) -> Any:
    settings.setdefault("viewport", {"width": 1100, "height": 900})
    page = browser.new_context(**settings).new_page()
    page.wrong = []
    page.on("request", lambda request: request.url != path.as_uri() and page.wrong.append(request.url))
    page.on("console", lambda message: message.type == "error" and page.wrong.append(message.text))
    page.goto(path.as_uri())
    return page


@pytest.mark.parametrize("scheme", SCHEMES)
def test_it_reads_alike_with_scripts_and_without(browser: Any, files: dict[str, Path], scheme: str) -> None:
    """Nothing is fetched, nothing is complained of, nothing waits for a script."""
    told = []
    for scripts in (True, False):
        page = opened(browser, files[scheme], java_script_enabled=scripts)
        assert page.wrong == []
        told.append(page.locator("body").inner_text())
        if SHOTS and not scripts:
            Path(SHOTS).mkdir(parents=True, exist_ok=True)
            page.screenshot(path=f"{SHOTS}/report-{scheme}.png", full_page=True)
        page.context.close()
    assert told[0] == told[1]
    assert "Nobody here is real." in told[0]
    assert "How sure is this?" in told[0]


@pytest.mark.parametrize("scheme", SCHEMES)
def test_it_breaks_no_rule_of_access(browser: Any, files: dict[str, Path], scheme: str) -> None:
    """With every folded table open, as a reader may have them."""
    page = opened(browser, files[scheme], bypass_csp=True)
    page.evaluate("document.querySelectorAll('details').forEach((part) => { part.open = true; })")
    page.evaluate(AXE)
    found = page.evaluate(
        "axe.run({preload: false, runOnly: "
        "['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']})"
    )
    page.emulate_media(color_scheme="dark")
    dark = page.evaluate("axe.run({preload: false, runOnly: ['color-contrast']})")
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(22, 24, 26)"
    page.emulate_media(color_scheme="dark", media="print")
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(28, 31, 34)"
    broken = [
        f"{rule['id']}: {node['target']} {node['failureSummary'][:200]}"
        for rule in found["violations"] + dark["violations"]
        for node in rule["nodes"]
    ]
    page.context.close()
    assert broken == []


def test_charts_are_read_in_forced_dark_colours(browser: Any, files: dict[str, Path]) -> None:
    """The browser leaves pictures alone there: ink that the page sets itself would be black on black."""
    page = opened(
        browser, files["simpleland-points"], forced_colors="active", color_scheme="dark", bypass_csp=True
    )
    told = page.evaluate(
        "() => [...document.querySelectorAll('figure svg text')].map((t) => getComputedStyle(t).fill)"
    )
    drawn = page.evaluate(
        "() => [...document.querySelectorAll('figure svg :is(path, rect, use)')].map((part) => {"
        "const s = getComputedStyle(part); return s.stroke === 'none' ? s.fill : s.stroke; })"
    )
    ground = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    ink = page.evaluate("getComputedStyle(document.body).color")
    page.evaluate(AXE)
    found = page.evaluate("axe.run({preload: false, runOnly: ['color-contrast']})")
    if SHOTS:
        page.screenshot(path=f"{SHOTS}/report-forced-dark.png", full_page=True)
    page.context.close()
    assert [rule["id"] for rule in found["violations"]] == []
    assert ground == "rgb(0, 0, 0)"
    assert len(told) > 20 and set(told) == {ink}
    assert not set(drawn) & {"rgb(28, 31, 34)", "rgb(90, 95, 99)", "rgb(133, 128, 125)"}


def test_on_a_phone_nothing_scrolls_sideways(browser: Any, files: dict[str, Path]) -> None:
    page = opened(browser, files["simpleland-points"], viewport={"width": 390, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    held = "[...document.querySelectorAll('.scroll')].filter(e => e.clientWidth)"
    assert page.evaluate(f"{held}.length") > 3
    assert page.evaluate(f"{held}.every(e => e.scrollWidth <= e.clientWidth + 1)")
    page.context.close()


@pytest.mark.parametrize("scheme", SCHEMES)
def test_on_paper_every_number_is_there(
    browser: Any, files: dict[str, Path], scheme: str, tmp_path: Path
) -> None:
    """Folded tables are printed open, but for what is looked up alone; pages have a size of paper."""
    page = opened(browser, files[scheme], java_script_enabled=False)
    folded = page.locator("details:not(.unprinted) table caption").all_text_contents()
    looked_up = page.locator("details.unprinted table caption").all_text_contents()
    target = Path(SHOTS or tmp_path) / f"report-{scheme}.pdf"
    page.pdf(path=str(target), prefer_css_page_size=True, format="A4")
    page.context.close()
    held = target.read_bytes()
    pages = len(re.findall(rb"/Type\s*/Page\b", held))
    assert 3 <= pages <= 40
    if shutil.which("pdftotext"):
        told = subprocess.run(
            ["pdftotext", "-layout", str(target), "-"], capture_output=True, text=True, check=True
        )
        printed = " ".join(told.stdout.split())
        assert "corresponds to nobody" in printed
        for caption in folded:
            assert " ".join(caption.split())[:40] in printed
        # What is looked up is named as left out, and nowhere else; each page says what it is, and which.
        body, _, foot = printed.partition("Left out on paper")
        assert looked_up
        for caption in looked_up:
            assert " ".join(caption.split())[:40] not in body
            assert " ".join(caption.split())[:20] in foot
        assert f"{pages - 1} of {pages}" in printed
        assert printed.count("SIMULATION - invented people") >= pages
