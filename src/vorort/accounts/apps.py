"""The accounts app config."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Users and sign-in."""

    name = "vorort.accounts"
    label = "accounts"
