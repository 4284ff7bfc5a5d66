"""People: users who sign in to the pages, contacts outside, inmates inside."""
