"""How a day is written, on pages, in reasons and in messages. Which day it is says ``clock``."""

from datetime import date


def in_figures(day: date) -> str:
    """``22.11.2026``, ``3.4.2027``."""
    return f"{day.day}.{day.month}.{day.year}"
