"""The gallery: every component in every state on one public page, with invented content.
It is the place to look before building a page; a test renders it and a browser checks it.
"""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from vorort.web.shell import components as c
from vorort.web.shell import gallery_map
from vorort.web.shell.forms import AmountField, DayField, NumberField, TextArea

CHOICES = [("A", "A Treffpunkte"), ("B", "B Begleitung"), ("D", "D Qualifizierung")]


class SampleForm(forms.Form):
    """One field of every kind. Labels are German sentences of the demonstration and are not translated."""

    title = forms.CharField(label="Bezeichnung der Maßnahme", max_length=120, help_text="So steht sie im Bescheid.")
    email = forms.EmailField(label="E-Mail-Adresse", required=False)
    purpose = forms.CharField(label="Wozu dient sie?", widget=TextArea(4))
    begins_on = DayField(label="Beginn")
    amount = AmountField(label="Beantragter Betrag", help_text="Höchstens 5.000,00 € je Treffpunkt.")
    months = NumberField(label="Laufzeit", unit="Monate", decimal_places=0)
    component = forms.ChoiceField(label="Baustein", choices=[("", "Bitte wählen"), *CHOICES])
    place = forms.ChoiceField(label="Wo findet sie statt?", choices=CHOICES, widget=forms.RadioSelect)
    audiences = forms.MultipleChoiceField(
        label="Für wen ist sie?", choices=CHOICES, widget=forms.CheckboxSelectMultiple, required=False
    )
    attachment = forms.FileField(label="Kostenplan", required=False, help_text="PDF oder XLSX, höchstens 10 MB.")
    confirmed = forms.BooleanField(label="Die Maßnahme hat noch nicht begonnen.")
    deduction = forms.BooleanField(label="Wir sind zum Vorsteuerabzug berechtigt.", required=False)

    def clean(self) -> dict[str, Any] | None:
        """A reason that belongs to no field alone."""
        if self.cleaned_data.get("purpose"):
            self.add_error(None, "Zu diesem Zweck gibt es schon einen Antrag.")
        return super().clean()


WRONG = {
    "title": "",
    "email": "frau.kaya(at)beispiel",
    "purpose": "Offener Treff mit Beratung",
    "begins_on": "31.2.2027",
    "amount": "vier Tausend",
    "months": "12,5",
    "component": "",
    "audiences": ["X"],
}

REASONS = (
    c.Plain("Das Ende der Maßnahme fehlt.", "", "#"),
    c.Plain("Die Maßnahme hat am 1.11.2026 begonnen, ein Bescheid liegt noch nicht vor.", "VV 1.3 zu § 44 LHO NRW"),
    c.Plain("Der Kostenplan fehlt.", "Nr. 6.1 der Richtlinie"),
)

# The parts of the page in their order: where each stands and what it shows.
PLACES = (
    ("brotkruemel", "Brotkrümel"),
    ("naechster-schritt", "Nächster Schritt"),
    ("schritte", "Schritte"),
    ("tabelle", "Tabelle"),
    ("angaben", "Angaben"),
    ("schriftstuecke", "Zeilen und Verlauf"),
    ("geld", "Geld"),
    ("saeulen", "Säulen"),
    ("kennzahlen", "Kennzahlen"),
    ("aufgaben", "Aufgaben"),
    ("abschnitte", "Abschnitte"),
    ("anteile", "Anteile"),
    ("faelliges", "Fälliges"),
    ("kacheln", "Wege"),
    ("leer", "Leere Liste"),
    ("karte", "Karte"),
    ("status", "Status"),
    ("schaltflaechen", "Schaltflächen"),
    ("gruende", "Gründe"),
    ("hinweise", "Hinweise"),
    ("fassungen", "Zwei Fassungen"),
    ("formular", "Formular"),
)

STEPS = (
    c.Step("Antrag", "12.11.2025", "done"),
    c.Step("Prüfung", "3.12.2025", "done"),
    c.Step("Bescheid", "15.1.2026", "done"),
    c.Step("bestandskräftig", "20.1.2026, Verzicht", "done"),
    c.Step("Durchführung", "bis 31.12.2026", "now"),
    c.Step("Nachweis", "fällig 31.3.2027"),
    c.Step("Abschluss"),
)

TASKS = (
    c.Task(
        "seit 2 Tagen",
        "Antrag des Vereins „Treffpunkt am Markt“ prüfen",
        "4.800,00 € · vollständig",
        "#",
        "Prüfen",
        late=True,
    ),
    c.Task("heute", "Abruf 4 freigeben", "12.400,00 € · vorbereitet von der Finanzstelle", "#", "Ansehen"),
    c.Task("morgen", "Sitzung der Lenkungsgruppe vorbereiten", "", "#", "Öffnen"),
    c.Task(
        "bis Freitag", "Lücke „Abendkurs B1“ auf die Tagesordnung setzen?", "31 Hinweise · wächst", "#", "Entscheiden"
    ),
)

