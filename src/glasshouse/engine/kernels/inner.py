"""How a kernel is compiled that only other kernels call: translated once, optimised with whoever calls it.

Left to itself Numba optimises each function together with everything that it calls, and all that those call,
makes machine code of it, and does the same again for each of its callers: the deeper the calls, the dearer,
though only the code of the outermost function ever runs. So an inner kernel only has its types inferred and
is translated; then it waits. Whoever calls it from outside (`live_block`, a test) takes over everything that
it reaches, each function once, and that whole is optimised and made into machine code a single time. It cuts
the first run to less than half. What is compiled is faster too: as nobody else can call what was taken over,
the optimiser puts a kernel with a single caller into that caller, and hands arguments over as it likes.

For whoever writes a kernel:

- Write `@inner` on everything that kernels call, and `@njit(cache=True)` on what Python calls, as in
  `kernels.block`; such an outermost function costs seconds, so there are few.
- A call of an inner kernel from Python does not work: nothing of it is machine code. Tests call it through a
  `njit` of their own.
- An inner kernel cannot call itself, directly or by way of others, and has no parallel loops of Numba's, no
  closures, no generators, and nothing that may be None: see `kernels.translating`.
- A loop that is to be computed many at a time is a kernel `apart`, with its arrays as arguments: put into a
  caller, among all that is read and written there, it may be computed one by one.
- Each further combination of types of arguments is one more function: see `kernels.constants`.

This rests on how Numba keeps the code of a function, which is not promised to stay. Where it is not found as
expected, inner kernels are compiled in Numba's own way: slower to compile, the same results. A test says so.
"""

from __future__ import annotations

from functools import partial
from typing import Any

from llvmlite import binding
from numba import njit
from numba.core import cgutils, codegen, compiler

from glasshouse.engine.kernels.translating import IS_KNOWN, Translation

__all__ = ["HIDDEN", "WAITS", "apart", "inner"]


_RESTS_ON = (
    "_codegen",
    "_ensure_finalized",
    "_finalized",
    "_get_module_for_linking",
    "_linking_libraries",
    "_raise_if_finalized",
    "_shared_module",
)
"""What is asked of Numba beyond its promises."""

HIDDEN = binding.Linkage.internal
"""How what was taken over is linked. `benchmarks.where` says otherwise, as only what can be called from
elsewhere has a name to be found by."""


class _Unset:
    """Takes no environment: only Python's exceptions with values of their own would look for one."""

    def set_env(self, name: str, environment: Any) -> None:
        """Do nothing; Numba would write into machine code that was not made."""


class _Waiting(codegen.JITCodeLibrary):
    """The code of one inner kernel: what it was translated to, and which others it calls."""

    apart = False

    def __init__(self, *rest: Any) -> None:
        super().__init__(*rest)
        self._texts: list[str] = []
        self._names: set[str] = set()

    @property
    def codegen(self) -> _Unset:
        return _Unset()

    def add_ir_module(self, ir_module: Any) -> None:
        """Keep the text of a translation: it is read when a caller from outside asks for it."""
        self._raise_if_finalized()
        for function in ir_module.functions:
            if not function.is_declaration:
                self._names.add(function.name)
                # A second copy of it is dropped.
                function.linkage = "linkonce_odr"
                if self.apart:
                    function.attributes.add("noinline")
        self._texts.append(cgutils.normalize_ir_text(str(ir_module)))

    def finalize(self) -> None:
        """Stop taking code in; neither link, nor optimise, nor compile."""
        self._raise_if_finalized()
        self._finalized = True

    def get_pointer_to_function(self, name: str) -> int:
        """Where the machine code begins: nowhere, there is none."""
        self._ensure_finalized()
        return 0

    def _reach(self, reached: dict[Any, None]) -> None:
        """All code that this one calls, itself first, each after one that calls it.

        That order matters: code is linked for those only who have asked for it by then.
        """
        if self not in reached:
            reached[self] = None
            for library in self._linking_libraries:
                if isinstance(library, _Waiting):
                    library._reach(reached)
                else:
                    reached.setdefault(library)

    def _own(self) -> Any:
        """The code of this kernel alone."""
        self._ensure_finalized()
        module, *more = map(binding.parse_assembly, self._texts)
        for part in more:
            module.link_in(part)
        return module

    def _get_module_for_linking(self) -> Any:
        """What a caller from outside takes over: this kernel and everything that it reaches."""
        if self._shared_module is None:
            reached: dict[Any, None] = {}
            self._reach(reached)
            module = self._own()
            for library in list(reached)[1:]:
                waiting = isinstance(library, _Waiting)
                module.link_in(library._own() if waiting else library._get_module_for_linking(), not waiting)
            for function in module.functions:
                if not function.is_declaration and function.name not in self._names:
                    function.linkage = HIDDEN
            self._shared_module = module
        return self._shared_module


class _WaitingApart(_Waiting):
    """The same, of a kernel that is never put into its callers."""

    apart = True


class _Late(compiler.Compiler):
    """Numba's compiler up to the translation, whose result then waits."""

    waiting: type[_Waiting] = _Waiting

    def __init__(self, typing: Any, target: Any, library: Any, *rest: Any) -> None:
        if library is None:
            library = self.waiting(target.codegen(), "inner")
            library.enable_object_caching()
        super().__init__(typing, target, library, *rest)

    def define_pipelines(self) -> list[Any]:
        """What is done with a function: the translation."""
        return [Translation()]


class _LateApart(_Late):
    """The same, of a kernel that is never put into its callers."""

    waiting = _WaitingApart


def _is_known() -> bool:
    """Whether Numba keeps code as it did when this was written."""
    try:
        library = codegen.JITCPUCodegen("probe").create_library("probe")
    except (AttributeError, TypeError):
        return False
    return IS_KNOWN and all(hasattr(library, name) for name in _RESTS_ON)


WAITS = _is_known()
"""Whether inner kernels wait for their callers."""


def _how(pipeline: type[_Late]) -> Any:
    """The decorator of kernels that are compiled so, where Numba is known."""
    known: dict[str, Any] = {"pipeline_class": pipeline} if WAITS else {}
    return partial(njit, no_cpython_wrapper=True, no_cfunc_wrapper=True, **known)


inner = _how(_Late)
apart = _how(_LateApart)
