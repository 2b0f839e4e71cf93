"""Documents and attachments, for whoever may see the application or award they belong to."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from vorort.core.models import Document, Upload
from vorort.funding.models import Attachment
from vorort.funding.queries.file import documents_on
from vorort.web.funding.views.application import visible_application
from vorort.web.shell.request import Request


@require_GET
def document(request: Request, pk: int, document_pk: int) -> HttpResponse:
    """An issued document on the application: a notice or a letter."""
    application = visible_application(request, pk)
    found: Document = get_object_or_404(documents_on(application, request.capacity).defer(None), pk=document_pk)
    name = f"{found.title} {application.file_number or ''} v{found.version}.pdf"
    return _file(found.content, found.media_type, name)


@require_GET
def attachment(request: Request, pk: int, attachment_pk: int) -> HttpResponse:
    """A file attached to the application. Always downloaded, never shown as a page of ours."""
    found = visible_application(request, pk)
    row = Attachment.objects.filter(application=found, pk=attachment_pk).select_related("upload").first()
    if row is None:
        raise Http404
    upload: Upload = row.upload
    return _file(upload.content, upload.media_type, upload.name, download=True)


def _file(content: bytes | memoryview, media_type: str, name: str, *, download: bool = False) -> HttpResponse:
    response = HttpResponse(bytes(content), content_type=media_type)
    response["Content-Disposition"] = content_disposition_header(as_attachment=download, filename=name) or "attachment"
    if download:
        response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
