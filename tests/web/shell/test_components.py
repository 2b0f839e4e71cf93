"""Components say in words what they show in colour, and no button is silent about why it may not be pressed."""

from decimal import Decimal

from vorort.web.shell.components import (
    Column,
    Crumb,
    Difference,
    Fact,
    Figure,
    Plain,
    Segment,
    Step,
    Task,
    Tile,
    bars,
    heights,
)

NOT_BEGUN = Plain("Die Maßnahme hat schon begonnen.", "VV 1.3")


def test_a_status_is_a_word_with_a_hidden_sign(show):
    html = show('{% status "bestandskräftig" "ok" %}')
    assert "bestandskräftig</span>" in html
    assert 'chip--ok"><svg class="chip__sign" viewBox="0 0 16 16" width="14" height="14" aria-hidden="true"' in html


def test_a_button_submits_its_value(show):
    html = show('{% button "Einreichen" name="do" value="submit" form="draft" %}')
    assert '<button class="kern-btn kern-btn--primary" type="submit" name="do" value="submit" form="draft">' in html


def test_a_button_with_an_address_is_a_link(show):
    html = show('{% button "Ansehen" url="/foerderung/" kind="secondary" %}')
    assert '<a class="kern-btn kern-btn--secondary" href="/foerderung/">' in html


def test_a_button_that_may_not_be_pressed_stays_focusable_and_says_why(show):
    html = show('{% button "Einreichen" name="do" value="submit" reasons=why %}', why=[NOT_BEGUN])
    assert 'type="button" aria-disabled="true" aria-describedby="reasons-1"' in html
    assert (
        '<ul class="why" id="reasons-1"><li>Die Maßnahme hat schon begonnen. <small>(VV 1.3)</small></li></ul>' in html
    )
    assert "disabled=" not in html.replace("aria-disabled=", "")
    assert 'name="do"' not in html


def test_two_buttons_with_reasons_never_share_an_id(show):
    html = show('{% button "A" reasons=why %}{% button "B" reasons=why %}', why=[NOT_BEGUN])
    assert 'id="reasons-1"' in html
    assert 'id="reasons-2"' in html


def test_reasons_show_the_sentence_and_the_law(show):
    html = show("{% reasons why %}", why=[NOT_BEGUN, Plain("Der Kostenplan fehlt.")])
    assert "<li>Die Maßnahme hat schon begonnen. <small>VV 1.3</small></li>" in html
    assert "<li>Der Kostenplan fehlt.</li>" in html


def test_a_reason_that_knows_the_way_is_a_link(show):
    html = show("{% reasons why %}", why=[Plain("Der Beginn fehlt.", "VV 3", "/antrag/#id_begins_on")])
    assert '<li><a href="/antrag/#id_begins_on">Der Beginn fehlt.</a> <small>VV 3</small></li>' in html


def test_without_reasons_there_is_no_alert(show):
    assert show("{% reasons why %}", why=[]).strip() == ""


def test_steps_speak_their_state_and_mark_the_current_one(show):
    way = [Step("Antrag", "12.11.2025", "done"), Step("Prüfung", state="now"), Step("Bescheid")]
    html = show("{% steps way %}", way=way)
    assert html.count("<li") == 3
    assert '<li class="steps__now" aria-current="step">' in html
    assert "<span>12.11.2025</span>" in html
    assert [word in html for word in ("(erledigt)", "(läuft)", "(steht noch aus)")] == [True, True, True]


def test_crumbs_end_at_the_page_itself(show):
    html = show("{% crumbs way %}", way=[Crumb("Förderung", "/foerderung/"), Crumb("36.02-2026-0417")])
    assert '<a href="/foerderung/">Förderung</a>' in html
    assert '<span aria-current="page">36.02-2026-0417</span>' in html


def test_a_late_task_says_so_in_words(show):
    html = show(
        "{% tasks all %}", all=[Task("seit 2 Tagen", "Antrag prüfen", "4.800,00 €", "/a/", "Prüfen", late=True)]
    )
    assert "seit 2 Tagen<span" in html
    assert "überfällig" in html
    assert 'href="/a/">Prüfen<span class="kern-sr-only">: Antrag prüfen</span>' in html


def test_a_figure_leads_to_what_it_counts(show):
    html = show("{% figures all %}", all=[Figure("Bewilligt", "16", "2 mehr", "ok", "/kennzahlen/ki/")])
    assert "<dt>Bewilligt</dt>" in html
    assert '<a href="/kennzahlen/ki/">16</a>' in html
    assert "2 mehr</span>" in html


