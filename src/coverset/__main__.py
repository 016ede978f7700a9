"""``python -m coverset``."""

from coverset.cli import main

if __name__ == "__main__":
    main()
