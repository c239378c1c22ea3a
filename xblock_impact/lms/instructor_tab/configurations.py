"""The settings of a block, from the platform's own store of courses."""

from __future__ import annotations

import logging
from typing import Any

from xblock_impact.configuration.reading import Configuration, read_configuration, stored_values
from xblock_impact.errors import ConfigurationIncomplete
from xblock_impact.words import words_in

log = logging.getLogger(__name__)


def configuration_of(usage_key: str) -> Configuration | None:
    """Return the published settings of a block; None where it is gone, not ready, or cannot be read."""
    try:
        return read_configuration(stored_values(_block(usage_key)), words_in("en"))
    except ConfigurationIncomplete:
        return None
    except Exception:  # the store is the platform's, and a page of figures is no reason to fail
        log.warning("The settings of %s cannot be read.", usage_key, exc_info=True)
        return None


def _block(usage_key: str) -> Any:
    from opaque_keys.edx.keys import UsageKey
    from xmodule.modulestore import ModuleStoreEnum
    from xmodule.modulestore.django import modulestore

    store = modulestore()
    with store.branch_setting(ModuleStoreEnum.Branch.published_only):
        return store.get_item(UsageKey.from_string(usage_key))
