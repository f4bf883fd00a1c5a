"""The page in a real Chromium: how long a reader waits, how smoothly it plays, and what it refuses."""

from __future__ import annotations

import http.client
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from benchmarks.report import ROOT, paragraph, table
from glasshouse.web.laying import page_files

__all__ = ["measure"]

_AXE = ROOT / "tests" / "browser" / "axe.min.js"
_FILMS = 60
_PARTS = ("start", "town", "life", "board", "compare", "lint", "deeper")
_TICKS = os.sysconf("SC_CLK_TCK")


@contextmanager
def _served() -> Iterator[tuple[str, int]]:
    """The page's address and the number of the process that serves it."""
    words = [sys.executable, "-m", "glasshouse", "serve", "--port", "0"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    with subprocess.Popen(
        words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=environment
    ) as server:
        assert server.stdout is not None
        found = re.search(r"http://\S+", server.stdout.readline())
        assert found is not None
        try:
            yield found[0], server.pid
        finally:
            server.terminate()


def _processor_seconds(process: int) -> float:
    """What a process has used so far, from /proc."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS


def _row(what: str, times: Sequence[float], processor: float) -> list[str]:
    ranked = sorted(times)
    slow = ranked[int(0.95 * (len(ranked) - 1))]
    return [what, f"{statistics.median(times):.0f}", f"{slow:.0f}", f"{ranked[-1]:.0f}", f"{processor:.0f}"]


def _films(page: Any, address: str, process: int) -> str:
    """A moved slider to the new film at hand, as the page itself clocks it, never the same film twice."""
    rows = []
    for later in (0, 1, 4, 8):
        page.goto("about:blank")
        page.goto(f"{address}#part=town&week=100")
        page.wait_for_selector("html[data-ready=yes]")
        began, before = page.evaluate("glasshouse.measured.answers.length"), _processor_seconds(process)
        for number in range(_FILMS):
            changes = ";".join(
                f"2019-{2 + month:02}-05=protest:{5 + number + month},limit:{90 + month % 5}"
                for month in range(later)
            )
            page.evaluate(
                "(hash) => { location.hash = hash; }",
                f"part=town&week=100&preset=simpleland-points&seed=5&n=25"
                f"&v=protest:{number % 40 + 1},red:{6 + number // 40}&later={changes}",
            )
            for _ in range(1200):
                if page.evaluate("glasshouse.measured.answers.length") > began + number:
                    break
                page.wait_for_timeout(5)
        times = page.evaluate(f"glasshouse.measured.answers.slice({began})")
        used = 1000 * (_processor_seconds(process) - before) / len(times)
        name = "from the start" if later == 0 else f"with {later} amendment{'s' if later > 1 else ''}"
        rows.append(_row(name, times, used))
    return table(["a moved slider's film, ms", "median", "p95", "most", "CPU of the server"], rows)


def _frames(page: Any, address: str) -> str:
    """Pictures a second while ten thousand people are played at the fastest speed."""
    page.goto("about:blank")
    page.goto(f"{address}#part=town&count=10&years=3&v=protest:30")
    page.wait_for_selector("html[data-ready=yes]")
    people = page.evaluate("glasshouse.film().head.persons")
    page.select_option("#speed", "25")
    page.click("#play")
    counted = page.evaluate(
        "new Promise((done) => { let frames = 0; const began = performance.now(),"
        " weeks = glasshouse.now.week;"
        " const tick = () => { frames++; const spent = performance.now() - began; if (spent > 4000)"
        " done([frames / spent * 1000, (glasshouse.now.week - weeks) / spent * 1000]);"
        " else requestAnimationFrame(tick); }; requestAnimationFrame(tick); })"
    )
    redrawn = page.evaluate(
        "(() => { const map = glasshouse.map, began = performance.now(); for (let week = 0; week < 150;"
        " week++) map.go(week); return (performance.now() - began) / 150; })()"
    )
    return (
        f"{people:,} people at the fastest speed: {counted[0]:.1f} pictures a second, {counted[1]:.1f} weeks "
        f"a second (25 asked for); {redrawn:.2f} ms to draw a week."
    )


def _first(browser: Any, address: str) -> str:
    times = []
    for _ in range(15):
        page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
        page.goto(f"{address}#part=town")
        page.wait_for_selector("html[data-ready=yes]")
        times.append(page.evaluate("glasshouse.measured.first"))
        page.context.close()
    return (
        f"First picture, from the click on the address to a drawn neighbourhood, nothing cached in the "
        f"browser: median {statistics.median(times):.0f} ms, most {max(times):.0f} ms of {len(times)}."
    )


def _access(browser: Any, address: str) -> str:
    """Violations that axe-core finds in each part, in six ways of looking."""
    rows = []
    ways: dict[str, dict[str, Any]] = {
        "light": {},
        "dark": {"color_scheme": "dark"},
        "forced colours": {"forced_colors": "active"},
        "reduced motion": {"reduced_motion": "reduce"},
        "390 px": {"viewport": {"width": 390, "height": 844}},
        "400 % of 1280 px": {"viewport": {"width": 320, "height": 256}},
    }
    script = _AXE.read_text(encoding="utf-8")
    for part in _PARTS:
        found = []
        for given in ways.values():
            settings: dict[str, Any] = {"viewport": {"width": 1280, "height": 900}, **given}
            page = browser.new_context(**settings).new_page()
            page.goto(f"{address}#part={part}&person=468&week=90")
            page.wait_for_selector("html[data-ready=yes]")
            page.wait_for_timeout(1500)
            page.evaluate(script)
            told = page.evaluate(
                "axe.run({preload: false, runOnly: "
                "['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']})"
            )
            wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            found.append(f"{len(told['violations'])}" + (f" +{wide}px" if wide > 0 else ""))
            page.context.close()
        rows.append([part, *found])
    return table(["axe-core violations", *ways], rows)


def _hostile(address: str) -> str:
    """What the socket answers to those who mean it ill."""
    place = urlsplit(address)
    here = f"http://{place.netloc}"
    usual = {"Host": place.netloc, "Origin": here, "Content-Type": "application/json"}

    def status(method: str, path: str, headers: dict[str, str], body: bytes = b"") -> str:
        caller = http.client.HTTPConnection(str(place.hostname), place.port, timeout=60)
        try:
            caller.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
            for name, value in {"Content-Length": str(len(body)), **headers}.items():
                caller.putheader(name, value)
            caller.endheaders()
            with suppress(OSError):  # Refused before it was all sent.
                caller.send(body)
            return str(caller.getresponse().status)
        except (OSError, http.client.HTTPException):
            return "closed"
        finally:
            caller.close()

    film = "/api/film"
    cases = [
        ("a film, as the page asks", status("POST", film, usual, b"{}")),
        ("another host (DNS rebinding)", status("POST", film, usual | {"Host": "evil.example"}, b"{}")),
        ("another origin", status("POST", film, usual | {"Origin": "http://evil.example"}, b"{}")),
        ("no JSON", status("POST", film, usual, b"\xff{")),
        ("a hundred thousand brackets", status("POST", film, usual, b"[" * 100_000)),
        ("another type", status("POST", film, usual | {"Content-Type": "text/plain"}, b"{}")),
        ("a body of ten million bytes", status("POST", film, usual, b" " * 10_000_000)),
        ("a length that is none", status("POST", film, usual | {"Content-Length": "-1"}, b"")),
        ("a path upwards", status("GET", "/../app.py", usual)),
        ("DELETE", status("DELETE", "/", usual)),
        ("a person's record", status("POST", film, usual, b'{"person": {"name": "x"}}')),
        ("a life history", status("POST", film, usual, json.dumps({"text": "tests:\n"}).encode())),
        ("ten thousand years", status("POST", film, usual, b'{"years": 10000}')),
        ("and a film again", status("POST", film, usual, b"{}")),
    ]
    return table(["hostile input", "status"], [list(case) for case in cases])


def measure() -> str:
    """All of it, in one browser, against one server that is warm."""
    from playwright.sync_api import sync_playwright

    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        raise RuntimeError("there is no Chromium: apt-get install chromium")
    scripts = len(page_files()["page.js"])
    with _served() as (address, process), sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
        parts = [
            _films(page, address, process),
            paragraph(
                f"""{_FILMS} films each, none of them asked for before, from the request to the film
                unpacked in Chromium {browser.version}; 60 ms of waiting for the hand to rest come before
                it, and the drawing after it. CPU: the server's processor time a film. Wall times are
                those of a shared machine: see the load above."""
            ),
            _frames(page, address),
            _first(browser, address),
            f"Scripts: {scripts:,} bytes in all (at most 120,000), not compressed, nothing from elsewhere.",
            _access(browser, address),
            "A number, then by how many pixels the page is wider than its window, if it is.",
            _hostile(address),
        ]
        browser.close()
    return "\n\n".join(parts)
