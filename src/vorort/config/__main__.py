"""``python -m vorort.config``: what the script ``./vorort`` hands over to.

The commands themselves stand in cli.py.
"""

import sys

from vorort.config import cli

sys.exit(cli.main(sys.argv[1:]))
