"""``python -m evaluation``: the same as the command ``evaluation``."""

from evaluation.cli import main

main(prog_name="evaluation")
