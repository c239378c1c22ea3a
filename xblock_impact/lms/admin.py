"""The outbox in Django's admin: looked at, and sent again; never changed, and without what anybody answered."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin
from django.http import HttpRequest, HttpResponse

from xblock_impact.lms.models import StoredParcel
from xblock_impact.lms.models.outbox import PENDING
from xblock_impact.lms.relay.resending import resend
from xblock_impact.lms.waking import wake

_COLUMNS = (
    "campaign",
    "status",
    "accepted_at",
    "attempts",
    "next_attempt_at",
    "last_failure",
    "acknowledged_at",
)


@admin.register(StoredParcel)
class StoredParcelAdmin(admin.ModelAdmin):  # type: ignore[misc]  # Django has no types
    """One line a parcel: who sent it is not shown either."""

    list_display = _COLUMNS
    list_display_links = None
    list_filter = ("status", "campaign", "mode")
    ordering = ("status", "accepted_at")
    fields = (*_COLUMNS, "course_key", "usage_key", "wave", "mode", "revision", "sealed", "wiped")
    actions: ClassVar = ["resend"]
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest) -> Any:
        """Return the parcels, their bodies left in the database."""
        return super().get_queryset(request).defer("body")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Nobody adds a parcel by hand."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """Nobody changes one."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """Nobody deletes one."""
        return False

    def has_resend_permission(self, request: HttpRequest) -> bool:
        """Whoever may change parcels according to the platform may have them sent again."""
        return bool(request.user.has_perm("xblock_impact_lms.change_storedparcel"))

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Show the list with what waits above it."""
        return super().changelist_view(request, {**(extra_context or {}), "subtitle": _summary()})

    @admin.action(  # type: ignore[untyped-decorator]
        description="Resend: try again now", permissions=["resend"]
    )
    def resend(self, request: HttpRequest, rows: Any) -> None:
        """Clear the wait of what was chosen."""
        count = resend(rows)
        wake()
        self.message_user(request, f"{count} of the chosen parcels are tried again now.")


def _summary() -> str:
    waiting = StoredParcel.objects.filter(status=PENDING)
    oldest = waiting.order_by("accepted_at").values_list("accepted_at", flat=True).first()
    return f"{waiting.count()} pending, the oldest since {oldest:%Y-%m-%d %H:%M} UTC" if oldest else "Nothing pending"
