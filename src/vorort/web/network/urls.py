"""Addresses of the network."""

from django.urls import path

from vorort.web.network import views

app_name = "network"
urlpatterns = [path("organisationen/<int:pk>/", views.organisation, name="organisation")]
