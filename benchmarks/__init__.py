"""How quality and speed are measured: ``python -m benchmarks [--corpora PATH]``."""
