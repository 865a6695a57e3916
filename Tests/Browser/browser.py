"""A headless Chromium, driven over the DevTools protocol through a pipe; standard library alone."""

import json
import os
import select
import shutil
import subprocess
import tempfile
import time

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")


class BrowserError(Exception):
    """The browser did not start, did not answer, or refused a command."""


def find():
    """Returns the path of a Chromium: that of $SDLOG_BROWSER, or the first in $PATH; else None."""
    named = os.environ.get("SDLOG_BROWSER")
    if named:
        return named
    return next((path for path in map(shutil.which, NAMES) if path), None)


class Browser:
    """One browser with one page. Use it in a `with` statement: it ends with it."""

    def __init__(self, path, timeout=30):
        self.timeout = timeout
        self.events = []
        self._buffer = b""
        self._last = 0
        self._profile = tempfile.mkdtemp(prefix="sdlog-browser-")
        # Chromium reads commands from descriptor 3 and writes answers to 4.
        to_browser, self._out = os.pipe()
        self._in, from_browser = os.pipe()

        def place():
            # Copies first: either descriptor may be 3 or 4 already.
            reader, writer = os.dup(to_browser), os.dup(from_browser)
            os.dup2(reader, 3)
            os.dup2(writer, 4)

        arguments = [
            path, "--headless=new", "--remote-debugging-pipe", "--no-first-run", "--disable-gpu",
            "--no-default-browser-check", "--disable-extensions", "--disable-background-networking",
            "--disable-component-update", "--disable-sync", "--hide-scrollbars",
            "--force-color-profile=srgb", "--font-render-hinting=none",
            f"--user-data-dir={self._profile}", "about:blank",
        ]
        if os.getuid() == 0:
            arguments.insert(1, "--no-sandbox")
        self._process = subprocess.Popen(
            arguments, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL, preexec_fn=place, close_fds=False)
        os.close(to_browser)
        os.close(from_browser)
        self._session = None
        try:
            targets = self.call("Target.getTargets")["targetInfos"]
            page = next(target for target in targets if target["type"] == "page")
            self._session = self.call(
                "Target.attachToTarget", targetId=page["targetId"], flatten=True)["sessionId"]
            for domain in ("Page", "Runtime", "Network", "Log"):
                self.call(f"{domain}.enable")
        except (BrowserError, OSError, StopIteration) as error:
            self.__exit__()
            raise BrowserError(str(error) or "it shows no page") from error

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._process.terminate()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        shutil.rmtree(self._profile, ignore_errors=True)

    def call(self, method, **parameters):
        """Sends a command and returns its result; what happens meanwhile goes to `events`."""
        self._last += 1
        number = self._last
        message = {"id": number, "method": method, "params": parameters}
        if self._session:
            message["sessionId"] = self._session
        data = json.dumps(message).encode() + b"\0"
        while data:
            data = data[os.write(self._out, data):]
        while True:
            answer = self._read(method)
            if answer.get("id") == number:
                if "error" in answer:
                    raise BrowserError(f"{method}: {answer['error'].get('message')}")
                return answer["result"]
            self.events.append(answer)

    def wait_for(self, name):
        """Waits for an event, which may have come already, since the last `clear`."""
        while not any(event.get("method") == name for event in self.events):
            self.events.append(self._read(name))

    def clear(self):
        """Forgets the events so far."""
        self.events = []

    def open(self, url):
        """Opens an address and waits until it is loaded and drawn."""
        self.clear()
        error = self.call("Page.navigate", url=url).get("errorText")
        if error:
            raise BrowserError(f"{url}: {error}")
        self.wait_for("Page.loadEventFired")

    def evaluate(self, expression):
        """Returns the value of a JavaScript expression in the page."""
        answer = self.call(
            "Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in answer:
            raise BrowserError(json.dumps(answer["exceptionDetails"])[:500])
        return answer["result"].get("value")

    def _read(self, awaited):
        end = time.monotonic() + self.timeout
        while b"\0" not in self._buffer:
            ready, _, _ = select.select([self._in], [], [], max(0, end - time.monotonic()))
            if not ready:
                raise BrowserError(f"no answer to {awaited} within {self.timeout} s")
            data = os.read(self._in, 1 << 20)
            if not data:
                raise BrowserError(f"the browser ended while {awaited} was awaited")
            self._buffer += data
        message, _, self._buffer = self._buffer.partition(b"\0")
        return json.loads(message)
