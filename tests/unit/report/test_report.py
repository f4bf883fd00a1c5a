"""The report: its headlines are the numbers of the run, it says what it must, and its bytes stay the same."""

from __future__ import annotations

import datetime
import json
import re
import shlex
import shutil
import subprocess
import xml.etree.ElementTree as ElementTree
from collections import Counter
from dataclasses import replace
from functools import cache
from html import escape
from html.parser import HTMLParser
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from tests.executed import executed
from tests.unit.measures.made_up import made_up_outcomes, scenario
from tests.unit.report.test_text import SUBJECT, flowing

from glasshouse.cli.main import glasshouse
from glasshouse.cli.report import command
from glasshouse.cli.run import command as run_verb
from glasshouse.engine.outcomes import NOTICE
from glasshouse.ground.errors import BadInput
from glasshouse.measures.estimate import Estimate
from glasshouse.measures.joined import joined
from glasshouse.measures.measure import NEVER_MEASURED, measures
from glasshouse.measures.results import Results
from glasshouse.report.build import RULES_NOT_PEOPLE, build
from glasshouse.report.glossary import MEANINGS
from glasshouse.report.html_page import html_of
from glasshouse.report.made import command as made_by
from glasshouse.report.markdown import markdown_of
from glasshouse.report.material import Material, kept, made_now
from glasshouse.report.text import provenance_line
from glasshouse.report.use import MODEL_ONLY, Uses
from glasshouse.studies.simulation import set_up, simulate

CHROMIUM = shutil.which("chromium")
DAY = datetime.date(2026, 11, 21)
ROOT = Path(__file__).parents[3]


class Read(HTMLParser):
    """What a reader, or a machine that reads aloud, finds in a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: Counter[str] = Counter()
        self.tags: Counter[str] = Counter()
        self.attributes: list[tuple[str, dict[str, str | None]]] = []
        self.headlines: list[tuple[str, str, str]] = []
        self.sentences: list[str] = []
        self.levels: list[int] = []
        self._verdict = False
        self._number: tuple[str, str] | None = None
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.tags[tag] += 1
        self.attributes.append((tag, found))
        if found.get("id"):
            self.ids[str(found["id"])] += 1
        if re.fullmatch("h[1-6]", tag):
            self.levels.append(int(tag[1]))
        if tag == "p":
            self._verdict = found.get("class") == "verdict"
            if self._verdict:
                self.sentences.append("")
        if tag == "data" and self._verdict:
            self._number = str(found["data-of"]), str(found["value"])

    def handle_data(self, data: str) -> None:
        if self._verdict:
            self.sentences[-1] += data
        if self._number is not None:
            self.headlines.append((*self._number, data))

    def handle_endtag(self, tag: str) -> None:
        if tag == "data":
            self._number = None
        if tag == "p":
            self._verdict = False


@cache
def material(scheme: str = "simpleland-points", people: int = 100_000) -> Material:
    return made_now(Results.of(made_up_outcomes(scenario(scheme, people))), DAY)


@cache
def page(scheme: str = "simpleland-points", people: int = 100_000, charts: bool = True) -> str:
    return html_of(build(material(scheme, people), charts=charts, lives=False))


@cache
def words(scheme: str, people: int = 30_000) -> str:
    return markdown_of(build(material(scheme, people), charts=False, lives=False))


@pytest.mark.parametrize("scheme", ["simpleland-points", "court-defaulters-2017"])
def test_every_headline_number_is_the_runs_own(scheme: str) -> None:
    found = Read(page(scheme)).headlines
    assert len(found) >= 3
    held = {(e.id, e.arm, e.item, e.group): e for e in material(scheme).estimates}
    for name, size, told in found:
        estimate = held[tuple(name.split("|"))]  # type: ignore[index]
        assert estimate.value is not None
        assert float(size) == estimate.value
        # What is printed is the same number in its unit: per cent, or per 100,000.
        printed = float(re.match(r"-?[\d,.]+", told)[0].replace(",", ""))  # type: ignore[index]
        factor = 1000.0 if "per 100,000" in told and estimate.unit == "per cent" else 1.0
        # No finer than its range bears: whole where that spans ten, in tens where it spans a thousand.
        low, high = joined(estimate) or (estimate.low, estimate.high)
        assert low is not None and high is not None
        span = factor * (high - low)
        apart = 0.0501 if span < 10.0 or printed < 10.0 else 0.501 if span < 1000.0 else 5.01
        assert printed == pytest.approx(estimate.value * factor, abs=apart)


@pytest.mark.parametrize("scheme", executed())
def test_each_scheme_reads_well(scheme: str) -> None:
    """Three sentences, all sections, no country or court as the subject of a headline."""
    told = markdown_of(build(material(scheme, 21_000), charts=False, lives=False))
    head, verdict = re.split(r"(?=^(?:A register|A score|What a) )", told, maxsplit=1, flags=re.MULTILINE)
    # How it did against reality stands before its numbers; nothing to quote: nobody drew the assumptions.
    assert head.split("## In short\n\n")[1].startswith("Held against the world: ")
    sentences = verdict.split("\n\n")
    assert all(sentence[0].isupper() and sentence.endswith(".") for sentence in sentences[:3])
    assert "None" not in re.sub(r"\bNone (?:of|is)\b", "", told.split("## What the text itself")[0])
    for title in ("Who carries it", "Expression, before and after", "What it averts", "How sure is this?"):
        assert f"## {title}" in told
    # Between them stands what it was held against, which quotes the words of files.
    short, chart = (told.split(f"## {title}")[1].split("\n## ")[0] for title in ("In short", "How many"))
    headlines = flowing(short + chart)
    assert not SUBJECT.search(headlines.replace("**", " "))


def test_what_must_be_said_is_said() -> None:
    told = page()
    assert told.count(NOTICE) >= 4
    assert told.count("Synthetic society. Nobody here is real.") == 1
    assert NEVER_MEASURED in Read(told).sentences[2]
    assert NEVER_MEASURED in told.split('id="expression"')[1].split("</section>")[0]
    assert "Silence is not clearance." in told
    assert "Validated for: nothing, never compared with anything." in told
    assert escape(RULES_NOT_PEOPLE) in told.split("<footer>")[1]


def test_every_picture_bears_the_notice_a_name_and_its_numbers() -> None:
    told = page()
    pictures = re.findall(r"<figure>.*?</figure>", told, re.DOTALL)
    assert len(pictures) >= 3
    for picture in pictures:
        svg = re.search(r"<svg.*</svg>", picture, re.DOTALL)
        assert svg is not None
        ElementTree.fromstring(svg[0])
        assert NOTICE in svg[0]
        assert 'role="img"' in svg[0]
        assert "<title " in svg[0]
        assert "<desc " in svg[0]
        assert "<table" in picture


def test_listings_per_fraud_averted_never_stand_alone() -> None:
    """A vendor's slide would show them so."""
    told = words("court-defaulters-2017", 100_000)
    for line in told.splitlines():
        if line.startswith(("People listed for each fraud", "Frauds averted")) and "too few" not in line:
            assert "wrongly on it" in line
            assert "could not have done otherwise" in line


