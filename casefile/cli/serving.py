"""`casefile serve`: the browser in a web browser of this machine, through textual-serve."""

from __future__ import annotations

import importlib.util
import shlex
import socket
import sys
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from casefile.cli.libraries import find_case, library_path, open_library
from casefile.cli.output import note
from casefile.errors import InUseError, NotPermittedError, UsageError

if TYPE_CHECKING:
    from textual_serve.server import Server

HOST = "127.0.0.1"
"""The only address that is listened on: whoever reaches it is taken for the analyst."""


def serve(options: Namespace) -> int:
    """Serves the library until it is interrupted. Each page that is opened is a browser of its own.

    There is no log-in: every user of this machine who can reach the port can read all cases, and with ``--write``
    change them. To reach it from another machine, forward the port over ssh.
    """
    if importlib.util.find_spec("textual_serve") is None:
        raise UsageError("'casefile serve' needs textual-serve; 'pip install casefile[serve]' brings it")
    library = open_library(options)
    if options.case is not None:
        find_case(library, options.case).close()
    _require_free(options.port)
    manner = "may write" if options.write else "reads only; --write lets it write"
    note(f"{library.folder} at http://{HOST}:{options.port}/ ({manner}). Ctrl+C ends it.")
    note("casefile has no log-in of its own: every user of this machine who opens the page sees the cases.")
    _server(options).serve()
    return 0


def _server(options: Namespace) -> Server:
    """A server whose page loads nothing from elsewhere, and that answers no other site's page.

    Any page that the analyst has open can send requests to this machine; a request that does not name this server
    as the place it comes from and goes to is refused, so that no other page can look into the cases.
    """
    from aiohttp import web
    from textual_serve.server import Server

    own = {f"{name}:{options.port}" for name in (HOST, "localhost")}

    @web.middleware
    async def only_own_page(request: web.Request, handler: Any) -> web.StreamResponse:
        origin = request.headers.get("Origin", "").partition("//")[2]
        if request.host not in own or (origin and origin not in own):
            raise web.HTTPForbidden(text="casefile answers its own page only")
        answer: web.StreamResponse = await handler(request)
        return answer

    class Guarded(Server):
        async def _make_app(self) -> web.Application:
            app = await super()._make_app()
            app.middlewares.append(only_own_page)
            return app

    page = Path(__file__).parent / "page"
    return Guarded(command_line(options), host=HOST, port=options.port, title="casefile", templates_path=page)


def command_line(options: Namespace) -> str:
    """The command that each page runs, for the shell that textual-serve gives it to."""
    words = [sys.executable, "-m", "casefile", "-L", str(library_path(options).folder.resolve()), "open"]
    words += [] if options.write else ["--read-only"]
    words += ["--", options.case] if options.case else []
    return shlex.join(words)


def _require_free(port: int) -> None:
    """A line for a port that cannot be had, before anything is started."""
    if not 1 <= port <= 65_535:
        raise UsageError(f"--port {port}: a port is a number from 1 to 65535")
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((HOST, port))
        except PermissionError as error:
            raise NotPermittedError(f"port {port}: this user may not listen on it") from error
        except OSError as error:
            raise InUseError(f"port {port}: something else listens on it; --port takes another") from error
