"""Figures: counts with the lists behind them, the sheets and charts of a year, the duty ledger and the draft summary."""
