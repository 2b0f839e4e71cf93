"""Beside KOMM-AN II two more calls are open for 2027; what is invented or unconfirmed says so."""

from collections import Counter
from datetime import date
from decimal import Decimal

import pytest

from vorort.core import clock
from vorort.demo import stage
from vorort.demo.stories import calls_2027
from vorort.funding.models import Call, FlatRate, GuidelineVersion
from vorort.funding.queries import rule_set
from vorort.funding.rules.calculation import Item, calculate

pytestmark = pytest.mark.django_db


@pytest.fixture
def told():
    with clock.at(date(2026, 11, 22)):
        built = stage.build()
        calls_2027.tell(built)
        yield built


def test_both_calls_are_open_and_marked_as_invented(told):
    calls = Call.objects.open_on(date(2026, 11, 22)).order_by("code")
    assert list(calls.values_list("code", "closes_on", "invented")) == [
        ("ki-grundfoerderung-2027", date(2027, 2, 28), True),
        ("komm-an-i-2027", date(2027, 2, 28), True),
    ]
    assert not FlatRate.objects.of_call(calls[0]).filter(note="").exists()


def test_base_funding_holds_by_the_guideline_of_2025_that_followed_the_one_of_2023(told):
    versions = GuidelineVersion.objects.filter(programme__code="ki-grundfoerderung").order_by("valid_from")
    assert list(versions.values_list("valid_from", "valid_to", "state")) == [
        (date(2023, 3, 10), date(2025, 4, 2), "released"),
        (date(2025, 4, 3), None, "released"),
    ]
    assert "nicht eingearbeitet" in versions[1].note
    posts = FlatRate.objects.get(component__guideline=versions[1], code="specialist").unit_ceilings
    assert list(posts.order_by("area__code").values_list("area__code", "units", "invented")) == [
        ("centre-05122", Decimal(4), True),
        ("centre-05914", Decimal(4), True),
        ("centre-05974", Decimal(5), True),
    ]


def test_every_centre_that_may_apply_is_counted_to_an_invented_class(told):
    call = Call.objects.get(code="komm-an-i-2027")
    assert call.guideline.recipient_groups.count() == len(told.centres) == 54
    assert Counter(call.guideline.recipient_groups.values_list("group", flat=True)) == {
        "class_1": 24, "class_2": 28, "class_3": 2,
    }  # fmt: skip
    wanted = [Item(rate, Decimal(30), 2027) for rate in rule_set.rates_of(call).values() if rate.code == "specialist"]
    for centre in told.centres.values():
        assert Decimal("57000.00") <= calculate(wanted, groups=rule_set.recipient_groups(centre, call)).total <= 114_000
    assert rule_set.recipient_groups(told.centres["05974"], call) == ("class_2", "district")
    assert not call.guideline.recipient_groups.filter(invented=False).exists()
