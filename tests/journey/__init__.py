"""Whole ways through the product: real service, real course, real browser."""
