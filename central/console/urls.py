"""The console's own pages, under /staff beside the admin's."""

from __future__ import annotations

from django.urls import path, re_path

from central.console.views import (
    aftermath,
    books,
    equip,
    house,
    oversight,
    pages,
    queue,
    tickets,
    visits,
)

app_name = "console"
ITEM = r"(?P<kind>message|photo)/(?P<key>[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/$"
urlpatterns = [
    path("", queue.start, name="start"),
    path("review/", queue.queue, name="queue"),
    re_path(r"^review/" + ITEM, queue.decide, name="decide"),
    path("review/photo/<uuid:key>/<str:size>.jpg", queue.picture, name="picture"),
    path("appeals/", oversight.appeal_list, name="appeals"),
    re_path(r"^appeals/" + ITEM, oversight.appeal_decide, name="appeal-decide"),
    path("names/", oversight.names, name="names"),
    path("names/<uuid:key>/", oversight.name_decide, name="name-decide"),
    path("delivered/", oversight.delivered, name="delivered"),
    re_path(r"^delivered/" + ITEM, oversight.withdraw, name="withdraw"),
    path("visits/", visits.visit_list, name="visits"),
    path("visits/<uuid:key>/", visits.visit_decide, name="visit-decide"),
    path("tickets/", tickets.ticket_list, name="tickets"),
    path("tickets/<uuid:key>/", tickets.ticket_act, name="ticket-act"),
    path("envelopes/", oversight.envelopes, name="envelopes"),
    path("inmates/admit/", house.admit, name="admit"),
    path("inmates/<uuid:key>/pin/", house.reset_pin, name="reset-pin"),
    path("inmates/<uuid:key>/status/", house.status, name="status"),
    path("devices/enrol/", equip.code, name="code"),
    path("devices/<uuid:key>/", equip.device, name="device"),
    path("corrections/", books.correction_list, name="corrections"),
    path("corrections/new/", books.correction_propose, name="propose"),
    path("corrections/<uuid:key>/", books.correction_decide, name="correction-decide"),
    path("after-a-restore/", aftermath.loose_end_list, name="loose-ends"),
    path("after-a-restore/<uuid:key>/", aftermath.loose_end_settle, name="loose-end"),
    path("no-contact/", books.orders, name="orders"),
    path("no-contact/<uuid:key>/", books.order_lift, name="order-lift"),
    path("contacts/<uuid:key>/act/", books.contact_act, name="contact-act"),
    path("pages/", pages.page_list, name="pages"),
    path("pages/new/", pages.page_new, name="page-new"),
    path("pages/<uuid:key>/", pages.page_edit, name="page-edit"),
    path("pages/<uuid:key>/act/", pages.page_act, name="page-act"),
    path("appoint/", books.appoint, name="appoint"),
]
