"""``python -m glasshouse``: the same as the command ``glasshouse``."""

from __future__ import annotations

from glasshouse.cli.main import main

__all__: list[str] = []

if __name__ == "__main__":
    main()
