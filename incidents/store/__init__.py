"""The one place that keeps documents, readings and incidents."""
