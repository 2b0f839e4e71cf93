"""Addresses of funding: German nouns, object numbers, nothing personal."""

from django.urls import path

from vorort.web.funding.views import application, award, call, desk, draft, files, review, saved_views, sign_off

app_name = "funding"
FILE = "antraege/<int:pk>/"
urlpatterns = [
    path("", desk.desk, name="desk"),
    path("zustaendigkeit/", desk.assign, name="assign"),
    path("ansichten/", saved_views.views, name="views"),
    path("ansichten/<int:pk>/", saved_views.view, name="view"),
    path("aufrufe/<slug:code>/", call.call, name="call"),
    path("haushaltsstellen/<int:pk>/", desk.budget_line, name="budget_line"),
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
