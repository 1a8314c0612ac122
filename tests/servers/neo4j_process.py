"""A Neo4j Community server as a Java process of our own, its jars resolved by Maven."""

import hashlib
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from neo4j import Driver, GraphDatabase
from neo4j.exceptions import AuthError, ClientError, DriverError, Neo4jError

_POM = Path(__file__).with_name("pom.xml")
_CACHE = Path(__file__).parents[2] / ".cache" / "neo4j"
_MAIN = "org.neo4j.server.CommunityEntryPoint"
_OPENED = ("java.nio", "java.io", "sun.nio.ch", "java.util.concurrent")
_FIRST_PASSWORD = "neo4j"
USER, PASSWORD = "neo4j", "only-for-tests"
START_SECONDS = 300.0

BRIEF = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
"""Java that is soon gone: to compile what is called often with care takes longer than it ever saves."""

# Tests fill and empty the server all the time: plans that are made anew for that would take half of it.
_SETTINGS = """\
server.bolt.listen_address=127.0.0.1:{port}
server.http.enabled=false
server.https.enabled=false
server.memory.pagecache.size=256m
dbms.usage_report.enabled=false
dbms.cypher.min_replan_interval=24h
"""


class ServerMissing(Exception):
    """No Neo4j can be had for tests; the text says what to install."""


def lacks_java() -> str:
    """What of Java and Maven is not installed; "" when a server can be started."""
    return " and ".join(name for name in ("java", "mvn") if shutil.which(name) is None)


class Neo4jProcess:
    """One server with a folder and a port of its own. Not started yet."""

    def __init__(self, folder: Path, java: Sequence[str] = ()) -> None:
        """Keep data, settings and logs in `folder`, which may be from an earlier server.

        `java` are more options of Java, such as BRIEF.
        """
        self._folder = folder
        self._java = java
        self._port = free_port()
        self._process: subprocess.Popen[bytes] | None = None
        self.uri = f"bolt://127.0.0.1:{self._port}"

    def start(self) -> None:
        """Start, and return when it answers. ServerMissing with the end of its log when it does not."""
        settings = self._folder / "conf"
        settings.mkdir(parents=True, exist_ok=True)
        (settings / "neo4j.conf").write_text(_SETTINGS.format(port=self._port))
        opened = [f"--add-opens=java.base/{package}=ALL-UNNAMED" for package in _OPENED]
        command = ["java", "-Xms512m", "-Xmx1g", *self._java, *opened, "-cp", _class_path(), _MAIN]
        command += [f"--home-dir={self._folder}", f"--config-dir={settings}"]
        with (self._folder / "console.log").open("ab") as console:
            self._process = subprocess.Popen(command, stdout=console, stderr=subprocess.STDOUT)
        try:
            wait_until_it_answers(self.uri, self._has_ended)
        except TimeoutError as error:
            self.kill()
            raise ServerMissing(f"Neo4j did not start:\n{self._log()}") from error

    def kill(self) -> None:
        """End the process at once, as a power cut would."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()

    def _has_ended(self) -> bool:
        return self._process is None or self._process.poll() is not None

    def _log(self) -> str:
        logs = (self._folder / "console.log", self._folder / "logs" / "neo4j.log")
        return "\n".join(log.read_text()[-2000:] for log in logs if log.exists())


def free_port() -> int:
    """A TCP port on this host that nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait_until_it_answers(uri: str, has_ended: Callable[[], bool]) -> None:
    """Return when a server answers to PASSWORD, set here in place of the one it is delivered with.

    Raises TimeoutError when the server has ended or START_SECONDS have passed.
    """
    deadline = time.monotonic() + START_SECONDS
    while not has_ended() and time.monotonic() < deadline:
        if _answers(uri):
            return
        time.sleep(0.1)  # there is nothing to wait on: the port is closed until the server is up
    raise TimeoutError(uri)


def _answers(uri: str) -> bool:
    try:
        if _must_change_password(uri):
            _change_password(uri)
        with _driver(uri, PASSWORD) as driver:
            driver.execute_query("RETURN 1")
    except (DriverError, Neo4jError):
        return False
    return True


def _must_change_password(uri: str) -> bool:
    try:
        with _driver(uri, _FIRST_PASSWORD) as driver:
            driver.verify_connectivity()
    except AuthError:
        return False
    except ClientError as error:
        return error.code == "Neo.ClientError.Security.CredentialsExpired"
    return True


def _change_password(uri: str) -> None:
    change = "ALTER CURRENT USER SET PASSWORD FROM $old TO $new"
    with _driver(uri, _FIRST_PASSWORD) as driver:
        driver.execute_query(change, old=_FIRST_PASSWORD, new=PASSWORD, database_="system")


def _driver(uri: str, password: str) -> Driver:
    return GraphDatabase.driver(uri, auth=(USER, password), max_transaction_retry_time=0.0)


def _class_path() -> str:
    """The server's jars, resolved once a pom.xml."""
    known = _CACHE / f"classpath-{hashlib.sha256(_POM.read_bytes()).hexdigest()[:12]}.txt"
    if known.exists() and all(Path(jar).exists() for jar in known.read_text().split(":")):
        return known.read_text()
    _CACHE.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=_CACHE) as folder:
        fresh = Path(folder) / "classpath.txt"
        resolve = ["mvn", "-q", "-B", "-f", str(_POM), "dependency:build-classpath"]
        done = subprocess.run([*resolve, f"-Dmdep.outputFile={fresh}"], capture_output=True, text=True)
        if done.returncode != 0:
            raise ServerMissing(f"Maven could not resolve Neo4j:\n{(done.stdout + done.stderr)[-2000:]}")
        fresh.replace(known)
    return known.read_text()
