"""Briefing: the filter as a picture for a slide."""

from incidents.ui.briefing_page import briefing_page

briefing_page()
