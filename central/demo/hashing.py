"""A light form of the password hash, for accounts whose passwords are printed anyway."""

from __future__ import annotations

from django.contrib.auth.hashers import ScryptPasswordHasher


class LightScrypt(ScryptPasswordHasher):
    """Scrypt at a sixteenth of the work: central reads it as its own, and renews it in use."""

    work_factor = 2**10