def test_the_page_can_be_read_aloud_and_needs_no_script() -> None:
    found = Read(page())
    assert [id for id, times in found.ids.items() if times > 1] == []
    assert found.tags["h1"] == 1
    assert all(after - before <= 1 for before, after in zip(found.levels, found.levels[1:], strict=False))
    assert not found.tags["script"] + found.tags["link"] + found.tags["img"] + found.tags["iframe"]
    assert "default-src 'none'" in page()
    assert {attrs.get("lang") for tag, attrs in found.attributes if tag == "html"} == {"en-GB"}
    assert all(attrs.get("scope") for tag, attrs in found.attributes if tag == "th")
    assert found.tags["caption"] == found.tags["table"]
    for tag, attrs in found.attributes:
        for name in ("aria-labelledby", "href", "xlink:href"):
            for aim in (attrs.get(name) or "").split():
                if tag != "a" or aim.startswith("#"):
                    assert aim.removeprefix("#") in found.ids, (tag, name, aim)


def light(colour: str) -> float:
    """Relative luminance, by WCAG 2.2."""
    parts = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (x / 12.92 if x <= 0.04045 else ((x + 0.055) / 1.055) ** 2.4 for x in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_every_ink_of_a_picture_has_one_that_is_legible_at_night(folder: Path) -> None:
    """Contrast by WCAG 2.2: 4.5 for text, 3 for what is drawn; the lines behind a chart are to be faint."""
    told = html_of(build(kept(folder, DAY), threads=1))
    style = told.split("prefers-color-scheme:dark){")[1].split("@media")[0]
    pictures = "".join(re.findall(r"<figure>.*?</svg>", told, re.DOTALL))
    used = set(re.findall(r"(?:fill|stroke)(?:=\"|: )(#[0-9a-f]{6})", pictures))
    assert {"#1c1f22", "#fbfaf7", "#85807d"} < used
    night = light("#16181a")
    for colour in used:
        for kind, after in re.findall(
            rf'\[(\w+)="{colour}"\][^{{]*{{\w+:(#[0-9a-f]{{6}})!important}}', style
        ):
            least = {"#1c1f22": 4.5, "#5a5f63": 4.5, "#d8d5cd": 1.5, "#fbfaf7": 1.0}.get(colour, 3.0)
            assert (light(after) + 0.05) / (night + 0.05) >= least, (kind, colour, after)
        # Blue is legible on both.
        assert f'[fill="{colour}"]' in style or colour == "#5592dc"


def test_colours_are_told_apart_on_paper() -> None:
    """Contrast by WCAG 2.2: 4.5 for text, 3 for what is drawn."""
    paper = light("#fbfaf7")
    by_day = page().split("@media")[0]
    for colour in re.findall(r"--(?:ink|muted|alarm):(#[0-9a-f]{6})", by_day):
        assert (paper + 0.05) / (light(colour) + 0.05) >= 4.5
    drawn = set(re.findall(r"stroke: (#[0-9a-f]{6})", page().split("</style>")[1])) - {"#d8d5cd"}
    assert drawn
    for colour in drawn:
        assert (paper + 0.05) / (light(colour) + 0.05) >= 3.0


def test_too_few_people_and_nobody_listed_read_well() -> None:
    few = words("court-defaulters-2017", 3_000)
    assert "3,000 people are too few to say" in few
    nobody = Results.of(
        made_up_outcomes(scenario("court-defaulters-2017", 30_000), probability=lambda count: 0.0)
    )
    told = flowing(markdown_of(build(made_now(nobody, DAY), charts=False, lives=False)))
    assert "lists none of the invented people whom it covers, 0.0 per 100,000 (0 to" in told
    assert (
        "Nobody was listed in this run, too few to see a mistake: none of the people covered is found" in told
    )


def test_markdown_and_html_tell_the_same_headlines() -> None:
    spoken = [flowing(sentence) for sentence in Read(page()).sentences]
    told = flowing(markdown_of(build(material(), charts=False, lives=False)))
    assert all(sentence in told for sentence in spoken)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("report") / "run"
    simulate("simpleland-points", people=22_000, days=90, threads=1, out=out)
    return out


def test_the_same_run_gives_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    written = []
    for name, threads in (("one", "1"), ("other", "2")):
        file = tmp_path / f"{name}.html"
        answer = CliRunner().invoke(
            command, [str(folder), "-o", str(file), "--threads", threads], catch_exceptions=False
        )
        assert answer.exit_code == 0
        written.append(file.read_bytes())
    assert written[0] == written[1]
    assert len(written[0]) < 1_000_000
    text = written[0].decode()
    assert str(tmp_path) not in text
    assert "Invented; corresponds to nobody." in text
    assert "Nothing of what the rules can do" not in text
    assert [id for id, times in Read(text).ids.items() if times > 1] == []


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here")
def test_a_browser_opens_it_as_it_is_and_prints_it(tmp_path: Path) -> None:
    file = tmp_path / "report.html"
    file.write_text(page())
    started = [
        str(CHROMIUM),
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        f"--user-data-dir={tmp_path / 'c'}",
    ]
    shown = subprocess.run(
        [*started, "--dump-dom", file.as_uri()],
        capture_output=True,
        text=True,
        timeout=240,
        check=True,
    ).stdout
    assert Read(shown).headlines == Read(page()).headlines
    # What the browser had to mend would change how many elements there are.
    assert {tag: n for tag, n in Read(shown).tags.items() if tag != "tbody"} == {
        tag: n for tag, n in Read(page()).tags.items() if tag != "tbody"
    }
    printed = tmp_path / "report.pdf"
    subprocess.run(
        [*started, f"--print-to-pdf={printed}", file.as_uri()],
        capture_output=True,
        timeout=240,
        check=True,
    )
    pages = printed.read_bytes()
    assert pages.startswith(b"%PDF")
    assert len(pages) > 50_000


def test_a_kept_run_tells_what_the_run_told(folder: Path) -> None:
    held = kept(folder, DAY)
    fresh = simulate("simpleland-points", people=22_000, days=90, threads=1)
    assert held.estimates == fresh.estimates
    assert replace(held, code=None).arm.scheme.text_hash == fresh.scenario.arms[0].scheme.text_hash
    foot = provenance_line(held.scenario, held.arm.scheme)
    assert foot == provenance_line(fresh.scenario, fresh.scenario.arms[0].scheme)


def test_a_folder_that_holds_no_run_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="not the folder of a run"):
        kept(tmp_path)
    (tmp_path / "audit.json").write_text("[")
    with pytest.raises(BadInput, match="result of an audit"):
        kept(tmp_path)


