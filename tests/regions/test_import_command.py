"""``vorort import regions`` and ``vorort import undo`` as an operator meets them."""

import io
from datetime import date

import pytest
from django.core.management import CommandError, call_command

from tests.regions.official import SOEST_2024, aachen, collection, unit
from vorort.core import clock
from vorort.core.models import ImportRun
from vorort.regions.models import TerritorialUnit, UnitGeometry


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "gemeinden.geojson"
    path.write_bytes(collection(aachen(), *SOEST_2024))
    return path


def vorort(command, *words):
    out = io.StringIO()
    with clock.at(date(2026, 11, 22)):
        call_command(command, *map(str, words), stdout=out)
    return out.getvalue()


def test_file_is_read_into_an_empty_database(db, file):
    said = vorort("import_regions", file)
    run = ImportRun.objects.get()
    assert said == (
        "Gebietseinheiten: gemeinden.geojson\n"
        "  neu 3 · geändert 1 · beendet 0 · unverändert 0\n"
        "  geändert: Stadt Aachen (05334002): ARS – → 053340002002, NUTS – → DEA, Grenze – → 01.01.2026\n"
        "  neu: Gemeinde Anröchte (05974004)\n"
        "  neu: Stadt Soest (05974040)\n"
        "  neu: Stadt Werl (05974052)\n"
        f"Eingelesen, gültig ab 01.01.2026. Zurücknehmen: vorort import undo {run.pk}\n"
    )
    assert TerritorialUnit.objects.count() == 63
    assert UnitGeometry.objects.filter(source__startswith="© GeoBasis-DE / BKG 2026").count() == 4


def test_dry_run_shows_everything_and_writes_nothing(db, file):
    said = vorort("import_regions", file, "--dry-run", "--valid-from=2024-01-01")
    assert "neu 3" in said
    assert said.endswith("Probe: nichts geschrieben. Stand der Datei: 01.01.2024.\n")
    assert (TerritorialUnit.objects.count(), ImportRun.objects.count()) == (0, 0)


def test_day_and_source_are_taken_from_the_words(db, file):
    vorort("import_regions", file, "--valid-from=2024-01-01", "--source=Land NRW")
    border = UnitGeometry.objects.first()
    assert (border.as_of, border.source) == (date(2024, 1, 1), "Land NRW")


def test_second_time_there_is_nothing_to_do(db, file):
    vorort("import_regions", file)
    assert vorort("import_regions", file).endswith("Alles steht schon so da.\n")
    assert ImportRun.objects.count() == 1


def test_file_with_errors_is_listed_and_ends_with_an_error(db, tmp_path):
    path = tmp_path / "kaputt.geojson"
    path.write_bytes(collection(aachen(), unit("05974040", ""), unit("05974052", "Werl", AGS=5974052)))
    out = io.StringIO()
    with pytest.raises(CommandError, match="Nichts geschrieben"):
        call_command("import_regions", str(path), stdout=out)
    assert out.getvalue() == (
        "Gebietseinheiten: kaputt.geojson\n"
        "Fehler: 2. Es wird nichts geschrieben.\n"
        "  Objekt 2, GEN: Dieses Attribut fehlt oder ist leer.\n"
        "  Objekt 3, AGS „5974052“: Der Schlüssel ist als Zahl gespeichert; führende Nullen sind verloren.\n"
    )
    assert TerritorialUnit.objects.count() == 0


@pytest.mark.parametrize(
    ("content", "sentence"), [(None, "lässt sich nicht lesen"), (b"", "ist leer"), (b"x" * 101, "größer als")]
)
def test_file_that_is_missing_empty_or_too_large_is_refused(db, tmp_path, settings, content, sentence):
    settings.GEOJSON_MOST_BYTES = 100
    path = tmp_path / "x.geojson"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(CommandError, match=sentence):
        call_command("import_regions", str(path))
    assert TerritorialUnit.objects.count() == 0


def test_undo_takes_the_file_back(db, file):
    vorort("import_regions", file)
    run = ImportRun.objects.get()
    assert vorort("undo_import", run.pk) == "Zurückgenommen: gemeinden.geojson.\n"
    assert (TerritorialUnit.objects.count(), UnitGeometry.objects.count()) == (60, 0)


def test_undo_that_is_refused_says_why(db, file):
    vorort("import_regions", file)
    run = ImportRun.objects.get()
    TerritorialUnit.objects.filter(key="05974040").update(name="Bad Soest")
    with pytest.raises(CommandError, match=r"„Bad Soest“ .* wurde seit dem Einlesen geändert"):
        vorort("undo_import", run.pk)
    with pytest.raises(CommandError, match="mit der Nummer 4711 gibt es nicht"):
        vorort("undo_import", 4711)
