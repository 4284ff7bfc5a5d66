"""The description of the device API, as kept in `docs/protocol/openapi.json`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.conf import settings
from pydantic.json_schema import models_json_schema

from central.devices.api import api
from central.devices.feed_schemas import FEED_SCHEMAS

PLACE = Path(settings.BASE).parent / "docs" / "protocol" / "openapi.json"


def _picture(description: str) -> dict[str, Any]:
    form = {"type": "string", "format": "binary"}
    return {"description": description, "content": {"image/jpeg": {"schema": form}}}


def describe() -> str:
    """The OpenAPI document as JSON text, with the shapes of the feed's items among its schemas."""
    document: dict[str, Any] = json.loads(json.dumps(api.get_openapi_schema(path_prefix="/v1/")))
    _, extra = models_json_schema(
        [(schema, "serialization") for schema in FEED_SCHEMAS],
        ref_template="#/components/schemas/{model}",
    )
    schemas = document["components"]["schemas"]
    schemas.update(extra["$defs"])
    schemas["Change"]["properties"]["data"]["anyOf"] = [
        *({"$ref": f"#/components/schemas/{schema.__name__}"} for schema in FEED_SCHEMAS),
        {"type": "object"},  # types that a client does not know yet
    ]
    for path in document["paths"].values():
        for operation in path.values():
            for status, answer in operation["responses"].items():
                if int(status) >= 400:
                    answer["content"] = {"application/problem+json": answer["content"].popitem()[1]}
    document["paths"]["/v1/blobs/{sha256}"]["get"]["responses"].update(
        {"200": _picture("The whole"), "206": _picture("The part that was asked for")}
    )
    return json.dumps(document, indent=2, sort_keys=True, ensure_ascii=False) + "\n"