def test_a_scheme_about_bodies_alone_is_told_of_them() -> None:
    """Agencies, not people, are what its shares are of; too few of them is said with what it would take."""
    told = words("agency-integrity", 300_000)
    verdict = told.split("## In short\n\n")[1].split("\nA register")[1].split("\n\n")[0]
    assert "the invented agencies that it covers" in verdict
    assert "people covered" not in told
    assert "There is no blacklist" not in told
    held = material("agency-integrity", 300_000)
    none = {"value": None, "low": None, "high": None, "note": "too few", "people": 27}
    few = tuple(replace(e, **none) for e in held.estimates)
    told = markdown_of(build(replace(held, estimates=few), charts=False, lives=False))
    assert "cannot be told from this run" in told
    assert "With 1,120,000 people there would be enough" in told


def test_how_sure_is_answered_in_words_that_can_be_quoted() -> None:
    """The range to quote holds both causes, and a number never stands alone."""
    held = material("simpleland-points")
    wide = [
        replace(e, assumed_low=0.0, assumed_high=99.0, draws=50) if e.known else e for e in held.estimates
    ]
    told = markdown_of(build(replace(held, estimates=tuple(wide)), charts=False, lives=False))
    section = told.split("## How sure is this?")[1].split("\n## ")[0]
    assert "Of the world: not at all" in section
    top = told.split("## In short\n\n")[1].split("\n\n")[0]
    found = re.match(
        r"To quote it: '([\w ]+), in 365 days of a simulation of invented people: "
        r"between ([\d.,]+) and ([\d.,]+) % of the people covered, luck and assumptions together; ",
        top,
    )
    # From nought to nearly all, no decimal means anything; both ends are those of the joined range.
    e = next(e for e in wide if found and (measures()[e.id].title, e.item) == (found[1], "any"))
    ends = joined(e)
    assert found and ends and found.groups()[1:] == tuple(f"{end:.0f}" for end in ends)
    assert ends[0] == 0.0 and ends[1] > 99.0
    assert re.search(rf"Near the lower end of the range: '{found[1]}'", told)
    assert top.endswith("Never the one number alone.")


