"""What the pages of decisions have in common: the desk of the authority, reasons beside fields."""

from django.forms import Form
from django.http import Http404

from vorort.core.refusal import ActionRefused
from vorort.funding.querysets import APPLICANT_ROLES, AUTHORITY_ROLES
from vorort.web.shell.request import Request


def only_for_authority(request: Request) -> None:
    """The authority's desk is not there for anybody else."""
    if request.capacity.role not in AUTHORITY_ROLES:
        raise Http404


def only_for_applicant(request: Request) -> None:
    """The applicant's answers are hers: nobody else has that page."""
    if request.capacity.role not in APPLICANT_ROLES:
        raise Http404


def beside_fields(form: Form, refused: ActionRefused) -> None:
    """Each reason beside the field it names. Raises the refusal again when none of them names a field of the form."""
    if not any(reason.field in form.fields for reason in refused.reasons):
        raise refused
    for reason in refused.reasons:
        form.add_error(reason.field if reason.field in form.fields else None, str(reason.sentence))
