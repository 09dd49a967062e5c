"""Every kind of work that is killed, by the name it has in the table."""

from typing import Final

from tests.faults.copies import BACKUP, RESTORE, STEP
from tests.faults.erasing import ERASE
from tests.faults.everyday import CLOCKS, FREEZE, IMPORT, LOG
from tests.faults.keys import COLLEAGUES, PASSPHRASES, RENEWED
from tests.faults.trials import Trial

KILLS: Final[dict[str, Trial]] = {
    "writing down": LOG,
    "import": IMPORT,
    "step to a later version": STEP,
    "passphrase changed": PASSPHRASES,
    "colleagues come and leave": COLLEAGUES,
    "new data key": RENEWED,
    "backup": BACKUP,
    "restore": RESTORE,
    "freezing a report": FREEZE,
    "taking people out": ERASE,
    "clock set back and forth": CLOCKS,
}
