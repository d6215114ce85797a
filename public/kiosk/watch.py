#!/usr/bin/env python3
"""Watches whether the page on the screen lives, and starts the browser again when it does not.

Run by doorlight-kiosk-watch.service. Every ten seconds it asks the page itself, over the browser's DevTools port,
whether it is one of Doorlight's. A page that crashed, hangs, or is the browser's own error page does not say yes.
After three such answers in a row, and only while Doorlight itself answers, the browser is started again: without
a server a new browser would show nothing better, and a page of Doorlight goes to "unknown" by itself.

Environment: DOORLIGHT_ORIGIN, DOORLIGHT_DEVTOOLS_PORT (9222), DOORLIGHT_WATCH_SECONDS (10), DOORLIGHT_RESTART (the
command that starts the browser again).
"""

import json
import os
import shlex
import subprocess
import time
import urllib.request

import websocket  # Debian: python3-websocket

ORIGIN = os.environ["DOORLIGHT_ORIGIN"]
PORT = int(os.environ.get("DOORLIGHT_DEVTOOLS_PORT", "9222"))
PAUSE_S = float(os.environ.get("DOORLIGHT_WATCH_SECONDS", "10"))
RESTART = os.environ.get("DOORLIGHT_RESTART", "systemctl restart doorlight-kiosk.service")
ANSWER_WITHIN_S = 5
BAD_ANSWERS = 3

# A light, a code, or a notice of Doorlight.
IS_OURS = "document.querySelector('[data-light],[data-pairing],[data-notice]') !== null"


def server_answers() -> bool:
    try:
        with urllib.request.urlopen(f"{ORIGIN}/healthz", timeout=ANSWER_WITHIN_S) as answer:
            return answer.status == 200
    except OSError:
        return False


def page_lives() -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{PORT}/json/list", timeout=ANSWER_WITHIN_S) as answer:
            pages = [target for target in json.load(answer) if target.get("type") == "page"]
        return len(pages) > 0 and is_ours(pages[0]["webSocketDebuggerUrl"])
    except (OSError, ValueError, KeyError, websocket.WebSocketException):
        return False


def is_ours(address: str) -> bool:
    page = websocket.create_connection(address, timeout=ANSWER_WITHIN_S, suppress_origin=True)
    try:
        page.send(json.dumps({"id": 1, "method": "Runtime.evaluate", "params": {"expression": IS_OURS}}))
        give_up_at = time.monotonic() + ANSWER_WITHIN_S
        while time.monotonic() < give_up_at:
            answer = json.loads(page.recv())
            if answer.get("id") == 1:
                return answer.get("result", {}).get("result", {}).get("value") is True
        return False
    finally:
        page.close()


def main() -> None:
    bad = 0
    while True:
        time.sleep(PAUSE_S)
        if page_lives():
            bad = 0
            continue
        bad += 1
        if bad < BAD_ANSWERS or not server_answers():
            continue
        print("The page on the screen does not live: the browser is started again.", flush=True)
        subprocess.run(shlex.split(RESTART), check=False)
        bad = 0
        # A Raspberry Pi needs a while until its browser shows a page.
        time.sleep(3 * PAUSE_S)


if __name__ == "__main__":
    main()
