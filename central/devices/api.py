"""The device API of SYNC under /v1."""

from __future__ import annotations

from ninja import NinjaAPI

api = NinjaAPI(title="Central", version="1", docs_url=None, openapi_url=None)
