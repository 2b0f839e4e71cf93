"""The coordination office's desk: the opinion it is asked for in the demonstration."""

import re

from gate.pictures.window import Windows, keep, stands_on


def walk(windows: Windows) -> None:
    """From the start page to the opinion that is being written."""
    page = windows.of("adviser")
    page.get_by_role("link", name=re.compile("^Schreiben")).click()
    stands_on(page, "Stellungnahme")
    page.get_by_label("mit Maßgaben empfohlen").check()
    page.get_by_label("Begründung").fill("Das Konzept nennt drei Orte. Die Treffen sollten auch nach Jülich kommen.")
    keep(page, "stellungnahme")
