"""A mail server on the loopback that takes every mail and remembers to whom it went."""

import socketserver
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager


class Mailbox(socketserver.ThreadingTCPServer):
    """``received`` counts the mails by address."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Session)
        self.received: Counter[str] = Counter()
        self.port = self.server_address[1]


class Session(socketserver.StreamRequestHandler):
    """One conversation, as RFC 5321 has it, for a client that makes no mistakes."""

    def handle(self) -> None:
        self.say(b"220 loopback")
        address = ""
        for line in self.rfile:
            word = line[:4].upper()
            if word == b"RCPT":
                address = line.decode().partition("<")[2].partition(">")[0]
            if word == b"DATA":
                self.say(b"354 go on")
                while self.rfile.readline() not in (b".\r\n", b""):
                    pass
                self.server.received[address] += 1
            self.say(b"221 bye" if word == b"QUIT" else b"250 ok")
            if word == b"QUIT":
                return

    def say(self, line: bytes) -> None:
        self.wfile.write(line + b"\r\n")


@contextmanager
def taking_mail() -> Iterator[Mailbox]:
    """A server that stands while the test runs."""
    with Mailbox() as mailbox:
        threading.Thread(target=mailbox.serve_forever, daemon=True).start()
        yield mailbox
        mailbox.shutdown()
