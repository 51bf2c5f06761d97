# SPDX-License-Identifier: EUPL-1.2
"""Start a component: its manage.py and wsgi.py are one call each."""

import os
import sys
from typing import Any


def manage(settings_module: str) -> None:
    """Run a management command of a component; its manage.py is this one call."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", settings_module)
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


def serve(settings_module: str) -> Any:
    """The WSGI application of a component; its wsgi.py is this one call. SystemExit when its stack file is wrong."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", settings_module)
    from django.core.wsgi import get_wsgi_application

    application = get_wsgi_application()
    from servicekit.stack import StackError
    from servicekit.stack.municipalities import stack

    try:
        stack()
    except StackError as error:  # at once, and not at each request
        raise SystemExit(str(error)) from error
    from servicekit.web.transfers import Served

    return Served(application)
