"""Checks of money（予算の検査）."""
