"""The processor's own pages: the hosted card form, and a bank to play with in a demonstration."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from central.payments.processor import callbacks, service
from central.payments.processor.cards import CARDS, behaviour_of
from central.payments.processor.forms import CardForm
from central.payments.processor.models import CardPayment

BANK_ACTS = {
    "settle": service.settle,
    "charge_back": service.charge_back,
    "repeat": service.repeat_callback,
}


@require_http_methods(["GET", "POST"])
def pay(request: HttpRequest, payment: str) -> HttpResponse:
    """Take the card for one payment, then send the person back to the shop."""
    card_payment = get_object_or_404(CardPayment, pk=payment)
    if card_payment.state != "open":
        return redirect(card_payment.return_url)
    form = CardForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        behaviour = behaviour_of(form.cleaned_data["number"])
        if behaviour is not None:
            service.charge(payment, behaviour, form.last_four())
            return redirect(card_payment.return_url)
    context = {"payment": card_payment, "form": form, "cards": CARDS}
    return render(request, "processor/pay.html", context)


@require_POST
def cancel(_request: HttpRequest, payment: str) -> HttpResponse:
    """Go back to the shop without paying; the payment stays open and costs nothing."""
    return redirect(get_object_or_404(CardPayment, pk=payment).return_url)


def _demo_only() -> None:
    if not settings.DEMO:
        raise Http404


@require_GET
def bank(request: HttpRequest) -> HttpResponse:
    """Show the payments to someone who plays the bank; in a demonstration only."""
    _demo_only()
    payments = CardPayment.objects.prefetch_related("callbacks").order_by("-opened_at")[:50]
    return render(request, "processor/bank.html", {"payments": payments})


@require_POST
def bank_act(request: HttpRequest, payment: str) -> HttpResponse:
    """Settle late, charge back, repeat a notice, or resend what the shop did not take."""
    _demo_only()
    get_object_or_404(CardPayment, pk=payment)
    act = request.POST.get("act", "")
    if act == "resend":
        callbacks.deliver_owed()
    elif act in BANK_ACTS:
        BANK_ACTS[act](payment)
    return redirect("processor:bank")
