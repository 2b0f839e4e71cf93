"""The forms beside the path, and what the tables of the path leave out: who sends what where."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Form:
    """``names`` are what somebody types, chooses or presses; ``right`` is the rest, and with a ``stage`` the right form
    of its object is. Nobody: without signing in. What the form answers and nobody at its door: it leads to an address
    that ends like ``leads_to``, or ``says`` something; NOTHING where a wrong value looks like a door that is shut.
    """

    route: str
    names: tuple[str, ...]
    who: str = ""
    right: dict[str, str] = field(default_factory=dict)
    stage: str = ""
    leads_to: str = ""
    says: str = "data-error-summary"


NOTHING = "-"
TYPED = "%3C/script%3E"  # she is led to what was typed
REASON = {"reason": "So ist es."}
CALL_DAYS = ("opens_on", "closes_on", "approval_from", "approval_to", "execution_from", "execution_to")
CALL_REST = ("contact", "file_prefix", "budget_lines", "goals", "continuation", "municipalities", "required-0")
FORMAL_POINTS = ("result-complete", "result-eligible", "remark-threshold", "remark-not_begun")
FORMS = (
    # --- Coming in ----------------------------------------------------------------------------------------------------
    Form("account_login", ("login", "password", "next")),
    Form("account_logout", ("next",), "lead", leads_to=TYPED),
    Form("account_reset_password", ("email",)),
    Form("account_reset_password_from_key", ("password1", "password2", "action"), "who_has_the_link"),
    Form("mfa_login_webauthn", ("credential", "next"), leads_to="/anmelden/"),
    Form("mfa_authenticate", ("code",), "at_the_second_step"),
    Form("mfa_authenticate", ("credential",), "at_the_second_step"),
    Form("language", ("language", "next"), leads_to=TYPED),
    Form("demo:act_as", ("next",), leads_to=TYPED),
    Form("network:club_address", ("confirm",), leads_to="/netzwerk/verein-anmelden/[^/]+/"),
    # --- One's own account --------------------------------------------------------------------------------------------
    Form("capacity", ("chosen",), "lead", says="Als wen handeln Sie?"),
    Form("account:name", ("name",), "anna"),
    Form("account:email", ("email",), "anna"),
    Form("account:confirm_email", ("token",), "anna", leads_to="/konto/"),
    Form("account:password", ("password", "again", "username"), "anna"),
    Form("account:end_sign_in", ("sign_in",), "anna", leads_to="/konto/"),
    Form("account:add_app", ("code",), "lead"),
    Form("account:add_passkey", ("name", "credential", "passwordless"), "anna"),
    Form("account:remove_passkey", ("confirm",), "anna", leads_to="/konto/"),
    Form("account:recovery_codes", ("kept",), "anna", leads_to="/konto/"),
    Form("mfa_deactivate_totp", ("confirm",), "anna", leads_to="/konto/"),
    Form("account_reauthenticate", ("password", "next"), "anna"),
    Form("mfa_reauthenticate", ("code", "next"), "anna"),
    Form("mfa_reauthenticate_webauthn", ("credential", "next"), "anna", leads_to="/konto/bestaetigen/passkey/"),
    # --- Others -------------------------------------------------------------------------------------------------------
    Form("account:restore", ("reason",), "admin"),
    Form("account:block", ("reason", "do"), "operator", REASON),
    Form("network:open_centre", ("exists_from",), "operator"),
    Form("network:end", ("confirm",), "admin", leads_to="/mitglieder/"),
    Form("network:registration", ("decision", "reason"), "lead", {"decision": "refuse"}),
    # --- The list -----------------------------------------------------------------------------------------------------
    Form("funding:assign", ("files", "do", "to", "liste", "from"), "clerk", {"do": "give"}, says=NOTHING),
    Form("funding:views", ("name", "liste"), "clerk"),
    Form("funding:view", ("name", "do"), "clerk", {"do": "rename"}, leads_to="/foerderung/ansichten/"),
    # --- Boxes and buttons of the path --------------------------------------------------------------------------------
    Form("funding:details", ("input_tax", "not_begun", "next"), "coordinator", stage="draft", leads_to="/bausteine/"),
    Form("funding:items", ("next",), "coordinator", stage="draft", leads_to="/fragen/"),
    Form("funding:answers", ("next",), "coordinator", stage="draft", leads_to="/anlagen/"),
    Form("funding:attachments", ("remove",), "coordinator", stage="draft", says=NOTHING),
    Form("funding:review", ("begin",), "clerk", stage="submitted", leads_to="/pruefung/"),
    Form("funding:review", (*FORMAL_POINTS, "save", "close"), "clerk", stage="in_formal_review"),
    Form("funding:opinion_request", ("required",), "clerk", stage="submitted", leads_to="/antraege/[0-9]+/"),
    Form("funding:opinion", ("hand_in",), "adviser", stage="opinion_asked", leads_to="/stellungnahmen/[0-9]+/"),
    Form("funding:hearing_answer", ("waive",), "lead", stage="in_hearing", leads_to="/antraege/[0-9]+/"),
    Form(
        "funding:new_programme",
        ("ancillary_conditions", "ancillary_source", "note", "payout"),
        "owner",
        {"version": "1"},
    ),
    Form("funding:guideline_texts", ("ancillary_source",), "owner", stage="draft"),
    Form("funding:guideline_part", ("remove",), "owner", stage="draft", says=NOTHING),
    Form("funding:import_run", ("apply",), "owner", stage="draft", leads_to="/einlesen/[0-9]+/"),
    Form("funding:new_call", ("continuation", "municipalities", "required-0"), "owner", stage="released"),
    Form("funding:edit_call", (*CALL_DAYS, *CALL_REST), "owner", stage="draft"),
    Form("funding:publish_call", ("ask",), "owner", stage="draft", leads_to="/veroeffentlichung/"),
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
