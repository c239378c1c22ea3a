"""``python -m tests.xblock_impact.lms.learners``: one process of an LMS in which many learners answer at once.

Learners, submissions and modes are the same in every such process: each learner sends everything from each of them, as
from another tab. Prints the receipts by learner and wave, as JSON.
"""

from __future__ import annotations

import json
import sys
from typing import Any

LEARNERS, SUBMISSIONS = 32, 20


def _answer(number: int) -> dict[str, str]:
    from django.db import connection

    from surveys.privacy import PrivacyMode
    from tests.xblock_impact.lms.parcels import outbox_of, parcel

    account, mode = f"learner_{number}", list(PrivacyMode)[number % len(PrivacyMode)]
    receipts = {}
    for one in range(SUBMISSIONS):
        wave = f"wave-{one}"
        sent = parcel(mode, account=account, wave=wave, campaign=f"load-{mode.value}")
        receipts[f"{account} {wave}"] = outbox_of(account, wave).put(sent).receipt
    connection.close()
    return receipts


def main() -> None:
    """Let all learners answer."""
    import django

    django.setup()
    from tests.xblock_impact.course import at_once
    from tests.xblock_impact.lms.parcels import block_of

    block_of("learner_0")  # XBlock works a class's fields out on first use, and a second thread meanwhile reads None
    receipts: dict[str, Any] = {}
    for some in at_once(LEARNERS, _answer):
        receipts.update(some)
    sys.stdout.write(json.dumps(receipts))


if __name__ == "__main__":
    main()
