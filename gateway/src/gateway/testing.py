# SPDX-License-Identifier: EUPL-1.2
"""Serve pages as the gateway does, and ask a browser what a script in them tells."""

import json
import os
import re
import subprocess
import threading
from collections.abc import Callable, Iterator, Mapping
from html import unescape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from mimetypes import guess_type
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from jsonschema import Draft202012Validator

CHROMIUM = os.environ.get("CHROMIUM", "")
AXE = os.environ.get("AXE_CORE", "")
PHONE, DESK = "390,844", "1280,900"

in_browser = pytest.mark.skipif(not CHROMIUM, reason="CHROMIUM names no browser to try the pages in.")
with_axe = pytest.mark.skipif(not AXE, reason="AXE_CORE does not name the axe.min.js of the npm package axe-core.")

TOLD = "function tell(what) { const told = document.createElement('pre'); told.id = 'told';"
TOLD += " told.textContent = JSON.stringify(what); document.body.append(told); }\n"
TOLD += """
const until = async (look) => { let found; while (!(found = look())) await new Promise((go) => setTimeout(go, 100));
  return found; };
const pause = (milliseconds) => new Promise((go) => setTimeout(go, milliseconds));
"""
JUDGE = """
  const { violations } = await axe.run(document, { resultTypes: ["violations"] });
  tell(violations.filter((each) => ["serious", "critical"].includes(each.impact)).map((each) =>
    [each.id, ...each.nodes.slice(0, 3).map((node) => node.html)]));
"""

#: answers a request for an API (method, path with query, headers, body) with a status and a JSON value; None for a file
type Api = Callable[[str, str, Mapping[str, str], bytes], tuple[int, object] | None]


LONGEST = 300  #: seconds that a browser has to show a page; one that hangs is no reason to wait for ever


def served(folder: Path, policy: str, scripts: Mapping[str, bytes], api: Api = lambda *_: None) -> Iterator[str]:
    """Yield the address at which a folder is served, with the scripts that the query of a page names in that page."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked = urlsplit(self.path)
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            file = folder / asked.path.strip("/")
            file = file / "index.html" if file.is_dir() else file
            if answer := api(self.command, self.path, self.headers, body):
                status, content, kind = answer[0], json.dumps(answer[1]).encode(), "application/json"
            elif asked.path.startswith("/try/"):
                status, content, kind = 200, scripts[asked.path.removeprefix("/try/")], "text/javascript"
            elif file.is_file():
                status, content, kind = 200, file.read_bytes(), guess_type(file.name)[0] or "text/plain"
            else:
                status, content, kind = 404, b"", "text/plain"
            if asked.query and kind == "text/html":
                tags = "".join(f'<script src="/try/{name}" defer></script>' for name in asked.query.split("&"))
                content = content.replace(b"</head>", f"{tags}</head>".encode())
            self.send_response(status)
            self.send_header("Content-Security-Policy", policy)
            self.send_header("Content-Type", f"{kind}; charset=utf-8")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        do_POST = do_GET

        def log_message(self, *_: object) -> None:
            """Nothing on standard error."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def tell(url: str, profile: Path, window: str = DESK) -> object:
    """Return what the script of a page tells in its element `told`."""
    options = ["--headless", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=60000", "--dump-dom"]
    options += [f"--window-size={window}", f"--user-data-dir={profile}"]
    command = [CHROMIUM, *options, url]
    shown = subprocess.run(command, capture_output=True, text=True, check=True, timeout=LONGEST).stdout  # noqa: S603
    found = re.search(r'<pre id="told"[^>]*>(.*?)</pre>', shown, re.DOTALL)
    assert found, shown[-3000:]
    return json.loads(unescape(found[1]))


def kept_to_contract(contract: Mapping[str, Any], method: str, path: str, status: int, value: object) -> object:
    """Return the value, which an OpenAPI document lets an API answer with. Raises AssertionError, ValidationError."""
    for known, item in contract["paths"].items():
        if re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", known), path):
            described = item[method.lower()]["responses"][str(status)]
            if "$ref" in described:
                described = contract["components"]["responses"][described["$ref"].split("/")[-1]]
            [media] = described["content"].values()
            schemas = {name: _as_json_schema(each) for name, each in contract["components"]["schemas"].items()}
            schema = {**_as_json_schema(media["schema"]), "components": {"schemas": schemas}}
            Draft202012Validator(schema).validate(value)
            return value
    raise AssertionError(path)


def _as_json_schema(schema: Any) -> Any:
    """Return an OpenAPI 3.0 schema as JSON Schema, in which an object has no more than is described."""
    if isinstance(schema, list):
        return [_as_json_schema(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    made = {key: _as_json_schema(value) for key, value in schema.items() if key != "nullable"}
    if isinstance(made.get("properties"), dict) and made.get("type") == "object":
        made.setdefault("additionalProperties", False)
    return {"anyOf": [made, {"type": "null"}]} if schema.get("nullable") is True else made
