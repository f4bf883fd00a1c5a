"""Serving: how the page's answers reach the browser."""

from __future__ import annotations

import asyncio
import socket

from glasshouse.web.serving import listening


def test_an_answer_is_sent_as_soon_as_it_is_written() -> None:
    async def accepted() -> int:
        delayed: asyncio.Future[int] = asyncio.get_running_loop().create_future()

        class Answer(asyncio.Protocol):
            def connection_made(self, transport: asyncio.BaseTransport) -> None:
                wire = transport.get_extra_info("socket")
                delayed.set_result(wire.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
                transport.close()

        listener = listening(0)
        async with await asyncio.get_running_loop().create_server(Answer, sock=listener):
            _, writer = await asyncio.open_connection(*listener.getsockname())
            at_once = await delayed
            writer.close()
        return at_once

    assert asyncio.run(accepted())
