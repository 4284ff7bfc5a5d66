"""Remote video visits: booked by the contact, approved by the facility, answered by the inmate."""
