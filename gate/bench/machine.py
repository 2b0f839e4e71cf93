"""What the figures were taken on: cores, memory, versions. No name of a machine, no path."""

import os
import platform
import re
import sqlite3
import time
from pathlib import Path


def described() -> dict[str, str]:
    """The machine in a few words."""
    processor = re.search(r"^model name\s*: (.+)$", Path("/proc/cpuinfo").read_text(), re.MULTILINE)
    memory = re.search(r"^MemTotal:\s+(\d+) kB", Path("/proc/meminfo").read_text(), re.MULTILINE)
    return {
        "Kerne": f"{os.cpu_count()} ({processor[1].strip() if processor else 'unbekannt'})",
        "Arbeitsspeicher": f"{int(memory[1]) / 1024 / 1024:.0f} GB" if memory else "unbekannt",
        "System": f"{platform.system()} {platform.release().partition('-')[0]}",
        "Python": platform.python_version(),
        "SQLite": sqlite3.sqlite_version,
        "Rechenprobe": f"{probe():.0f} ms für eine Million Additionen zu Beginn",
    }


def probe() -> float:
    """How long a million additions take here, in milliseconds of computing: with it figures of two machines compare."""
    began, total = time.process_time(), 0
    for number in range(1_000_000):
        total += number
    return (time.process_time() - began) * 1000


def load() -> str:
    """How busy the machine is: the load of the last minute."""
    return f"{os.getloadavg()[0]:.1f}".replace(".", ",")
