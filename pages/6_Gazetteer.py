"""Gazetteer: what a place name may mean, and the names that no place was found for."""

from incidents.ui.gazetteer_page import gazetteer_page

gazetteer_page()
