"""The platform's tables, as far as they tell of learners: the columns that are read, under the platform's names."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any

import pytest
from django.db import connection, models
from opaque_keys.edx.django.models import CourseKeyField

_LABEL = "platform_tables"


class EnrollmentHistory(models.Model):
    """What simple_history keeps."""

    user_id = models.IntegerField()
    course_id = CourseKeyField(max_length=255)
    is_active = models.BooleanField()
    history_date = models.DateTimeField()

    class Meta:
        app_label = _LABEL


class _History:
    """As the platform's own: a manager of the other table."""

    def __get__(self, instance: Any, owner: Any) -> Any:
        return EnrollmentHistory.objects


class CourseEnrollment(models.Model):
    """See common.djangoapps.student.models."""

    user = models.ForeignKey("auth.User", on_delete=models.CASCADE, db_constraint=False)
    course_id = CourseKeyField(max_length=255)
    created = models.DateTimeField(null=True)
    is_active = models.BooleanField(default=True)
    history = _History()

    class Meta:
        app_label = _LABEL
        ordering = ("user", "course_id")


class CourseAccessRole(models.Model):
    """See common.djangoapps.student.models: a role in a course or, without one, in an organisation."""

    user = models.ForeignKey("auth.User", on_delete=models.CASCADE, db_constraint=False)
    org = models.CharField(max_length=64, blank=True)
    course_id = CourseKeyField(max_length=255, blank=True)
    role = models.CharField(max_length=64)

    class Meta:
        app_label = _LABEL


class PersistentCourseGrade(models.Model):
    """See lms.djangoapps.grades.models."""

    user_id = models.IntegerField()
    course_id = CourseKeyField(max_length=255)
    passed_timestamp = models.DateTimeField(null=True)

    class Meta:
        app_label = _LABEL


class GeneratedCertificate(models.Model):
    """See lms.djangoapps.certificates.models."""

    user = models.ForeignKey("auth.User", on_delete=models.CASCADE, db_constraint=False)
    course_id = CourseKeyField(max_length=255)
    status = models.CharField(max_length=32)
    created_date = models.DateTimeField()

    class Meta:
        app_label = _LABEL


class StudentModule(models.Model):
    """See lms.djangoapps.courseware.models: the state of one learner in one block."""

    module_type = models.CharField(max_length=32)
    student = models.ForeignKey("auth.User", on_delete=models.CASCADE, db_constraint=False)
    state = models.TextField(null=True)

    class Meta:
        app_label = _LABEL


MODELS: dict[str, list[Any]] = {
    "common.djangoapps.student.models": [CourseEnrollment, EnrollmentHistory, CourseAccessRole],
    "lms.djangoapps.grades.models": [PersistentCourseGrade],
    "lms.djangoapps.certificates.models": [GeneratedCertificate],
    "lms.djangoapps.courseware.models": [StudentModule],
}


@contextmanager
def platform_tables() -> Iterator[None]:
    """Make the tables, and their models importable."""
    made = [model for models_of in MODELS.values() for model in models_of]
    with connection.schema_editor() as editor:
        for model in made:
            editor.create_model(model)
    try:
        with pytest.MonkeyPatch.context() as patch:
            for name, models_of in MODELS.items():
                parts = name.split(".")
                for length in range(1, len(parts) + 1):
                    patch.setitem(sys.modules, ".".join(parts[:length]), ModuleType(".".join(parts[:length])))
                vars(sys.modules[name]).update({model.__name__: model for model in models_of})
            yield
    finally:
        with connection.schema_editor() as editor:
            for model in reversed(made):
                editor.delete_model(model)
