"""What a decision on money is called while it is nobody's yet."""

import pytest


@pytest.mark.parametrize(
    ("stage", "word", "other"),
    [
        ("prepared", "vorgesehen", "bewilligt"),
        ("in_hearing", "vorgesehen", "bewilligt"),
        ("released", "bewilligt", "vorgesehen"),
        ("notified", "bewilligt", "vorgesehen"),
    ],
)
def test_money_is_only_meant_to_be_granted_until_a_second_person_has_released_it(scene, stage, word, other):
    html = " ".join(scene.clerk.get(scene.path("funding:application", stage)).content.decode().split())
    assert f'<th scope="row" colspan="3">{word}</th>' in html
    assert f'<title id="bar-1">{word}:' in html
    assert f">{other}:" not in html
