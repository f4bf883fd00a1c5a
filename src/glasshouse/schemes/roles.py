"""The three roles of a key: the engine runs it, the lint checks it, the printer quotes it.

Nothing in a scheme file is accepted and ignored: each key is declared with its role, and a test finds its
reader.
"""

from __future__ import annotations

from typing import Any, Literal, get_args

from pydantic import Field

__all__ = ["ROLES", "Role", "checked", "quoted", "runs"]

Role = Literal["runs", "checked", "quoted"]

ROLES: tuple[Role, ...] = get_args(Role)


def runs(
    says: str, default: Any = ..., *, like: str | None = None, alias: str | None = None, **more: Any
) -> Any:
    """Declare a key that changes what a simulation does.

    Args:
        says: what the key means, one sentence.
        default: its value when the key is left out; without one the key must be there.
        like: an example, as it would stand in a file.
        alias: the key's name in the file, where Python reserves it.
        **more: bounds, as `pydantic.Field` takes them.
    """
    return _declare("runs", says, default, like, alias, more)


def checked(
    says: str, default: Any = ..., *, like: str | None = None, alias: str | None = None, **more: Any
) -> Any:
    """Declare a key that the lint holds against the law. Arguments as for `runs`."""
    return _declare("checked", says, default, like, alias, more)


def quoted(
    says: str, default: Any = ..., *, like: str | None = None, alias: str | None = None, **more: Any
) -> Any:
    """Declare a key that is shown to the reader of a scheme or a result. Arguments as for `runs`."""
    return _declare("quoted", says, default, like, alias, more)


def _declare(
    role: Role, says: str, default: Any, like: str | None, alias: str | None, more: dict[str, Any]
) -> Any:
    return Field(
        default,
        description=says,
        alias=alias,
        examples=None if like is None else [like],
        json_schema_extra={"role": role},
        **more,
    )
