"""Campaigns: their catalogue, their definitions, and the releases by which their figures move."""
