"""Tutor as an operator has it: the real command, in folders of its own."""

from __future__ import annotations

import ast
import os
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[3]
PYTHON = ROOT / ".venv" / "tutor" / "bin" / "python"

# A plugin of somebody else, which touches the same settings as ours. Its name comes after ours in the alphabet.
NEIGHBOUR = '''
from tutor import hooks

hooks.Filters.ENV_PATCHES.add_items([
    ("openedx-common-settings", 'XBLOCK_SETTINGS["NeighbourBlock"] = {"COLOUR": "blue"}'),
    ("openedx-lms-common-settings", 'OPEN_EDX_FILTERS_CONFIG["org.neighbour.v1"] = ["neighbour.Step"]'),
    ("openedx-lms-production-settings", """
OPEN_EDX_FILTERS_CONFIG = {
    **OPEN_EDX_FILTERS_CONFIG,
    "org.openedx.learning.instructor.dashboard.tabs.requested.v1": {
        "fail_silently": False, "pipeline": ["neighbour.Tab"],
    },
}
"""),
])
'''


@dataclass(frozen=True)
class Installation:
    """One project of Tutor's."""

    folder: Path

    @classmethod
    def begun(cls, folder: Path, *, neighbour: bool = False, **settings: Any) -> Installation:
        """Return a project with the plugin enabled and ``settings`` in its ``config.yml``; nothing is rendered yet."""
        made = cls(folder)
        for name in ("home", "root", "plugins"):
            (folder / name).mkdir(parents=True)
        plugins = ["impact", "neighbour"] if neighbour else ["impact"]
        made.config_file.write_text(yaml.safe_dump({"PLUGINS": plugins, **settings}), "utf-8")
        if neighbour:
            (folder / "plugins" / "neighbour.py").write_text(NEIGHBOUR, "utf-8")
        return made

    @property
    def config_file(self) -> Path:
        """What the operator keeps: settings and secrets."""
        return self.folder / "root" / "config.yml"

    @property
    def environment(self) -> Path:
        """Everything that Tutor wrote."""
        return self.folder / "root" / "env"

    @property
    def config(self) -> dict[str, Any]:
        """The saved settings."""
        saved: dict[str, Any] = yaml.safe_load(self.config_file.read_text("utf-8"))
        return saved

    def tutor(self, *arguments: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        """Run ``tutor …``."""
        return self._run(PYTHON.with_name("tutor"), *arguments, check=check)

    def python(self, program: str) -> str:
        """Return what ``program`` prints that stands in Tutor, with the plugins loaded and ``config`` read."""
        loaded = f"""
from tutor import config as tutor_config, env, hooks
hooks.Actions.CORE_READY.do()
hooks.Actions.PROJECT_ROOT_READY.do({str(self.config_file.parent)!r})
config = tutor_config.load_full({str(self.config_file.parent)!r})
{program}
"""
        return self._run(PYTHON, "-c", loaded, check=True).stdout.strip()

    def _run(self, program: Path, *arguments: str, check: bool) -> subprocess.CompletedProcess[str]:
        env = {
            "HOME": str(self.folder / "home"),
            "PATH": os.environ["PATH"],
            "PYTHONDONTWRITEBYTECODE": "1",
            "TUTOR_PLUGINS_ROOT": str(self.folder / "plugins"),
            "TUTOR_ROOT": str(self.folder / "root"),
        }
        command = [str(program), *arguments]
        done = subprocess.run(
            command, env=env, cwd=self.folder, capture_output=True, text=True, check=False, timeout=300
        )
        assert done.returncode == 0 or not check, done.stdout + done.stderr
        return done

    def saved(self, *arguments: str) -> Installation:
        """Render everything."""
        self.tutor("config", "save", *arguments)
        return self

    def text(self, *path: str) -> str:
        """Return a file that Tutor wrote."""
        return self.environment.joinpath(*path).read_text("utf-8")

    def compose(self, *path: str) -> dict[str, Any]:
        """Return the services of a compose file."""
        services: dict[str, Any] = yaml.safe_load(self.text(*path))["services"]
        return services

    def manifests(self) -> dict[tuple[str, str], dict[str, Any]]:
        """Return what Kubernetes gets, by kind and name."""
        files = sorted(self.environment.joinpath("k8s").glob("*.yml"))
        found = [document for file in files for document in yaml.safe_load_all(file.read_text("utf-8")) if document]
        by_name = {(document["kind"], document["metadata"]["name"]): document for document in found}
        assert len(by_name) == len(found), "two manifests have one name"
        return by_name

    def files_with(self, text: str) -> set[str]:
        """Return which of the files that Tutor wrote hold ``text``."""
        files = (path for path in self.environment.rglob("*") if path.is_file())
        return {str(path.relative_to(self.environment)) for path in files if text.encode() in path.read_bytes()}


def executed(settings_file: str, names: tuple[str, ...], given: Mapping[str, Any]) -> dict[str, Any]:
    """Return the variables ``names`` as the statements about them in a rendered file of settings leave them.

    ``given`` is what the platform's own settings, which the file begins with, have put there.
    """
    tree = ast.parse(settings_file)
    tree.body = [statement for statement in tree.body if not set(names).isdisjoint(_names_in(statement))]
    variables = dict(given)
    exec(compile(tree, "settings", "exec"), variables)  # noqa: S102  # what an LMS does with it
    return {name: variables[name] for name in names}


def _names_in(statement: ast.stmt) -> Iterator[str]:
    return (node.id for node in ast.walk(statement) if isinstance(node, ast.Name))
