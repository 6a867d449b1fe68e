"""Data and method: what the words and marks mean."""

from incidents.ui.method_page import method_page

method_page()
