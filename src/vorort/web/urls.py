"""All addresses of the pages. A new one needs its access decision in the inventory of the tests."""

from allauth.account.views import login, logout
from django.urls import include, path

from vorort.web.home import views as home
from vorort.web.middleware import without_capacity
from vorort.web.shell.gallery import gallery

urlpatterns = [
    path("", home.start, name="start"),
    path("nachrichten/", home.inbox, name="inbox"),
    path("nachrichten/<int:pk>/", home.open_message, name="message"),
    path("handeln-als/", home.choose_capacity, name="capacity"),
    path("anmelden/", login, name="account_login"),
    path("abmelden/", without_capacity(logout), name="account_logout"),
    path("bausteine/", gallery, name="gallery"),
    path("foerderung/", include("vorort.web.funding.urls")),
    path("netzwerk/", include("vorort.web.network.urls")),
    path("kennzahlen/", include("vorort.web.steering.urls")),
]
