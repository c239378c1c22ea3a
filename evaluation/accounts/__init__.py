"""Who may sign in and deliver, with which role, and what each route asks of its caller. Knows nothing of Flask."""
