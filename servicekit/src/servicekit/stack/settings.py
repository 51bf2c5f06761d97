# SPDX-License-Identifier: EUPL-1.2
"""Settings: each through one list with type, default and help; all that is missing is said at once."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any
from urllib.parse import unquote, urlsplit

from servicekit.stack.components import Component, direct_ways


@dataclass(frozen=True)
class Setting:
    """One environment variable: how to read it, what it is without, and what it is for."""

    name: str
    parse: Callable[[str], Any]
    help: str
    default: Any = None
    required: bool = False


def _boolean(text: str) -> bool:
    if text.lower() in ("1", "true", "yes", "on"):
        return True
    if text.lower() in ("0", "false", "no", "off", ""):
        return False
    raise ValueError("expected true or false")


def _above_zero(text: str) -> int:
    if (value := int(text)) > 0:
        return value
    raise ValueError("expected a number above 0")


def _level(text: str) -> str:
    if text.upper() in ("DEBUG", "INFO", "WARNING", "ERROR"):
        return text.upper()
    raise ValueError("expected a level")


def _database(text: str) -> str:
    url = urlsplit(text)
    try:
        good = url.scheme in ("postgres", "postgresql") and url.hostname and url.path.strip("/") and url.port != 0
    except ValueError:  # its message may hold a part of the password
        good = False
    if not good:
        raise ValueError("expected the URL of a database")
    return text


def _broker(text: str) -> str:
    url = urlsplit(text)
    try:
        good = not text or (url.scheme in ("amqp", "amqps") and url.hostname and url.port != 0 and not url.query)
    except ValueError:  # its message may hold a part of the password
        good = False
    if not good:
        raise ValueError("expected amqp:// or amqps://, a host, and no options")
    if text and find_spec("nameko") is None:
        raise ValueError("what requirements-amqp.in lists is not installed")
    return text


SETTINGS = (
    Setting(
        "DATABASE_URL", _database, "postgresql://user:password@host:port/database of this component", required=True
    ),
    Setting(
        "AMQP_URL",
        _broker,
        "amqp://user@host:port/vhost (amqps:// for TLS) of the RabbitMQ by which workers on several machines are woken;"
        " without it PostgreSQL wakes them. A vhost serves one stack.",
        "",
    ),
    Setting("AMQP_PASSWORD", str, "Password for AMQP_URL, when that holds none.", ""),
    Setting("STACK", str, "Path of the stack file.", required=True),
    Setting(
        "DIRECT",
        direct_ways,
        "Where components of this stack are reached without the gateway: name=http://host:port, with spaces between.",
        {},
    ),
    Setting("SECRETS", str, "Folder with the component secrets, one file per component, and an encryption key.", ""),
    Setting("DOCUMENTS", str, "Folder for the content of documents, when the stack file names none.", ""),
    Setting("CONTRACTS", str, "Folder with the contracts; found beside the code when empty.", ""),
    Setting("HEARTBEAT", str, "File that the worker touches every second, for a check of its health.", ""),
    Setting("LOG_LEVEL", _level, "DEBUG, INFO, WARNING or ERROR.", "INFO"),
    Setting("DEBUG", _boolean, "Shows errors in full; never in production.", False),
    Setting("THREADS", _above_zero, "Requests that are worked on at once, and database connections of the api.", 8),
    Setting(
        "TRANSFERS",
        _above_zero,
        "Requests that may wait at once, for their client, or half of them until fewer wait for a peer; the server is"
        " given THREADS + TRANSFERS threads.",
        64,
    ),
    Setting(
        "TRANSFER_RATE", _above_zero, "Bytes a second, over 30 seconds, below which an upload or download ends.", 4096
    ),
    Setting("JWT_MAX_AGE", _above_zero, "Seconds after `iat` that a token is accepted.", 3600),
    Setting("JWT_LEEWAY", int, "Seconds that clocks may differ: of tokens, and of moments in a body.", 60),
    Setting("RIGHTS_MAX_AGE", _above_zero, "Seconds after which rights that could not be refreshed are refused.", 900),
    Setting("RIGHTS_POLL", _above_zero, "Seconds between two looks at the Autorisaties API.", 30),
    Setting(
        "MIRROR_MAX_AGE", _above_zero, "Seconds between two looks at a mirrored resource of another component.", 300
    ),
    Setting("PEER_TIMEOUT", float, "Seconds that one call to another component may take in all.", 5.0),
    Setting("PAGE_SIZE", _above_zero, "Results on a page.", 100),
    Setting("KEEP_NOTIFICATIONS", _above_zero, "Days that a notification is kept once it was delivered to all.", 30),
    Setting("CALLBACK_AUTH_CHECK", _boolean, "Refuses callbacks that take a notification without Authorization.", True),
)


class SettingsError(SystemExit):
    """Start is refused; says every setting that is missing or wrong."""


def read(environ: Mapping[str, str] = os.environ) -> dict[str, Any]:
    """The value of each setting. Raises SettingsError that names all that are missing or wrong."""
    values, faults = {}, []
    for setting in SETTINGS:
        text = environ.get(setting.name)
        if text is None:
            values[setting.name] = setting.default
            if setting.required:
                faults.append(f"{setting.name} is not set: {setting.help}")
            continue
        try:
            values[setting.name] = setting.parse(text)
        except ValueError as error:
            faults.append(f"{setting.name} is wrong ({error}): {setting.help}")
    if faults:
        raise SettingsError("\n".join(faults))
    return values


def django_settings(component: Component) -> dict[str, Any]:
    """All Django settings of a component; its settings module adds nothing but this."""
    from servicekit.logs import configure_logging

    values = read()
    configure_logging(component.name, values["LOG_LEVEL"])
    url = urlsplit(values["DATABASE_URL"])
    return {
        "COMPONENT": component,
        "SETTINGS": values,
        **{name: values[name] for name in values if name not in ("DATABASE_URL",)},
        "SECRET_KEY": "no part of a component signs anything with it",
        "DEBUG": values["DEBUG"],
        # The kit's middleware refuses every Host that the stack file does not name (421).
        "ALLOWED_HOSTS": ["*"],
        "ROOT_URLCONF": f"{component.name}.urls",
        "MIDDLEWARE": ["servicekit.web.middleware.Gate"],
        "INSTALLED_APPS": [
            "servicekit",
            "servicekit.rights",
            "servicekit.mirror",
            "servicekit.journal",
            "servicekit.writing.idempotency",
            *component.rooms,
            component.name,
            "rest_framework",
            "drf_spectacular",
            # zgw-consumers wants these; none of their tables is made (ADR 0020).
            "simple_certmanager",
            "solo",
            "privates",
            "zgw_consumers",
        ],
        "MIGRATION_MODULES": dict.fromkeys(("simple_certmanager", "solo", "privates", "zgw_consumers")),
        "DATABASES": {
            "default": {
                "ENGINE": "django.db.backends.postgresql",
                "HOST": url.hostname,
                "PORT": url.port,
                "USER": unquote(url.username or ""),
                "PASSWORD": unquote(url.password or ""),
                "NAME": url.path.lstrip("/"),
                "CONN_MAX_AGE": None,
                # Nobody's schema until a municipality is chosen, so that a forgotten choice fails loudly.
                "OPTIONS": {"options": "-c search_path=", "application_name": component.name},
                "DISABLE_SERVER_SIDE_CURSORS": True,
            }
        },
        "CACHES": {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}},
        "STORAGES": {
            "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
            "privates": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
            "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
        },
        "SENDFILE_BACKEND": "django_sendfile.backends.simple",
        "SENDFILE_ROOT": "/nonexistent",
        "DEFAULT_AUTO_FIELD": "django.db.models.BigAutoField",
        "USE_TZ": True,
        "TIME_ZONE": "UTC",
        "LANGUAGE_CODE": "nl",
        "USE_I18N": True,
        "APPEND_SLASH": False,
        "DATA_UPLOAD_MAX_MEMORY_SIZE": None,  # limits are the gateway's and the kit's parser's
        "LOGGING_CONFIG": None,
        "SILENCED_SYSTEM_CHECKS": ["security.W003", "rest_framework.W001"],
        "REST_FRAMEWORK": {
            "DEFAULT_AUTHENTICATION_CLASSES": [],
            "DEFAULT_PERMISSION_CLASSES": [],
            "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
            "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
            "UNAUTHENTICATED_USER": None,
            "UNAUTHENTICATED_TOKEN": None,
        },
        "SPECTACULAR_SETTINGS": {
            "TITLE": component.title,
            "DESCRIPTION": component.description,
            "VERSION": component.version,
            "OAS_VERSION": "3.0.3",
            "SCHEMA_PATH_PREFIX": "/",
            "SERVE_INCLUDE_SCHEMA": False,
            "PATH_CONVERTER_OVERRIDES": {"row": {"type": "string", "format": "uuid"}},
            "COMPONENT_SPLIT_REQUEST": False,
            "COMPONENT_SPLIT_PATCH": True,
            # Docstrings are English and for who reads the code; ZgwSchema takes those that are for clients.
            "DISABLE_DOCSTRING_DESCRIPTIONS": True,
            "DEFAULT_GENERATOR_CLASS": "servicekit.openapi.generation.Generator",
            "POSTPROCESSING_HOOKS": ["servicekit.openapi.document.finish"],
            "LICENSE": {"name": "EUPL-1.2", "url": "https://opensource.org/licenses/EUPL-1.2"},
            "CONTACT": {"name": "De beheerders van Meent", "url": "https://github.com/meent-zgw/meent"},
        },
    }
