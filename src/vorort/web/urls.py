"""All addresses of the pages. A new one needs its access decision in the inventory of the tests."""

from django.urls import include, path

from vorort.web.health import ADDRESSES
from vorort.web.home import views as home
from vorort.web.shell.gallery import gallery
from vorort.web.shell.language import choose_language

urlpatterns = [
    path("", home.start, name="start"),
    path("nachrichten/", home.inbox, name="inbox"),
    path("nachrichten/<int:pk>/", home.open_message, name="message"),
    path("nachrichten/gelesen/", home.read_all, name="read_all"),
    path("handeln-als/", home.choose_capacity, name="capacity"),
    path("", include("vorort.web.account.entrance_urls")),
    path("konto/", include("vorort.web.account.urls")),
    path("gesund/", ADDRESSES["/gesund/"], name="alive"),
    path("bereit/", ADDRESSES["/bereit/"], name="ready"),
    path("sprache/", choose_language, name="language"),
    path("bausteine/", gallery, name="gallery"),
    path("foerderung/", include("vorort.web.funding.urls")),
    path("netzwerk/", include("vorort.web.network.urls")),
    path("kennzahlen/", include("vorort.web.steering.urls")),
]
