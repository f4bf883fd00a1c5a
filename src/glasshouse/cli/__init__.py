"""The command line: one file a verb, each found by being there and imported only when it is called.

To add a verb, add a module here that holds a Click command named ``command``; its first docstring line is its
line in ``glasshouse --help``. A module whose name begins with an underscore is no verb.
"""

from __future__ import annotations

__all__: list[str] = []
