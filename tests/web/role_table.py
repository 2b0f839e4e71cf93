"""Who gets what from every address, for all 24 roles. Written by hand.

Columns: authority (clerk, releasing officer, payment officer, proof auditor), ministry (programme owner, programme
releaser), the centre that applied (lead, coordinator, finance clerk), and in one letter the other fifteen roles: the
adviser of the office that is asked for opinions, and those without a part in funding, who work at that authority (the
auditor) or in that very centre (the other thirteen).

    p  a page          r  a page that says why this role may not do it now
    +  done            x  refused with reasons (409)
    .  not there (404)
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """``expected`` has one sign a role, in the order of ``scene.ROLES``."""

    method: str
    name: str
    stage: str
    expected: str
    reason: str

    def __str__(self) -> str:
        return f"{self.method} {self.name} {self.stage}".strip()


def row(method: str, name: str, stage: str, authority: str, ministry: str, centre: str, others: str, why: str) -> Row:
    """A row of the table; ``others`` is one sign for fifteen roles, or two: elsewhere and at the centre, or three:
    the adviser, the auditor, and at the centre.
    """
    rest = {1: others * 2, 2: others[0] + others, 3: others}[len(others)]
    return Row(method, name, stage, authority + ministry + centre + rest[:2] + others[-1] * 13, why)


def managed(method: str, name: str, sign: str, why: str, *, operator: bool = True, stage: str = "") -> Row:
    """A row in which the centre's admin, and mostly the operator, get ``sign``; for everybody else it is not there."""
    return Row(method, name, stage, "." * 21 + sign + "." + (sign if operator else "."), why)


