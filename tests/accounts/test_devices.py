"""What a person recognises of her browser, and nothing more."""

import pytest

from vorort.accounts.devices import name_of

MOZILLA = "Mozilla/5.0 "


@pytest.mark.parametrize(
    ("user_agent", "name"),
    [
        (MOZILLA + "(Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0", "Firefox, Windows"),
        (MOZILLA + "(Windows NT 10.0) AppleWebKit/537.36 Chrome/142.0 Safari/537.36 Edg/142.0", "Edge, Windows"),
        (MOZILLA + "(X11; Linux x86_64) AppleWebKit/537.36 Chrome/142.0 Safari/537.36", "Chrome, Linux"),
        (MOZILLA + "(iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Safari/604.1", "Safari, iPhone"),
        (MOZILLA + "(Linux; Android 16) AppleWebKit/537.36 Chrome/142.0 Mobile Safari/537.36", "Chrome, Android"),
        ("curl/8.0", "?"),
        ("", "?"),
        ("Linux", "Linux"),
    ],
)
def test_browser_and_system_are_named(user_agent, name):
    assert name_of(user_agent) == name


def test_a_name_fits_its_column():
    assert len(name_of("SamsungBrowser/99 ChromeOS CrOS Android " * 50)) <= 40
