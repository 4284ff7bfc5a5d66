"""Where the card processor tells central what became of a payment."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from central.payments import booking
from central.payments.gateway import BadCallbackError, gateway


@csrf_exempt  # a signature takes the place of the token: the caller is no browser
@require_POST
def callback(request: HttpRequest) -> HttpResponse:
    """Book a signed notice; 400 for one that the processor did not sign."""
    signature = request.headers.get("Processor-Signature", "")
    try:
        payment = gateway().read_callback(request.body, signature)
    except BadCallbackError:
        return HttpResponse(status=400)
    booking.book(payment)
    return HttpResponse(status=200)
