"""What the platform itself keeps of a learner in our blocks: drafts, receipts and, unless they were anonymous, answers.

The platform's own retirement leaves this state where it is.
"""

from __future__ import annotations

BLOCK_TYPE = "impact"


def forget_user_state(account: str) -> int:
    """Delete the state of every block of ours, and return of how many blocks there was any; none where this is not
    the platform. Raises DatabaseError.
    """
    try:
        from lms.djangoapps.courseware.models import StudentModule
    except (ImportError, RuntimeError):  # not a platform, or a process that has no courseware, as Studio's
        return 0
    if not account.isdecimal():
        return 0
    deleted = StudentModule.objects.filter(student_id=int(account), module_type=BLOCK_TYPE).delete()
    return int(deleted[0])