def test_the_range_to_quote_is_the_one_that_stands_out() -> None:
    """It holds both causes, or says which it leaves out; the value itself is set like the words around it."""
    held = material()
    wide = [
        replace(e, assumed_low=0.0, assumed_high=99.0, draws=50) if e.known else e for e in held.estimates
    ]
    for estimates, which in ((held.estimates, "luck alone"), (tuple(wide), "luck and assumptions together")):
        told = html_of(build(replace(held, estimates=estimates), charts=False, lives=False))
        verdict = told.split('id="verdict"')[1].split("</section>")[0]
        spans = re.findall(r'</data><span class="w">(.*?)</span>', verdict)
        assert len(spans) >= 3
        for span in spans:
            assert re.fullmatch(rf" \(<b>[^<]+</b>, {which}\)", span), span
        assert (">assumed alone</th>" in verdict) is (which != "luck alone")
        assert "not drawn" not in told
    assert not re.search(r"(?<![\w-])data\{[^}]*font-weight", page())


def test_how_many_numbers_are_assumed_is_counted_in_one_way() -> None:
    """The verdict and the method give the same counts, and the method those of the foot."""
    told = flowing(words("court-defaulters-2017"))
    behaviour = re.findall(r"(?:Behaviour|About what people do): (.*?)\. ", told)
    assert len(behaviour) == 2 and behaviour[0] == behaviour[1]
    parts = [int(part.replace(",", "")) for part in re.findall(r"[\d,]*\d", behaviour[0])]
    assert parts[0] + sum(parts[2:]) == parts[1]
    foot = re.search(r"([\d,]+ of [\d,]+) numbers assumed\. Validated", told)
    assert foot and f"at the foot of this page: {foot[1]} assumed" in told


def test_nought_among_few_says_what_may_have_been_missed() -> None:
    held = material("court-defaulters-2017", 100_000)
    for people, said in (
        (46, " 46 were listed in this run, too few to see a mistake that befalls fewer than one in 15 "),
        (4, " Only 4 were listed in this run, too few to see a mistake: none "),
    ):
        none = tuple(
            replace(e, value=0.0, low=0.0, high=1.0, people=people)
            if e.id in ("wrongful-share-of-listed", "wrongfully-listed-share") and e.item == "defaulters"
            else replace(e, value=0.0, low=0.0, high=1.0, people=0)
            if e.id in ("wrongful-share-of-listed", "wrongfully-listed-share")
            else e
            for e in held.estimates
        )
        told = flowing(markdown_of(build(replace(held, estimates=none), charts=False, lives=False)))
        assert said in told.split("## In short")[1].split("##")[0]


