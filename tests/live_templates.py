"""Templates that leave their name on the page they make, so that a walk can say which ones it has looked at."""

from typing import Any

from django.template.backends.django import DjangoTemplates, Template
from django.utils.safestring import SafeString

MAIN = "<main "


class NamedTemplates(DjangoTemplates):
    def get_template(self, template_name: str) -> Template:
        return NamedTemplate(super().get_template(template_name).template, self)


class NamedTemplate(Template):
    """A whole page says ``data-template`` at its main part; a fragment has none."""

    def render(self, context: Any = None, request: Any = None) -> SafeString:
        html = super().render(context, request)
        return SafeString(html.replace(MAIN, f'{MAIN}data-template="{self.template.name}" ', 1))
