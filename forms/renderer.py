"""How every form is drawn: label above, hint, control, error below, and a summary on top."""
from __future__ import annotations

from django.forms.renderers import TemplatesSetting


class Renderer(TemplatesSetting):
    """Our templates for fields and forms; Django's for widgets."""

    form_template_name = "forms/form.html"
    field_template_name = "forms/field.html"
