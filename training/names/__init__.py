"""How the recogniser of names (`models/drom-names`) is trained; see README.md."""