def test_facts_name_their_source(show):
    html = show("{% facts all %}", all=[Fact("Zeitraum", "2026", "VV 4.2"), Fact("Träger", "KI", url="/ki/")])
    assert "<dt>Zeitraum</dt>" in html
    assert "<dd>2026 <small>VV 4.2</small></dd>" in html
    assert '<a href="/ki/">KI</a>' in html


def test_a_tile_is_one_link(show):
    html = show("{% tiles all %}", all=[Tile("Antrag stellen", "/neu/", "noch 9 Tage")])
    assert '<a href="/neu/"><b>Antrag stellen</b><span>noch 9 Tage</span>' in html


def test_an_empty_list_says_how_to_fill_it(show):
    html = show('{% empty "Noch kein Antrag." url="/neu/" action="Antrag beginnen" %}')
    assert "<b>Noch kein Antrag.</b>" in html
    assert 'href="/neu/"' in html
    assert "Antrag beginnen" in html


# --- Bars of money ----------------------------------------------------------------------------------------------------
TOTAL = Decimal("1000.00")
PARTS = [Segment("nachgewiesen", Decimal("250.00"), 1), Segment("abgerufen", Decimal("600.00"), 2)]


def test_nested_bars_begin_at_the_left_and_the_longest_is_drawn_first():
    drawn = [(bar.segment.label, bar.start, bar.width, bar.share) for bar in bars(PARTS, TOTAL, stacked=False)]
    assert drawn == [("abgerufen", 0, 600, "60 %"), ("nachgewiesen", 0, 250, "25 %")]


def test_stacked_bars_follow_each_other_and_end_with_the_whole():
    over = [*PARTS, Segment("zu viel", Decimal("400.00"), 3)]
    assert [(bar.start, bar.width) for bar in bars(over, TOTAL, stacked=True)] == [(0, 250), (250, 600), (850, 150)]


def test_bars_of_nothing_have_no_length():
    assert [bar.width for bar in bars(PARTS, Decimal("0"), stacked=False)] == [0, 0]


def test_a_money_bar_is_a_picture_with_a_title_and_a_table(show):
    html = show('{% money_bar parts total "bewilligt" stacked=True rest="frei" %}', parts=PARTS, total=TOTAL)
    assert 'role="img" aria-labelledby="bar-1"' in html
    assert '<title id="bar-1">bewilligt: nachgewiesen 250,00\u00a0€, abgerufen 600,00\u00a0€;' in html
    assert "insgesamt 1.000,00\u00a0€</title>" in html
    assert "frei</th>" in html
    assert '<td class="num">150,00\u00a0€</td>' in html


# --- Columns ----------------------------------------------------------------------------------------------------------
YEARS = [Column("2024", Decimal(0), "0"), Column("2025", Decimal(30), "30", "/a/"), Column("2026", Decimal(40), "40")]


def test_columns_are_as_high_as_their_part_of_the_highest():
    assert heights(YEARS) == [0, 750, 1000]


def test_columns_of_nothing_and_no_columns_have_no_height():
    assert heights([Column("2026", Decimal(0), "0"), Column("2027", Decimal(-3), "-3")]) == [0, 0]
    assert heights([]) == []


def test_columns_stand_above_a_table_that_says_them_and_leads_on(show):
    html = show('{% column_chart years "Zentren" %}', years=YEARS)
    assert 'viewBox="0 0 300 1000"' in html
    assert 'aria-hidden="true"' in html
    assert '<rect class="tone-3" x="120" y="250" width="60" height="750"/>' in html
    assert '<rect class="tone-1" x="220" y="0" width="60" height="1000"/>' in html
    assert '<caption class="kern-sr-only">Zentren</caption>' in html
    assert '<th scope="col">2025</th>' in html
    assert '<td><a href="/a/">30</a></td>' in html
    assert "<td>40</td>" in html


def test_a_difference_knows_whether_the_versions_disagree():
    assert Difference("Betrag", "4.800,00 €", "4.200,00 €").differs
    assert not Difference("Betrag", "4.800,00 €", "4.800,00 €").differs


# --- Forms that guard and save themselves -----------------------------------------------------------------------------
def test_the_guard_of_a_form_carries_the_capacity(show, centre_lead):
    html = show("{% form_guard %}", centre_lead)
    assert 'name="csrfmiddlewaretoken"' in html
    assert '<input type="hidden" name="capacity" value="1017">' in html


def test_a_visitors_form_has_no_capacity(show):
    assert 'name="capacity"' not in show("{% form_guard %}")


def test_a_form_that_saves_itself_waits_for_its_turn(show):
    html = show('<form {% autosave "/entwurf/" %}>{% save_state %}</form>')
    assert 'hx-post="/entwurf/"' in html
    assert 'hx-sync="this:queue last"' in html
    assert 'id="save-state" role="status"' in html
