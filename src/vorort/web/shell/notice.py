"""One sentence after an action, shown once on top of the next page.
Reasons beside a field and refused actions are not notices.
"""

from django.contrib import messages
from django.http import HttpRequest


def success(request: HttpRequest, sentence: str) -> None:
    """What was asked for is done."""
    messages.success(request, sentence)


def hint(request: HttpRequest, sentence: str) -> None:
    """Something worth knowing that asks for nothing."""
    messages.info(request, sentence)


def warning(request: HttpRequest, sentence: str) -> None:
    """It is done, but the person should look at something."""
    messages.warning(request, sentence)
