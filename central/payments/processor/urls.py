"""The processor's addresses."""

from __future__ import annotations

from django.urls import path

from central.payments.processor import views

app_name = "processor"
urlpatterns = [
    path("pay/<str:payment>/", views.pay, name="pay"),
    path("pay/<str:payment>/cancel/", views.cancel, name="cancel"),
    path("bank/", views.bank, name="bank"),
    path("bank/<str:payment>/", views.bank_act, name="bank-act"),
]
