from __future__ import annotations
import streamlit as st
def panel(data, now, asked, chosen):
    with st.container(key="panel", height=696):
        st.write(chosen.id if chosen else "Select a mark or a row to read its sources.")
