"""The root addresses: the pages, and in demo mode the demo's own."""

from django.conf import settings
from django.urls import include, path

urlpatterns = [path("", include("vorort.web.urls"))]
if settings.DEMO:
    urlpatterns.insert(0, path("demo/", include("vorort.demo.urls")))

handler400 = "vorort.web.errors.bad_request"
handler403 = "vorort.web.errors.permission_denied"
handler404 = "vorort.web.errors.page_not_found"
handler500 = "vorort.web.errors.server_error"
