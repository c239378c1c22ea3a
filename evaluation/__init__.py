"""The evaluation service: collects submissions and shows their results."""
