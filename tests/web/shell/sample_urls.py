"""A few addresses by which the frame can be tested without the pages of the project."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from vorort.web.shell.gallery import gallery


def page(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


urlpatterns = [
    path("", page, name="start"),
    path("foerderung/", include(([path("", page, name="desk")], "funding"))),
    path("rolle/", page, name="capacity"),
    path("nachrichten/", page, name="inbox"),
    path("abmelden/", page, name="account_logout"),
    path("anmelden/", page, name="account_login"),
    path("bausteine/", gallery, name="gallery"),
    path("demo/", include("vorort.demo.urls")),
]
