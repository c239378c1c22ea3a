"""What the platform's settings gain, by kind: Open edX's plugins call ``plugin_settings``."""
