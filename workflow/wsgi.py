"""Where gunicorn finds the application."""

from __future__ import annotations

import os
import threading

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "workflow.settings")
application = get_wsgi_application()

from django.conf import settings  # noqa: E402 -- only now is there something to read

from workflow.papers import press  # noqa: E402

if not settings.TESTING:
    threading.Thread(target=press.warm, name="warm", daemon=True).start()  # the first paper of the day takes 3 s less
