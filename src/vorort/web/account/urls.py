"""Addresses of one's own account. None of them belongs to a capacity, except looking after others."""

from django.urls import path
from django.views.decorators.http import require_http_methods

from vorort.web.account.views import blocking, details, factors, members, overview
from vorort.web.middleware import without_capacity

PAGE_AND_FORM = require_http_methods(["GET", "POST"])

app_name = "account"
urlpatterns = [
    path("", overview.overview, name="overview"),
    path("anmeldungen/beenden/", overview.end_sign_in, name="end_sign_in"),
    path("name/", details.change_name, name="name"),
    path("e-mail/", details.change_email, name="email"),
    path("e-mail/bestaetigen/<str:token>/", details.confirm_email, name="confirm_email"),
    path("passwort/", details.change_password, name="password"),
    path("passkeys/neu/", without_capacity(PAGE_AND_FORM(factors.AddPasskey.as_view())), name="add_passkey"),
    path(
        "passkeys/<int:pk>/entfernen/",
        without_capacity(PAGE_AND_FORM(factors.RemovePasskey.as_view())),
        name="remove_passkey",
    ),
    path("app/", without_capacity(PAGE_AND_FORM(factors.AddApp.as_view())), name="add_app"),
    path("ersatzcodes/", factors.recovery_codes, name="recovery_codes"),
    path("zweite-stufe-anderer/", members.members, name="members"),
    path("zweite-stufe-anderer/<int:pk>/", members.restore, name="restore"),
    path("konten/<int:pk>/sperre/", blocking.block, name="block"),
]
