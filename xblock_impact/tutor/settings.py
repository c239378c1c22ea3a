"""The plugin's settings, all of which begin with ``IMPACT_``. Values may be templates of Tutor's."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.metadata import version
from typing import Any, Final

DISTRIBUTION: Final = "impact-openedx"

DEFAULTS: Final[Mapping[str, Any]] = {
    "IMPACT_VERSION": version(DISTRIBUTION),  # plugin, block and service are one release
    "IMPACT_SOURCE": "",
    "IMPACT_DOCKER_IMAGE": "impact-evaluation:{{ IMPACT_VERSION }}",
    "IMPACT_HOST": "impact.{{ LMS_HOST }}",
    "IMPACT_PUBLIC_URL": "{% if ENABLE_HTTPS %}https{% else %}http{% endif %}://{{ IMPACT_HOST }}",
    "IMPACT_DATABASE": "sqlite",
    "IMPACT_DATABASE_URL": "",
    "IMPACT_POSTGRESQL_DOCKER_IMAGE": "docker.io/postgres:18",
    "IMPACT_WORKERS": 2,
    "IMPACT_THREADS": 16,
    "IMPACT_VOLUME_SIZE": "5Gi",
    "IMPACT_DELIVERY_KEY_ID": "tutor-1",
    "IMPACT_FORMER_DELIVERY_KEYS": [],
}
"""What an operator may set; written to ``config.yml`` only if they do."""

SECRETS: Final[Mapping[str, str]] = {
    "IMPACT_DELIVERY_KEY": "{{ 48|random_string }}",
    "IMPACT_PSEUDONYM_KEY": "{{ 48|random_string }}",
    "IMPACT_SECRET_KEY": "{{ 48|random_string }}",
    "IMPACT_DATABASE_PASSWORD": "{{ 32|random_string }}",
}
"""Made once for each installation, then kept in ``config.yml``."""
