"""The demo's own addresses. They exist in the demonstration only."""

from django.urls import path

from vorort.demo import views

app_name = "demo"
urlpatterns = [path("handeln-als/<slug:key>/", views.act_as, name="act_as")]
