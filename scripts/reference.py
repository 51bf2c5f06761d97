# SPDX-License-Identifier: EUPL-1.2
"""Write docs/reference: settings, rules, dependents and events, from what has them. `--check` fails when they differ.

Called by reference.sh, which gives the components the settings they ask for.
"""

import json
import subprocess
import sys
import tomllib
from pathlib import Path

from servicekit.stack.settings import SETTINGS

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "docs" / "reference"
EVENTS = "contracts/notificaties/events"


def settings() -> str:
    """The environment variables that a component reads."""
    lines = [
        "# Settings",
        "",
        "Environment variables of every component. All that are missing or wrong are said at once at start.",
        "",
        "| name | default | what it is for |",
        "|---|---|---|",
    ]
    for each in SETTINGS:
        default = "required" if each.required else f"`{each.default}`" if each.default != "" else "empty"
        lines.append(f"| `{each.name}` | {default} | {each.help} |")
    return "\n".join(lines) + "\n"


def rules() -> str:
    """Every numbered rule with the file that holds it."""
    lines = [
        "# Rules of the standard",
        "",
        "Each numbered rule is one file of pure functions, with a test of the same name beside it in `tests/rules`.",
    ]
    for path in sorted((ROOT / "contracts").glob("*/rules.toml")):
        component, said = path.parent.name, tomllib.loads(path.read_text())
        lines += ["", f"## {component}", "", "| rule | what it says | file |", "|---|---|---|"]
        for identifier, rule in said.get("rules", {}).items():
            file = f"services/{component}/src/{component}/rules/{Path(rule['file']).name}"
            lines.append(f"| {identifier} | {rule['title']} | [{Path(file).name}](../../{file}) |")
        for heading, title in (("elsewhere", "Kept elsewhere"), ("later", "Later"), ("withdrawn", "Withdrawn")):
            if said.get(heading):
                lines += ["", f"{title}:", ""]
                lines += [f"- {identifier}: {_reason(entry)}" for identifier, entry in said[heading].items()]
    return "\n".join(lines) + "\n"


def _reason(entry: object) -> str:
    if isinstance(entry, dict):
        return str(entry.get("reason") or entry.get("source") or entry.get("title", "")).replace("\n", " ")
    return str(entry)


def dependents() -> str:
    """Which rows show which others, as the models of all components declare it."""
    lines = [
        "# Which rows show which others",
        "",
        "A row that keeps its representation is rendered again when another that it shows comes, goes, moves to",
        "another row or changes in one of these values. Models declare it in `shown_by`; the write context acts by it.",
        "What says `all` is an item of a list: the context stores it, together with the row that the list was set on.",
        "",
        "| component | a row | is shown by | in its field | values |",
        "|---|---|---|---|---|",
    ]
    for manage in sorted(ROOT.glob("services/*/manage.py")):
        said = subprocess.run([sys.executable, manage, "dependents"], capture_output=True, text=True, check=True)  # noqa: S603
        lines += said.stdout.splitlines()
    return "\n".join(lines) + "\n"


def events() -> str:
    """Every event that is published, from its schema."""
    lines = [
        "# Events",
        "",
        "What the components publish, each with its JSON Schema. The type is that of the CloudEvent; a plain",
        "notification has kanaal, resource and actie, and is what its schema calls `#/$defs/notificatie`.",
        "How to receive them: [receive-notifications.md](../how-to/receive-notifications.md).",
    ]
    schemas = [json.loads(path.read_text(encoding="utf-8")) for path in (ROOT / EVENTS).glob("*.json")]
    found: dict[str, list[str]] = {}
    for schema in sorted(schemas, key=lambda each: each["properties"]["type"]["const"]):
        type_, said = schema["properties"]["type"]["const"], schema["$defs"]["notificatie"]["properties"]
        actie = said["actie"].get("enum") or [said["actie"]["const"]]
        named = f"[{type_}](../../{EVENTS}/{type_}.json)"
        row = (named, f"`{said['resource']['const']}`", ", ".join(f"`{each}`" for each in actie))
        kanaal = said["kanaal"]["const"]
        if kanaal not in found:
            kenmerken = ", ".join(f"`{name}`" for name in said["kenmerken"]["properties"]) or "none"
            found[kanaal] = [f"Kenmerken: {kenmerken}.", "", "| type | resource | actie |", "|---|---|---|"]
        found[kanaal].append(f"| {' | '.join(row)} |")
    for kanaal, rows in found.items():
        lines += ["", f"## {kanaal}", "", *rows]
    return "\n".join(lines) + "\n"


def main() -> int:
    """Write all, or with --check say which differ."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    stale = []
    for write in (settings, rules, dependents, events):
        path, text = FOLDER / f"{write.__name__}.md", write()
        if "--check" in sys.argv:
            if not path.exists() or path.read_text() != text:
                stale.append(str(path.relative_to(ROOT)))
        else:
            path.write_text(text)
    for path in stale:
        print(f"{path} is not what the code says; run `make contracts`")
    return 1 if stale else 0


if __name__ == "__main__":
    raise SystemExit(main())
