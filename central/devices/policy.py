"""What a device is told about its facility and the people with a vault on it."""

from __future__ import annotations

import base64
from typing import Any

from central import secret
from central.accounts import inmate_status
from central.devices.models import Device, VaultKey
from central.facilities import pages
from central.facilities.models import Facility


def of_device(device: Device) -> dict[str, Any]:
    """The answer of `GET /v1/devices/self`."""
    facility, tablet = device.facility, device.kind == Device.Kind.TABLET
    vaults = VaultKey.objects.filter(device=device).select_related("inmate__facility")
    return {
        "device": str(device.pk),
        "status": device.status,
        "device_name": device.name,
        "facility_name": facility.name,
        "inmate_noun": facility.inmate_noun,
        "tariff": {"message": facility.message_price, "photo": facility.photo_price},
        "services": {
            "photos": facility.photos_on,
            "messages": facility.messages_on,
            "cod": facility.cod_on,
            "visits": facility.visits_on,
        },
        "visits": {
            "minute_price": facility.visit_minute_price,
            "cancel_hours": facility.visit_cancel_hours,
            "rules_en": facility.visit_rules_en,
            "rules_es": facility.visit_rules_es,
        },
        "pages": _pages(facility),
        "notice": {
            "version": facility.notice_version,
            "en": facility.notice_en,
            "es": facility.notice_es,
        },
        "message_limit": facility.message_limit,
        "languages": facility.languages,
        "idle_seconds": facility.tablet_idle_seconds if tablet else facility.idle_seconds,
        "session_seconds": facility.session_seconds,
        "stay_allowed": facility.stay_allowed,
        "poll_seconds": facility.poll_seconds,
        "minimum_version": facility.minimum_version,
        "post_box_key": base64.b64encode(secret.post_box_key()).decode(),
        "people": [
            {
                "inmate": str(vault.inmate_id),
                "pin_version": vault.inmate.pin_version,
                "status": vault.inmate.status,
                "policy": inmate_status.vault_policy(vault.inmate),
            }
            for vault in vaults.order_by("pk")
        ],
    }


def _pages(facility: Facility) -> list[dict[str, Any]]:
    return [
        {
            "id": str(page.pk),
            "title_en": page.title_en,
            "text_en": page.text_en,
            "title_es": page.title_es,
            "text_es": page.text_es,
            "public": page.public,
        }
        for page in pages.of_facility(facility)
    ]
