"""The official language: what is kept, printed or mailed is German (§ 23 Abs. 1 VwVfG NRW), whatever somebody reads.

Pages translate when they are read; they need nothing from here.
"""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from django.conf import settings
from django.utils.translation import override

Given = ParamSpec("Given")
Answer = TypeVar("Answer")


def officially(function: Callable[Given, Answer]) -> Callable[Given, Answer]:
    """Let ``function`` write in the official language, whichever one the person reads who called it."""

    @wraps(function)
    def speaking_german(*args: Given.args, **kwargs: Given.kwargs) -> Answer:
        with override(settings.LANGUAGE_CODE):
            return function(*args, **kwargs)

    return speaking_german
