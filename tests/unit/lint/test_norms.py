"""Norms as data: each record is whole, its force follows the jurisdiction, no check is too old."""

from __future__ import annotations

import datetime
import re
from itertools import pairwise

import pytest

from glasshouse.schemes.lint.conventions import conventions
from glasshouse.schemes.lint.norms import instruments, norms
from glasshouse.schemes.lint.rule import all_rules

# Facts from outside the code. States parties: treaties.un.org, chapter IV; member states: europa.eu, coe.int.
FOUNDING_SIX = ("BE", "DE", "FR", "IT", "LU", "NL")


@pytest.mark.parametrize("id", list(norms()))
def test_a_gloss_is_one_sentence_of_our_own(id: str) -> None:
    gloss = norms()[id].gloss
    assert gloss.endswith(".")
    assert 5 <= len(gloss.split()) <= 45
    assert not re.search(r"\bshall\b|\bhereby\b|\bpursuant\b", gloss), "words of the treaty, not ours"


def test_china_has_signed_and_not_ratified_the_civil_covenant_but_ratified_the_others() -> None:
    assert norms()["iccpr-19-3"].standing("CN").force == "benchmark"
    for id in ("icescr-6", "crc-2-2", "crpd-5", "icerd-1"):
        assert norms()[id].standing("CN").force == "binding"


def test_the_united_states_have_ratified_the_civil_covenant_but_not_the_others() -> None:
    assert norms()["iccpr-19-3"].standing("US-CA").force == "binding"
    for id in ("icescr-6", "crc-2-2", "crpd-5"):
        assert norms()[id].standing("US").force == "benchmark"


def test_union_law_binds_members_and_is_a_benchmark_elsewhere() -> None:
    assert all(norms()["gdpr-17"].standing(state).force == "binding" for state in FOUNDING_SIX)
    assert {norms()["gdpr-17"].standing(state).force for state in ("CN", "GB", "CH", "AU", "US")} == {
        "benchmark"
    }


def test_the_convention_binds_the_council_of_europe() -> None:
    bound = ("GB", "CH", "TR", "UA", "NO", *FOUNDING_SIX)
    assert all(norms()["echr-8"].standing(state).force == "binding" for state in bound)
    # Expelled on 16 March 2022, out of the Convention since 16 September 2022; Belarus never was a member.
    assert {norms()["echr-8"].standing(state).force for state in ("RU", "BY", "CN")} == {"benchmark"}


def test_protocols_bind_only_those_who_ratified_them() -> None:
    movement = norms()["echr-p4-2"]
    assert movement.standing("NL").force == "binding"
    assert {movement.standing(state).force for state in ("GB", "TR", "CH", "GR")} == {"benchmark"}
    assert not movement.holds_on(datetime.date(1968, 5, 1))


def test_groups_have_as_many_members_as_they_have() -> None:
    from glasshouse.schemes.lint.norms import _groups

    assert len(_groups()["EU"]) == 27
    assert len(_groups()["COE"]) == 46
    assert _groups()["EU"] <= _groups()["COE"]


def test_domestic_limits_of_one_state_say_nothing_elsewhere() -> None:
    for state in ("AU", "NL", "invented"):
        assert norms()["guobanfa-2020-49-list-grounds"].standing(state).force == "not-applicable"
    assert norms()["guobanfa-2020-49-list-grounds"].standing("CN").force == "binding"


def test_no_treaty_binds_an_invented_place() -> None:
    assert {norm.standing("invented").force for norm in norms().values()} == {"benchmark", "not-applicable"}


def test_editions_of_one_list_follow_each_other_without_gap_or_overlap() -> None:
    for stem in ("cn-penalty-list", "cn-credit-directory"):
        editions = [norm for norm in norms().values() if norm.instrument.id == stem]
        for earlier, later in pairwise(editions):
            assert earlier.valid_to == later.valid_from
        for day in ("2022-06-01", "2023-06-01", "2026-11-21"):
            date = datetime.date.fromisoformat(day)
            assert sum(norm.holds_on(date) for norm in editions) == 1


def test_the_ban_on_social_scoring_holds_from_february_2025() -> None:
    ban = norms()["ai-act-5-1-c"]
    assert not ban.holds_on(datetime.date(2025, 2, 1))
    assert ban.holds_on(datetime.date(2025, 2, 2))


def test_every_check_names_where_and_is_younger_than_two_years() -> None:
    longest = conventions()["norm-check"].duration
    old = []
    for record in (*norms().values(), *instruments().values()):
        if record.checked is None:
            continue
        assert record.checked.where.strip()
        assert record.checked.on <= datetime.date.today()
        if (datetime.date.today() - record.checked.on).days > longest.nominal_days:
            old.append(record.id)
    assert not old, "hold these against the text again, or say 'checked: no'"


def test_every_rule_has_a_norm_in_force_today() -> None:
    today = datetime.date.today()
    assert not [r.id for r in all_rules().values() if not any(norms()[n].holds_on(today) for n in r.norms)]
