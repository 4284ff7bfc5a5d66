"""Devices: enrolment, sign-in and the API they speak."""
