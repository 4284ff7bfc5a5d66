"""The pages for contacts: plain HTML from the server, in English and Spanish."""
