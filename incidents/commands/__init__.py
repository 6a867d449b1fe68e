"""The commands of ``python -m incidents``, one module each: ``SUMMARY``, ``EXAMPLE``, ``add_arguments(parser)``, ``run(options) -> exit code``."""
