"""The server's run: a port of this machine alone, until somebody presses Ctrl+C."""

from __future__ import annotations

import errno
import os
import socket
from typing import TYPE_CHECKING

from sync.errors import UsageError

if TYPE_CHECKING:
    from starlette.types import ASGIApp

ADDRESS = "127.0.0.1"

PORT = 8470
"""The port that is taken where none is asked for: unsaved words are kept by address."""

_GRACE = 2  # seconds for what is being answered


def open_port(wanted: int | None) -> socket.socket:
    """Listen on a port: the one that is wanted, else our usual one, or any where that is in use.

    Raises:
        UsageError: the port that is wanted cannot be had.
    """
    if wanted is not None:
        return _listen(wanted)
    try:
        return _listen(PORT)
    except UsageError:
        return _listen(0)


def _listen(port: int) -> socket.socket:
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    if os.name == "posix":  # elsewhere it would let others listen beside us
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((ADDRESS, port))
        listening.listen()
    except OSError as error:
        listening.close()
        is_used = error.errno == errno.EADDRINUSE
        why = "is in use" if is_used else f"cannot be had ({error.strerror})"
        message = f"port {port} {why}: name another with --port, or 0 for any that is free"
        raise UsageError(message) from error
    return listening


def serve(app: ASGIApp, listening: socket.socket) -> None:
    """Answer until Ctrl+C; what is being written is written to its end.

    Raises:
        KeyboardInterrupt: when all is closed.
    """
    import uvicorn

    config = uvicorn.Config(
        app,
        http="h11",
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=_GRACE,
    )
    uvicorn.Server(config).run(sockets=[listening])
