"""Consultation: plans, recommendations and their follow-up, suggestions and reports on public opinion."""
