"""Real processes for tests: the service under gunicorn and the course in the workbench, each on a free port."""

from __future__ import annotations

import os
import secrets
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path

START_SECONDS = 60
KEY_ID, KEY = "course-1", secrets.token_urlsafe(32)
SCRIPTS = Path(sys.executable).parent


def free_port() -> int:
    """Return a port of the loopback interface that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Server:
    """A server process in its own process group; its output goes to a file so that no pipe fills up."""

    command: list[str]
    env: dict[str, str]
    folder: Path
    url: str
    health: str = "/"
    process: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    @property
    def log(self) -> Path:
        """Where everything that the process prints is kept."""
        return self.folder / f"{Path(self.command[0]).name}-{self.url.rpartition(':')[2]}.log"

    def start(self) -> Server:
        """Start and wait until it answers. Raises RuntimeError with the log's end when it does not."""
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command,
                env={**os.environ, **self.env},
                cwd=self.folder,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline and self.process.poll() is None:
            if self._answers():
                return self
            time.sleep(0.1)
        self.stop()
        raise RuntimeError(f"{self.command} did not answer:\n{self.log.read_text()[-4000:]}")

    def stop(self, how: signal.Signals = signal.SIGTERM) -> None:
        """End the process group, as Ctrl-C or a power cut (SIGKILL) would."""
        if self.process is not None and self.process.poll() is None:
            os.killpg(self.process.pid, how)
            self.process.wait(timeout=30)
        self.process = None

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(self.url + self.health, timeout=2) as reply:
                return bool(reply.status < 500)
        except urllib.error.HTTPError as error:
            return error.code < 500
        except OSError:
            return False


def service(folder: Path, **settings: str) -> Server:
    """Return the evaluation service, not yet started, with its database in ``folder``."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    env = {
        "EVALUATION_SECRET_KEY": secrets.token_urlsafe(32),
        "EVALUATION_DELIVERY_KEYS": f"{KEY_ID}:{KEY}",
        "EVALUATION_PUBLIC_URL": url,
        "EVALUATION_DATABASE_URL": f"sqlite:///{folder / 'evaluation.db'}",
        **settings,
    }
    return Server([str(SCRIPTS / "evaluation"), "serve", "--port", str(port)], env, folder, url, "/readyz")


def run_cli(server: Server, *arguments: str, check: bool = True, stdin: str = "") -> subprocess.CompletedProcess[str]:
    """Run ``evaluation …`` with the settings of ``server``."""
    return subprocess.run(
        [str(SCRIPTS / "evaluation"), *arguments],
        env={**os.environ, **server.env},
        cwd=server.folder,
        check=check,
        capture_output=True,
        text=True,
        input=stdin,
        timeout=300,
    )


def course(folder: Path, service_url: str) -> Server:
    """Return the demo course in the workbench, its database ready, not yet started."""
    port = free_port()
    env = {
        "DJANGO_SETTINGS_MODULE": "xblock_impact.workbench.settings",
        "IMPACT_SERVICE_URL": service_url,
        "IMPACT_KEY_ID": KEY_ID,
        "IMPACT_KEY": KEY,
        "IMPACT_PSEUDONYM_KEY": secrets.token_urlsafe(32),
    }
    django = [sys.executable, "-m", "django"]
    (folder / "var").mkdir(exist_ok=True)
    subprocess.run(
        [*django, "migrate", "--noinput", "--run-syncdb"],
        env={**os.environ, **env},
        cwd=folder,
        check=True,
        capture_output=True,
    )
    url = f"http://127.0.0.1:{port}"
    return Server([*django, "runserver", "--noreload", f"127.0.0.1:{port}"], env, folder, url)
