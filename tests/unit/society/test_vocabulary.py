"""The words by which people and firms are told apart are the same for societies and for assumptions."""

from __future__ import annotations

from glasshouse.assumptions import vocabulary as assumed
from glasshouse.society import vocabulary as society


def test_assumptions_know_the_dimensions_of_societies_and_their_labels() -> None:
    assert set(assumed.DIMENSIONS) == {*society.DIMENSIONS, "place"}
    for name, labels in assumed.DIMENSIONS.items():
        if name in ("place", "age", "size"):
            continue
        assert labels == tuple(label for label, _ in society.DIMENSIONS[name].labels)
    for name in ("age", "size"):
        assert all(society.DIMENSIONS[name].allows(label) for label in assumed.DIMENSIONS[name])
