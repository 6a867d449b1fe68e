"""Trends: the filtered incidents over time, by type, actor and region."""

from incidents.ui.trends_page import trends_page

trends_page()
