"""Coverset plans film shoots."""

__version__ = "0.1.0"
