"""What an LMS has to have to load the block."""

from __future__ import annotations

import subprocess
import sys


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
