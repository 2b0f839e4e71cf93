"""The core's app config, with the guards of its append-only tables."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

from vorort.core import guards
from vorort.core.guards import Guard, append_only


class CoreConfig(AppConfig):
    """Installs every context's guards after migrations, and lets every text column refuse what it cannot hold."""

    name = "vorort.core"
    label = "core"
    guards = (
        *append_only("core_historyentry", "Das Protokoll wird nur fortgeschrieben."),
        Guard("core_historypayload_no_update", "core_historypayload", "UPDATE", "Protokollwerte werden nie geändert."),
        Guard(
            "core_historypayload_erase_only",
            "core_historypayload",
            "DELETE",
            "Protokollwerte löscht nur eine Löschung mit eigenem Eintrag.",
            condition='NOT EXISTS (SELECT 1 FROM "core_historyentry" e WHERE e."erases_id" = OLD."entry_id")',
            truncate=True,
        ),
        Guard(
            "core_historyhead_forward_only",
            "core_historyhead",
            "UPDATE",
            "Der Kopf eines Protokolls geht nur vorwärts.",
            condition=(
                'NEW."stream" <> OLD."stream" OR NEW."count" <> OLD."count" + 1 OR NOT EXISTS ('
                'SELECT 1 FROM "core_historyentry" e WHERE e."stream" = NEW."stream" '
                'AND e."number" = NEW."count" AND e."digest" = NEW."digest")'
            ),
        ),
        Guard(
            "core_historyhead_no_delete",
            "core_historyhead",
            "DELETE",
            "Der Kopf eines Protokolls bleibt.",
            truncate=True,
        ),
        *append_only("core_document", "Ein Schriftstück wird nie geändert; es bekommt eine neue Fassung."),
    )

    def ready(self) -> None:
        from vorort.core import daily, imports, jobs, lengths  # the tables may be imported only now

        lengths.refuse_long_texts()
        daily.register(_("Alte Vorschauen löschen"), imports.forget_old_previews)
        daily.register(_("Erledigte Aufträge löschen"), jobs.forget_done)
        post_migrate.connect(guards.install, sender=self, dispatch_uid="core.guards")
