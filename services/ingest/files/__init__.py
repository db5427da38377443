"""Figures in files: CSV and XLSX read safely, forms and marked files written."""
