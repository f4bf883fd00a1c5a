"""The shelf: where every array of a simulation stands, so that a kernel need be handed only one thing.

A kernel that took each array as an argument would copy hundreds of words at every call. So the addresses
and shapes of all arrays are written into one directory, and kernels are handed its address, the `world`.
Each function below fetches one element: `rules(world, 3)` is the fourth rule, `book_lists(world, 0, 2)` the
third list in the first book. Elements of plain arrays of numbers have a single field, `value`.

What the arrays mean is declared in `engine.tables`, `kernels.desk` and `engine.tally`. Whoever lays a world
must keep its arrays alive for as long as it is used. There are no bounds checks.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from llvmlite import ir
from numba import carray  # type: ignore[attr-defined]
from numba.core import cgutils, types
from numba.extending import intrinsic
from numba.np.numpy_support import from_dtype
from numpy.typing import NDArray

from glasshouse.engine.kernels.desk import SEATED, desk_dtype
from glasshouse.engine.kernels.inner import inner
from glasshouse.engine.tables import record_dtype

__all__ = ["copy", "fetch_seat", "halves", "lay_world", "reals", "serve", "wholes"]

_ENTRY = 4
"""Words of a directory entry: address and up to three lengths."""

_WORD = ir.IntType(64)

_SHELF: dict[str, tuple[int, np.dtype[Any], int]] = {}
"""Name: slot, dtype, dimensions."""


def _array(name: str, dtype: Any, dimensions: int = 1) -> Callable[..., Any]:
    """Give an array its place, and return the function that fetches an element of it."""
    slot = len(_SHELF)
    kind = np.dtype(dtype)
    _SHELF[name] = (slot, kind, dimensions)
    element = from_dtype(kind if kind.names else np.dtype([("value", kind)]))

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        directory = builder.inttoptr(arguments[0], _WORD.as_pointer())

        def entry(place: int) -> Any:
            # The directory never changes while kernels run: the compiler may keep what it has read.
            # But for the addresses of what belongs to one person: they change with the seat.
            word = builder.load(builder.gep(directory, [ir.Constant(_WORD, slot * _ENTRY + place)]))
            if place or name not in SEATED:
                word.set_metadata("invariant.load", builder.module.add_metadata([]))
            return word

        index = arguments[1]
        for axis, further in enumerate(arguments[2:], start=1):
            index = builder.add(builder.mul(index, entry(1 + axis)), further)
        offset = builder.mul(index, ir.Constant(_WORD, kind.itemsize))
        return builder.inttoptr(builder.add(entry(0), offset), context.get_value_type(element))

    i8 = types.int64
    if dimensions == 1:

        @intrinsic
        def fetch(typing_context: Any, world: Any, i: Any) -> Any:
            return element(i8, i8), generate

    elif dimensions == 2:

        @intrinsic
        def fetch(typing_context: Any, world: Any, i: Any, j: Any) -> Any:
            return element(i8, i8, i8), generate

    else:

        @intrinsic
        def fetch(typing_context: Any, world: Any, i: Any, j: Any, k: Any) -> Any:
            return element(i8, i8, i8, i8), generate

    return fetch


@intrinsic
def copy(typing_context: Any, target: Any, source: Any) -> Any:
    """Copy one row over another of the same kind."""

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        size = ir.Constant(cgutils.intp_t, target.size)
        cgutils.raw_memcpy(builder, arguments[0], arguments[1], size, 1)
        return context.get_dummy_value()

    return types.none(target, source), generate


_I8, _I4, _F8 = np.int64, np.int32, np.float64

# The tables (see engine.tables).
arms = _array("arms", record_dtype("arm"))
bands = _array("bands", record_dtype("band"))
streams = _array("streams", record_dtype("stream"))
readers = _array("readers", record_dtype("reader"))
entries = _array("entries", record_dtype("entry"))
channels = _array("channels", record_dtype("channel"))
interests = _array("interests", record_dtype("interest"))
matches = _array("matches", record_dtype("match"))
rules = _array("rules", record_dtype("rule"))
dimensions = _array("dimensions", record_dtype("dimension"))
inputs = _array("inputs", record_dtype("input"))
repeats = _array("repeats", record_dtype("repeat"))
caps = _array("caps", record_dtype("cap"))
stays = _array("stays", record_dtype("stay"))
extends = _array("extends", record_dtype("extend"))
lists = _array("lists", record_dtype("list"))
consequences = _array("consequences", record_dtype("consequence"))
touched = _array("touched", record_dtype("touched"))
gates = _array("gates", record_dtype("gate"))
conducts = _array("conducts", record_dtype("conduct"))
changes = _array("changes", record_dtype("change"))
responses = _array("responses", record_dtype("response"))
traits = _array("traits", record_dtype("trait"))
procedure = _array("procedure", record_dtype("procedure"))
contact = _array("contact", record_dtype("contact"))
remedies = _array("remedies", record_dtype("remedy"))
asking = _array("asking", _F8)
bodies = _array("bodies", record_dtype("body"))
targets = _array("targets", record_dtype("target"))
arm_places = _array("arm_places", _I8, 2)
input_values = _array("input_values", _I8)
triggers = _array("triggers", _I8)
band_triggers = _array("band_triggers", _I8)
band_rules = _array("band_rules", _I8)
tiers = _array("tiers", _I8)
later = _array("later", _I8, 2)
earlier = _array("earlier", _I8, 2)
review = _array("review", _I8, 2)
year = _array("year", _I8)
period = _array("period", _I8, 2)
relative = _array("relative", _F8, 2)
channel_rate = _array("channel_rate", _F8)
detection = _array("detection", _F8, 2)
false_relative = _array("false_relative", _F8, 2)
gate_relative = _array("gate_relative", _F8, 2)
consent_relative = _array("consent_relative", _F8)
household_threshold = _array("household_threshold", _I8, 2)
household_alias = _array("household_alias", _I4, 2)
household_size = _array("household_size", _I4)
household_attribute = _array("household_attribute", _I4, 2)
household_role = _array("household_role", _I4, 2)
household_parent = _array("household_parent", _I4, 3)
role_law = _array("role_law", _I4, 3)
member_law = _array("member_law", _I8, 2)
member_attribute = _array("member_attribute", _I4, 2)
member_age_from = _array("member_age_from", _I4)
member_age_to = _array("member_age_to", _I4)
member_death = _array("member_death", _F8)
body_law = _array("body_law", _I8, 3)
body_attribute = _array("body_attribute", _I4, 3)
mean_stay = _array("mean_stay", _F8)
destination_share = _array("destination_share", _I8, 2)
away = _array("away", _I8)

# The desk (see kernels.desk).
who = _array("who", desk_dtype("who"))
my_arms = _array("my_arms", desk_dtype("arm"))
residents = _array("residents", desk_dtype("resident"))
sights = _array("sights", desk_dtype("sight"), 2)
onlookers = _array("onlookers", desk_dtype("onlooker"), 2)
shown_scores = _array("shown_scores", desk_dtype("shown"), 2)
neighbourhood = _array("neighbourhood", desk_dtype("neighbourhood"))
posted = _array("posted", _I8, 3)
posted_before = _array("posted_before", _I8, 3)
noted = _array("noted", _I8, 2)
lively = _array("lively", _I8)
waiting = _array("waiting", _I8)
called = _array("called", _I8)
film = _array("film", _I8, 3)
portraits = _array("portraits", _I8, 2)
my_responses = _array("my_responses", desk_dtype("response"))
my_lists = _array("my_lists", desk_dtype("list"))
my_consequences = _array("my_consequences", desk_dtype("consequence"))
my_targets = _array("my_targets", desk_dtype("target"))
my_touched = _array("my_touched", desk_dtype("touched"), 2)
my_streams = _array("my_streams", desk_dtype("stream"))
book_arms = _array("book_arms", desk_dtype("book_arm"), 2)
book_rules = _array("book_rules", desk_dtype("book_rule"), 2)
book_caps = _array("book_caps", desk_dtype("book_cap"), 2)
book_inputs = _array("book_inputs", desk_dtype("book_input"), 2)
book_lists = _array("book_lists", desk_dtype("book_list"), 2)
agenda = _array("agenda", desk_dtype("item"), 3)
rings = _array("rings", _I8, 2)
counts = _array("counts", _I8)
group_rows = _array("group_rows", _I8)
stack = _array("stack", _I8)
masks = _array("masks", _I8, 2)
weeks = _array("weeks", _I8)
crossings = _array("crossings", desk_dtype("crossing"))
candidates = _array("candidates", _I8, 2)
script = _array("script", desk_dtype("event"), 2)
cumulative = _array("cumulative", _F8)
my_relative = _array("my_relative", _F8)
exposed_before = _array("exposed_before", _I8)
my_exposure = _array("my_exposure", _I8)
gathered = _array("gathered", _I8)
gathered_exposure = _array("gathered_exposure", _I8)
reading = _array("reading", desk_dtype("reading"))
scores = _array("scores", _I8)
marks = _array("marks", _I8)
words = _array("words", _I8, 2)
drawn = _array("drawn", _F8)
factors = _array("factors", _F8, 2)
household_normals = _array("household_normals", _F8)
household_relative = _array("household_relative", _F8)
members = _array("members", desk_dtype("member"))
attributes = _array("attributes", _I8)
visits = _array("visits", desk_dtype("visit"))
visited = _array("visited", _I8)
reached = _array("reached", _I8)
struck = _array("struck", _I8, 2)


@intrinsic
def _pointer(typing_context: Any, row: Any) -> Any:
    """The address of a row as Numba's `carray` takes it."""

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        return builder.bitcast(arguments[0], context.get_value_type(types.voidptr))

    return types.voidptr(row), generate


