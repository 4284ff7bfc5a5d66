"""Central's settings in the demonstration: a page shows the mail, another plays the bank."""

from central.settings import *  # noqa: F403

DEMO = True
EMAIL_BACKEND = "central.demo.post.RecentMail"