TABLE = (
    #    address                             in stage                 auth.   min.  centre others  why
    row("GET", "start", "", "pppp", "pp", "ppp", "p", "everybody has a first page"),
    row("GET", "inbox", "", "pppp", "pp", "ppp", "p", "everybody has an inbox"),
    row("POST", "message", "", "....", "..", "+..", ".", "a message to the lead is hers alone"),
    row("POST", "read_all", "", "++++", "++", "+++", "+", "everybody has read her own messages"),
    row("GET", "capacity", "", "pppp", "pp", "ppp", "p", "everybody may look in which role she acts"),
    row("POST", "capacity", "", "++++", "++", "+++", "+", "everybody may choose a capacity of her own"),
    managed("GET", "account:members", "p", "who looks after others"),
    managed("GET", "account:restore", "r", "there is no factor to lose"),
    managed("POST", "account:restore", "x", "there is no factor to remove"),
    managed("GET", "account:restore", "p", "somebody has lost hers", stage="with_factor"),
    managed("POST", "account:restore", "+", "somebody has lost hers", stage="with_factor"),
    Row("GET", "account:block", "", "." * 23 + "p", "the operator blocks accounts"),
    Row("POST", "account:block", "", "." * 23 + "+", "the operator blocks accounts"),
    row("GET", "network:organisation", "", "pppp", "pp", "ppp", "p", "organisations are known"),
    row("GET", "network:organisations", "", "pppp", "pp", "ppp", "p", "organisations are known"),
    Row("GET", "network:found", "", "r" * 23 + "p", "the operator founds"),
    Row("POST", "network:found", "filled", "x" * 23 + "+", "the operator founds"),
    managed("GET", "network:change", "p", "the admin its short name and address, the operator all of it"),
    managed("POST", "network:change", "+", "as above", stage="filled"),
    managed("GET", "network:open_centre", "r", "the operator opens; this centre exists already"),
    managed("POST", "network:open_centre", "x", "as above", stage="filled"),
    Row("GET", "network:open_centre", "planned", "." * 23 + "p", "the operator opens what was planned"),
    Row("POST", "network:open_centre", "planned", "." * 23 + "+", "the operator opens what was planned"),
    Row("GET", "network:end_organisation", "", "." * 21 + "r.p", "the operator ends; the admin reads why she may not"),
    Row("POST", "network:end_organisation", "filled", "." * 21 + "x.+", "as above"),
    managed("GET", "network:members", "p", "who works there, with addresses"),
    managed("GET", "network:invite", "p", "the admin invites; the operator the first one"),
    managed("POST", "network:invite", "+", "as above", stage="filled"),
    managed("GET", "network:grant", "p", "the admin gives roles"),
    managed("POST", "network:grant", "+", "the admin gives roles", stage="filled"),
    managed("GET", "network:end", "p", "the admin ends roles"),
    managed("POST", "network:end", "+", "the admin ends roles", stage="filled"),
    managed("POST", "network:resend", "+", "as inviting", stage="filled"),
    managed("POST", "network:revoke", "+", "as inviting", stage="filled"),
    managed("GET", "network:substitution", "p", "her own, here the admin's", operator=False),
    managed("POST", "network:substitution", "+", "her own, here the admin's", operator=False, stage="filled"),
    managed("POST", "network:end_substitution", "+", "as entering one", operator=False, stage="filled"),
    row("GET", "network:registrations", "", "pppp", "pp", "ppp", "p", "one's own, and for most none"),
    row("GET", "network:registration", "", "....", "..", "pp.", ".", "lead and coordination decide"),
    row("POST", "network:registration", "filled", "....", "..", "++.", ".", "lead and coordination decide"),
    row("GET", "steering:figures", "", "pppp", "pp", "ppp", "p", "definitions are known"),
    row("GET", "steering:centres", "", "pppp", "pp", "ppp", "p", "which centres there are is known"),
    row("GET", "steering:figure", "", "pppp", "pp", "ppp", "p", "figures are known"),
    row("GET", "funding:desk", "", "pppp", "pp", "ppp", "p", "open calls are for all, the list may be empty"),
    row("GET", "funding:list_csv", "", "pppp", "pp", "ppp", "p", "as the list; it may hold the header alone"),
    row("GET", "funding:list_xlsx", "", "pppp", "pp", "ppp", "p", "as the list; it may hold the header alone"),
    row("POST", "funding:assign", "submitted", "++xx", "xx", "++x", ".", "who works on it says who looks after it"),
    row("POST", "funding:assign", "withdrawn", "xxxx", "xx", "xxx", ".", "there is nothing left to look after"),
    row("GET", "funding:views", "", "pppp", "pp", "ppp", "p", "one's own views, the list may be empty"),
    row("POST", "funding:views", "", "++++", "++", "+++", "+", "everybody may keep a view of her own"),
    row("POST", "funding:view", "", "+...", "..", "...", ".", "a view of the clerk is hers alone"),
    row("GET", "funding:budget_line", "", "pppp", "pp", "...", ".", "who runs the programme sees its money"),
    row("GET", "funding:call", "", "pppp", "pp", "ppr", "pr", "published; who may not draft reads why"),
    row("POST", "funding:call", "", "xxxx", "xx", "++x", "x", "coordination and lead begin an application"),
    # --- The programme desk -------------------------------------------------------------------------------------------
    row("GET", "funding:programmes", "", "pppp", "pp", "ppp", "p", "a list of one's own, empty for most"),
    row("GET", "funding:new_programme", "", "rrrr", "pr", "rrr", "r", "founding is the owner's; all may read why"),
    row("POST", "funding:new_programme", "draft", "xxxx", "+x", "xxx", "x", "founding is the owner's"),
    row("GET", "funding:programme", "", "pppp", "pp", "...", ".", "who runs it sees it"),
    row("GET", "funding:new_version", "", "rrrr", "pr", "...", ".", "the owner begins"),
    row("POST", "funding:new_version", "draft", "xxxx", "+x", "...", ".", "the owner begins"),
    row("GET", "funding:new_budget_line", "", "rrrr", "pr", "...", ".", "the owner enters money"),
    row("POST", "funding:new_budget_line", "draft", "xxxx", "+x", "...", ".", "the owner enters money"),
    row("GET", "funding:edit_budget_line", "", "rrrr", "pr", "...", ".", "the owner changes it"),
    row("POST", "funding:edit_budget_line", "draft", "xxxx", "+x", "...", ".", "the owner changes it"),
    row("GET", "funding:guideline", "draft", "....", "pp", "...", ".", "a draft is the ministry's own"),
    row("GET", "funding:guideline", "released", "pppp", "pp", "...", ".", "released: the authority works by it"),
    row("POST", "funding:guideline", "draft", "....", "+x", "...", ".", "the owner asks for the release"),
    row("POST", "funding:guideline", "released", "xxxx", "xx", "...", ".", "there is nothing to ask for"),
    row("GET", "funding:guideline_texts", "draft", "....", "pr", "...", ".", "the owner writes"),
    row("GET", "funding:guideline_texts", "released", "rrrr", "rr", "...", ".", "what is released stands"),
    row("POST", "funding:guideline_texts", "draft", "....", "+x", "...", ".", "the owner writes"),
    row("POST", "funding:guideline_texts", "released", "xxxx", "xx", "...", ".", "what is released stands"),
    row("GET", "funding:guideline_parameters", "draft", "....", "pr", "...", ".", "as texts"),
    row("POST", "funding:guideline_parameters", "draft", "....", "+x", "...", ".", "as texts"),
    row("POST", "funding:guideline_parameters", "released", "xxxx", "xx", "...", ".", "as texts"),
    row("GET", "funding:guideline_part", "draft", "....", "pr", "...", ".", "as texts"),
    row("POST", "funding:guideline_part", "draft", "....", "+x", "...", ".", "as texts"),
    row("POST", "funding:guideline_part", "released", "xxxx", "xx", "...", ".", "as texts"),
    row("GET", "funding:guideline_release", "draft", "....", "rp", "...", ".", "the second person releases"),
    row(
        "GET", "funding:guideline_release", "released", "pppp", "pp", "...", ".", "what it changed, for who works by it"
    ),
    row("POST", "funding:guideline_release", "draft", "....", "x+", "...", ".", "the second person releases"),
    row("POST", "funding:guideline_release", "released", "xxxx", "xx", "...", ".", "once"),
    row("GET", "funding:guideline_discard", "draft", "....", "pr", "...", ".", "the owner gives it up"),
    row("POST", "funding:guideline_discard", "draft", "....", "+x", "...", ".", "the owner gives it up"),
    row("POST", "funding:guideline_discard", "released", "xxxx", "xx", "...", ".", "what is released stands"),
    row("GET", "funding:guideline_import", "draft", "....", "pr", "...", ".", "the owner takes tables in"),
    row("GET", "funding:guideline_import", "released", "rrrr", "rr", "...", ".", "rates come with a new version"),
    row("POST", "funding:guideline_import", "draft", "....", "+x", "...", ".", "the owner takes tables in"),
    row("POST", "funding:guideline_import", "released", "xxxx", "xx", "...", ".", "rates come with a new version"),
    row("GET", "funding:guideline_table", "draft", "....", "pp", "...", ".", "as the version"),
    row("GET", "funding:guideline_table", "released", "pppp", "pp", "...", ".", "as the version"),
    row("GET", "funding:import_run", "draft", "....", "pr", "...", ".", "the owner takes tables in"),
    row("POST", "funding:import_run", "draft", "....", "+x", "...", ".", "the owner takes tables in"),
    row("GET", "funding:new_call", "released", "rrrr", "pr", "...", ".", "the owner drafts"),
    row("GET", "funding:new_call", "draft", "....", "rr", "...", ".", "not under a draft"),
    row("POST", "funding:new_call", "released", "xxxx", "+x", "...", ".", "the owner drafts"),
    row("POST", "funding:new_call", "draft", "....", "xx", "...", ".", "not under a draft"),
    row("GET", "funding:edit_call", "draft", "....", "pr", "...", ".", "the owner writes"),
    row("POST", "funding:edit_call", "draft", "....", "+x", "...", ".", "the owner writes"),
    row(
        "GET", "funding:publish_call", "draft", "....", "pp", "...", ".", "the owner asks, the second person publishes"
    ),
    row("POST", "funding:publish_call", "draft", "....", "x+", "...", ".", "the second person publishes"),
    # --- The file -----------------------------------------------------------------------------------------------------
    row("GET", "funding:application", "draft", "....", "..", "ppp", ".", "a draft is the centre's own"),
    row("GET", "funding:application", "submitted", "pppp", "pp", "ppp", ".", "received: authority and ministry see it"),
    row("GET", "funding:application", "notified", "pppp", "pp", "ppp", ".", "as received"),
    row("GET", "funding:application", "withdrawn", "pppp", "pp", "ppp", ".", "withdrawn after it was received"),
    row("GET", "funding:attachment", "draft", "....", "..", "ppp", ".", "as the file"),
    row("GET", "funding:attachment", "submitted", "pppp", "pp", "ppp", ".", "as the file"),
    # --- The draft ----------------------------------------------------------------------------------------------------
    row("GET", "funding:details", "draft", "....", "..", "ppr", ".", "the finance clerk reads, she does not write"),
    row("POST", "funding:details", "draft", "....", "..", "++x", ".", "coordination and lead write"),
    row("GET", "funding:details", "submitted", "rrrr", "rr", "rrr", ".", "nobody changes what was submitted"),
    row("POST", "funding:details", "submitted", "xxxx", "xx", "xxx", ".", "nobody changes what was submitted"),
    row("GET", "funding:items", "draft", "....", "..", "ppr", ".", "as details"),
    row("POST", "funding:items", "draft", "....", "..", "++x", ".", "as details"),
    row("POST", "funding:items", "submitted", "xxxx", "xx", "xxx", ".", "as details"),
    row("GET", "funding:answers", "draft", "....", "..", "ppr", ".", "as details"),
    row("POST", "funding:answers", "draft", "....", "..", "++x", ".", "as details"),
    row("POST", "funding:answers", "submitted", "xxxx", "xx", "xxx", ".", "as details"),
    row("GET", "funding:attachments", "draft", "....", "..", "ppr", ".", "as details"),
    row("POST", "funding:attachments", "draft", "....", "..", "++x", ".", "as details"),
    row("POST", "funding:attachments", "submitted", "xxxx", "xx", "xxx", ".", "as details"),
    # --- Signing off and submitting -----------------------------------------------------------------------------------
    row("GET", "funding:check", "draft", "....", "..", "ppr", ".", "coordination and lead hand over"),
    row("POST", "funding:check", "draft", "....", "..", "++x", ".", "coordination and lead hand over"),
    row("POST", "funding:check", "submitted", "xxxx", "xx", "xxx", ".", "handed over once"),
    row("GET", "funding:return_to_draft", "in_sign_off", "....", "..", "ppr", ".", "the two take it back"),
    row("POST", "funding:return_to_draft", "in_sign_off", "....", "..", "++x", ".", "the two take it back"),
    row("POST", "funding:return_to_draft", "submitted", "xxxx", "xx", "xxx", ".", "what was submitted stays submitted"),
    row("GET", "funding:submit", "in_sign_off", "....", "..", "prr", ".", "the lead signs"),
    row("POST", "funding:submit", "in_sign_off", "....", "..", "+xx", ".", "the lead signs"),
    row("POST", "funding:submit", "submitted", "xxxx", "xx", "xxx", ".", "once"),
    row("GET", "funding:withdraw", "submitted", "rrrr", "rr", "prr", ".", "the lead withdraws"),
    row("POST", "funding:withdraw", "draft", "....", "..", "+xx", ".", "the lead withdraws"),
    row("POST", "funding:withdraw", "submitted", "xxxx", "xx", "+xx", ".", "the lead withdraws"),
    row("POST", "funding:withdraw", "released", "xxxx", "xx", "xxx", ".", "not after the decision"),
    # --- Review -------------------------------------------------------------------------------------------------------
    row("GET", "funding:review", "submitted", "prrr", "rr", "rrr", ".", "the clerk begins"),
    row("POST", "funding:review", "submitted", "+xxx", "xx", "xxx", ".", "the clerk begins"),
    row("GET", "funding:review", "in_formal_review", "prrr", "rr", "rrr", ".", "the clerk checks"),
    row("POST", "funding:review", "in_formal_review", "+xxx", "xx", "xxx", ".", "the clerk checks"),
    row("POST", "funding:review", "in_substantive_review", "+xxx", "xx", "xxx", ".", "the clerk checks"),
    row("POST", "funding:review", "released", "xxxx", "xx", "xxx", ".", "the review is over"),
    # --- Additional information ---------------------------------------------------------------------------------------
    row("GET", "funding:information", "in_formal_review", "prrr", "..", "...", ".", "the clerk asks again"),
    row("POST", "funding:information", "in_formal_review", "+xxx", "..", "...", ".", "the clerk asks again"),
    row("POST", "funding:information", "submitted", "xxxx", "..", "...", ".", "not before the review"),
    row("GET", "funding:application", "asked_again", "rppp", "pp", "ppp", ".", "the clerk may not end it yet"),
    row("GET", "funding:details", "asked_again", "rrrr", "rr", "ppr", ".", "a part of it is open again"),
    row("POST", "funding:details", "asked_again", "xxxx", "xx", "++x", ".", "a part of it is open again"),
    row("GET", "funding:information_answer", "asked_again", "....", "..", "rpr", ".", "no answer to sign yet"),
    row("POST", "funding:information_answer", "asked_again", "....", "..", "++x", ".", "the drafters write"),
    row("GET", "funding:information_answer", "submitted", "....", "..", "...", ".", "nothing was asked"),
    row("GET", "funding:information_end", "asked_again", "rrrr", "..", "...", ".", "its day has not passed"),
    row("POST", "funding:information_end", "asked_again", "xxxx", "..", "...", ".", "its day has not passed"),
    row("GET", "funding:information_end", "overdue", "prrr", "..", "...", ".", "the clerk waits no longer"),
    row("POST", "funding:information_end", "overdue", "+xxx", "..", "...", ".", "the clerk waits no longer"),
    # --- Opinion ------------------------------------------------------------------------------------------------------
    row("GET", "funding:opinion_request", "submitted", "prrr", "..", "...", ".", "the clerk asks an office"),
    row("POST", "funding:opinion_request", "submitted", "+xxx", "..", "...", ".", "the clerk asks an office"),
    row("GET", "funding:opinion", "opinion_asked", "rrrr", "rr", "...", "p..", "the office writes"),
    row("POST", "funding:opinion", "opinion_asked", "xxxx", "xx", "...", "+..", "the office writes"),
    row("GET", "funding:opinion_drop", "opinion_asked", "prrr", "..", "...", ".", "the clerk waits no longer"),
    row("POST", "funding:opinion_drop", "opinion_asked", "+xxx", "..", "...", ".", "the clerk waits no longer"),
    # --- Early start --------------------------------------------------------------------------------------------------
    row("GET", "funding:early_start", "submitted", "....", "..", "prr", ".", "the lead asks"),
    row("POST", "funding:early_start", "submitted", "....", "..", "+xx", ".", "the lead asks"),
    row("POST", "funding:early_start", "early_start", "....", "..", "xxx", ".", "once"),
    row("GET", "funding:early_start_answer", "submitted", "....", "..", "...", ".", "nothing was asked"),
    row("GET", "funding:early_start_answer", "early_start", "prrr", "..", "...", ".", "the clerk changes it"),
    row("POST", "funding:early_start_answer", "early_start", "+xxx", "..", "...", ".", "the clerk changes it"),
    row("GET", "funding:early_start_preview", "early_start", "pppp", "..", "...", ".", "nobody else sees it yet"),
    row("GET", "funding:early_start_release", "early_start", "rprr", "..", "...", ".", "the officer releases"),
    row("POST", "funding:early_start_release", "early_start", "x+xx", "..", "...", ".", "the officer releases"),
    row("GET", "funding:early_start_notify", "early_start", "rrrr", "..", "...", ".", "not before it is released"),
    row("POST", "funding:early_start_notify", "early_start", "xxxx", "..", "...", ".", "not before it is released"),
    row("GET", "funding:early_start_notify", "early_start_released", "pprr", "..", "...", ".", "clerk or officer"),
    row("POST", "funding:early_start_notify", "early_start_released", "++xx", "..", "...", ".", "clerk or officer"),
    # --- Refusal and hearing ------------------------------------------------------------------------------------------
    row("GET", "funding:refusal", "reviewed", "prrr", "..", "...", ".", "the clerk prepares"),
    row("POST", "funding:refusal", "reviewed", "+xxx", "..", "...", ".", "the clerk prepares"),
    row("GET", "funding:refusal", "submitted", "rrrr", "..", "...", ".", "not before the review"),
    row("POST", "funding:refusal", "refusal", "+xxx", "..", "...", ".", "the clerk changes it"),
    row("GET", "funding:refusal", "refused", "rrrr", "..", "...", ".", "what is known stands"),
    row("POST", "funding:refusal", "refused", "xxxx", "..", "...", ".", "what is known stands"),
    row("GET", "funding:refusal_preview", "refusal", "pppp", "..", "...", ".", "nobody else sees it yet"),
    row("GET", "funding:refusal_release", "refusal", "rrrr", "..", "...", ".", "nobody was heard yet"),
    row("POST", "funding:refusal_release", "refusal", "xxxx", "..", "...", ".", "nobody was heard yet"),
    row("GET", "funding:refusal_release", "refusal_heard", "rprr", "..", "...", ".", "the officer releases"),
    row("POST", "funding:refusal_release", "refusal_heard", "x+xx", "..", "...", ".", "the officer releases"),
    row("GET", "funding:refusal_notify", "refusal", "rrrr", "..", "...", ".", "not before it is released"),
    row("POST", "funding:refusal_notify", "refusal", "xxxx", "..", "...", ".", "not before it is released"),
    row("GET", "funding:refusal_notify", "refusal_released", "pprr", "..", "...", ".", "clerk or officer"),
    row("POST", "funding:refusal_notify", "refusal_released", "++xx", "..", "...", ".", "clerk or officer"),
    row("GET", "funding:hearing", "refusal", "prrr", "..", "...", ".", "the clerk opens it"),
    row("POST", "funding:hearing", "refusal", "+xxx", "..", "...", ".", "the clerk opens it"),
    row("GET", "funding:hearing", "reviewed", "rrrr", "..", "...", ".", "nothing is prepared"),
    row("GET", "funding:hearing_answer", "in_hearing", "....", "..", "prr", ".", "the lead answers"),
    row("POST", "funding:hearing_answer", "in_hearing", "....", "..", "+xx", ".", "the lead answers"),
    row("GET", "funding:hearing_answer", "reviewed", "....", "..", "...", ".", "nobody was heard"),
    row("GET", "funding:application", "refused", "pppp", "pp", "ppp", ".", "as received"),
    row("GET", "funding:document", "refused", "pppp", "pp", "ppp", ".", "the applicant has been notified"),
    # --- Award --------------------------------------------------------------------------------------------------------
    row("GET", "funding:award", "in_substantive_review", "rrrr", "..", "...", ".", "points are still open"),
    row("GET", "funding:award", "reviewed", "prrr", "..", "...", ".", "the clerk prepares"),
    row("POST", "funding:award", "reviewed", "+xxx", "..", "...", ".", "the clerk prepares"),
    row("GET", "funding:award", "prepared", "prrr", "..", "...", ".", "the clerk changes it"),
    row("POST", "funding:award", "prepared", "+xxx", "..", "...", ".", "the clerk changes it"),
    row("POST", "funding:award", "released", "+xxx", "..", "...", ".", "the clerk changes it; the release is void"),
    row("GET", "funding:award", "notified", "rrrr", "..", "...", ".", "only a change notice changes it"),
    row("POST", "funding:award", "notified", "xxxx", "..", "...", ".", "only a change notice changes it"),
    row(
        "GET",
        "funding:award_preview",
        "prepared",
        "pppp",
        "..",
        "...",
        ".",
        "nobody else sees it yet",
    ),
    row("GET", "funding:release", "prepared", "rprr", "..", "...", ".", "the officer releases"),
    row("POST", "funding:release", "prepared", "x+xx", "..", "...", ".", "the officer releases"),
    row("POST", "funding:release", "released", "xxxx", "..", "...", ".", "once"),
    row("GET", "funding:notify", "released", "pprr", "..", "...", ".", "clerk or officer"),
    row("POST", "funding:notify", "released", "++xx", "..", "...", ".", "clerk or officer"),
    row("POST", "funding:notify", "prepared", "xxxx", "..", "...", ".", "not before it is released"),
    row("GET", "funding:document", "released", "pppp", "pp", "...", ".", "the recipient has not been notified"),
    row("GET", "funding:document", "notified", "pppp", "pp", "ppp", ".", "the recipient has been notified"),
    row("GET", "funding:waive", "released", "rrrr", "rr", "...", ".", "the recipient has not been notified"),
    row("GET", "funding:waive", "notified", "rrrr", "rr", "prr", ".", "the recipient's lead waives"),
    row("POST", "funding:waive", "notified", "xxxx", "xx", "+xx", ".", "the recipient's lead waives"),
)
