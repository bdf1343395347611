"""Stands in for `flybrain serve` where its behaviour must be bad or slow on demand. Its protocol is written apart from the package."""

import json
import struct
import sys
import threading
import time
from typing import Any

cancelled: set[int] = set()
under_way: set[int] = set()
dropped: list[dict[str, Any]] = []
writing = threading.Lock()


def send(message: dict[str, Any], data: bytes = b"") -> None:
    with writing:
        sys.stdout.buffer.write(json.dumps(message).encode() + b"\n" + data)
        sys.stdout.buffer.flush()


def columns(number: int, params: dict[str, Any]) -> None:
    length = params["length"]
    named = [("neuron", "int64", "q"), ("trial", "int32", "i"), ("time", "float64", "d")]
    values = {"q": [720575940660219265] * length, "i": range(length), "d": range(length)}
    data = b"".join(struct.pack(f"<{length}{code}", *values[code]) for *_, code in named)
    send({"id": number, "result": {}, "columns": [{"name": n, "type": t, "length": length} for n, t, _ in named]}, data)


def slow(number: int, params: dict[str, Any]) -> None:
    for done in range(params["steps"]):
        if number in cancelled:
            under_way.discard(number)
            send({"id": number, "error": {"kind": "cancelled", "message": "cancelled"}})
            return
        send({"id": number, "progress": {"done": done, "total": params["steps"], "what": "trials"}})
        time.sleep(0.02)
    under_way.discard(number)
    send({"id": number, "result": {"done": params["steps"]}})


def answer(request: dict[str, Any]) -> None:
    number, method, params = request["id"], request["method"], request.get("params", {})
    if method == "echo":
        send({"id": number, "result": params})
    elif method == "open":
        send({"id": number, "result": {"brain": 1}})
    elif method == "campaign" and "die" not in params["text"]:
        assert {key: params.get(key) for key in ("brain", "n_run", "threads")} == {"brain": 1, "n_run": 3, "threads": 2}
        send({"id": number, "result": {"out": params["out"], "warnings": []}})
    elif method == "columns":
        columns(number, params)
    elif method == "slow":
        under_way.add(number)
        threading.Thread(target=slow, args=(number, params), daemon=True).start()
    elif method == "cancel":
        cancelled.add(params["request"])
        send({"id": number, "result": {"cancelled": params["request"] in under_way}})
    elif method == "live":
        time.sleep(0.5)
        send({"id": number, "result": {"live": 7}})
    elif method == "drop":
        dropped.append(params)
        send({"id": number, "result": {}})
    elif method == "dropped":
        send({"id": number, "result": {"dropped": dropped}})
    elif method == "fail":
        send({"id": number, "error": params})
    elif method in ("die", "campaign"):
        print("flybrain: out of luck", file=sys.stderr, flush=True)
        sys.exit(3)
    elif method == "garbage":
        sys.stdout.write("Picked up _JAVA_OPTIONS\n")
        sys.stdout.flush()
    elif method == "half":
        sys.stdout.write(json.dumps({"id": number, "result": {}, "columns": [{"name": "x", "type": "int64", "length": 9}]}) + "\nabc")
        sys.stdout.flush()
        sys.exit(0)
    elif method == "deaf":
        time.sleep(60)
    elif method == "shutdown":
        sys.exit(0)


def main() -> None:
    greeting = sys.argv[1] if len(sys.argv) > 1 else '{"flybrain": "0.1.0", "protocol": 1}'
    print(greeting, flush=True)
    for line in sys.stdin:
        answer(json.loads(line))


main()
