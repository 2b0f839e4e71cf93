"""What was typed is shown again as the page had shown it: chosen words, not the codes behind them."""

import pytest

from vorort.web.funding import typed


@pytest.mark.parametrize(
    ("name", "value", "shown"),
    [
        ("title", "Treff im Quartier", "Treff im Quartier"),
        ("not_begun", "on", "ja"),
        ("continuation", "on", "ja"),
        ("result-complete", "failed", "nicht erfüllt"),
        ("kind-0", "yes_no", "ja oder nein"),
        ("consented", "nein", "nicht zustimmen"),
        ("recommendation", "conditions", "mit Maßgaben empfohlen"),
        ("channel", "grant", "Zuwendung auf Antrag"),
        ("eligible", "sports_club", "Sportverein"),
        ("kind", "in_kind", "Stelle als Sachleistung"),
        ("kind", "made up", "made up"),
        ("cap", "trainers", "trainers"),
        ("office", "17", "17"),
    ],
)
def test_a_value_is_shown_as_the_page_had_shown_it(name, value, shown):
    assert typed.spoken(name, value) == shown


@pytest.mark.parametrize("number", ["9223372036854775808", "9" * 30, "9" * 5000, "٣"])
def test_a_field_named_by_a_number_no_table_holds_does_no_harm(db, number):
    names = [f"units-{number}", f"place-{number}-2027-0"]
    assert not typed.labels(names).keys() & set(names)
    assert typed.labels(["opens_on", f"question-{number}"])[f"question-{number}"] == "Frage"


def test_a_field_with_a_name_that_is_no_text_has_no_label(db):
    assert not typed.labels(["\x00", "title\x00"]).keys() & {"\x00", "title\x00"}
