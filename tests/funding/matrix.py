"""Who may do what in which state, decided and written by hand. Nothing here is made from the workflow tables."""

Matrix = dict[str, tuple[set[tuple[str, str]], str]]

# The closed list of the design, by hand: a new role turns the matrix red until somebody has decided what it may do.
ROLES = (
    "programme_owner", "programme_releaser", "clerk", "releasing_officer", "payment_officer", "proof_auditor",
    "adviser", "auditor", "centre_lead", "coordinator", "finance_clerk", "case_manager", "case_lead",
    "provider_editor", "provider_signatory", "volunteer_coordinator", "volunteer", "mediator", "integration_officer",
    "agency_contact", "council_member", "organisation_admin", "data_protection_officer", "operator",
)  # fmt: skip
APPLICATION_STATES = (
    "draft", "sign_off", "submitted", "formal_review", "substantive_review", "decided", "withdrawn",
)  # fmt: skip
AWARD_STATES = ("prepared", "released", "notified")
GUIDELINE_STATES = ("draft", "released", "discarded")
CALL_STATES = ("draft", "published")

# action: (state, role) pairs in which it is allowed, the state it leads to, and why.
APPLICATION_MATRIX: Matrix = {
    # The draft goes to the person who signs; whoever drafts hands it over.
    "request_sign_off": ({("draft", "coordinator"), ("draft", "centre_lead")}, "sign_off"),
    # The signatory gives it back, or the drafter takes it back.
    "return_to_draft": ({("sign_off", "coordinator"), ("sign_off", "centre_lead")}, "draft"),
    # Only the lead signs for the recipient.
    "submit": ({("sign_off", "centre_lead")}, "submitted"),
    # Review is the clerk's; the officer only decides what a clerk has prepared.
    "begin_formal_review": ({("submitted", "clerk")}, "formal_review"),
    "begin_substantive_review": ({("formal_review", "clerk")}, "substantive_review"),
    "decide": ({("substantive_review", "releasing_officer")}, "decided"),
    # An edit between release and notification opens the decision again; the edit is the clerk's.
    "reopen_decision": ({("decided", "clerk")}, "substantive_review"),
    # The applicant's signatory withdraws any time before the decision, never after it.
    "withdraw": (
        {
            ("draft", "centre_lead"),
            ("sign_off", "centre_lead"),
            ("submitted", "centre_lead"),
            ("formal_review", "centre_lead"),
            ("substantive_review", "centre_lead"),
        },
        "withdrawn",
    ),
}
AWARD_MATRIX: Matrix = {
    # Before notification the clerk may change it; a release is void then.
    "edit": ({("prepared", "clerk"), ("released", "clerk")}, "prepared"),
    # The second pair of eyes.
    "release": ({("prepared", "releasing_officer")}, "released"),
    # Making known decides nothing any more: either of the two does it.
    "notify": ({("released", "clerk"), ("released", "releasing_officer")}, "notified"),
}
GUIDELINE_MATRIX: Matrix = {
    # The owner writes; a released version stands, a discarded one is history.
    "edit": ({("draft", "programme_owner")}, "draft"),
    "request_release": ({("draft", "programme_owner")}, "draft"),
    # The second pair of eyes is a role of its own, so that nobody drafts and releases by turns.
    "release": ({("draft", "programme_releaser")}, "released"),
    "discard": ({("draft", "programme_owner")}, "discarded"),
}
CALL_MATRIX: Matrix = {
    # As with guideline versions.
    "edit": ({("draft", "programme_owner")}, "draft"),
    "request_publication": ({("draft", "programme_owner")}, "draft"),
    "publish": ({("draft", "programme_releaser")}, "published"),
}
