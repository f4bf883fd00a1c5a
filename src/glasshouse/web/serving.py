"""Serving: binds the loopback, warms the studio up, and answers until it is stopped."""

from __future__ import annotations

import gc
import socket
import threading
from collections.abc import Callable

from glasshouse.ground.errors import BadInput, Problem
from glasshouse.ground.steps import Steps, silent

__all__ = ["listening", "serve"]

_MOST_CONNECTIONS = 200

_LOADED, _FOUND = 0.2, 0.9
"""Share of the time that has passed when the libraries are loaded, and when the nurse is found."""


def serve(port: int, ready: Callable[[str], None], steps: Steps = silent) -> None:
    """Serve the page on 127.0.0.1 until a signal comes.

    Args:
        port: 0 for any that is free.
        ready: told the address once the page can be opened.
        steps: told how far it is until then.

    Raises:
        BadInput: the port is taken.
    """
    steps("Loading the page", 0.0)
    import uvicorn

    from glasshouse.web.app import application
    from glasshouse.web.films import Studio
    from glasshouse.web.nurse import nurse_of
    from glasshouse.web.usual import usual_of
    from glasshouse.web.wishes import opening

    with listening(port) as listener:
        studio = Studio()
        steps("Looking for the nurse", _LOADED)
        nurse = nurse_of(studio)
        steps("Getting the first film ready", _FOUND)
        home = {} if nurse is None else {"seed": nurse.seed, "neighbourhood": nurse.neighbourhood}
        studio.film(opening(**home))
        # What is loaded now stays for as long as the page is served. A full collection would look through all
        # of it, for two tenths of a second, in the middle of some reader's film.
        gc.collect()
        gc.freeze()
        # A film makes a hundred thousand small things and lets go of them: none of them is worth a search.
        gc.set_threshold(100_000, 20, 100)
        bound = listener.getsockname()[1]
        server = uvicorn.Server(
            uvicorn.Config(
                application(bound, studio, nurse),
                log_level="warning",
                access_log=False,
                server_header=False,
                limit_concurrency=_MOST_CONNECTIONS,
                timeout_keep_alive=5,
                lifespan="off",
                ws="none",
            )
        )
        # The first screen's answer is of all of Simpleland: counting begins before anybody asks.
        world = opening(seed=home.get("seed", 1))
        threading.Thread(target=usual_of, args=(studio, world), daemon=True).start()
        # Whoever is told the address may come before the server runs: from here on they are kept waiting.
        listener.listen()
        ready(f"http://127.0.0.1:{bound}/")
        server.run(sockets=[listener])


def listening(port: int) -> socket.socket:
    """A socket of the loopback, bound to a port.

    Raises:
        BadInput: the port is taken.
    """
    # asyncio spares only a socket that says it is of TCP the wait of Nagle, of forty milliseconds between the
    # head of an answer and its body.
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(("127.0.0.1", port))
    except OSError as error:
        listener.close()
        raise BadInput(
            Problem(
                f"Port {port} cannot be used.",
                why=error.strerror,
                remedy="Choose another with --port, or --port 0 for any that is free.",
                code="port-taken",
            )
        ) from None
    return listener
