"""What a browser complains about while somebody walks: failing scripts, broken policies, faults of the server.

Requests to foreign hosts are watched in tests/live_site.py.
"""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, ConsoleMessage, Response

POLICY = "Verstoß gegen die Inhaltsrichtlinie"
LISTENER = f"""addEventListener("securitypolicyviolation", (event) =>
  console.error("{POLICY}: " + event.violatedDirective + " " + event.blockedURI + " " + event.sourceFile))"""
MEANT = "/geht-nicht/"  # fails on purpose, see tests/live_urls.py
# What Chromium and htmx write for every answer from 400 on and for every cut line; the answers are watched below.
ANSWERS = ("Failed to load resource", "Response Status Error Code", "htmx:sendError", "htmx:afterRequest")


class Complaints:
    """Every complaint of every window it listens to, as sentences."""

    def __init__(self, log: Path) -> None:
        self.sentences: list[str] = []
        self.log = log

    def listen_to(self, context: "BrowserContext") -> None:
        """Hear about everything that happens in this window from now on."""
        context.add_init_script(LISTENER)
        context.on("console", self._console)
        context.on("weberror", lambda error: self.sentences.append(str(error.error)))
        context.on("response", self._response)

    def _console(self, message: "ConsoleMessage") -> None:
        if message.type in ("error", "warning") and not message.text.startswith(ANSWERS):
            self.sentences.append(f"{message.type}: {message.text} {message.location}")

    def _response(self, response: "Response") -> None:
        if response.status >= 500 and MEANT not in response.url:
            self.sentences.append(f"{response.status} {response.url}\n{self.log.read_text()[-4000:]}")
