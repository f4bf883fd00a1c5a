"""A dictionary that nobody can change: assumptions are shared by all who load them."""

from __future__ import annotations

from typing import Any, NoReturn, TypeVar

__all__ = ["FixedDict"]

K = TypeVar("K")
V = TypeVar("V")


class FixedDict(dict[K, V]):
    """A dictionary that is what it was made of, for good; reads, compares, copies and pickles as usual."""

    def _refuse(self, *_: Any, **__: Any) -> NoReturn:
        raise TypeError("assumptions cannot be changed in place; replace_number returns changed ones")

    __setitem__ = __delitem__ = __ior__ = _refuse
    clear = pop = popitem = setdefault = update = _refuse

    def __reduce__(self) -> tuple[Any, ...]:
        """Be made again from a plain dictionary; the usual way would set items one by one."""
        return (type(self), (dict(self),))
