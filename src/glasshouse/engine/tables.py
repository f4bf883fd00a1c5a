"""The tables: a scenario as plain arrays, the only thing that the kernels see.

One list declares every field with its meaning and unit; the dtypes, the kernels' view and the generated
page all come from it. Things of one kind (rules, lists, gates ...) are rows of one structured array,
numbered over all arms.

Days are counted from the start of the run. `NEVER` stands for a day beyond every horizon, `NONE` for "no
such row". Probabilities are whole-number thresholds: a 32-bit random word below the threshold passes.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

__all__ = [
    "ACTS",
    "ALIAS_BITS",
    "ENTRIES",
    "FIELDS",
    "FOR_EVER",
    "HOLDS",
    "LIVES",
    "MOST_CONTEXTS",
    "MOST_RECORDS",
    "NEVER",
    "NONE",
    "OCCUPATION",
    "OWN_PLACE",
    "PURPOSES",
    "RULE_TRIGGER_STREAM",
    "STANDS",
    "STAY_LENGTHS",
    "TARGETS",
    "TICKS_PER_DAY",
    "Tables",
    "record_dtype",
]

NEVER = 1 << 40
ALIAS_BITS = 24
"""A word of an alias table holds the alias in so many bits, and above them the threshold."""
NONE = -1
TICKS_PER_DAY = 1 << 20
"""Resolution of event times: about a twelfth of a second, fine enough that ties are rare, and an integer."""
MOST_CONTEXTS = 14
"""Contexts are kept as bits, and what is seen of others in each as three bits, of one word."""
MOST_RECORDS = 31
"""Records that an input of a scorecard keeps: 2**-31 is less than its unit, so one more changes nothing."""
LIVES, STANDS, ACTS, HOLDS = 1, 2, 4, 8
"""What a scheme does in a place, as bits of `Tables.arm_places`."""
OCCUPATION = "occupation"
"""The dimension of a society that tells professions apart."""
FOR_EVER = -2
"""In place of a duration: without an end."""
OWN_PLACE = -2
"""In place of a place: the one where the person lives."""
PURPOSES = ("other", "medical", "livelihood", "family")
STAY_LENGTHS = (30, 91, 183, 365, 731, 1096, 1827, 3653)
"""The longest stay of each class but the last, in days: about a month to ten years."""
EXCESS_STREAMS = 1 << 22
"""Number of the stream of excess that goes with ordinary stream 0: a further source moves none of them."""
RULE_TRIGGER_STREAM = (1 << 24) - 1
"""The stream in the address of draws that follow from a band or list, not from a record."""

TARGETS = 1 << 41
"""Items of an agenda that are about a target and not about a list name it by this and its row."""
ENTRIES = 1 << 42
"""Those about an entry of points name the rule that made it by this and its row."""

Row = tuple[str, str, str]

FIELDS: dict[str, tuple[Row, ...]] = {
    "arm": (
        ("before", "i8", "the arm whose text this one amends, NONE for a scheme's first text"),
        ("since", "i8", "first day of the text"),
        ("until", "i8", "first day of the next text, NEVER if there is none"),
        ("anew", "i8", "1 if score and band are read anew when the text takes over"),
        ("reaches_back", "i8", "1 if it then gives the stays in force their ends"),
        ("force_from", "i8", "first day on which acts count"),
        ("force_until", "i8", "first day on which acts no longer count"),
        ("min_age", "i8", "years; younger persons are not covered"),
        ("subjects", "i8", "bits: 1 persons, 2 firms, 4 agencies are covered"),
        ("joining", "i8", "0 nobody can stay outside, 1 opt-in, 2 opt-out"),
        ("enrolled", "f8", "share who are inside, where one can stay outside"),
        ("aware", "i8", "threshold: the person knows of the scheme"),
        ("score", "i8", "0 no score, 1 ledger clipped on read, 2 ledger clipped on write, 3 scorecard"),
        ("start", "i8", "points"),
        ("opening", "i8", "the start, clipped: everybody's first score"),
        ("floor", "i8", "points; very low when there is none"),
        ("ceiling", "i8", "points; very high when there is none"),
        ("review", "i8", "0 never, 1 at once, 2 on review days"),
        ("band_first", "i8", "first row among the bands"),
        ("band_end", "i8", "row after the last band"),
        ("rule_first", "i8", "first row among the rules"),
        ("rule_end", "i8", "row after the last rule"),
        ("dimension_first", "i8", "first row among the scorecard's dimensions"),
        ("dimension_end", "i8", "row after the last dimension"),
        ("input_first", "i8", "first row among the scorecard's inputs"),
        ("input_end", "i8", "row after the last input"),
        ("thin", "i8", "1 if there is a score for those of whom no conduct is remembered"),
        ("thin_file", "i8", "that score"),
        ("ring_first", "i8", "first slot among the rings"),
        ("ring_end", "i8", "slot after the last"),
        ("cap_first", "i8", "first row among the caps"),
        ("cap_end", "i8", "row after the last cap"),
        ("list_first", "i8", "first row among the lists"),
        ("list_end", "i8", "row after the last list"),
        ("consequence_first", "i8", "first row among the consequences"),
        ("consequence_end", "i8", "row after the last consequence"),
        ("touched_first", "i8", "first row among the touched gates"),
        ("touched_end", "i8", "row after the last touched gate"),
        ("change_first", "i8", "first row among the changed conducts"),
        ("change_end", "i8", "row after the last changed conduct"),
        ("response_first", "i8", "first row among the responses"),
        ("response_end", "i8", "row after the last response"),
        ("column", "i8", "first total column of the arm (persons covered)"),
        ("quiet_end", "i8", "total column after the last that a person fills of whom nothing is recorded"),
        ("column_end", "i8", "total column after the arm's last"),
        ("black_lists", "i8", "bits: which of the arm's lists are black"),
        ("posted_black", "i8", "bits: which of its black lists are published to the public"),
        ("posted_red", "i8", "bits: which of its red lists are published to the public"),
        ("own_time", "i8", "bits: which of its public lists show people for a time of their own"),
        ("terms", "i8", "1 if some consequence has a term of its own"),
        ("telling", "i8", "bits: which of its lists refuse something at a gate, and may be learned of there"),
        ("job", "i8", "row among the touched gates where employers read public lists, NONE for none"),
        ("contexts", "i8", "classes of contexts in which people look at others, 0 for none"),
        ("score_contexts", "i8", "bits: the classes of contexts that the score has"),
        ("livelihood", "i8", "1 if a refusal at some gate changes means, or takes away what lasts"),
        ("means", "i8", "total column: person-days strained or insolvent, NONE if it strains nobody"),
        ("objects", "i8", "1 if a notice or remedy names a rule that enters points"),
        ("friends", "i8", "1 if the scorecard looks at friends' scores"),
        ("target_first", "i8", "first row among the targets"),
        ("target_end", "i8", "row after the last target"),
        ("reaches", "i8", "1 if some consequence refuses others than its subject"),
        ("scored_consequences", "i8", "1 if some consequence looks at the score itself"),
        ("starts_bound", "i8", "1 if some consequence may be in force without any record"),
    ),
    "band": (
        ("after", "i8", "the same in the next text of the scheme, NONE if it is gone or there is none"),
        ("low", "i8", "the lowest score in the band"),
        ("quiet_from", "i8", "the lowest score from which on, and"),
        ("quiet_until", "i8", "the score below which the band may change without anything following from it"),
        ("consequences", "i8", "bits of the arm's consequences that the band brings about"),
        ("target", "i8", "its row among the targets, NONE if no notice or remedy names it"),
        ("column", "i8", "total column: persons in it at the end; days follow"),
    ),
    "stream": (
        ("number", "i8", "number in addresses"),
        ("slot", "i8", "first slot for its cumulative rates"),
        ("slot_end", "i8", "slot after the last; slots come in groups of eight"),
        ("reader_first", "i8", "first row among the readers; there are none if some arm does more than read"),
        ("reader_end", "i8", "row after its last reader"),
        ("first", "i8", "first row among the channels"),
        ("end", "i8", "row after its last channel"),
    ),
    "reader": (
        ("arm", "i8", "an arm in which all records of a stream enter points at once, and do nothing else"),
        ("response", "i8", "response row of the stream's conducts in this arm, NONE if they have none"),
        ("entry", "i8", "row among the entries of the stream's first channel, less that channel's row"),
        ("streams", "i8", "streams that the arm reads"),
        ("like", "i8", "1 if the reader before it enters the same points"),
    ),
    "entry": (
        ("points", "i8", "points that a channel's record enters"),
        ("column", "i8", "total column of the rule that enters them"),
    ),
    "channel": (
        ("conduct", "i8", "number of the conduct"),
        ("source", "i8", "number of the source"),
        ("false", "i8", "1 for false records: no conduct behind them"),
        ("excess", "i8", "1 for the acts that come on top where people do more than at the reference rate"),
        ("varies", "i8", "1 if the source sees, or errs about, some groups more than others"),
        ("located", "i8", "1 if it matters to some arm where its acts are done"),
        ("unable", "i8", "1 if the subject could not have acted otherwise"),
        ("protected", "i8", "1 if the conduct recorded is protected"),
        ("interest_first", "i8", "first row among the interests"),
        ("interest_end", "i8", "row after its last interest"),
    ),
    "interest": (
        ("arm", "i8", "an arm with a rule on this channel"),
        ("response", "i8", "response row of the conduct in this arm, NONE if it has none"),
        ("match_first", "i8", "first row among the matches"),
        ("match_end", "i8", "row after the last match"),
    ),
    "match": (
        ("rule", "i8", "a rule that this channel's records meet, in evaluation order"),
        ("mistaken", "i8", "1 if met only because the conduct is mistaken for another"),
    ),
    "rule": (
        ("after", "i8", "the same in the next text of the scheme, NONE if it is gone or there is none"),
        ("arm", "i8", "its arm"),
        ("bit", "i8", "its bit among the arm's rules, as a value"),
        ("displaced_by", "i8", "bits of the rules that displace it"),
        ("name", "i8", "hash of its id"),
        ("min_age", "i8", "years"),
        ("subjects", "i8", "bits: 1 persons, 2 firms, 4 agencies are struck"),
        ("professions", "i8", "bits: categories of occupation that are struck, all set for anybody"),
        ("place", "i8", "place the act must be done in, OWN_PLACE for that of the person, NONE for anywhere"),
        ("proof_true", "i8", "threshold: a true record reaches the proof"),
        ("proof_false", "i8", "threshold: a false record reaches the proof"),
        ("tests", "i8", "bits: 1 fault, 2 ability, 4 excuses, 8 discretion have to be drawn"),
        ("fault", "i8", "threshold: the act is bad enough in fault"),
        ("unable_passes", "i8", "threshold: one who cannot is taken for one who will not"),
        ("able_fails", "i8", "threshold: one who will not is taken for one who cannot"),
        ("excused", "i8", "threshold: an excuse of the rule holds"),
        ("may", "i8", "threshold: the power is used"),
        ("final_after", "i8", "duration until the decision, NONE for at once"),
        ("dated_by_decision", "i8", "1 if windows and lapses count from the decision"),
        ("window", "i8", "0 first record, 1 lifetime count, 2 rolling window, 3 calendar window"),
        ("at_least", "i8", "records needed"),
        ("within", "i8", "duration of a rolling window; row among the periods of a calendar one"),
        ("resets", "i8", "1 if the count starts anew when it is reached"),
        ("ring", "i8", "first slot of its dates among the rings"),
        ("effect", "i8", "0 points, 1 to a band, 2 onto a list, 3 into a scorecard, 4 dictated performance"),
        ("points", "i8", "points; for effect 1 the highest score of that band"),
        ("repeat_first", "i8", "first row among the repeats"),
        ("repeat_end", "i8", "row after its last repeat"),
        ("cap", "i8", "cap group, NONE if uncapped"),
        ("lapse", "i8", "duration until the points lapse, NONE for never"),
        ("list", "i8", "list entered or performed; for effect 3 the input"),
        ("stay", "i8", "row among the stays"),
        ("notice", "i8", "days by which a notice before effect puts it off"),
        ("bands", "i8", "bits of the bands that set it off"),
        ("named", "i8", "1 if it enters points, and a notice or remedy names it"),
        ("told", "i8", "threshold: a notice reaches the person; NONE on a list whose own notice holds"),
        ("told_days", "i8", "days from its effect to that notice"),
        ("chain", "i8", "row of the first correction or review of what it does, NONE for none or the list's"),
        ("repair", "i8", "row of the repair, NONE for none or the list's"),
        ("redress", "i8", "first total column of what became known, was asked and was granted about it"),
        ("column", "i8", "total column: times it took effect"),
        ("stays", "i8", "total column: person-days on its list of stays that it began, NONE for none"),
    ),
    "dimension": (
        ("weight", "i8", "share of the score, in 2**-30"),
        ("input_first", "i8", "first row among the inputs"),
        ("input_end", "i8", "row after its last input"),
    ),
    "input": (
        ("after", "i8", "the same in the next text of the scheme, NONE if it is gone or there is none"),
        ("kind", "i8", "0 conduct, 1 status, 2 years covered, 3 friends' scores"),
        ("ring", "i8", "first slot of its dates among the rings"),
        ("memory", "i8", "duration for which a record is remembered, NONE for ever"),
        ("dimension", "i8", "dimension of the status"),
        ("attribute", "i8", "attribute number of that dimension's first category"),
        ("value", "i8", "first slot among the values of inputs"),
    ),
    "repeat": (
        ("nth", "i8", "from this time on"),
        ("points", "i8", "points"),
    ),
    "cap": (
        ("after", "i8", "the same in the next text of the scheme, NONE if it is gone or there is none"),
        ("limit", "i8", "points per year, in size"),
        ("rolling", "i8", "duration of a rolling year, NONE for calendar years"),
    ),
    "stay": (
        ("lasts", "i8", "duration, NONE for until another way out"),
        ("extend_first", "i8", "first row among the extensions"),
        ("extend_end", "i8", "row after its last extension"),
        ("renewal", "i8", "0 it is not renewed, 1 by a fresh decision, 2 of itself"),
    ),
    "extend": (
        ("condition", "i8", "threshold, NONE for: was on the list before"),
        ("least", "i8", "duration"),
        ("most", "i8", "duration"),
    ),
    "list": (
        ("after", "i8", "the same in the next text of the scheme, NONE if it is gone or there is none"),
        ("arm", "i8", "its arm"),
        ("bit", "i8", "its bit among the arm's lists, as a value"),
        ("black", "i8", "1 for a blacklist"),
        ("name", "i8", "hash of its id"),
        ("contexts", "i8", "bits: the classes of contexts that it has"),
        ("stay", "i8", "row among the stays: its own, for entries by rules that give none"),
        ("expires", "i8", "1 if a stay can end by its term"),
        ("renews", "i8", "1 if a stay that would end by its term may begin again"),
        ("resets", "i8", "1 if an entry sets the counts of the rules that enter it back to nothing"),
        ("shown_for", "i8", "duration for which an entry is public; NONE for the stay, or FOR_EVER"),
        ("expiry_within", "i8", "duration from term to exit, NONE for none"),
        ("performs", "i8", "1 if performance leads out"),
        ("performed_within", "i8", "duration from performance to exit, NONE for none"),
        ("notice", "i8", "threshold: a notice of the entry reaches the person"),
        ("notice_days", "i8", "days from entry to that notice"),
        ("tells", "i8", "threshold: the person hears of the entry because the list is public"),
        ("owes", "i8", "1 if the text says that people are told of an entry"),
        ("waits", "i8", "1 if its effect waits while somebody has it corrected or reviewed"),
        ("defects", "i8", "first total column of defective stays, NONE if no text has such"),
        ("chain", "i8", "row of the first correction or review, NONE for none"),
        ("repair", "i8", "row of the repair, NONE for none"),
        ("trigger_first", "i8", "first row among the list triggers"),
        ("trigger_end", "i8", "row after its last trigger"),
        ("column", "i8", "first total column"),
        ("weekly", "i8", "first weekly column"),
    ),
    "target": (
        ("after", "i8", "the same in the next text of the scheme, NONE if it is gone or there is none"),
        ("band", "i8", "row of the band that it is, NONE if it is a consequence"),
        ("consequence", "i8", "row of the consequence that it is, NONE if it is a band"),
        ("name", "i8", "hash of its id"),
        ("notice", "i8", "threshold: a notice of it reaches the person"),
        ("notice_days", "i8", "days from its beginning to that notice"),
        ("before", "i8", "days by which a notice before effect puts off what it brings about"),
        ("fresh", "i8", "1 if the text before names no such target"),
        ("chain", "i8", "row of the first correction or review, NONE for none"),
        ("repair", "i8", "row of the repair, NONE for none"),
        ("column", "i8", "first total column"),
    ),
    "remedy": (
        ("after", "i8", "the same in the next text of the scheme, NONE if it is gone or there is none"),
        ("name", "i8", "hash of its id"),
        ("part", "i8", "as a value: 1 for the chain of corrections and reviews, 2 for a repair"),
        ("asks_if_wrong", "f8", "chance that somebody asks who is on the list wrongfully"),
        ("asks_if_right", "f8", "the same of others"),
        ("varies", "i8", "1 if it differs by what people are"),
        ("asks_after", "f8", "mean days until asking"),
        ("ask_within", "i8", "duration in which to ask, NONE for no limit"),
        ("suspends", "i8", "1 if the consequences wait for the decision"),
        ("decides", "i8", "duration of the decision, NONE for none"),
        ("takes", "i8", "days of the decision where the text sets no limit"),
        ("granted_if_wrong", "i8", "threshold: it is granted to somebody on the list wrongfully"),
        ("granted_if_right", "i8", "threshold: it is granted to others"),
        ("then", "i8", "duration from decision to exit, NONE for none"),
        ("within", "i8", "further duration to exit, NONE for none"),
        ("next", "i8", "row of the remedy after a refusal, NONE for none"),
    ),
    "consequence": (
        ("after", "i8", "the same in the next text of the scheme, NONE if it is gone or there is none"),
        ("lists", "i8", "bits of the lists that bring it about"),
        ("bands", "i8", "bits of the bands that bring it about"),
        ("by_score", "i8", "1 if the score brings it about"),
        ("at_least", "i8", "points"),
        ("below", "i8", "points"),
        ("burdens", "i8", "1 if it burdens the person"),
        ("touched", "i8", "row among the touched gates, NONE if it touches no request of its subject"),
        ("reach", "i8", "bits: others refused: 1 household, 2 children in care, 4 the officer or head"),
        ("reached", "i8", "row among the touched gates where they are refused, NONE for nobody"),
        ("follows", "i8", "1 if it is imposed by somebody with whom the scheme shares"),
        ("delay", "i8", "duration until the imposer hears of it, NONE for at once"),
        ("lasts", "i8", "duration of its term, NONE for as long as its condition holds"),
        ("kind", "i8", "0 refused, 1 worsened, 2 favoured"),
        ("mask", "i8", "bits (tier * 4 + purpose) that it touches"),
        ("target", "i8", "its row among the targets, NONE if no notice or remedy names it"),
        ("column", "i8", "first total column"),
    ),
    "touched": (
        ("after", "i8", "the same in the next text of the scheme, NONE if it is gone or there is none"),
        ("arm", "i8", "the arm"),
        ("gate", "i8", "number of the gate"),
        ("strains", "i8", "1 if a refusal there strains the person"),
        ("lasts", "i8", "1 if what one gets there lasts, and some conduct needs it"),
        ("column", "i8", "first total column"),
        ("without", "i8", "total column: person-days without what lasts, NONE for none"),
        ("weekly", "i8", "weekly column: requests refused"),
    ),
    "gate": (
        ("demand", "f8", "requests per week of a person in every reference category"),
        ("by", "i8", "bits: 1 persons, 2 firms, 4 agencies ask here"),
        ("tiers", "i8", "number of tiers"),
        ("tier_first", "i8", "first slot among the tier thresholds"),
        ("not_other", "i8", "threshold of purpose: other"),
        ("not_medical", "i8", "cumulative threshold: other or medical"),
        ("not_livelihood", "i8", "cumulative threshold: other, medical or livelihood"),
    ),
    "conduct": (
        ("rate", "f8", "acts per day of a person in every reference category"),
        ("factor", "i8", "trait factor, NONE for none"),
        ("excess", "f8", "by which part the rate can rise at most"),
        ("by", "i8", "bits: 1 persons, 2 firms, 4 agencies do it"),
    ),
    "change": (
        ("conduct", "i8", "a conduct that the arm counts or changes"),
        ("response", "i8", "its response row"),
        ("column", "i8", "first total column"),
    ),
    "response": (
        ("context", "i8", "class of its conducts' context"),
        ("general", "f8", "share that goes away in those who know of the scheme"),
        ("contact", "f8", "share that goes away at the highest level of punishment seen"),
        ("own", "f8", "share that goes away in those who know of a burden of their own"),
        ("gain", "f8", "part by which the rate rises in those who know, if rewarded"),
        ("praise", "f8", "part by which the gain rises at the highest level of praise seen"),
        ("half", "f8", "factor for the strained"),
        ("strained", "f8", "factor for the insolvent"),
        ("needs", "i8", "row among the touched gates of the service that it takes, NONE for none"),
        ("incapacitates", "f8", "share that goes away in those refused there, or without what lasts"),
        ("knowing", "i8", "multiplier of those who know of the scheme, and no more, in 2**-16"),
        ("cap", "i8", "the highest multiplier, in 2**-16"),
    ),
    "contact": (
        ("household", "i8", "weight of a punished member of the household, in 2**-16"),
        ("peers", "i8", "weight of punished friends"),
        ("neighbourhood", "i8", "weight of punished people posted in public"),
        ("full", "f8", "share of the neighbourhood at which the last is felt in full"),
        ("runs", "i8", "1 if anybody looks at anybody"),
    ),
    "procedure": (
        ("performance_days", "f8", "mean days until an able listed person performs; 0 for never"),
        ("recovers", "f8", "mean days until somebody gets over one step of strain"),
        ("ended_if_wrong", "i8", "threshold: a fresh decision ends a wrongful stay"),
        ("ended_if_right", "i8", "threshold: the same of others"),
        ("publication_days", "f8", "mean days until somebody hears of being on a public list"),
        ("hiring", "i8", "threshold: an employer turns away somebody on a public blacklist"),
    ),
    "body": (
        ("cells", "i8", "number of cells"),
        ("dimensions", "i8", "number of dimensions"),
        ("bit", "i8", "its bit among the kinds of subject"),
        ("group", "i8", "row of its group"),
    ),
    "trait": (
        ("common", "f8", "weight of the household's part"),
        ("own", "f8", "weight of the person's own part"),
        ("spread", "f8", "standard deviation of the logarithm"),
        ("uses", "i8", "bits: 1 some conduct rises with it, 2 some conduct falls with it"),
    ),
}
"""Structured arrays by name: (field, dtype, meaning and unit)."""


def record_dtype(name: str) -> np.dtype[Any]:
    """The dtype of one kind of row."""
    return np.dtype([(field, kind) for field, kind, _ in FIELDS[name]], align=True)


Rows = NDArray[Any]
Whole = NDArray[np.int64]
Real = NDArray[np.float64]


class Tables(NamedTuple):
    """Everything a kernel reads. Rows are structured arrays of shape (rows,), see `FIELDS`."""

    arms: Rows
    bands: Rows
    streams: Rows
    readers: Rows
    entries: Rows
    channels: Rows
    interests: Rows
    matches: Rows
    rules: Rows
    dimensions: Rows
    inputs: Rows
    repeats: Rows
    caps: Rows
    stays: Rows
    extends: Rows
    lists: Rows
    consequences: Rows
    touched: Rows
    gates: Rows
    conducts: Rows
    changes: Rows
    responses: Rows
    traits: Rows
    procedure: Rows
    """One row."""
    contact: Rows
    """One row."""
    remedies: Rows
    targets: Rows
    """Bands and consequences that a notice or remedy names."""
    asking: Real
    """Shape (attributes and places,): factors on the chance of asking for a review."""
    bodies: Rows
    """Firms, then agencies."""
    arm_places: Whole
    """Shape (arms, places): bits, LIVES: persons who live there are covered, STANDS: firms and agencies are,
    ACTS: acts done there count, HOLDS: all consequences hold for those who live there."""
    input_values: Whole
    """Shape (values,): worth of an input by number of records, category or years, in 2**-30."""
    triggers: Whole
    """Shape (triggers,): rules set off by entering a list."""
    band_triggers: Whole
    """Shape (arms + 1,): first band-triggered rule of each arm in `band_rules`."""
    band_rules: Whole
    """Shape (rules set off by a band,)."""
    tiers: Whole
    """Shape (tier thresholds,)."""
    later: Whole
    """Shape (durations, days): the day that lies a duration after a day."""
    earlier: Whole
    """Shape (durations, days): the day that lies a duration before a day (may be negative)."""
    review: Whole
    """Shape (arms, days): the first review day on or after a day, NEVER if none."""
    year: Whole
    """Shape (days,): calendar year."""
    period: Whole
    """Shape (kinds of calendar periods, days): number of the period."""
    relative: Real
    """Shape (attributes, conducts): relative rates. The places are the last attributes."""
    channel_rate: Real
    """Shape (channels,): probability of being seen, or false records per day."""
    detection: Real
    """Shape (attributes, sources): relative probability of being seen."""
    false_relative: Real
    """Shape (attributes, sources): relative rate of false records."""
    gate_relative: Real
    """Shape (attributes, gates): relative demand."""
    consent_relative: Real
    """Shape (attributes,): relative share of those who join where one can stay outside."""
    household_threshold: Whole
    """Shape (places, household types): alias thresholds."""
    household_alias: NDArray[np.int32]
    household_size: NDArray[np.int32]
    """Shape (household types,): persons."""
    household_attribute: NDArray[np.int32]
    """Shape (household types, household dimensions)."""
    household_role: NDArray[np.int32]
    """Shape (household types, slots): what each member is to the household; NONE beyond the size."""
    household_parent: NDArray[np.int32]
    """Shape (household types, slots, 2): who has care of a child, by slot; NONE if nobody."""
    role_law: NDArray[np.int32]
    """Shape (places, household types, roles): from which law a member is drawn."""
    member_law: Whole
    """Shape (laws, member cells): alias threshold << ALIAS_BITS | alias."""
    member_attribute: NDArray[np.int32]
    """Shape (member cells, person dimensions)."""
    member_age_from: NDArray[np.int32]
    """Shape (member cells,): years."""
    member_age_to: NDArray[np.int32]
    mean_stay: Real
    """Shape (places,): mean days until somebody moves away; 0 for nobody does."""
    destination_share: Whole
    """Shape (places, places): where those who leave or visit from a place go, in 2**-31."""
    away: Whole
    """Shape (places,): threshold: what somebody who lives there does is done on a visit to another place."""
    member_death: Real
    """Shape (member cells,): mean days until death; 0 for nobody dies."""
    body_law: Whole
    """Shape (2, places, cells): alias threshold << ALIAS_BITS | alias, of firms, then of agencies."""
    body_attribute: NDArray[np.int32]
    """Shape (2, cells, dimensions of their own)."""
