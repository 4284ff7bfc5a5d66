from __future__ import annotations

import hashlib
from types import SimpleNamespace

import pytest

from central.devices.blobs import parse_range
from tests import seed
from tests.unit.central.device_client import Device


@pytest.fixture
def device(pair: SimpleNamespace) -> Device:
    device = Device()
    device.sign_in()
    return device


def test_whole_and_parts(pair: SimpleNamespace, device: Device) -> None:
    photo = seed.photo(pair.connection, seed=4)
    facts = device.feed()["photo", photo["id"]]["renditions"]
    for rendition in facts.values():
        sha256, size = rendition["sha256"], rendition["size"]
        whole = device.get(f"blobs/{sha256}")
        assert whole.status_code == 200
        assert whole.headers["ETag"] == f'"{sha256}"'
        assert whole.headers["Content-Type"] == "image/jpeg"
        assert len(whole.content) == size
        assert hashlib.sha256(whole.content).hexdigest() == sha256
        rest = device.get(f"blobs/{sha256}", Range="bytes=100-", **{"If-Range": f'"{sha256}"'})
        assert rest.status_code == 206
        assert rest.headers["Content-Range"] == f"bytes 100-{size - 1}/{size}"
        assert rest.content == whole.content[100:]
        other = device.get(f"blobs/{sha256}", Range="bytes=100-", **{"If-Range": '"other"'})
        assert (other.status_code, other.content) == (200, whole.content)
        beyond = device.get(f"blobs/{sha256}", Range=f"bytes={size}-")
        assert beyond.status_code == 416
        assert beyond.headers["Content-Range"] == f"bytes */{size}"
        same = device.get(f"blobs/{sha256}", **{"If-None-Match": f'"{sha256}"'})
        assert (same.status_code, same.content) == (304, b"")


def test_only_what_was_delivered(pair: SimpleNamespace, device: Device) -> None:
    photo = seed.photo(pair.connection, approve=False)
    path = f"blobs/{photo['renditions']['full']}"
    assert device.get(path).status_code == 404
    seed.approve(photo["id"])
    assert device.get(path).status_code == 200
    seed.withdraw(photo["id"])
    assert device.get(path).status_code == 404
    assert device.feed()["photo", photo["id"]]["state"] == "withdrawn"


@pytest.mark.parametrize(
    ("asked", "part"),
    [
        ("bytes=0-", (0, 100)),
        ("bytes=10-19", (10, 20)),
        ("bytes=90-500", (90, 100)),
        ("bytes=-10", (90, 100)),
        ("bytes=-500", (0, 100)),
        ("bytes=100-", (100, 100)),
        ("bytes=-0", (100, 0)),
        ("bytes=20-10", None),
        ("bytes=-", None),
        ("bytes=0-1,5-6", None),
        ("items=0-1", None),
    ],
)
def test_ranges(asked: str, part: tuple[int, int] | None) -> None:
    assert parse_range(asked, 100) == part
