"""The address of the payment callback."""

from __future__ import annotations

from django.urls import path

from central.payments import views

app_name = "payments"
urlpatterns = [path("callback/", views.callback, name="callback")]
