"""A refused action as a page of the form: each reason beside its field, when one has a field of it."""

from django.forms import Form

from vorort.core.refusal import ActionRefused


def beside_fields(form: Form, refused: ActionRefused) -> None:
    """Put the reasons into ``form``. Raises ``refused`` again when none of them is about a field."""
    if not any(reason.field in form.fields for reason in refused.reasons):
        raise refused
    for reason in refused.reasons:
        form.add_error(reason.field if reason.field in form.fields else None, str(reason.sentence))
