"""How often somebody without an account may try something. Counted in the database cache, which all workers share."""

import time

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

HOUR = 60 * 60


def is_spent(request: HttpRequest, what: str, *, most: int) -> bool:
    """Whether ``what`` was counted ``most`` times within the hour from where this request comes."""
    counted, _until = _counted(_key(request, what))
    return counted >= most


def count(request: HttpRequest, what: str) -> None:
    """Count one more try; the hour begins with the first."""
    key = _key(request, what)
    counted, until = _counted(key)
    cache.set(key, (counted + 1, until), HOUR)


def _counted(key: str) -> tuple[int, float]:
    """How often, and until when that counts."""
    now = time.time()
    counted, until = cache.get(key, (0, now + HOUR))
    return (counted, until) if until > now else (0, now + HOUR)


def _key(request: HttpRequest, what: str) -> str:
    """The address itself is not kept."""
    address = get_adapter(request).get_client_ip(request)
    return f"limit-{what}-{salted_hmac('vorort.web.limits', str(address)).hexdigest()}"