def test_a_rate_of_a_group_does_not_rest_on_a_handful() -> None:
    """Fewer than twenty people are counted, not made a rate; and no decimal says more than its interval."""
    rare = Results.of(made_up_outcomes(scenario("court-defaulters-2017", 30_000), lambda count: 0.0015))
    told = markdown_of(build(made_now(rare, DAY), charts=False, lives=False))
    rows = [
        [cell.strip() for cell in line.split("|")[1:-1]]
        for line in told.split("## Who carries it")[1].split("\n## ")[0].split("\n\n")[1:4]
        for line in line.splitlines()
        if line.count("|") == 5
    ][2:]
    assert len(rows) > 20
    counted = 0
    for _, value, luck, people in rows:
        few = re.fullmatch(r"(\d+) of ([\d,]+)(, too few)?", value)
        if few:
            counted += 1
            assert int(few[1]) < 20 and few[2] == people
            assert few[3] or few[1] == "0"
        else:
            rate, size = float(value.replace(",", "")), int(people.replace(",", ""))
            assert round(rate * size / 100_000) >= 20
            low, high = (float(end.replace(",", "")) for end in luck.split(" to "))
            assert ("." in value) == (high - low < 10)
    assert counted


def test_what_nobody_asked_can_be_asked_with_the_command_that_stands_there() -> None:
    told = words("simpleland-points")
    section = told.split("## Which assumptions move the result")[1].split("\n## ")[0]
    lines = section.split("```sh\n")[1].split("\n```")[0].replace("\\\n", " ").splitlines()
    for line in lines:
        _, verb, *rest = shlex.split(line)
        command = glasshouse.get_command(click.Context(glasshouse), verb)
        assert command is not None
        command.make_context(verb, rest)
    assert [line.split()[1] for line in lines] == ["audit", "report"]


def test_the_run_of_an_audit_is_told_with_the_audit(folder: Path, tmp_path: Path) -> None:
    shutil.copytree(folder, tmp_path / "run")
    shutil.copy(folder / "estimates.parquet", tmp_path)
    (tmp_path / "audit.json").write_text('{"without_effect": ["idle-reform"]}')
    assert kept(tmp_path / "run", DAY).idle == kept(tmp_path, DAY).idle == ("idle-reform",)
    assert kept(folder, DAY).verb == "run"


@pytest.mark.parametrize("scheme", ["simpleland-points", "court-defaulters-2017", "agency-integrity"])
def test_words_of_the_trade_are_explained_where_they_first_stand(scheme: str) -> None:
    """Every word of the glossary leads there once, and none that needs it is left out."""
    told = html_of(build(material(scheme, 300_000), charts=False, lives=False))
    links = re.findall(r'<a class="word" href="#(word-[a-z-]+)">', told)
    assert len(links) == len(set(links)) >= 8
    meant = re.findall(r'<dt id="(word-[a-z-]+)">', told)
    assert set(links) <= set(meant)
    text = re.sub(r"<[^>]+>", " ", told.split("<main>")[1].split('id="words"')[0])
    for word in ("arm", "jackknife", "luck", "joint draws", "rule of three", "life table", "gate", "stay"):
        if re.search(rf"(?<![\w'-]){word}s?(?![\w'-])", text, re.IGNORECASE):
            assert f"word-{word.replace(' ', '-')}" in meant
    assert not re.search(r"\b(?:Monte[ -]Carlo|replicates?|spells?|bootstrap|estimators?)\b", text)
    assert all(len(meaning) < 320 for meaning in MEANINGS.values())


def test_how_far_off_the_world_it_was_is_counted_from_the_kept_validation() -> None:
    """What is said beside the numbers is what the validation as kept found, counted here once more."""
    kept_all = json.loads((ROOT / "verification/results/validation.json").read_text(encoding="utf-8"))
    tests = [
        told
        for told in kept_all["figures"]
        if told["scheme"] == "court-defaulters-2013" and told["role"] == "test" and told["times"]
    ]
    missed = sum(told["finding"] == "misses" for told in tests)
    some = sum(told["finding"] == "fits" and told["off_at_the_centre"] for told in tests)
    held = material("court-defaulters-2017")
    lived = replace(held, scenario=replace(held.scenario, start=datetime.date(2017, 5, 1)))
    told = flowing(markdown_of(build(lived, charts=False, lives=False)))
    head = told.split("## In short")[1].split("## Who")[0]
    # On the first screen, before any number of the run itself.
    said = head.index("Held against the world: not this run but a related one")
    assert said < head.index("A register with these rules")
    assert f"Of {len(tests)} published figures to which nothing was fitted" in head
    assert f"{missed} are missed, {some} met only if" in head
    # Entries from February 2017 to June 2018, about the days lived: 11.23 - 6.73 million were published.
    ever = [
        one for one in kept_all["figures"] if one["what"].startswith("Entries") and ", ever" in one["what"]
    ]
    first, last = (next(one for one in ever if one["date"] == day) for day in ("2017-02-14", "2018-06-30"))
    grown = (last["simulated"]["value"] - first["simulated"]["value"]) / (11.23e6 - 6.73e6)
    assert (
        f"from 14 February 2017 to 30 June 2018 {100 * grown:.0f} % of the published entries "
        "on the list of judgment defaulters; " in head
    )
    assert (
        "'Ever listed': off to either side, perhaps: entries, the nearest that was compared, "
        f"grew {grown:.2f} " in head
    )
    assert told.count("'Ever listed', the number to quote, was never itself held against anything") == 2
    assert "not at all, until somebody holds" not in told
    rows = re.findall(r"\| ([^|]+) \|[^|]*\|[^|]*\|[^|]*\|[^|]*\| (missed|met in some draws|met) \(", told)
    assert Counter(came for _, came in rows) == Counter(
        "missed" if one["finding"] == "misses" else "met in some draws" if one["off_at_the_centre"] else "met"
        for one in kept_all["figures"]
        if one["scheme"] == "court-defaulters-2013" and one["finding"] in ("misses", "fits")
    )
    for invented in ("simpleland-points", "narrow-court-register"):
        assert "Nothing of this scheme was ever compared with anything that was published" in flowing(
            words(invented)
        )


