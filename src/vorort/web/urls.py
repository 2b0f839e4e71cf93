"""All addresses of the pages. A new one needs its access decision in the inventory of the tests."""

from allauth.account.views import login, logout
from django.urls import include, path
from django.views.decorators.http import require_http_methods

from vorort.web.health import ADDRESSES
from vorort.web.home import views as home
from vorort.web.middleware import without_capacity
from vorort.web.shell.gallery import gallery

PAGE_AND_FORM = require_http_methods(["GET", "POST"])

urlpatterns = [
    path("", home.start, name="start"),
    path("nachrichten/", home.inbox, name="inbox"),
    path("nachrichten/<int:pk>/", home.open_message, name="message"),
    path("handeln-als/", home.choose_capacity, name="capacity"),
    path("anmelden/", PAGE_AND_FORM(login), name="account_login"),
    path("abmelden/", without_capacity(PAGE_AND_FORM(logout)), name="account_logout"),
    path("gesund/", ADDRESSES["/gesund/"], name="alive"),
    path("bereit/", ADDRESSES["/bereit/"], name="ready"),
    path("bausteine/", gallery, name="gallery"),
    path("foerderung/", include("vorort.web.funding.urls")),
    path("netzwerk/", include("vorort.web.network.urls")),
    path("kennzahlen/", include("vorort.web.steering.urls")),
]
