"""Secrets in links. The database keeps a seed and the digest of the token, so its copy alone opens nothing.

The token follows from the seed and the installation's secret key: a mail that is sent again carries the same link.
"""

import hashlib
import secrets

from django.utils.crypto import salted_hmac


def fresh_seed() -> str:
    """What a new token follows from."""
    return secrets.token_hex(16)


def token_of(purpose: str, seed: str) -> str:
    """The token of ``seed`` for one purpose: 64 digits, 256 bits."""
    return salted_hmac(f"vorort.network.{purpose}", seed, algorithm="sha256").hexdigest()


def digest_of(token: str) -> str:
    """What is stored of ``token`` and searched for when somebody opens a link."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
