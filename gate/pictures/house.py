"""A house and its people: signing in, and who works at the centre of Soest."""

from gate.pictures.window import Windows, keep, stands_on


def walk(windows: Windows) -> None:
    """The page everybody meets first, and the one the organisation's admin works with."""
    keep(windows.empty(), "anmelden")
    page = windows.of("05974-admin")
    page.get_by_role("link", name="Menschen und Rollen").click()
    stands_on(page, "Wer hier arbeitet")
    keep(page, "mitglieder")
