"""A course without an LMS: the XBlock workbench with learners, authors and staff. Nothing else imports it."""