def test_each_headline_number_has_its_row_beneath_the_sentences() -> None:
    """Of whom, of how many, within which time, all ranges, and how many draws lie elsewhere."""
    held = material("simpleland-points")
    drawn = tuple(
        replace(e, assumed_low=-99.0, assumed_high=99.0, draws=50, agreeing=47) if e.known else e
        for e in held.estimates
    )
    told = html_of(build(replace(held, estimates=drawn), charts=False, lives=False))
    table = told.split("<caption>These numbers one by one: in 365 days")[1].split("</table>")[0]
    found = re.findall(r'data-of="([^"]*)"', table)
    assert found == list(dict.fromkeys(name for name, _, _ in Read(told).headlines))
    after = told.split("<caption>These numbers one by one")[1].split("</table>")[1].split("</p>")[0]
    told_of = re.findall(
        r"is (?:above |below )?nought here; in 3 of 50 draws of the assumptions it is not", after
    )
    assert len(told_of) == len(found)
    assert re.search(r"\([\d,]+ of [\d,]+ people covered\)", table)


def test_what_is_easily_misquoted_says_of_how_many_and_on_what_it_rests() -> None:
    held = material("court-defaulters-2017")
    nought = {"value": 0.0, "low": 0.0, "high": 0.02, "assumed_low": 0.0, "assumed_high": 0.0, "draws": 50}
    none = tuple(replace(e, **nought) if e.id == "wrongfully-listed-share" else e for e in held.estimates)
    spoken = Read(html_of(build(replace(held, estimates=none), charts=False, lives=False))).sentences
    assert re.match(
        r"[\d,]+ were listed in this run, too few to see a mistake that befalls fewer ", spoken[1]
    )
    assert "on any day, 0.0 " in spoken[1]
    assert "so that up to 20 per 100,000 may be" in spoken[1]
    assert "(0 to 20, luck and assumptions together)" in spoken[1]
    assert "mostly put in by the assumptions on response, comes to" in spoken[2]
    assert "None of this says that a norm was violated" in flowing(words("court-defaulters-2017"))


def test_groups_of_few_say_so() -> None:
    """To fewer than twenty it happened, or nobody can say: no rate, and the group is named all the same."""
    held = material("simpleland-points")
    groups = [e for e in held.by_group("refused-share") if e.known and not e.group.startswith("place=")]
    few, silent, none = groups[:3]
    some = {"value": 19.0, "low": 9.0, "high": 31.0, "people": 100}
    nobody = {"value": 0.0, "low": 0.0, "high": 0.0001, "people": 90_000}
    changed = {
        few: replace(few, **some),
        silent: replace(silent, value=None, low=None, high=None, note="too few"),
        none: replace(none, **nobody),
    }
    told = (
        markdown_of(
            build(
                replace(held, estimates=tuple(changed.get(e, e) for e in held.estimates)),
                charts=False,
                lives=False,
            )
        )
        .split("## Who carries it")[1]
        .split("\n## ")[0]
    )
    assert "| 19 of 100, too few |" in told
    assert "| 0 of 90,000 |" in told
    assert re.search(r"Too few to say anything \(fewer than 50 people.*?\): [^;]+\.", told)


def test_the_command_that_makes_it_again_takes_what_was_set() -> None:
    """Held against the real options: read again, it sets up the same scenario."""
    asked = ("assumptions.conducts.walk-on-red.rate=6", "rules.protest.points=-20")
    made = set_up("simpleland-points", people=3_000, days=9, settings=asked, crossed=["sex*income"])
    line = made_by(Material(scenario=made, estimates=(), as_of=DAY)).partition("\nglasshouse report")[0]
    verb, *words = shlex.split(line.replace("\\\n", " "))[1:]
    context = run_verb.make_context(verb, words)
    given = context.params
    again = set_up(
        given["scheme"],
        people=given["people"],
        days=given["days"],
        society=given["society"],
        settings=given["settings"],
        crossed=given["crossed"],
    )
    assert again.assumptions == made.assumptions
    assert again.arms[0].scheme.text_hash == made.arms[0].scheme.text_hash
    assert (again.crossed, again.society.id, again.days) == (made.crossed, made.society.id, 9)


