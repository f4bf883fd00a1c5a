"""How an inner kernel becomes LLVM's language: of Numba's many steps, those that do something for it.

Numba takes each function through two dozen steps, most of which look for what no kernel holds: closures,
contexts, generators, expressions of whole arrays, arguments that may be None. For a kernel the same text
comes out without them; a test compares the two. What a kernel must not hold does not compile.

Two more things are asked less often: what an operator or the shelf gives for types that stand for themselves,
and how many bytes a type takes. Each is asked once, and not at each place.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, partial
from typing import Any

from numba.core import extending, typed_passes, types, untyped_passes

__all__ = ["IS_KNOWN", "Translation"]

_Steps = Sequence[tuple[Any, str]]

_TO_TYPES: _Steps = [
    (untyped_passes, "TranslateByteCode"),
    (untyped_passes, "FixupArgs"),
    (untyped_passes, "GenericRewrites"),
    (untyped_passes, "ReconstructSSA"),
    (typed_passes, "NopythonTypeInference"),
    (typed_passes, "PreLowerStripPhis"),
]
_TO_TEXT: _Steps = [
    (typed_passes, "IRLegalization"),
    (typed_passes, "NativeLowering"),
    (typed_passes, "NoPythonBackend"),
]

IS_KNOWN = hasattr(extending, "_Intrinsic") and all(
    hasattr(module, name) for module, name in (*_TO_TYPES, *_TO_TEXT)
)
"""Whether Numba has the steps that it had when this was written."""

_PLAIN = (types.Boolean, types.Number, types.Record)


class _Recalling:
    """What Numba knows of types, asked once for each use of an operator or of the shelf on plain ones."""

    def __init__(self, context: Any) -> None:
        self._context = context
        self._found: dict[Any, Any] = {}

    def __getattr__(self, name: str) -> Any:
        return getattr(self._context, name)

    def resolve_function_type(self, function: Any, arguments: Any, named: Any) -> Any:
        """The signature of a call, None if there is none."""
        called = getattr(function, "typing_key", None)
        lasting = getattr(called, "__module__", "") == "_operator" or isinstance(called, extending._Intrinsic)
        if named or not lasting or not all(isinstance(argument, _PLAIN) for argument in arguments):
            return self._context.resolve_function_type(function, arguments, named)
        key = function, arguments
        if key not in self._found:
            self._found[key] = self._context.resolve_function_type(function, arguments, named)
        return self._found[key]


_recalling = cache(_Recalling)


@cache
def _size(machine: Any, kind: Any) -> int:
    """Bytes of a type; LLVM is told a whole program to say it."""
    return int(kind.get_abi_size(machine))


def _take(steps: _Steps, state: Any) -> None:
    for module, name in steps:
        getattr(module, name)().run_pass(state)


class Translation:
    """The steps in one, as Numba runs them."""

    pipeline_name = "inner"

    def __init__(self) -> None:
        """Begin with nothing timed: Numba asks for it."""
        self.exec_times: dict[str, Any] = {}

    def run(self, state: Any) -> None:
        """Translate the function that a compiler holds."""
        context = state.typingctx
        state.typingctx = _recalling(context)
        _take(_TO_TYPES, state)
        state.typingctx = context
        target = state.targetctx
        state.targetctx = target.subtarget(get_abi_sizeof=partial(_size, target.target_data))
        _take(_TO_TEXT, state)
