"""The subjects by name, in the order in which they are measured. What a process holds is looked at last."""

from gate.bench import desk_list, exports, office, papers
from gate.bench.subjects import Subject

SUBJECTS: dict[str, Subject] = {
    "list": desk_list.measure,
    "file": office.file,
    "start": office.start,
    "export": exports.measure,
    "notices": papers.notices,
    "regions": papers.municipalities,
    "worker": office.worker,
}
