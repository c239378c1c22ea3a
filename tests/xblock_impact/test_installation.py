"""What an LMS has to have to load the block."""

from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGES = ("surveys", "xblock_impact", "evaluation")


def test_the_block_loads_without_the_services_packages() -> None:
    """Neither imported nor needed: each of them is made impossible to import first."""
    absent = ["flask", "pandas", "numpy", "sqlalchemy", "scipy", "alembic", "workbench", "click"]
    program = f"""
import sys
for name in {absent}:
    sys.modules[name] = None
import xblock_impact.block
print(xblock_impact.block.ImpactBlock.__name__)
"""

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "ImpactBlock"


def test_importing_the_package_itself_loads_nothing() -> None:
    program = "import sys; before = set(sys.modules); import xblock_impact; print(*(set(sys.modules) - before))"

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert done.stdout.split() == ["xblock_impact"]


def test_the_entry_point_names_the_block() -> None:
    from importlib.metadata import entry_points

    (found,) = [entry for entry in entry_points(group="xblock.v1") if entry.name == "impact"]

    assert found.value == "xblock_impact.block:ImpactBlock"


def test_a_wheel_holds_everything_that_the_packages_read(tmp_path: Path) -> None:
    """Templates, words, assets (links among them), instruments, migrations: all that stands in the packages."""
    source = tmp_path / "source"
    for name in PACKAGES:
        shutil.copytree(ROOT / name, source / name, symlinks=True, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("setup.py", "pyproject.toml", "LICENSE"):
        shutil.copy(ROOT / name, source)
    files = {
        str(path.relative_to(source)) for name in PACKAGES for path in (source / name).rglob("*") if path.is_file()
    }

    pip = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--no-index"]
    subprocess.run([*pip, "--wheel-dir", str(tmp_path), str(source)], check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")

    with zipfile.ZipFile(wheel) as archive:
        held = {name for name in archive.namelist() if archive.getinfo(name).file_size or name.endswith(".py")}
    assert files - held == {name for name in files if not (source / name).stat().st_size and not name.endswith(".py")}
