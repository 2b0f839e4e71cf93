"""gunicorn's own lines, written like all others. Used by ``vorort serve``."""

from gunicorn.config import Config
from gunicorn.glogging import Logger

from vorort.core.logs import JsonLines


class LinesOfServer(Logger):
    """Named in the command line of the server."""

    def setup(self, cfg: Config) -> None:
        super().setup(cfg)  # type: ignore[no-untyped-call]
        for handler in self.error_log.handlers:
            handler.setFormatter(JsonLines())
