"""What a reader changes from a week on, written as amendments of the scheme."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from glasshouse.ground.patch import Change, read_assignment
from glasshouse.ground.paths import find
from glasshouse.web.presets import Preset

if TYPE_CHECKING:
    from glasshouse.schemes import Scheme
    from glasshouse.schemes.reforming import Reform

__all__ = ["amendments_setting", "known_changes"]

Values = Mapping[str, int]


def known_changes(settings: Iterable[str]) -> list[Reform | str]:
    """Changes as the command line takes them, each reform read from its id."""
    from glasshouse.schemes.reforming import load_reform

    return [text if "=" in text else load_reform(text) for text in settings]


def amendments_setting(
    scheme: Scheme, preset: Preset, first: Values, later: Sequence[tuple[str, Values]]
) -> str:
    """The setting of `amendments` that changes the numbers on their dates, as the command line takes it.

    Args:
        scheme: as the catalogue has it, with all that a knob may strike out.
        preset: whose knobs were moved.
        first: the knobs' values from the start.
        later: first day and the values from then on, in the order of the dates.
    """
    amendments: list[dict[str, Any]] = []
    before = first
    for begins, after in later:
        changes = _changes(scheme, preset, before, after)
        if changes:
            amendments.append({"from": begins, **_written(changes)})
        before = after
    return f"amendments={json.dumps(amendments, ensure_ascii=False)}"


def _changes(scheme: Scheme, preset: Preset, before: Values, after: Values) -> list[Change]:
    """What leads from the text under some values to the text under others."""
    from glasshouse.schemes.reforming import apply_changes

    changes: list[Change] = []
    whole: set[str] = set()
    for knob in preset.knobs:
        was, becomes = (values.get(knob.id, knob.value) for values in (before, after))
        if after.get(knob.of) == 0 or knob.of in whole or was == becomes:
            continue
        if all("=" in change for change in knob.settings(was)):
            for change in known_changes(knob.settings(becomes)):
                patch = read_assignment(change) if isinstance(change, str) else change.patch
                changes += patch.changes
        else:
            # What was struck out comes back whole, with all that the new values say of it.
            whole.add(knob.id)
            text = apply_changes(scheme.document, known_changes(preset.settings(after)))
            item = text.value(find(text, knob.rule))
            changes.append(Change("add", knob.rule.rpartition(".")[0], item, text.position(), None))
    return changes


def _written(changes: Sequence[Change]) -> dict[str, list[Any]]:
    """Changes by their kind, as an amendment writes them."""
    written: dict[str, list[Any]] = {}
    for change in changes:
        entry = change.path if change.kind == "remove" else {"path": change.path, "value": change.value}
        written.setdefault(change.kind, []).append(entry)
    return written
