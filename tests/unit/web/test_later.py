"""What a reader changes from a week on: an amendment of the scheme, and nothing else."""

from __future__ import annotations

import gzip
import json
from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glasshouse.ground.errors import BadInput
from glasshouse.schemes.amending import amended_texts
from glasshouse.web.films import Studio
from glasshouse.web.presets import PRESETS
from glasshouse.web.wishes import MOST_LATER, Wish, read_wish

STUDIO = Studio()
KNOBS = PRESETS[0].knobs
START = date(2019, 1, 1)
VALUES = st.fixed_dictionaries(
    {}, optional={knob.id: st.sampled_from([knob.low, knob.value, knob.high]) for knob in KNOBS}
)


def opened(wish: dict[str, Any]) -> tuple[dict[str, Any], dict[str, np.ndarray]]:
    """Head and planes of a film, undone as the layout says."""
    raw = gzip.decompress(STUDIO.film(read_wish(wish)))
    length = int.from_bytes(raw[:4], "little")
    head = json.loads(raw[4 : 4 + length])
    planes, at = {}, 4 + length
    for name, kind in head["planes"]:
        steps = np.frombuffer(raw, f"<{kind}", head["weeks"] * head["persons"], at)
        at += steps.nbytes
        planes[name] = np.cumsum(steps.reshape(head["weeks"], -1), axis=0, dtype=steps.dtype)
    return head, planes


def monday(week: int) -> str:
    return (START + timedelta(days=7 * week)).isoformat()


def changed(week: int, **values: int) -> dict[str, Any]:
    return {"later": [{"from": monday(week), "values": values}]}


@pytest.mark.parametrize(
    ("week", "values"),
    [(1, {"late": 50}), (20, {"protest": 50}), (52, {"limit": 97}), (103, {"red": 50})],
    ids=str,
)
def test_a_film_is_the_old_one_to_the_byte_before_the_date_and_another_after(
    week: int, values: dict[str, int]
) -> None:
    _, old = opened({})
    head, new = opened(changed(week, **values))
    assert head["amended"] == [monday(week)]
    for name in old:
        assert old[name][:week].tobytes() == new[name][:week].tobytes()
    assert (old["score"][week:] != new["score"][week:]).any() or (
        old["band"][week:] != new["band"][week:]
    ).any()


def test_bands_are_those_of_the_number_in_force() -> None:
    head, film = opened(changed(52, limit=97))
    assert head["bands"][0] == "D"
    alive = (film["flags"] & 1 == 1) & (film["flags"] & 64 == 0)
    worst = film["band"] == 0
    for weeks, limit in ((slice(0, 52), 90), (slice(52, None), 97)):
        assert (worst[weeks] == (film["score"][weeks] < limit))[alive[weeks]].all()
    assert worst[52].sum() > worst[51].sum()


def test_nobody_loses_a_refusal_that_the_old_text_made() -> None:
    _, film = opened(
        {"values": {"limit": 98}, "later": [{"from": monday(60), "values": {}}]},
    )
    assert film["refused"][59].any()
    covered = film["flags"][-1] & 1 == 1
    assert (np.diff(film["refused"][:, covered].astype(int), axis=0) >= 0).all()


def plain(scheme: Any) -> Any:
    """Rules and score as data; a slider says '24 months' where the text says '2 years'."""
    rules = {rule.id: rule.model_dump(mode="json") for rule in scheme.rules}
    return json.dumps([sorted(rules.items()), scheme.score.model_dump(mode="json")]).replace(
        '"2 years"', '"24 months"'
    )


@settings(max_examples=10, deadline=None)
@given(VALUES, st.lists(VALUES, min_size=1, max_size=3))
def test_each_text_is_that_of_its_numbers_from_the_start(
    first: dict[str, int], then: list[dict[str, int]]
) -> None:
    later = [{"from": monday(10 * (place + 1)), "values": values} for place, values in enumerate(then)]
    scheme = STUDIO.scheme(read_wish({"values": first, "later": later}))
    texts = {begins.isoformat(): text for begins, text in amended_texts(scheme)}
    text = scheme
    for step, values in zip(later, then, strict=True):
        text = texts.get(str(step["from"]), text)
        assert plain(text) == plain(STUDIO.scheme(read_wish({"values": values})))


@pytest.mark.parametrize(
    "begins",
    ["2018-12-31", "2019-01-01", "2020-12-31", "9999-12-31", "0001-01-01", "2019-02-30", "2019-W10-1",
     "20190401", "", "x" * 9999, None, 20190401.5, ["2019-04-01"], {"a": 1}, "2019-04-01\n  - evil",
     "2019-04-01}, {from: 2019-05-01"],
)  # fmt: skip
def test_a_hostile_date_is_refused(begins: object) -> None:
    with pytest.raises(BadInput) as caught:
        STUDIO.scenario(read_wish({"later": [{"from": begins, "values": {"protest": 20}}]}))
    assert all(problem.remedy and len(problem.what) < 200 for problem in caught.value.problems)


@pytest.mark.parametrize(
    "later",
    [
        "2019-04-01",
        {},
        [1],
        [{"from": monday(1)}],
        [{"from": monday(1), "values": {}, "set": [{"path": "scope.min_age", "value": 0}]}],
        [{"from": monday(1), "values": {"protest": 51}}],
        [{"from": monday(1), "values": {"income": 5}}],
        [{"from": monday(2), "values": {"red": 6}}, {"from": monday(1), "values": {"red": 7}}],
        [{"from": monday(1), "values": {"red": 6}}, {"from": monday(1), "values": {"red": 7}}],
        [{"from": monday(week), "values": {"red": 6 + week}} for week in range(1, MOST_LATER + 2)],
    ],
    ids=lambda later: str(later)[:40],
)
def test_what_is_no_list_of_changes_is_refused(later: object) -> None:
    with pytest.raises(BadInput):
        read_wish({"later": later})


def test_a_text_of_ones_own_is_amended_in_the_text_and_not_beyond_what_amendments_may_change() -> None:
    text = STUDIO.scheme(Wish()).text.partition("\ntests:")[0] + "\n"
    with pytest.raises(BadInput, match="under 'amendments'"):
        read_wish({"text": text, **changed(10, protest=20)})
    amended = "amendments: [{from: 2019-06-04, set: [{path: scope.min_age, value: 16}]}]\n"
    with pytest.raises(BadInput, match="an amendment of 'scope'"):
        STUDIO.film(read_wish({"text": text + amended}))


def test_the_command_and_the_python_make_the_same_scheme() -> None:
    from glasshouse.studies.simulation import set_up

    wish = read_wish(changed(30, protest=0))
    head, _ = opened(changed(30, protest=0))
    setting = STUDIO.settings(wish)[-1]
    assert setting in head["command"]
    assert repr([setting]) in head["python"]
    made = set_up("simpleland-points", years=2, settings=[setting]).arms[0].scheme
    # The page leaves out the life histories, which are for the checker of files.
    assert made.model_dump(exclude={"tests"}) == STUDIO.scheme(wish).model_dump(exclude={"tests"})
