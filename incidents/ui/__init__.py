"""The screens' parts: the only package beside ``pages`` that imports streamlit."""
