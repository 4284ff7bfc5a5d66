"""The supervisor's part in enrolling a device: `python -m central.demo.supervisor`.

Prints a one-time code, then reads the digits that the device shows and confirms it.
"""

from __future__ import annotations

import sys


def main() -> int:
    """0 once the device works; 1 if the digits were not those of its key."""
    import django

    django.setup()
    from central.accounts.models import User
    from central.demo import people
    from central.devices import enrolment
    from central.devices.models import Device
    from central.facilities.staff import facilities_of
    from central.refusals import Refused

    supervisor = User.objects.get(username=people.STAFF[1].username)
    facility = facilities_of(supervisor).get()
    print(enrolment.make_code(facility, device_name=people.KIOSK, by=supervisor), flush=True)
    digits = sys.stdin.readline().strip()
    for device in Device.objects.filter(facility=facility, status=Device.Status.PENDING):
        if enrolment.check_digits(device) == digits:
            try:
                enrolment.confirm(device, digits=digits, by=supervisor)
            except Refused:
                return 1
            return 0
    return 1


if __name__ == "__main__":
    sys.exit(main())
