"""`python -m ictlife`."""

from ictlife.cli.main import main

main()