FIGURES = (
    c.Figure("Bewilligt 2026", "1.243.790 €", "61 % abgerufen", "info", "#"),
    c.Figure("Stellen besetzt", "11,5 von 13", "1,5 frei seit Juli", "wait", "#"),
    c.Figure("Angebote aktuell", "412 von 447", "35 nicht bestätigt", "danger", "#"),
    c.Figure("Wartezeit Sprachkurs", "9 Wochen", "3 weniger als im Sommer", "ok", "#"),
    c.Figure("Gezählt am", "22.11.2026"),
)

COLUMNS = tuple(
    c.Column(str(year), Decimal(centres), str(centres), "#")
    for year, centres in ((2011, 0), (2012, 16), (2013, 35), (2014, 46), (2015, 49), (2016, 53))
)
HOURS = tuple(
    c.Column(quarter, Decimal(hours), hours.replace(".", ","))
    for quarter, hours in (("I", "120.5"), ("II", "96"), ("III", "0"), ("IV", "148"))
)

NESTED = (
    c.Segment("nachgewiesen", Decimal("22150.00"), 1),
    c.Segment("weitergeleitet", Decimal("36900.00"), 2),
    c.Segment("abgerufen", Decimal("41200.00"), 3),
)

STACKED = (
    c.Segment("A Treffpunkte", Decimal("16400.00"), 1),
    c.Segment("B Begleitung", Decimal("3395.00"), 2),
    c.Segment("D Qualifizierung", Decimal("2300.00"), 3),
)

FACTS = (
    c.Fact("Aktenzeichen", "36.02-2026-0417"),
    c.Fact("Zuwendungsempfänger", "Beispielkreis, Kommunales Integrationszentrum", url="#"),
    c.Fact("Bewilligungszeitraum", "1.1.2026 bis 31.12.2026", "VV 4.2 zu § 44 LHO NRW"),
)

DUES = (
    c.Due(date(2026, 11, 20), "Prüfung", "seit 2 Tagen überfällig", late=True),
    c.Due(date(2026, 11, 30), "Antragsfrist", "noch 8 Tage", "KOMM-AN II 2027", "#"),
    c.Due(date(2026, 12, 15), "Lenkungsgruppe", "noch 23 Tage"),
    c.Due(date(2027, 3, 31), "Verwendungsnachweis", "noch 4 Monate", "Ankommen im Beispielkreis", "#"),
)

SHARES = (
    c.Share("KOMM-AN NRW Teil II 2027", Decimal("1243790.00"), Decimal("3200000.00"), "#"),
    c.Share("Grundförderung 2027", Decimal(0), Decimal("9830000.00")),
)

TILES = (
    c.Tile("Neuen Antrag stellen", "#", "Aufruf KOMM-AN II 2027, noch 9 Tage"),
    c.Tile("Programme", "#", "Richtlinien, Bausteine, Pauschalen"),
    c.Tile("Kennzahlen", "#"),
)

CRUMBS = (c.Crumb("Förderung", "#"), c.Crumb("KOMM-AN NRW Teil II", "#"), c.Crumb("36.02-2026-0417"))

DIFFERENCES = (
    c.Difference("Bezeichnung", "Offener Treff am Markt", "Offener Treff am Markt"),
    c.Difference("Betrag", "4.800,00 €", "4.200,00 €"),
)

ALERTS = (
    ("success", "Der Antrag ist eingereicht. Das Aktenzeichen ist 36.02-2026-0417."),
    ("info", "Der Aufruf ist bis zum 30.11.2026 offen."),
    ("warning", "Der Antrag kam nach der Frist. Die Behörde entscheidet, ob sie ihn zulässt."),
    ("danger", "Der Bescheid konnte nicht erzeugt werden."),
)

ROWS = (
    {"name": "A Treffpunkte: laufende Kosten", "units": "60 Monate", "rate": Decimal(400), "amount": Decimal(16400)},
    {"name": "B Begleitungen", "units": "97", "rate": Decimal(35), "amount": Decimal(3395)},
    {"name": "D Qualifizierung", "units": "23 Std.", "rate": Decimal(100), "amount": Decimal(2300)},
)


@login_not_required
@require_GET
def gallery(request: HttpRequest) -> HttpResponse:
    """Every component. The second form is bound to wrong values, so that its reasons show."""
    return render(request, "shell/gallery.html", sample_values() | {"right_to_left": request.GET.get("dir") == "rtl"})


def sample_values() -> dict[str, Any]:
    """What the gallery's template shows."""
    return {
        "places": PLACES,
        "crumb_items": CRUMBS,
        "reason_items": REASONS,
        "step_items": STEPS,
        "task_items": TASKS,
        "figure_items": FIGURES,
        "nested": NESTED,
        "stacked": STACKED,
        "granted": Decimal("70289.82"),
        "applied_for": Decimal("22095.00"),
        "ceiling": Decimal("25000.00"),
        "column_items": COLUMNS,
        "plain_columns": HOURS,
        "fact_items": FACTS,
        "due_items": DUES,
        "share_items": SHARES,
        "tile_items": TILES,
        "differences": DIFFERENCES,
        "rows": ROWS,
        "alert_items": ALERTS,
        **gallery_map.sample_values(),
        "form": SampleForm(auto_id="leer_%s"),
        "wrong_form": SampleForm(WRONG, auto_id="falsch_%s"),
    }