@inner
def wholes(row, length):
    """So many whole numbers from an element on, as an array.

    For loops over a row that are to be computed at once.
    """
    return carray(_pointer(row), (length,), np.int64)


@inner
def halves(row, length):
    """So many whole numbers of half a word each from an element on, as an array; none is negative."""
    return carray(_pointer(row), (length,), np.uint32)


@inner
def reals(row, length):
    """So many real numbers from an element on, as an array."""
    return carray(_pointer(row), (length,), np.float64)


_SEATED_SLOTS = np.array([_SHELF[name][0] for name in SEATED], np.int64)


@intrinsic
def _entry_of(typing_context: Any, world: Any, slot: Any) -> Any:
    """The directory entry of a slot, to be written to."""
    element = from_dtype(np.dtype([("address", np.int64)]))

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        offset = builder.mul(arguments[1], ir.Constant(_WORD, 8 * _ENTRY))
        return builder.inttoptr(builder.add(arguments[0], offset), context.get_value_type(element))

    return element(types.int64, types.int64), generate


@inner
def serve(world, seat):
    """Turn to another seat: all that belongs to one person is now found there."""
    row = who(world, 0)
    shift = (seat - row.seat) * row.record
    if shift != 0:
        row.seat = seat
        for place in range(len(_SEATED_SLOTS)):
            _entry_of(world, _SEATED_SLOTS[place]).address += shift


