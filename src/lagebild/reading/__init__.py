"""Report -> reading: pure functions; what a language needs is data in ``languages``. ``pipeline`` runs them."""
