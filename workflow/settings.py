"""Configures Django. Every choice of a site is an environment variable; the defaults serve one office on one machine.

DATABASE_URL, SECRET_KEY, DEBUG, ALLOWED_HOSTS, CSRF_TRUSTED_ORIGINS, VINHDANH_HTTPS, VINHDANH_VAR: docs say more.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path
from urllib.parse import unquote

from csp.constants import NONE, SELF
from django.core.management.utils import get_random_secret_key
from environ import Env

from workflow import database

env = Env()
BASE_DIR = Path(__file__).resolve().parent.parent
VAR = database.var()
TESTING = "pytest" in sys.modules
# tests keep their files and keys apart from those of the office, and the parallel runs apart from each other
KEPT = VAR / "tests" / os.environ.get("PYTEST_XDIST_WORKER", "main") if TESTING else VAR


def _private(folder: Path) -> Path:
    """A folder that only the programme's user can enter."""
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)
    return folder


def _secret_key() -> str:
    """The key kept in var/, made at the first start; written whole before it gets its name."""
    place = VAR / "secret_key"
    if not place.exists():
        VAR.mkdir(parents=True, exist_ok=True)
        draft = VAR / f"secret_key.{os.getpid()}"
        draft.touch(mode=0o600)
        draft.write_text(get_random_secret_key())
        with suppress(FileExistsError):  # another process was first; its key counts
            os.link(draft, place)
        draft.unlink()
    return place.read_text()


# ------------------------------------------------------------------ who and where

DEBUG = env.bool("DEBUG", False)
SECRET_KEY = env.str("SECRET_KEY", "") or _secret_key()
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])  # former keys: what they sealed still opens
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
ROOT_URLCONF = "workflow.urls"
WSGI_APPLICATION = "workflow.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "workflow.apps.WorkflowConfig",
    "processes.apps.ProcessesConfig",
    "viewflow.workflow",  # the engine alone: its front end ("viewflow") adds middlewares and 49 MB of static files
    "allauth",
    "allauth.account",
    "axes",
    "csp",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "django.forms",  # so that our renderer finds the templates of Django's widgets
]
FORM_RENDERER = "forms.renderer.Renderer"

# no LocaleMiddleware: the office works in Vietnamese whatever a browser asks for
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "axes.middleware.AxesMiddleware",
    "workflow.desks.guard.guard",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "workflow" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "workflow.desks.context.shell",
            ],
        },
    },
]

# ------------------------------------------------------------------ database, tasks

DATABASES = {
    "default": {
        **env.db_url_config(database.url()),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "ATOMIC_REQUESTS": False,  # every function of the clerk is its own transaction
    }
}
# a unix socket's folder arrives percent-encoded
DATABASES["default"]["HOST"] = unquote(DATABASES["default"].get("HOST", ""))

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# ------------------------------------------------------------------ files

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [BASE_DIR / "workflow" / "static"]
MEDIA_ROOT = _private(KEPT / "files")
FILES_KEPT_DAYS = max(1, env.int("FILES_KEPT_DAYS", 60))  # a file that no row names goes then; more than the oldest backup gone back to
FILE_UPLOAD_TEMP_DIR = _private(KEPT / "uploads")
FORMS_ROOT = _private(KEPT / "forms")  # blank forms once printed; may be thrown away at any time
# keys of sealed urns: never in the database, nor in a backup of it
URN_KEYS = _private(KEPT / "urn_keys")
PUBLIC_URL = env.str("PUBLIC_URL", "http://localhost:8000").rstrip("/")  # stands in the QR code of every receipt

PLAIN = DEBUG or TESTING
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if PLAIN
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = PLAIN

DATA_UPLOAD_MAX_MEMORY_SIZE = 30 * 2**20
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000  # one dossier may carry some seven thousand lines
DATA_UPLOAD_MAX_NUMBER_FILES = 50
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 2**20
FILE_UPLOAD_PERMISSIONS = 0o600

# ------------------------------------------------------------------ accounts

AUTH_USER_MODEL = "workflow.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
if TESTING:
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # a good hash is slow on purpose
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
SESSION_COOKIE_AGE = 10 * 60 * 60  # one working day

ACCOUNT_ADAPTER = "workflow.accounts.Adapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = LOGIN_URL
ACCOUNT_SESSION_REMEMBER = False
# django-axes counts failures, in the database; an office behind one address logs in all at once at eight
ACCOUNT_RATE_LIMITS = {"login": None, "login_failed": None}
# without EMAIL_URL nothing is sent: reminders to units are then letters
globals().update(env.email_url("EMAIL_URL", default="dummymail://"))
DEFAULT_FROM_EMAIL = env.str("EMAIL_FROM", "vinhdanh@localhost")

AXES_FAILURE_LIMIT = 5
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_COOLOFF_TIME = 0.25  # hours
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_TEMPLATE = "lockout.html"
AXES_USERNAME_CALLABLE = "workflow.accounts.username"
AXES_CLIENT_IP_CALLABLE = "workflow.accounts.address"
AXES_VERBOSE = False

# ------------------------------------------------------------------ browser's side of security

# True behind a proxy that ends TLS and sets X-Forwarded-Proto; bin/run alone serves plain HTTP on this machine
HTTPS = env.bool("VINHDANH_HTTPS", False)
SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
X_FRAME_OPTIONS = "DENY"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "img-src": [SELF, "data:"],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}

# ------------------------------------------------------------------ language and log

LANGUAGE_CODE = "vi"
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
FORMAT_MODULE_PATH = "workflow.locale.formats"
LOCALE_PATHS = [BASE_DIR / "workflow" / "locale"]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"()": "workflow.logs.Formatter", "format": "%(asctime)s %(levelname)s %(name)s %(message)s"},
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
        # never the statements: they hold people and ballots
        "django.db.backends": {"handlers": ["stderr"], "level": "ERROR", "propagate": False},
        "django_tasks": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
    },
}
