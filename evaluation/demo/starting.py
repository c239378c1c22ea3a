"""Service and course as child processes, with everything they need to find each other."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from evaluation.demo.children import Child, python, run_once
from evaluation.demo.keys import DemoKeys

COURSE_SETTINGS = "xblock_impact.workbench.settings"
_OURS = ("EVALUATION_", "IMPACT_", "DJANGO_")


@dataclass(frozen=True, slots=True)
class Demo:
    """Where the demonstration runs. ``folder`` is absolute."""

    folder: Path
    port: int
    course_port: int
    keys: DemoKeys

    @property
    def url(self) -> str:
        """Address of the service."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def course_url(self) -> str:
        """Address of the course."""
        return f"http://127.0.0.1:{self.course_port}"

    @property
    def database_url(self) -> str:
        """The service's database."""
        return f"sqlite:///{self.folder / 'evaluation.db'}"

    def service(self) -> Child:
        """Return the service, not yet started."""
        env = {
            **_environment(),
            "EVALUATION_SECRET_KEY": self.keys.secret_key,
            "EVALUATION_DELIVERY_KEYS": f"{self.keys.key_id}:{self.keys.key}",
            "EVALUATION_PUBLIC_URL": self.url,
            "EVALUATION_DATABASE_URL": self.database_url,
        }
        command = python("-m", "evaluation", "serve", "--host", "127.0.0.1", "--port", str(self.port))
        return Child("service", command, env, self.folder, f"{self.url}/healthz", self.folder / "service.log")

    def course(self) -> Child:
        """Return the course, its database ready, not yet started. Raises DemoFailed."""
        env = {
            **_environment(),
            "DJANGO_SETTINGS_MODULE": COURSE_SETTINGS,
            "EXCLUDE_SAMPLE_XBLOCKS": "yes",
            "IMPACT_SERVICE_URL": self.url,
            "IMPACT_KEY_ID": self.keys.key_id,
            "IMPACT_KEY": self.keys.key,
            "IMPACT_PSEUDONYM_KEY": self.keys.pseudonym_key,
        }
        (self.folder / "var").mkdir(exist_ok=True)  # the workbench writes there
        migrate = python("-m", "django", "migrate", "--noinput", "--run-syncdb")
        run_once("Preparing the course's database", migrate, env, self.folder, self.folder / "course-migrate.log")
        command = python("-m", "django", "runserver", "--noreload", f"127.0.0.1:{self.course_port}")
        return Child("course", command, env, self.folder, f"{self.course_url}/", self.folder / "course.log")


def _environment() -> dict[str, str]:
    """Return this process's environment without settings that were meant for another service or course."""
    return {name: value for name, value in os.environ.items() if not name.startswith(_OURS)}
