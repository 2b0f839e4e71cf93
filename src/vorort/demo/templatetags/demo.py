"""The bar on every page of the demonstration."""

from typing import Any

from django import template
from django.template import Context

from vorort.demo import accounts

register = template.Library()


@register.inclusion_tag("demo/bar.html", takes_context=True)
def demo_bar(context: Context) -> dict[str, Any]:
    """The cast to switch between; nothing on a page that has no request, such as a fault's."""
    request = context.get("request")
    user = getattr(request, "user", None) if getattr(request, "capacity", None) else None
    return {
        "request": request,
        "players": accounts.CAST if request is not None else (),
        "current": getattr(user, "email", ""),
        "here": request.path if request is not None and request.method == "GET" else "/",
    }
