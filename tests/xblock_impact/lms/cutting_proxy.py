"""A network that loses replies: what was sent arrives and is dealt with, and the sender never hears of it."""

from __future__ import annotations

import itertools
import select
import socket
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import urlsplit


@dataclass
class Proxy:
    """Where it listens, and how many replies it lost."""

    address: str = ""
    cut: int = 0


@contextmanager
def losing_replies(upstream: str, every: int) -> Iterator[Proxy]:
    """Pass connections on to ``upstream``, and close each ``every``-th when its reply comes. One connection is one
    request of the relay.
    """
    proxy, numbers = Proxy(), itertools.count(1)
    place = (urlsplit(upstream).hostname or "", urlsplit(upstream).port or 0)

    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            loses = next(numbers) % every == 0
            try:
                with socket.create_connection(place, timeout=30) as service:
                    proxy.cut += _pump(self.request, service, loses)
            except OSError:
                return  # the service is gone, or the relay: either sees the other hang up

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True
        allow_reuse_address = True
        request_queue_size = 64

    with Server(("127.0.0.1", 0), Handler) as server:
        proxy.address = f"http://127.0.0.1:{server.server_address[1]}"
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}).start()
        try:
            yield proxy
        finally:
            server.shutdown()


def _pump(sender: socket.socket, service: socket.socket, loses: bool) -> int:
    """Copy both ways until one side hangs up; return 1 if a reply was lost."""
    other = {sender: service, service: sender}
    while True:
        for ready in select.select([sender, service], [], [])[0]:
            data = ready.recv(65536)
            if not data:
                return 0
            if ready is service and loses:
                return 1
            other[ready].sendall(data)
