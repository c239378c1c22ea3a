"""What a learner sees and sends."""
