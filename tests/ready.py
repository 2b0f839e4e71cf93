"""Sets Django up where it is imported: once for all processes that a test starts."""

import django

from tests import unordered

django.setup()
unordered.install()
