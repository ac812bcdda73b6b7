import os
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from toy import Toy

settings.register_profile(
    "fast", max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile(
    "ci",
    max_examples=50,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("ci" if os.environ.get("CI") else "fast")

FIXTURE = Path(__file__).parent / "rur-toy"


@pytest.fixture
def toy(tmp_path: Path) -> Toy:
    """A copy of the fabricated dyad, free to be changed."""
    return Toy(Path(shutil.copytree(FIXTURE, tmp_path / "rur-toy")))
