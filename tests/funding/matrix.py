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
    "draft", "sign_off", "submitted", "formal_review", "substantive_review", "information_requested", "decided",
    "withdrawn",
)  # fmt: skip
AWARD_STATES = ("prepared", "released", "notified")
GUIDELINE_STATES = ("draft", "released", "discarded")
CALL_STATES = ("draft", "published")
INFORMATION_STATES = ("open", "answered", "ended")
HEARING_STATES = ("open", "answered", "waived")
OPINION_STATES = ("requested", "handed_in", "dropped")

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
    # A refusal is decided by the officer too, from either review: what fails formally need not be reviewed further.
    "refuse": ({("formal_review", "releasing_officer"), ("substantive_review", "releasing_officer")}, "decided"),
    # A refusal edited before it is known goes back into the review it came from.
    "reopen_formal_review": ({("decided", "clerk")}, "formal_review"),
    # Who reviews may ask once more.
    "request_information": ({("formal_review", "clerk"), ("substantive_review", "clerk")}, "information_requested"),
    # The lead's answer, or the clerk who waits no longer, takes it back into the review it came from.
    "resume_formal_review": (
        {("information_requested", "centre_lead"), ("information_requested", "clerk")},
        "formal_review",
    ),
    "resume_substantive_review": (
        {("information_requested", "centre_lead"), ("information_requested", "clerk")},
        "substantive_review",
    ),
    # The applicant's signatory withdraws any time before the decision, never after it.
    "withdraw": (
        {
            ("draft", "centre_lead"),
            ("sign_off", "centre_lead"),
            ("submitted", "centre_lead"),
            ("formal_review", "centre_lead"),
            ("substantive_review", "centre_lead"),
            ("information_requested", "centre_lead"),
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
# Refusal and early start go the way of every decision.
REFUSAL_MATRIX: Matrix = {
    "edit": ({("prepared", "clerk"), ("released", "clerk")}, "prepared"),
    "release": ({("prepared", "releasing_officer")}, "released"),
    "notify": ({("released", "clerk"), ("released", "releasing_officer")}, "notified"),
}
INFORMATION_MATRIX: Matrix = {
    # What goes out for the applicant is signed by her lead.
    "hand_in": ({("open", "centre_lead")}, "answered"),
    # Who asked may stop waiting, once the day has passed.
    "end": ({("open", "clerk")}, "ended"),
}
HEARING_MATRIX: Matrix = {
    # To answer, or to say that nothing is to be said, is the lead's.
    "answer": ({("open", "centre_lead")}, "answered"),
    "waive": ({("open", "centre_lead")}, "waived"),
}
OPINION_MATRIX: Matrix = {
    # The adviser writes as often as she likes, and hands in once.
    "write": ({("requested", "adviser")}, "requested"),
    "hand_in": ({("requested", "adviser")}, "handed_in"),
    # The authority need not wait for it.
    "drop": ({("requested", "clerk")}, "dropped"),
}
