"""Hostile requests: refused at the socket, with the policy on every answer, and nothing falls over."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import pytest

pytest.importorskip("starlette", reason="the extra 'web' is not installed")

from glasshouse.web.app import application
from glasshouse.web.films import Studio
from glasshouse.web.guard import MOST_BODY, POLICY
from glasshouse.web.wishes import Wish

PORT = 8321
HOST = (b"host", b"127.0.0.1:8321")
HERE = (b"origin", b"http://127.0.0.1:8321")
JSON = (b"content-type", b"application/json")


class Props(Studio):
    """A studio without an engine."""

    def film(self, wish: Wish) -> bytes:
        return repr(wish).encode()


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes


async def ask(
    app: Any, method: str, path: str, headers: Iterable[tuple[bytes, bytes]], chunks: list[bytes]
) -> Answer:
    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": method, "path": path,
        "raw_path": path.encode(), "query_string": b"", "root_path": "", "scheme": "http",
        "headers": list(headers), "client": ("127.0.0.1", 9), "server": ("127.0.0.1", PORT),
    }  # fmt: skip
    messages = [
        {"type": "http.request", "body": chunk, "more_body": place + 1 < len(chunks)}
        for place, chunk in enumerate(chunks or [b""])
    ]
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return messages.pop(0) if messages else {"type": "http.disconnect"}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    await app(scope, receive, send)
    start = next(message for message in sent if message["type"] == "http.response.start")
    told = {name.decode().lower(): value.decode() for name, value in start["headers"]}
    return Answer(start["status"], told, b"".join(message.get("body", b"") for message in sent))


def answer(
    method: str = "POST", path: str = "/api/film", headers: Any = (HOST, HERE, JSON), *chunks: bytes
) -> Answer:
    return asyncio.run(ask(application(PORT, Props()), method, path, headers, list(chunks)))


def test_a_request_from_the_page_is_answered() -> None:
    got = answer("POST", "/api/film", (HOST, HERE, JSON), b'{"seed": 5}')
    assert got.status == 200
    assert b"seed=5" in got.body
    assert got.headers["server-timing"].startswith("answer;dur=")


@pytest.mark.parametrize(
    "host", [b"evil.example:8321", b"127.0.0.1:80", b"127.0.0.1.nip.io:8321", b"", b"localhost"]
)
def test_a_foreign_host_is_refused(host: bytes) -> None:
    assert answer("GET", "/", ((b"host", host),)).status == 421


def test_no_host_and_two_hosts_are_refused() -> None:
    assert answer("GET", "/", ()).status == 421
    assert answer("GET", "/", (HOST, HOST)).status == 421


@pytest.mark.parametrize(
    "origin", [b"http://evil.example", b"null", b"https://127.0.0.1:8321", b"http://127.0.0.1:9"]
)
def test_a_foreign_origin_is_refused(origin: bytes) -> None:
    assert answer("POST", "/api/film", (HOST, (b"origin", origin), JSON), b"{}").status == 403
    assert answer("GET", "/", (HOST, (b"origin", origin))).status == 403


def test_a_post_without_an_origin_is_refused() -> None:
    assert answer("POST", "/api/film", (HOST, JSON), b"{}").status == 403


@pytest.mark.parametrize("method", ["PUT", "DELETE", "OPTIONS", "TRACE"])
def test_other_methods_are_refused(method: str) -> None:
    assert answer(method, "/").status == 405


@pytest.mark.parametrize("length", [str(MOST_BODY + 1).encode(), b"9" * 400, b"-1", b"many"])
def test_an_oversize_length_is_refused(length: bytes) -> None:
    assert answer("POST", "/api/film", (HOST, HERE, JSON, (b"content-length", length)), b"{}").status == 413


def test_a_body_that_does_not_end_is_cut_off() -> None:
    chunks = [b" " * 100_000] * 50
    assert answer("POST", "/api/film", (HOST, HERE, JSON), *chunks).status == 413


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"\xff\xfe", b"[" * 100_000, b"null", b'"x"', b'{"seed": 1e400}', b'{"seed": NaN}',
     b'{"values": {"protest": 999}}'],
)  # fmt: skip
@pytest.mark.parametrize("path", ["/api/film", "/api/lint", "/api/compare"])
def test_a_malformed_body_is_told_as_a_problem(path: str, body: bytes) -> None:
    got = answer("POST", path, (HOST, HERE, JSON), body)
    assert got.status == 400
    assert json.loads(got.body)["problems"]


def test_another_type_of_content_is_refused() -> None:
    assert answer("POST", "/api/film", (HOST, HERE, (b"content-type", b"text/plain")), b"{}").status == 415


@pytest.mark.parametrize(
    "path", ["/nothing", "/../app.py", "/%2e%2e/app.py", "//etc/passwd", "/static/", "/static/main.js"]
)
def test_nothing_else_is_there(path: str) -> None:
    assert answer("GET", path, (HOST,)).status == 404


@pytest.mark.parametrize("path", ["/", "/page.js", "/nothing", "/api/presets"])
def test_every_answer_carries_the_policy(path: str) -> None:
    got = answer("GET", path, (HOST,))
    assert got.headers["content-security-policy"] == POLICY
    assert POLICY.startswith("default-src 'self'")
    assert got.headers["x-content-type-options"] == "nosniff"


def test_hundreds_at_once_are_answered_or_asked_to_come_again() -> None:
    app = application(PORT, Props())

    async def crowd() -> list[Answer]:
        return await asyncio.gather(
            *(ask(app, "POST", "/api/film", (HOST, HERE, JSON), [b'{"seed": %d}' % n]) for n in range(300))
        )

    statuses = {got.status for got in asyncio.run(crowd())}
    assert statuses <= {200, 503}
    assert 200 in statuses
    # And the next is answered as if nothing had been.
    assert asyncio.run(ask(app, "POST", "/api/film", (HOST, HERE, JSON), [b"{}"])).status == 200
