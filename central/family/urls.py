"""The addresses of the family pages."""

from __future__ import annotations

from django.urls import path, re_path

from central.family.views import (
    account,
    demo,
    money,
    people,
    pictures,
    public,
    thread,
    visits,
    writing,
)

app_name = "family"
ITEM = r"^(?P<kind>message|photo)/(?P<key>[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/"
urlpatterns = [
    path("", public.welcome, name="welcome"),
    path("how/", public.how, name="how"),
    path("verify/", account.verify, name="verify"),
    path("home/", people.home, name="home"),
    path("find/", people.search, name="search"),
    path("find/<uuid:inmate>/", people.connect, name="connect"),
    path("people/<uuid:connection>/", thread.person, name="person"),
    path("people/<uuid:connection>/write/", writing.write, name="write"),
    path("people/<uuid:connection>/draft/", writing.keep_draft, name="draft"),
    path("people/<uuid:connection>/photos/", pictures.pick, name="photos"),
    path("people/<uuid:connection>/photos/<uuid:key>.jpg", pictures.preview, name="pick"),
    path("people/<uuid:connection>/give/", money.give, name="give"),
    path("people/<uuid:connection>/visit/", visits.book, name="book"),
    path("visits/", visits.visits, name="visits"),
    path("visits/<uuid:key>/cancel/", visits.cancel, name="visit-cancel"),
    path("people/<uuid:connection>/tie/", people.tie, name="tie"),
    path("people/<uuid:connection>/tie/act/", people.tie_act, name="tie-act"),
    re_path(ITEM + r"$", thread.item, name="item"),
    re_path(ITEM + r"act/$", thread.item_act, name="item-act"),
    path("message/<uuid:key>/open/", thread.open_sealed, name="open"),
    path("photo/<uuid:key>/<str:size>.jpg", thread.picture, name="picture"),
    path("credits/", money.credits, name="credits"),
    path("credits/buy/", money.buy, name="buy"),
    path("credits/paid/<uuid:purchase>/", money.paid, name="paid"),
    path("account/", account.account, name="account"),
    path("demo/mail/", demo.mail, name="demo-mail"),
]
