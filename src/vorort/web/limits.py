"""How often somebody without an account may try something. Counted in the database cache, which all workers share."""

import ipaddress

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

HOUR = 60 * 60
HOUSEHOLD = 64  # one line of IPv6 gets a whole network of addresses


def is_spent(request: HttpRequest, what: str, *, most: int) -> bool:
    """Whether ``what`` was counted ``most`` times within the hour from where this request comes."""
    places = _places(request, what, most)
    return len(cache.get_many(places)) == len(places)


def count(request: HttpRequest, what: str, *, most: int) -> bool:
    """Count one more try; whether there was still room for it.

    Each takes a free place for an hour, so that of many at once none is overlooked.
    """
    return any(cache.add(place, 1, HOUR) for place in _places(request, what, most))


def _places(request: HttpRequest, what: str, most: int) -> list[str]:
    """The address itself is not kept."""
    address = ipaddress.ip_address(get_adapter(request).get_client_ip(request))
    if address.version == 6:
        address = ipaddress.ip_network((address, HOUSEHOLD), strict=False).network_address
    hidden = salted_hmac("vorort.web.limits", str(address)).hexdigest()
    return [f"limit-{what}-{hidden}-{number}" for number in range(most)]