@intrinsic
def _fetch(typing_context: Any, address: Any) -> Any:
    """Have the processor fetch the memory at an address, to be written to soon."""

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        byte, word = ir.IntType(8).as_pointer(), ir.IntType(32)
        kind = ir.FunctionType(ir.VoidType(), [byte, word, word, word])
        prefetch = cgutils.get_or_insert_function(builder.module, kind, "llvm.prefetch.p0i8")
        hints = [ir.Constant(word, hint) for hint in (1, 3, 1)]
        builder.call(prefetch, [builder.inttoptr(arguments[0], byte), *hints])
        return context.get_dummy_value()

    return types.none(types.int64), generate


@inner
def fetch_seat(world, seat):
    """Have what is touched of everybody fetched from a seat that is served next."""
    row = who(world, 0)
    address = _entry_of(world, _SEATED_SLOTS[0]).address + (seat - row.seat) * row.record
    for line in range(address, address + row.front, 64):
        _fetch(line)


# The tally (see engine.tally), and which neighbourhoods there are.
persons = _array("persons", _I8, 2)
exposure = _array("exposure", _I8, 3)
totals = _array("totals", _I8, 3)
weekly = _array("weekly", _I8, 3)
plan = _array("plan", _I4, 2)


def lay_world(arrays: dict[str, NDArray[Any]]) -> NDArray[np.int64]:
    """Write the directory of all arrays.

    Args:
        arrays: C-contiguous, by their names above, none missing.

    Returns:
        int64, shape (4 x arrays,); its address is what kernels are handed. It does not keep the arrays alive.

    Raises:
        ValueError: an array is missing or unknown, or has another dtype, number of dimensions or order in
        memory.
    """
    if set(arrays) != set(_SHELF):
        raise ValueError(f"the shelf lacks or does not know: {sorted(set(arrays) ^ set(_SHELF))}")
    directory = np.zeros(len(_SHELF) * _ENTRY, np.int64)
    for name, (slot, dtype, dimensions) in _SHELF.items():
        array = arrays[name]
        if array.dtype != dtype or array.ndim != dimensions or not array.flags.c_contiguous:
            raise ValueError(f"'{name}' must be {dimensions}-dimensional, C-contiguous, of dtype {dtype}")
        base = slot * _ENTRY
        directory[base] = array.ctypes.data
        directory[base + 1 : base + 1 + dimensions] = array.shape
    return directory
