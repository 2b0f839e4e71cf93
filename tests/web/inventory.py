"""Every address of the site with who gets in and why. Written by hand; a new route needs its row here first.

Who of the signed-in people sees or does what with it stands in ``role_table.py``.
"""

from dataclasses import dataclass
from typing import Literal

from django.urls import URLPattern, URLResolver

Access = Literal["public", "signed-in", "capacity"]


@dataclass(frozen=True)
class Route:
    """One row. ``methods`` is what the address answers to; everything else gets 405."""

    name: str
    access: Access
    methods: tuple[str, ...]
    reason: str


READ, WRITE, BOTH = ("GET",), ("POST",), ("GET", "POST")

INVENTORY = (
    # --- Without signing in -------------------------------------------------------------------------------------------
    Route("account_login", "public", BOTH, "somebody has to be able to come in"),
    Route("account_logout", "public", BOTH, "leaving is always possible; who is out already lands at the sign-in"),
    Route("mfa_authenticate", "public", BOTH, "the second step of signing in; without the first it leads back to it"),
    Route("mfa_login_webauthn", "public", BOTH, "a passkey is a way to come in; it proves itself"),
    Route("account_reset_password", "public", BOTH, "who has forgotten the password is not signed in"),
    Route("account_reset_password_done", "public", READ, "says the same whether the address is known or not"),
    Route("account_reset_password_from_key", "public", BOTH, "behind the mailed link; the link proves the person"),
    Route("account_reset_password_from_key_done", "public", READ, "says that the password is set, and nothing else"),
    Route(
        "language", "public", WRITE, "in which language somebody reads is her own affair; remembered in a cookie alone"
    ),
    Route("gallery", "public", READ, "components with invented content, for whoever builds or judges them"),
    Route("alive", "public", READ, "machines and the script of a form ask whether the process answers; says no more"),
    Route("ready", "public", READ, "machines ask whether everything can work; yes or no and nothing else"),
    Route(
        "network:invitation", "public", BOTH, "whoever is invited has no account yet; the secret in the link decides"
    ),
    Route("network:club", "public", BOTH, "a club registers itself and knows nobody here"),
    Route("network:club_received", "public", READ, "the same words for every club"),
    Route("network:club_address", "public", BOTH, "the secret in the mailed link confirms the address"),
    Route("demo:act_as", "public", WRITE, "demonstration only: one click for visitors; the cast and nobody else"),
    # --- Signed in, whatever the capacity -----------------------------------------------------------------------------
    Route("capacity", "signed-in", BOTH, "choosing comes before acting"),
    Route("account:overview", "signed-in", READ, "one's own account belongs to no capacity"),
    Route("account:end_sign_in", "signed-in", WRITE, "one's own sign-ins only; anybody else's is not there"),
    Route("account:name", "signed-in", BOTH, "one's own name"),
    Route("account:email", "signed-in", BOTH, "one's own address, confirmed first"),
    Route("account:confirm_email", "signed-in", BOTH, "behind the mailed link, for the person it was made for"),
    Route("account:password", "signed-in", BOTH, "one's own password, confirmed first"),
    Route("account:add_passkey", "signed-in", BOTH, "one's own second factor, confirmed first"),
    Route("account:remove_passkey", "signed-in", BOTH, "one's own second factor, confirmed first"),
    Route("account:add_app", "signed-in", BOTH, "one's own second factor, confirmed first"),
    Route("mfa_deactivate_totp", "signed-in", BOTH, "one's own second factor, confirmed first"),
    Route("account:recovery_codes", "signed-in", BOTH, "one's own recovery codes, confirmed first"),
    Route("account_reauthenticate", "signed-in", BOTH, "confirming oneself by the password"),
    Route("mfa_reauthenticate", "signed-in", BOTH, "confirming oneself by a code"),
    Route("mfa_reauthenticate_webauthn", "signed-in", BOTH, "confirming oneself by a passkey"),
    # --- Signed in and acting for an organisation ---------------------------------------------------------------------
    Route("start", "capacity", READ, "what waits for this capacity"),
    Route("inbox", "capacity", READ, "messages to this person at this organisation"),
    Route("message", "capacity", WRITE, "opening marks it read; one's own only"),
    Route("read_all", "capacity", WRITE, "marks read what is in one's own inbox"),
    Route("account:members", "capacity", READ, "whose lost factor one may restore: admin and operator"),
    Route("account:restore", "capacity", BOTH, "removing a lost factor of another person: admin and operator"),
    Route("network:organisation", "capacity", READ, "organisations are known to everybody who works here"),
    Route("network:organisations", "capacity", READ, "organisations are known to everybody who works here"),
    Route("network:found", "capacity", BOTH, "founding is the operator's"),
    Route("network:members", "capacity", READ, "people and addresses: the organisation's admin and the operator"),
    Route("network:invite", "capacity", BOTH, "as members"),
    Route("network:grant", "capacity", BOTH, "as members"),
    Route("network:end", "capacity", BOTH, "as members"),
    Route("network:resend", "capacity", WRITE, "as members"),
    Route("network:revoke", "capacity", WRITE, "as members"),
    Route("network:substitution", "capacity", BOTH, "the person herself and the admin of her house"),
    Route("network:end_substitution", "capacity", WRITE, "as substitution"),
    Route("network:registrations", "capacity", READ, "the centre of the area; for everybody else the list is empty"),
    Route("network:registration", "capacity", BOTH, "lead and coordination of the centre of the area"),
    Route("steering:figures", "capacity", READ, "definitions are for everybody who works here"),
    Route("steering:centres", "capacity", READ, "which centres there are is known to everybody who works here"),
    Route("steering:figure", "capacity", READ, "the number for all, the counted objects as far as one may open them"),
    Route("funding:desk", "capacity", READ, "one's own applications and the open calls"),
    Route("funding:assign", "capacity", WRITE, "who works on applications says who looks after them, on either side"),
    Route("funding:views", "capacity", BOTH, "one's own views of the list, in one's own role"),
    Route("funding:view", "capacity", WRITE, "one's own view only"),
    Route("funding:call", "capacity", BOTH, "published calls are for all; beginning is the centre's"),
    Route("funding:budget_line", "capacity", READ, "ministry and granting authority of the programme"),
    Route("funding:edit_budget_line", "capacity", BOTH, "as the line; changing is the programme owner's"),
    Route("funding:programmes", "capacity", READ, "one's own programmes, as ministry or as granting authority"),
    Route("funding:new_programme", "capacity", BOTH, "anybody may look; founding is the programme owner's"),
    Route("funding:programme", "capacity", READ, "ministry and granting authority of the programme"),
    Route("funding:new_version", "capacity", BOTH, "as the programme; beginning is the owner's"),
    Route("funding:new_budget_line", "capacity", BOTH, "as the programme; entering is the owner's"),
    Route("funding:guideline", "capacity", BOTH, "the ministry; once released the granting authority as well"),
    Route("funding:guideline_texts", "capacity", BOTH, "as the version; writing is the owner's while it is a draft"),
    Route("funding:guideline_parameters", "capacity", BOTH, "as the texts"),
    Route("funding:guideline_part", "capacity", BOTH, "as the texts"),
    Route("funding:guideline_release", "capacity", BOTH, "as the version; releasing is the second person's"),
    Route("funding:guideline_discard", "capacity", BOTH, "as the version; discarding is the owner's"),
    Route("funding:guideline_import", "capacity", BOTH, "as the version; taking in is the owner's"),
    Route("funding:guideline_table", "capacity", READ, "as the version"),
    Route("funding:import_run", "capacity", BOTH, "as the version; taking in is the owner's"),
    Route("funding:new_call", "capacity", BOTH, "as the version; drafting is the owner's"),
    Route("funding:edit_call", "capacity", BOTH, "the ministry's own desk; writing is the owner's"),
    Route("funding:publish_call", "capacity", BOTH, "the ministry's own desk; publishing is the second person's"),
    Route("funding:application", "capacity", READ, "applicant always; authority and ministry once it is received"),
    Route("funding:details", "capacity", BOTH, "read as the file; written by the centre while it is a draft"),
    Route("funding:items", "capacity", BOTH, "as details"),
    Route("funding:answers", "capacity", BOTH, "as details"),
    Route("funding:attachments", "capacity", BOTH, "as details"),
    Route("funding:attachment", "capacity", READ, "as the file"),
    Route("funding:check", "capacity", BOTH, "handing over is the centre's"),
    Route("funding:return_to_draft", "capacity", BOTH, "giving back is the centre's"),
    Route("funding:submit", "capacity", BOTH, "signing is the lead's"),
    Route("funding:withdraw", "capacity", BOTH, "withdrawing is the lead's"),
    Route("funding:review", "capacity", BOTH, "checking is the clerk's"),
    Route("funding:information", "capacity", BOTH, "the authority's desk; asking again is the clerk's"),
    Route("funding:information_answer", "capacity", BOTH, "the applicant's; drafters write, the lead signs"),
    Route("funding:information_end", "capacity", BOTH, "the authority's desk; the clerk waits no longer"),
    Route("funding:opinion_request", "capacity", BOTH, "the authority's desk; asking an office is the clerk's"),
    Route("funding:opinion", "capacity", BOTH, "the office asked, authority and ministry; never the applicant"),
    Route("funding:opinion_drop", "capacity", BOTH, "the authority's desk; the clerk waits no longer"),
    Route("funding:hearing", "capacity", BOTH, "the authority's desk; opening is the clerk's"),
    Route("funding:hearing_answer", "capacity", BOTH, "the applicant's; answering is the lead's"),
    Route("funding:refusal", "capacity", BOTH, "the authority's desk; writing is the clerk's"),
    Route("funding:refusal_preview", "capacity", READ, "the authority's desk; nobody else sees it yet"),
    Route("funding:refusal_release", "capacity", BOTH, "the authority's desk; releasing is the officer's"),
    Route("funding:refusal_notify", "capacity", BOTH, "the authority's desk; clerk or officer"),
    Route("funding:early_start", "capacity", BOTH, "the applicant's; asking is the lead's"),
    Route("funding:early_start_answer", "capacity", BOTH, "the authority's desk; answering is the clerk's"),
    Route("funding:early_start_preview", "capacity", READ, "the authority's desk; nobody else sees it yet"),
    Route("funding:early_start_release", "capacity", BOTH, "the authority's desk; releasing is the officer's"),
    Route("funding:early_start_notify", "capacity", BOTH, "the authority's desk; clerk or officer"),
    Route("funding:award", "capacity", BOTH, "the authority's desk; writing is the clerk's"),
    Route("funding:award_preview", "capacity", READ, "the authority's desk; nobody else sees it yet"),
    Route("funding:release", "capacity", BOTH, "the authority's desk; releasing is the officer's"),
    Route("funding:notify", "capacity", BOTH, "the authority's desk; clerk or officer"),
    Route("funding:waive", "capacity", BOTH, "the recipient's lead, once she has been notified"),
    Route("funding:document", "capacity", READ, "authority and ministry once released, the recipient once notified"),
)
BY_NAME = {route.name: route for route in INVENTORY}


def route_names(patterns: list[URLPattern | URLResolver], namespace: str = "") -> list[str]:
    """The names of all routes below ``patterns``; one without a name appears as its pattern."""
    found = []
    for entry in patterns:
        if isinstance(entry, URLResolver):
            inner = ":".join(part for part in (namespace, entry.namespace) if part)
            found += route_names(entry.url_patterns, inner)
        else:
            name = entry.name or f"<{entry.pattern}>"
            found.append(f"{namespace}:{name}" if namespace else name)
    return found


def differences(inventory: tuple[Route, ...], patterns: list[URLPattern | URLResolver]) -> list[str]:
    """Routes without a row, rows without a route, and names that stand for two routes."""
    rows, routes = [row.name for row in inventory], route_names(patterns)
    return [
        *(f"no decision: {name}" for name in routes if name not in rows),
        *(f"no such route: {name}" for name in rows if name not in routes),
        *(f"twice: {name}" for name in sorted(set(rows)) if rows.count(name) > 1 or routes.count(name) > 1),
    ]
