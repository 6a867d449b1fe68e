"""Sources: whole articles with what was read from them."""

from incidents.ui.sources import sources

sources()
