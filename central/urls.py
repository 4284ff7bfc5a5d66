"""Where everything is served."""

from __future__ import annotations

from django.contrib import admin
from django.urls import include, path

from central.devices.api import api

urlpatterns = [
    path("v1/", api.urls),
    path("staff/", include("central.console.urls")),
    path("staff/", admin.site.urls),
    path("accounts/", include("allauth.urls")),
    path("i18n/", include("django.conf.urls.i18n")),
    path("payments/", include("central.payments.urls")),
    path("processor/", include("central.payments.processor.urls")),
    path("", include("central.family.urls")),
]
