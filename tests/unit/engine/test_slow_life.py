"""Lives of true and false records in the slow twin, worked out by hand: two books, the order of one day."""

from __future__ import annotations

from tests.by_hand import PROTEST, TWICE, ledger, life, rule
from tests.invented import RED, black, levels, scheme

from glasshouse.engine.slow.agenda import Agenda, Kind

# ------------------------------------------------------------------------------------ two books


def test_a_listing_is_wrongful_when_true_records_alone_do_not_carry_it() -> None:
    written = scheme([rule("red", RED, **TWICE)], lists=[black("noted", "20 days")])
    counts = life(written, [(0, RED, True), (5, RED, False)]).chronicle
    assert counts.totals["wrongful-days", "noted"] == counts.totals["listed-days", "noted"] == 20
    assert counts.weekly == {
        (0, "entries", "noted"): 1,
        (0, "wrongful-starts", "noted"): 1,
        (3, "exits", "noted"): 1,
        (3, "wrongful-ends", "noted"): 1,
    }


def test_a_true_record_can_end_what_was_wrongful_and_its_end_can_begin_it_again() -> None:
    rules = [rule("red", RED, effect={"enter": "noted"})]
    written = scheme(rules, lists=[black("noted", "20 days")])
    # False on day 0, true on 5 (both books to 25), false on 15 (actual to 35): wrongful 0 to 5 and 25 to 35.
    counts = life(written, [(0, RED, False), (5, RED, True), (15, RED, False)]).chronicle.totals
    assert counts["listed-days", "noted"] == 35
    assert counts["wrongful-spells", "noted"] == 2
    assert counts["wrongful-days", "noted"] == 5 + 10
    assert counts["wrongful", "noted"] == counts["wrongful-any", ""] == counts["spells", "noted"] == 1


def test_a_false_record_that_empties_the_window_is_not_in_the_shadow() -> None:
    """True, false, true: the actual window is emptied by the second, the shadow's is filled by the third."""
    written = scheme([rule("red", RED, **TWICE)], lists=[black("noted", "20 days")])
    counts = life(written, [(0, RED, True), (5, RED, False), (10, RED, True)]).chronicle.totals
    # Wrongful from day 5 until the shadow is on the list as well, on day 10; right from there to day 25.
    assert counts["listed-days", "noted"] == 20
    assert counts["wrongful-days", "noted"] == 5


def test_a_stay_that_ends_in_both_books_at_once_was_never_wrongful() -> None:
    """A false record opens the second book long before; two true ones then list in both, with one end."""
    written = scheme([rule("red", RED, **TWICE)], lists=[black("noted", "20 days")])
    counts = life(written, [(0, RED, False), (40, RED, True), (45, RED, True)]).chronicle.totals
    assert counts["expired", "noted"] == 1
    assert counts["listed-days", "noted"] == 20
    assert (
        counts["wrongful", "noted"] == counts["wrongful-spells", "noted"] == counts["wrongful-any", ""] == 0
    )


def test_a_rule_about_a_band_is_for_those_whom_it_names_like_any_other() -> None:
    bands = levels(95)
    for youngest, listed in ((30, 1), (31, 0)):
        fallen = {
            "id": "fallen",
            "when": {"band": ["D"]},
            "whom": {"min_age": youngest},
            "proof": "allegation",
            "effect": {"enter": "noted"},
        }
        written = scheme(
            [rule("red", RED), fallen], score=ledger(bands=bands), lists=[black("noted", "20 days")]
        )
        counts = life(written, [(0, RED, True)]).chronicle.totals
        assert counts["hits", "fallen"] == counts["listed", "noted"] == listed


def test_an_undecided_false_record_is_not_copied_into_the_shadow() -> None:
    rules = [rule("red", RED, final_after="10 days", effect={"enter": "noted"})]
    written = scheme(rules, lists=[black("noted", "20 days")])
    # Both are noted before either is decided; the shadow begins with the first decision, on day 10.
    counts = life(written, [(0, RED, False), (1, RED, False)]).chronicle.totals
    assert counts["listed-days", "noted"] == counts["wrongful-days", "noted"] == 21


def test_a_correction_frees_from_what_is_wrongful_and_from_nothing_else() -> None:
    exits = ({"by": "expiry", "within": "0 days"}, {"by": "overturned", "within": "1 day"})
    remedy = {
        "id": "fix",
        "kind": "correction",
        "for": {"lists": ["noted"]},
        "decides": "4 days",
        "then": "1 day",
    }
    rules = [rule("red", RED, effect={"enter": "noted"})]
    written = scheme(
        rules,
        lists=[black("noted", "50 days", *exits)],
        remedies=[remedy],
        notice=[{"for": {"lists": ["noted"]}, "due": "after", "days": 0}],
    )
    sure = {"correction": {"succeeds": 1.0, "asks_after": 0.0}}
    freed = life(written, [(3, RED, False)], **sure).chronicle.totals
    assert freed["corrected", "noted"] == 1
    assert freed["listed-days", "noted"] == freed["wrongful-days", "noted"] == 4 + 1 + 1
    # A true record before the correction is carried out makes the listing right.
    kept = life(written, [(3, RED, False), (5, RED, True)], **sure).chronicle.totals
    assert kept["corrected", "noted"] == 0
    assert kept["listed-days", "noted"] == 52
    assert kept["wrongful-days", "noted"] == 2


def test_protected_conduct_is_flagged_by_what_is_written_down() -> None:
    rules = [rule("protest", PROTEST, effect={"enter": "noted"}), rule("red", RED, effect={"enter": "noted"})]
    written = scheme(rules, lists=[black("noted", "20 days")])
    assert life(written, [(0, RED, True)]).chronicle.totals["protected", "noted"] == 0
    assert life(written, [(0, RED, True), (1, PROTEST, True)]).chronicle.totals["protected", "noted"] == 1
    assert life(written, [(0, PROTEST, False)]).chronicle.totals["protected", "noted"] == 1


def test_a_spell_that_is_open_at_the_horizon_has_days_and_no_exit() -> None:
    written = scheme([rule("red", RED, effect={"enter": "noted"})], lists=[black("noted", "20 days")])
    for days, ended in ((29, 0), (30, 0), (31, 1)):
        counts = life(written, [(10, RED, True)], days=days).chronicle
        assert counts.totals["expired", "noted"] == ended
        assert counts.totals["listed-end", "noted"] == 1 - ended
        assert counts.totals["listed-days", "noted"] == min(20, days - 10)


# ------------------------------------------------------------------------------------ the order of one day


def test_one_day_goes_from_lapses_to_reviews_and_the_first_noted_comes_first() -> None:
    agenda = Agenda(10)
    for kind in reversed(Kind):
        agenda.note(5, kind)
    agenda.note(4, Kind.REVIEW)
    agenda.note(5, Kind.LAPSE, amount=7)
    agenda.note(10, Kind.LAPSE)
    done = []
    while (item := agenda.next) is not None:
        agenda.strike(item)
        done.append((item.day, item.kind, item.amount))
    assert done[0] == (4, Kind.REVIEW, 0)
    assert done[1:3] == [(5, Kind.LAPSE, 0), (5, Kind.LAPSE, 7)]
    assert [kind for _, kind, _ in done[2:]] == list(Kind)
