"""The command line: a thin skin over the service. Every command imports what it needs when it runs."""

from __future__ import annotations

import sys

EXIT_DONE, EXIT_USAGE, EXIT_FINDINGS, EXIT_INFEASIBLE, EXIT_NO_TIME, EXIT_OUR_BUG = 0, 2, 3, 4, 5, 70
EXIT_STOPPED = 130


def main() -> None:
    """Run the command line; our own bugs end with 70 and a file that reproduces them."""
    try:
        from coverset.cli.app import app

        app()
    except KeyboardInterrupt:
        sys.stderr.write("Stopped.\n")
        sys.exit(EXIT_STOPPED)
    except SystemExit as ended:
        if ended.code == EXIT_STOPPED:
            sys.stderr.write("Stopped.\n")
        raise
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
    except Exception as error:
        from coverset.cli._bug import refused_by_the_machine, report_bug

        refusal = refused_by_the_machine(error)
        if refusal:
            sys.stderr.write(f"{refusal}\n")
            sys.exit(EXIT_FINDINGS)
        sys.exit(report_bug(error, sys.argv))
