# SPDX-License-Identifier: EUPL-1.2
"""Write docs/reference: settings, rules and dependents, from the code that has them. `--check` fails when they differ.

Called by reference.sh, which gives the components the settings they ask for.
"""

import subprocess
import sys
import tomllib
from pathlib import Path

from servicekit.stack.settings import SETTINGS

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "docs" / "reference"


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


def main() -> int:
    """Write all, or with --check say which differ."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    stale = []
    for name, text in (("settings.md", settings()), ("rules.md", rules()), ("dependents.md", dependents())):
        path = FOLDER / name
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
