"""The public names, for type checkers; at run time each is loaded on first use."""

from coverset.api import apply as apply
from coverset.api import check as check
from coverset.api import compare as compare
from coverset.api import cover as cover
from coverset.api import explain as explain
from coverset.api import improve as improve
from coverset.api import lose as lose
from coverset.api import open as open
from coverset.api import pin as pin
from coverset.api import plan as plan
from coverset.api import replan as replan
from coverset.api import report as report
from coverset.api import save as save
from coverset.findings import Finding as Finding
from coverset.findings import Place as Place
from coverset.findings import Severity as Severity
from coverset.service.checking import Checked as Checked
from coverset.service.comparing import Comparison as Comparison
from coverset.service.improving import Applied as Applied
from coverset.service.improving import Improved as Improved
from coverset.service.losing import Lost as Lost
from coverset.service.opening import Opened as Opened
from coverset.service.replanning import Answers as Answers
from coverset.solve.run import Progress as Progress
from coverset.solve.run import Result as Result
from coverset.solve.verify import VerifyError as VerifyError

__version__: str
__all__: list[str]