def test_whom_it_costs_something_for_another_stands_beside_the_finding() -> None:
    """Children are refused a school, and nobody for an act of their own: the finding is not silent."""
    held = material("court-defaulters-2017")
    nought, some = {"value": 0.0, "low": 0.0, "high": 0.01}, {"value": 0.0033, "low": 0.0, "high": 0.02}

    def changed(e: Estimate) -> Estimate:
        if e.id in ("denials", "refused-share") and e.item == "private-school":
            return replace(e, **nought)
        return replace(e, **some) if e.id == "refused-for-another" and e.item.startswith("private") else e

    few = replace(held, estimates=tuple(map(changed, held.estimates)))
    for estimates, said in (
        (few.estimates, ": 3.3 per 100,000 (0 to 20, luck alone)"),
        (held.estimates, ""),
    ):
        told = markdown_of(build(replace(held, estimates=estimates), charts=False, lives=False))
        rows = [
            line
            for line in told.splitlines()
            if re.match(r"\| (?:A burden that falls on somebody's house|A consequence that keeps)", line)
        ]
        rows = [row for row in rows if "(grave)" in row]
        assert len(rows) == 2
        assert all("Refused because of somebody else: Places at private schools" in row for row in rows)
        assert all(said in row for row in rows)
    finding = next(one for one in few.lint.shown if one.rule.id == "GH607")
    assert {entry.measure for entry in finding.measured or ()} >= {"denials", "refused-for-another"}


def test_a_picture_that_has_one_ink_for_all_of_it_has_it_at_night_too(folder: Path) -> None:
    """The time line of a life names its ink once, on the picture: a rule for what is in it misses it."""
    told = html_of(build(kept(folder, DAY), threads=1))
    outer = set(re.findall(r'<svg [^>]*fill="(#[0-9a-f]{6})"', told))
    style = told.split("prefers-color-scheme:dark){")[1].split("@media")[0]
    assert outer
    assert all(f'figure :is([fill="{colour}"]' in style for colour in outer)


def test_on_a_phone_no_number_has_to_be_pushed_into_sight() -> None:
    """No table is wider than the page: cells of words stand below each other, each with its head."""
    told = page()
    phone = told.split("max-width:34rem){")[1].split("@media")[0]
    assert "table{min-width" not in phone
    assert ".t td::before{content:attr(data-head)" in phone
    assert len(re.findall(r"<td ", told)) == len(re.findall(r'<td role="cell" data-head="[^"]', told))


def test_no_ratio_rests_on_a_handful() -> None:
    """Where a group's people to whom it happened are counted, nothing is said of how often beside others."""
    held = material("simpleland-points")
    ratio = next(e for e in held.by_group("refusal-rate-ratio") if e.known and e.group.startswith("sex="))
    share = next(e for e in held.by_group("refused-share") if e.group == ratio.group)
    # An interval of 95 % that leaves out 1 by a little is what luck brings about among so many groups.
    for hit, high, said in ((19, 0.6, False), (20, 0.6, True), (20, 0.95, False)):
        changed = {
            ratio: replace(ratio, value=0.5, low=0.4, high=high),
            share: replace(share, value=float(hit), low=1.0, high=40.0, people=100),
        }
        estimates = tuple(changed.get(e, e) for e in held.estimates)
        told = markdown_of(build(replace(held, estimates=estimates), charts=False, lives=False))
        table = told.partition("**Refused more or less often than others: times")[2].split("\n\n**")[0]
        assert (f"({hit} of 100) | 0.5 " in table) is said


def test_what_an_assumption_puts_in_says_so_in_its_own_row() -> None:
    """A row is quoted without the line below its table."""
    told = words("simpleland-points")
    assert "| Loss averted, put in by assumption (person-years of all invented people) |" in told
    for line in told.splitlines():
        if re.match(r"\| (?:Loss averted|Change in |Ever insolvent|Time strained)", line):
            assert re.match(r"\| [^|:(]+, put in by assumption", line), line
        if line.startswith(("**Change in", "**Loss averted")) and "|" not in line:
            assert "put in" in line, line


def test_how_sure_tells_what_the_file_leaves_out_and_who_is_covered() -> None:
    """The list is the file's own: each part stands there with its reason, and which way that pushes."""
    held = material("court-defaulters-2017")
    told = markdown_of(build(held, charts=False, lives=False)).split("## How sure is this?")[1]
    section = told.split("\n## ")[0]
    listed = re.findall(r"^- (.+)$", section.split("Left out of the simulation")[1], re.MULTILINE)
    parts = held.arm.scheme.document.value(("scheme", "left_out"))
    assert len(listed) == len(parts) == 5
    for line, part in zip(listed, parts, strict=True):
        assert line.startswith(f"{part['what']} ({part['why']}; ")
        assert {"up": "more is done", "down": "less is done", None: "nobody worked out"}[
            part.get("pushes")
        ] in line
    assert "those who are 18 years old or more on some day of the run" in section


