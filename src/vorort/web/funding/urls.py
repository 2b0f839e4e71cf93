"""Addresses of funding: German nouns, object numbers, nothing personal."""

from django.urls import path

from vorort.web.funding.views import (
    application,
    award,
    call,
    call_desk,
    desk,
    draft,
    files,
    guideline,
    programme,
    review,
    sign_off,
    tables,
)

app_name = "funding"
FILE = "antraege/<int:pk>/"
VERSION = "fassungen/<int:pk>/"
urlpatterns = [
    path("", desk.desk, name="desk"),
    path("aufrufe/<slug:code>/", call.call, name="call"),
    path("haushaltsstellen/<int:pk>/", desk.budget_line, name="budget_line"),
    path("haushaltsstellen/<int:pk>/aendern/", programme.edit_budget_line, name="edit_budget_line"),
    path("programme/", programme.programmes, name="programmes"),
    path("programme/neu/", programme.new_programme, name="new_programme"),
    path("programme/<slug:code>/", programme.programme, name="programme"),
    path("programme/<slug:code>/neue-fassung/", programme.new_version, name="new_version"),
    path("programme/<slug:code>/haushaltsstellen/neu/", programme.new_budget_line, name="new_budget_line"),
    path(VERSION, guideline.guideline, name="guideline"),
    path(f"{VERSION}angaben/", guideline.texts, name="guideline_texts"),
    path(f"{VERSION}stellgroessen/", guideline.parameters, name="guideline_parameters"),
    path(f"{VERSION}teile/<slug:kind>/<int:row>/", guideline.part, name="guideline_part"),
    path(f"{VERSION}freigabe/", guideline.release, name="guideline_release"),
    path(f"{VERSION}verwerfen/", guideline.discard, name="guideline_discard"),
    path(f"{VERSION}tabellen/<slug:table>/", tables.upload, name="guideline_import"),
    path(f"{VERSION}tabellen/<slug:table>.csv", tables.download, name="guideline_table"),
    path(f"{VERSION}einlesen/<int:run_pk>/", tables.import_run, name="import_run"),
    path(f"{VERSION}aufrufe/neu/", call_desk.new_call, name="new_call"),
    path("aufrufe/<int:pk>/bearbeiten/", call_desk.edit_call, name="edit_call"),
    path("aufrufe/<int:pk>/veroeffentlichung/", call_desk.publish_call, name="publish_call"),
    path(FILE, application.application, name="application"),
    path(f"{FILE}angaben/", draft.details, name="details"),
    path(f"{FILE}bausteine/", draft.items, name="items"),
    path(f"{FILE}fragen/", draft.answers, name="answers"),
    path(f"{FILE}anlagen/", draft.attachments, name="attachments"),
    path(f"{FILE}pruefen/", sign_off.check, name="check"),
    path(f"{FILE}zurueck-in-den-entwurf/", sign_off.return_to_draft, name="return_to_draft"),
    path(f"{FILE}einreichen/", sign_off.submit, name="submit"),
    path(f"{FILE}zurueckziehen/", application.withdraw, name="withdraw"),
    path(f"{FILE}pruefung/", review.review, name="review"),
    path(f"{FILE}bewilligung/", award.prepare, name="award"),
    path(f"{FILE}bewilligung/vorschau/", award.preview, name="award_preview"),
    path(f"{FILE}bewilligung/freigabe/", award.release, name="release"),
    path(f"{FILE}bewilligung/bekanntgabe/", award.notify, name="notify"),
    path(f"{FILE}bewilligung/verzicht/", award.waive, name="waive"),
    path(f"{FILE}schriftstuecke/<int:document_pk>/", files.document, name="document"),
    path(f"{FILE}anlagen/<int:attachment_pk>/", files.attachment, name="attachment"),
]
