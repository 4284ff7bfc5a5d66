"""Central comes back from a backup: what was done since is not lost, and costs nothing twice."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.central_server import CentralServer
from tests.stories.conftest import MakeFamily, MakeKiosk

LETTER = "Dear Mama, I passed the test."


@pytest.mark.logs("resync")
def test_what_two_kiosks_did_since_the_backup_is_there_again_and_paid_once(
    central: CentralServer, make_kiosk: MakeKiosk, make_family: MakeFamily, tmp_path: Path
) -> None:
    family = make_family(inmate_credits=300)
    central.seed.message(family.connection, "The roof is mended.", payment="cod")
    here, there = make_kiosk("Kiosk B"), make_kiosk("Kiosk C")
    for kiosk in (here, there):
        kiosk.sign_in(family.number, family.pin)
        kiosk.wait_synced()
    backup = tmp_path / "backup"
    central.backup(backup)

    central.seed.buy(family.contact, 500)
    here.touch("Rosa Reyes")
    here.touch("Open for 50 credits")
    here.wait_for("The roof is mended.")
    lost = central.seed.message(family.connection, "Lost at central.", payment="cod")
    central.seed.photo(family.connection, "Lost there, too")
    here.wait_synced()
    here.touch("Open for 50 credits")
    here.wait_for("Lost at central.")
    there.write_to("Rosa Reyes", LETTER)
    there.touch("Pay 50 credits")
    there.touch("Review and send")
    there.touch("Send for 50 credits")
    there.wait_until(lambda: len(central.seed.messages(family.connection)) == 3, "the letter")
    for kiosk in (there, here):
        kiosk.wait_synced()
    spent = central.seed.balance(family.inmate)

    central.restore(backup)
    assert central.seed.balance(family.inmate) == 300
    for kiosk in (here, there, here):
        kiosk.sync_now()
        kiosk.wait_synced()
    assert central.seed.balance(family.inmate) == spent
    assert central.seed.balance(family.contact) == 500
    bodies = [message.body for message in central.seed.messages(family.connection)]
    assert bodies == ["The roof is mended.", LETTER]
    (end,) = central.seed.loose_ends()
    assert (end.why, end.thing, end.amount) == ("thing-gone", f"message:{lost.id}", 50)
    for kiosk in (here, there):
        assert kiosk.mailbox.profile().balance == spent
    here.wait_for("Lost at central.")  # it was paid for, and stays
    here.wait_for("The service no longer has this message. It stays on this device.")
    here.wait_for(LETTER)
    here.touch("Photos")
    here.touch_photo(0)
    here.wait_for("“Lost there, too”")
    here.wait_for("The service no longer has this photo. It stays on this device.")