def test_a_total_is_told_by_its_growth_and_an_odd_interval_is_explained() -> None:
    """2.86 million entries more from February to December 2017, by the two totals published."""
    told = words("court-defaulters-2017")
    row = next(line for line in told.splitlines() if ", ever: 14 February 2017 to 31 December 2017" in line)
    assert row.startswith("| Entries on the list") and "| 2.86 M |" in row
    assert re.search(r"\| 0\.\d\d times \|$", row)
    assert "Outside the interval of its own draws: Performed" in told
    assert "but these count every stay on the list, of firms too" in told


def test_what_may_be_done_with_a_number_stands_wherever_it_is_printed() -> None:
    """Held and missed: no range to quote, anywhere. Off to one side: which. Nothing near: the model's own."""
    kept_all = json.loads((ROOT / "verification/results/validation.json").read_text(encoding="utf-8"))
    trains = [one for one in kept_all["figures"] if one["id"].startswith("fast-trains") and one["times"]]
    missed = sum(one["finding"] == "misses" for one in trains)
    held = material("court-defaulters-2017")
    wide = [
        replace(e, assumed_low=0.0, assumed_high=99.0, draws=50) if e.known else e for e in held.estimates
    ]
    drawn = replace(held, estimates=tuple(wide))
    told = markdown_of(build(drawn, lives=False))
    rows = re.findall(
        r"^\| (?:\w[\w ]+: )?Trains - do not quote: [^|]*? times as many as was published, (\d+) of (\d+) "
        r"published figures missed \|[^|]*\| do not quote \|",
        told,
        re.MULTILINE,
    )
    # Requests and people, in their own tables and among all numbers.
    assert rows == [(str(missed), str(len(trains)))] * 4
    uses = Uses(drawn)
    for e in drawn.estimates:
        use = uses.of(e)
        if e.item == "train" and e.id in ("denials", "refused-share"):
            assert not use.quotable
        elif e.id in ("listed-share", "restricted-time"):
            assert use.quotable and use.words.startswith("off to either side, perhaps: entries")
            # In its first month, in 2013, eight times as many were entered as was published.
            assert use.words.endswith("(6 November 2013) came out 8.2 times the published")
        elif e.id == "harm-averted":
            assert use.words == MODEL_ONLY and not use.near
    # Most of those refused something were refused a train: that number has lost its range as well.
    refused = Read(html_of(build(drawn, charts=False, lives=False))).sentences[0].split(", and refuses ")[1]
    assert "(do not quote: " in refused and "together)" not in refused
    assert (
        "Ever refused: do not quote: " in told.split("**The first numbers of this report")[1].split("**")[1]
    )
    assert "do not quote" not in words("transport-bans-2018")
    changed = Uses(material("simpleland-points"))
    assert {changed.of(e).words for e in material("simpleland-points").estimates} == {MODEL_ONLY}


def test_with_what_the_first_day_begins_is_said_at_the_top_and_under_the_limits() -> None:
    held = material("court-defaulters-2017")
    for warm, said in ((0, "the books are empty (a launch)"), (730, "the books are warm. 730 days")):
        scenario = replace(held.scenario, warm=warm)
        told = markdown_of(build(replace(held, scenario=scenario), charts=False, lives=False))
        for title in ("In short", "How sure is this?"):
            assert f"Day one: {said}" in told.split(f"## {title}")[1].split("\n## ")[0]


def test_rows_that_are_alike_are_told_once() -> None:
    held = material("court-defaulters-2017")
    same = {"value": 1.0, "low": 0.5, "high": 2.0}
    alike = tuple(replace(e, **same) if e.id == "restricted-share" else e for e in held.estimates)
    told = markdown_of(build(replace(held, estimates=alike), charts=False, lives=False))
    table = told.split("**Ever restricted: ")[1].split("\n\n**")[0]
    assert [line.split(":")[0] for line in table.splitlines()[4:6]] == [
        line.split(":")[0] for line in table.splitlines()[4:] if line.startswith("|")
    ]
    assert re.search(r"\| each of these \d+: Flights; Trains; ", table)
    parts = tuple(replace(e, **same) if e.id == "refused-for-another" else e for e in held.estimates)
    told = markdown_of(build(replace(held, estimates=parts), charts=False, lives=False))
    assert "of all invented people; all of them under 18, all of them met by no rule" in flowing(told)
