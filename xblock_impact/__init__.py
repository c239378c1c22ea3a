"""The Impact XBlock: what an Open edX LMS loads."""
