"""Keys of which a part must have exactly one."""

from __future__ import annotations

from glasshouse.ground.validation import Part, mistake

__all__ = ["exactly_one"]


def exactly_one(part: Part, what: str, *keys: str) -> None:
    """Refuse a part that has none or several of some keys.

    Args:
        part: what was read.
        what: how it is called in a sentence.
        *keys: of which one is needed.

    Raises:
        PydanticCustomError: there is not exactly one.
    """
    given = [key for key in keys if getattr(part, key) is not None]
    if len(given) == 1:
        return
    written = " and ".join(f"'{key}'" for key in given) or "none of them"
    raise mistake(
        f"{what} needs exactly one of {', '.join(keys)}, and has {written}",
        remedy="write two items where two things happen" if given else f"for example: {{{keys[0]}: ...}}",
        code="exactly-one",
    )
