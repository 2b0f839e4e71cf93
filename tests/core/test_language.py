"""What is kept or mailed is German, whatever language the person reads who caused it."""

import pytest
from django.utils.functional import lazy
from django.utils.translation import get_language, override

from vorort.core.language import officially

SPOKEN = lazy(lambda: {"de": "Freigabe", "en": "Release"}[get_language() or "de"], str)


@officially
def written(sentence: object, *, mark: str = ".") -> str:
    """Says it aloud."""
    return f"{sentence}{mark}"


def test_an_official_function_speaks_german_and_leaves_the_readers_language_as_it_was():
    with override("en"):
        assert written(SPOKEN(), mark="!") == "Freigabe!"
        assert str(SPOKEN()) == "Release"


def test_the_readers_language_comes_back_after_a_failure():
    @officially
    def failing() -> None:
        raise ValueError(str(SPOKEN()))

    with override("en"):
        with pytest.raises(ValueError, match="Freigabe"):
            failing()
        assert get_language() == "en"


def test_it_is_known_by_the_name_it_was_written_under():
    assert (written.__name__, written.__doc__) == ("written", "Says it aloud.")
