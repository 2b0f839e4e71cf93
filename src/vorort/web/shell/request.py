"""The request as the pages see it: Django's own with the acting capacity of the signed-in person.
The capacity is set by the middleware, not here.
"""

from typing import TYPE_CHECKING

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

if TYPE_CHECKING:
    from vorort.network.capacity import Capacity


class Request(HttpRequest):
    """A request of a signed-in person who has chosen on whose behalf she acts."""

    capacity: "Capacity"
    htmx: HtmxDetails
