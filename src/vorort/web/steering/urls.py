"""Addresses of steering."""

from django.urls import path

from vorort.web.steering import views

app_name = "steering"
urlpatterns = [
    path("", views.figures, name="figures"),
    path("karte/zentren/", views.centres, name="centres"),
    path("<str:code>/", views.figure, name="figure"),
]
