"""The page's addresses: static files, films, and the lint."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from mimetypes import guess_type
from typing import TYPE_CHECKING, Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from glasshouse.ground.errors import GlasshouseError, Problem
from glasshouse.web.behind import behind
from glasshouse.web.films import Studio
from glasshouse.web.findings import findings_of, text_of
from glasshouse.web.guard import Guard
from glasshouse.web.laying import page_files
from glasshouse.web.lives import life_of
from glasshouse.web.mistaken import mistaken_of
from glasshouse.web.presets import offers
from glasshouse.web.usual import usual_of
from glasshouse.web.wishes import Wish, read_wish

if TYPE_CHECKING:
    from glasshouse.web.guard import Application
    from glasshouse.web.presets import Place

__all__ = ["application"]

_MOST_WAITING = 16
"""Requests that run something, under way or waiting; whoever comes later is asked to come again."""


class _Desk:
    """Takes the requests that run something, a bounded number at a time."""

    def __init__(self, studio: Studio) -> None:
        self._studio = studio
        self._waiting = 0

    async def film(self, request: Request) -> Response:
        """One film, as bytes."""
        return await self._answer(request, lambda wish: _bytes(self._studio.film(wish)))

    async def lint(self, request: Request) -> Response:
        """What the lint says of a scheme."""

        def told(wish: Wish) -> Response:
            scheme = self._studio.scheme(wish)
            shown = {"text": wish.text or text_of(scheme), "changed": self._studio.changed(wish)}
            return JSONResponse(shown | findings_of(scheme))

        return await self._answer(request, told)

    async def measured(self, request: Request) -> Response:
        """What the lint says of a scheme, each finding beside what a run measures."""

        def told(wish: Wish) -> Response:
            scheme = self._studio.scheme(wish)
            findings = findings_of(scheme, self._studio.measured(wish))
            return JSONResponse({"text": wish.text or text_of(scheme), **findings})

        return await self._answer(request, told)

    async def life(self, request: Request) -> Response:
        """One life, event by event."""
        return await self._in_turn(request, lambda given: JSONResponse(life_of(self._studio, given)))

    async def behind(self, request: Request) -> Response:
        """Sources, numbers and assumptions."""
        return await self._answer(request, lambda wish: JSONResponse(behind(self._studio, wish)))

    async def protest(self, request: Request) -> Response:
        """How many who join a protest are written down, and refused something, in the whole world."""
        return await self._answer(request, lambda wish: JSONResponse(usual_of(self._studio, wish)))

    async def mistaken(self, request: Request) -> Response:
        """Who in a film is written down at a protest without having been there."""
        return await self._answer(request, lambda wish: JSONResponse(mistaken_of(self._studio, wish)))

    async def compare(self, request: Request) -> Response:
        """What two schemes do differently to the same people, with intervals."""
        from glasshouse.web.differences import differences_of

        return await self._answer_two(
            request, lambda one, two: JSONResponse(differences_of(self._studio, one, two))
        )

    async def _answer(self, request: Request, answer: Callable[[Wish], Response]) -> Response:
        return await self._in_turn(request, lambda given: answer(read_wish(given)))

    async def _answer_two(self, request: Request, answer: Callable[[Wish, Wish], Response]) -> Response:
        def both(given: Any) -> Response:
            if not (isinstance(given, list) and len(given) == 2):
                return _problems([Problem("The request is no list of two.", code="bad-request")])
            return answer(read_wish(given[0]), read_wish(given[1]))

        return await self._in_turn(request, both)

    async def _in_turn(self, request: Request, answer: Callable[[Any], Response]) -> Response:
        if request.headers.get("content-type", "").partition(";")[0].strip() != "application/json":
            return _problems(
                [Problem("The request is not of type application/json.", code="bad-request")], 415
            )
        try:
            given = json.loads(await request.body())
        except (ValueError, RecursionError):
            return _problems([Problem("The request is no JSON.", code="bad-request")])
        except ClientDisconnect:
            return Response(status_code=413)
        if self._waiting >= _MOST_WAITING:
            busy = Problem("Too much is being asked at once.", remedy="Try again in a moment.", code="busy")
            return _problems([busy], 503)
        self._waiting += 1
        began = time.perf_counter()
        try:
            response = await run_in_threadpool(answer, given)
        except GlasshouseError as error:
            return _problems(error.problems)
        finally:
            self._waiting -= 1
        response.headers["server-timing"] = f"answer;dur={1000 * (time.perf_counter() - began):.1f}"
        return response


def _bytes(film: bytes) -> Response:
    return Response(film, media_type="application/octet-stream")


def _file(name: str, content: bytes) -> Response:
    kind, _ = guess_type(name)
    return Response(content, media_type=kind)


def _always(path: str, answer: Response) -> Route:
    """One answer to whoever gets a path."""

    async def given(_request: Request) -> Response:
        return answer

    return Route(path, given)


def _problems(problems: Any, status: int = 400) -> JSONResponse:
    told = [
        {
            "what": problem.what,
            "why": problem.why,
            "remedy": problem.remedy,
            "code": problem.code,
            "line": problem.position.line if problem.position else None,
        }
        for problem in list(problems)[:50]
    ]
    return JSONResponse({"problems": told}, status)


async def _refused(_request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    what = "There is no such page." if status == 404 else "This cannot be answered."
    return _problems([Problem(what, code=f"http-{status}")], status)


async def _failed(_request: Request, _error: Exception) -> Response:
    fault = Problem(
        "This is a fault in Glasshouse.", remedy="Reload the page; please report it.", code="fault"
    )
    return _problems([fault], 500)


def application(port: int, studio: Studio | None = None, nurse: Place | None = None) -> Application:
    """The guarded application.

    Args:
        port: it is listened on, on the loopback.
        studio: who makes the films.
        nurse: the person of the first screen; None for nobody in particular.
    """
    desk = _Desk(studio or Studio())
    files = page_files()
    routes = [
        *(_always(f"/{name}", _file(name, content)) for name, content in files.items()),
        _always("/", _file("index.html", files["index.html"])),
        _always("/api/presets", JSONResponse(offers(nurse))),
        Route("/api/film", desk.film, methods=["POST"]),
        Route("/api/lint", desk.lint, methods=["POST"]),
        Route("/api/measured", desk.measured, methods=["POST"]),
        Route("/api/life", desk.life, methods=["POST"]),
        Route("/api/behind", desk.behind, methods=["POST"]),
        Route("/api/protest", desk.protest, methods=["POST"]),
        Route("/api/mistaken", desk.mistaken, methods=["POST"]),
        Route("/api/compare", desk.compare, methods=["POST"]),
    ]
    return Guard(
        Starlette(routes=routes, exception_handlers={HTTPException: _refused, Exception: _failed}), port
    )
