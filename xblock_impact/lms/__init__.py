"""The app of the LMS and Studio: what is kept of learners beyond a block's own fields, and what delivers it."""
