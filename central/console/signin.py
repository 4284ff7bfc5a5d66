"""The staff's sign-in, as slow to guess at as the family's."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from unfold.forms import AuthenticationForm

from central.accounts.models import User


class StaffSignIn(AuthenticationForm):
    """The admin's form; wrong passwords are counted by name and address before one is looked at."""

    def clean(self) -> dict[str, Any]:
        """Check name and password; too many wrong ones within minutes are refused unseen."""
        given: dict[str, Any] = self.cleaned_data
        name, password = given.get("username"), given.get("password")
        if name and password and self.request is not None:
            adapter = get_adapter(self.request)
            user = adapter.authenticate(self.request, username=name, password=password)
            if not isinstance(user, User):
                raise self.get_invalid_login_error()
            self.confirm_login_allowed(user)
            self.user_cache = user
        return given
