"""People who save a draft again and again over the wire, and remember what the server acknowledged."""

import http.client
import re
import threading
import time
from dataclasses import dataclass, field
from urllib.parse import urlencode, urlsplit

TOKEN = "t" * 32
VERSION = re.compile(r'name="version" value="(\d+)"')
PATIENCE_SECONDS = 60


@dataclass(eq=False)
class Writer(threading.Thread):
    """One person: her session, the draft she writes, the number of her save that was acknowledged last, and the
    version of the draft that save made (``kept``). A draft that is older afterwards has lost something.
    """

    address: str
    session: str
    capacity_id: int
    application_id: int
    wanted: int = 0
    sent: int = 0
    acknowledged: int = 0
    acknowledgements: int = 0
    kept: int = 0
    fault: str = ""
    stop: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        super().__init__(daemon=True)

    @property
    def path(self) -> str:
        return f"/foerderung/antraege/{self.application_id}/angaben/"

    def run(self) -> None:
        """Save until ``wanted`` saves are acknowledged. A server that is away is tried again, as people do."""
        version, until = 0, time.monotonic() + PATIENCE_SECONDS
        while self.acknowledgements < self.wanted and not self.stop.is_set():
            if time.monotonic() > until:
                self.fault = "Der Server kam nicht wieder."
                return
            try:
                version = version or self._version()
                if version < self.kept:
                    self.fault = f"Fassung {self.kept} war zugesagt, da ist {version}."
                    return
                self.sent += 1
                status, answer = self._ask("POST", self._form(version))
            except (OSError, http.client.HTTPException):
                version = 0  # nobody knows whether it was written: look first
                time.sleep(0.02)
                continue
            if status == 302:
                self.acknowledged, self.acknowledgements = self.sent, self.acknowledgements + 1
                version = self.kept = version + 1
                until = time.monotonic() + PATIENCE_SECONDS
            elif status in (409, 503):
                version = 0
                time.sleep(0.02)
            else:
                self.fault = f"{status}: {answer[:300]}"
                return

    def _version(self) -> int:
        status, answer = self._ask("GET")
        found = VERSION.search(answer)
        if status == 503:
            raise http.client.HTTPException("busy")
        if found is None:
            raise AssertionError(f"{status}: {answer[:300]}")
        return int(found[1])

    def _form(self, version: int) -> str:
        return urlencode(
            {
                "csrfmiddlewaretoken": TOKEN,
                "capacity": self.capacity_id,
                "version": version,
                "title": f"Schritt {self.sent}",
                "need": "Es fehlt ein Ort.",
                "begins_on": "1.2.2027",
                "ends_on": "30.11.2027",
                "own_funds": "250,00",
                "other_funds": "0",
                "not_begun": "on",
            }
        )

    def _ask(self, method: str, body: str = "") -> tuple[int, str]:
        server = http.client.HTTPConnection(urlsplit(self.address).netloc, timeout=30)
        headers = {"Cookie": f"sessionid={self.session}; csrftoken={TOKEN}"}
        if body:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            server.request(method, self.path, body or None, headers)
            answer = server.getresponse()
            return answer.status, answer.read().decode()
        finally:
            server.close()
