# SPDX-License-Identifier: EUPL-1.2
"""Log lines: JSON on standard output, with request and trace id, and never a query string or a body."""

import logging
import sys
from contextlib import suppress
from typing import Any, BinaryIO

import orjson
import structlog


def configure_logging(component: str, level: str) -> None:
    """Send structlog and the standard library's loggers to one JSON stream."""
    chain: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _without_values,
        lambda _, __, event: {"component": component, **event},
    ]
    structlog.configure(
        processors=[*chain, structlog.processors.JSONRenderer(serializer=orjson.dumps)],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping().get(level, logging.INFO)),
        logger_factory=structlog.BytesLoggerFactory(_Output(sys.stdout.buffer)),  # type: ignore[arg-type]  # all it asks of it
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=chain,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.JSONRenderer(),
            ],
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel("WARNING")
    # Django names the path with its query here, and the kit's access line says the same without it.
    logging.getLogger("django.request").disabled = True
    logging.getLogger("urllib3").setLevel("ERROR")


class _Output:
    """Standard output that may be full: what was done must not fail on the line that tells of it."""

    def __init__(self, stream: BinaryIO) -> None:
        self.stream = stream

    def write(self, line: bytes) -> None:
        with suppress(OSError):
            self.stream.write(line)

    def flush(self) -> None:
        with suppress(OSError):
            self.stream.flush()


def _without_values(_: Any, __: str, event: dict[str, Any]) -> dict[str, Any]:
    """Replace the traceback of an exception by its places: the message may quote a row or a parameter."""
    error = event.pop("exc_info", None)
    if error is True:
        error = sys.exc_info()
    if isinstance(error, BaseException):
        error = (type(error), error, error.__traceback__)
    if isinstance(error, tuple) and error[0] is not None:
        event["exception"] = error[0].__name__
        places, trace = [], error[2]
        while trace is not None:
            code = trace.tb_frame.f_code
            places.append(f"{code.co_filename.rpartition('/src/')[2]}:{trace.tb_lineno} {code.co_name}")
            trace = trace.tb_next
        event["trace"] = places[-12:]
    return event
