"""The demonstration's settings while it is filled: nothing waits for the disk or a network."""

from central.demo.settings import *  # noqa: F403
from central.demo.settings import DATABASES

CENTRAL_MAIL_DELIVERY = "later"  # see central.demo.post
PROCESSOR_SENDER = "central.demo.purse.deliver"
for _database in DATABASES.values():
    _options = _database.setdefault("OPTIONS", {})
    _options["init_command"] = _options.get("init_command", "") + "PRAGMA synchronous=OFF;"
PASSWORD_HASHERS = ["central.demo.hashing.LightScrypt"]
