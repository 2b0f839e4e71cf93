"""The forms beside the path, and what the tables of the path leave out: who sends what where."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Form:
    """``names`` are what somebody types, chooses or presses; ``right`` is the rest, and with a ``stage`` the right form
    of its object is. Nobody: without signing in.
    """

    route: str
    names: tuple[str, ...]
    who: str = ""
    right: dict[str, str] = field(default_factory=dict)
    stage: str = ""


REASON = {"reason": "So ist es."}
CALL_DAYS = ("opens_on", "closes_on", "approval_from", "approval_to", "execution_from", "execution_to")
CALL_REST = ("contact", "file_prefix", "budget_lines", "goals", "continuation", "municipalities", "required-0")
FORMAL_POINTS = ("result-complete", "result-eligible", "remark-threshold", "remark-not_begun")
FORMS = (
    # --- Coming in ----------------------------------------------------------------------------------------------------
    Form("account_login", ("login", "password", "next")),
    Form("account_logout", ("next",), "lead"),
    Form("account_reset_password", ("email",)),
    Form("account_reset_password_from_key", ("password1", "password2", "action")),
    Form("mfa_login_webauthn", ("credential", "next")),
    Form("mfa_authenticate", ("code", "credential")),
    Form("language", ("language", "next")),
    Form("demo:act_as", ("next",)),
    Form("network:club_address", ("confirm",)),
    # --- One's own account --------------------------------------------------------------------------------------------
    Form("capacity", ("chosen",), "lead"),
    Form("account:name", ("name",), "lead"),
    Form("account:email", ("email",), "lead"),
    Form("account:confirm_email", ("token",), "lead"),
    Form("account:password", ("password", "again", "username"), "lead"),
    Form("account:end_sign_in", ("sign_in",), "lead"),
    Form("account:add_app", ("code",), "lead"),
    Form("account:add_passkey", ("name", "credential", "passwordless"), "lead"),
    Form("account:remove_passkey", ("confirm",), "lead"),
    Form("account:recovery_codes", ("kept",), "lead"),
    Form("mfa_deactivate_totp", ("confirm",), "lead"),
    Form("account_reauthenticate", ("password", "next"), "lead"),
    Form("mfa_reauthenticate", ("code", "next"), "lead"),
    Form("mfa_reauthenticate_webauthn", ("credential", "next"), "lead"),
    # --- Others -------------------------------------------------------------------------------------------------------
    Form("account:restore", ("reason",), "admin"),
    Form("account:block", ("reason", "do"), "operator", REASON),
    Form("network:open_centre", ("exists_from",), "operator"),
    Form("network:end", ("confirm",), "admin"),
    Form("network:registration", ("decision", "reason"), "lead", {"decision": "refuse"}),
    # --- The list -----------------------------------------------------------------------------------------------------
    Form("funding:assign", ("files", "do", "to", "liste", "from"), "clerk", {"do": "give"}),
    Form("funding:views", ("name", "liste"), "clerk"),
    Form("funding:view", ("name", "do"), "clerk", {"do": "rename"}),
    # --- Boxes and buttons of the path --------------------------------------------------------------------------------
    Form("funding:details", ("input_tax", "not_begun", "next"), "coordinator", stage="draft"),
    Form("funding:items", ("next",), "coordinator", stage="draft"),
    Form("funding:answers", ("next",), "coordinator", stage="draft"),
    Form("funding:attachments", ("remove",), "coordinator", stage="draft"),
    Form("funding:review", ("begin",), "clerk", stage="submitted"),
    Form("funding:review", (*FORMAL_POINTS, "save", "close"), "clerk", stage="in_formal_review"),
    Form("funding:opinion_request", ("required",), "clerk", stage="submitted"),
    Form("funding:hearing_answer", ("waive",), "lead", stage="in_hearing"),
    Form(
        "funding:new_programme",
        ("ancillary_conditions", "ancillary_source", "note", "payout"),
        "owner",
        {"version": "1"},
    ),
    Form("funding:guideline_texts", ("ancillary_source",), "owner", stage="draft"),
    Form("funding:guideline_part", ("remove",), "owner", stage="draft"),
    Form("funding:import_run", ("apply",), "owner", stage="draft"),
    Form("funding:new_call", ("continuation", "municipalities", "required-0"), "owner", stage="released"),
    Form("funding:edit_call", (*CALL_DAYS, *CALL_REST), "owner", stage="draft"),
    Form("funding:publish_call", ("ask",), "owner", stage="draft"),
    Form("network:found", ("planned_from", "exists_from"), "operator", stage="filled"),
)
# Names in addresses, by route.
QUERIES = {
    "account_login": ("next",),
    "account_reset_password": ("next",),
    "account_logout": ("next",),
    "account_reauthenticate": ("next",),
    "mfa_login_webauthn": ("next",),
    "account:members": ("suche",),
    "account:recovery_codes": ("danach",),
    "capacity": ("next",),
    "gallery": ("dir",),
    "inbox": ("vor",),
    "network:organisations": ("suche", "art", "nach"),
    "steering:figures": ("tag",),
    "steering:figure": ("tag",),
    "steering:centres": ("tag",),
    "funding:desk": ("stand", "aufruf", "zustaendig", "frist", "sortierung", "suche", "weiter"),
    "funding:list_csv": ("stand", "aufruf", "zustaendig", "frist", "sortierung", "suche", "weiter"),
    "funding:list_xlsx": ("stand", "aufruf", "zustaendig", "frist", "sortierung", "suche", "weiter"),
    "funding:views": ("liste",),
    "funding:application": ("liste",),
    "funding:guideline_table": ("leer",),
}
