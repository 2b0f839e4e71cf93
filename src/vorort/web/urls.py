"""All addresses of the pages. A new one needs its access decision in the inventory of the tests."""

from django.urls import include, path

from vorort.web.health import ADDRESSES
from vorort.web.home import views as home
from vorort.web.shell.gallery import gallery

urlpatterns = [
    path("", home.start, name="start"),
    path("nachrichten/", home.inbox, name="inbox"),
    path("nachrichten/<int:pk>/", home.open_message, name="message"),
    path("handeln-als/", home.choose_capacity, name="capacity"),
    path("", include("vorort.web.account.entrance_urls")),
    path("konto/", include("vorort.web.account.urls")),
    path("gesund/", ADDRESSES["/gesund/"], name="alive"),
    path("bereit/", ADDRESSES["/bereit/"], name="ready"),
    path("bausteine/", gallery, name="gallery"),
    path("foerderung/", include("vorort.web.funding.urls")),
    path("netzwerk/", include("vorort.web.network.urls")),
    path("kennzahlen/", include("vorort.web.steering.urls")),
]
