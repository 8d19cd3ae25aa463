"""Python's libraries, or the word that this one is not installed."""
import importlib
import sys


def library(name):
    try:
        return importlib.import_module(name)
    except ImportError as error:
        print(error, file=sys.stderr)
        raise SystemExit(77) from None  # see bench/contender.py
