"""The same defaults once more: by now the operator's own file may have replaced them."""

from xblock_impact.lms.settings.common import plugin_settings

__all__ = ["plugin_settings"]
