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
