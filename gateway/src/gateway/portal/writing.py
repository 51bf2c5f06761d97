# SPDX-License-Identifier: EUPL-1.2
"""Write the pages of the portal and what they need into a folder; they ask nothing of any other host."""

import shutil
from importlib.resources import files
from pathlib import Path
from typing import Any

from django.template import Context, Engine

from gateway.portal.content import client, demo, lists, sections
from gateway.sandbox import Sandbox
from servicekit.stack import Stack

_HERE = Path(__file__).parent
_SWAGGER_UI = "static/drf_spectacular_sidecar/swagger-ui-dist"
_ENGINE = Engine(dirs=[str(_HERE / "pages")])


def write(folder: Path, sandbox: Sandbox, stack: Stack) -> None:
    """Write the front page, and of each municipality the documentation, its desk and its catalogue. Raises OSError."""
    shutil.copytree(_HERE / "assets", folder, dirs_exist_ok=True)
    shutil.copytree(
        str(files("drf_spectacular_sidecar") / _SWAGGER_UI), folder / "docs", dirs_exist_ok=True, ignore=_unused
    )
    parts = sections(sandbox, stack)
    told = {
        "sections": parts,
        "client": client(sandbox, stack),
        "zaken": f"{stack.municipalities[0].places['zrc'].root}/zaken",
        "lists": lists(stack),
        "demo": demo() if sandbox.has_demo else None,
        "stack": sandbox.stack.name,
    }
    _page(folder / "index.html", "index.html", **told)
    for section in parts:
        for api in section.apis:
            if api.ours:
                target = folder / api.documentation.strip("/") / "index.html"
                _page(target, "documentation.html", api=api, municipality=section.label)
                for place, template in ((api.desk, "desk.html"), (api.catalogue, "catalogue.html")):
                    if place:
                        _page(folder / place.strip("/") / "index.html", template, api=api, municipality=section.label)


def _page(target: Path, template: str, **values: Any) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    context = Context(values, use_l10n=False, use_tz=False)
    target.write_text(_ENGINE.get_template(template).render(context), encoding="utf-8")


def _unused(_: str, names: list[str]) -> set[str]:
    return set(names) - {"LICENSE", "swagger-ui-bundle.js", "swagger-ui-bundle.js.LICENSE.txt", "swagger-ui.css"}
