"""Have a program run by the quick_python.py that listens beside this file, and end as it ends."""

import json
import os
import signal
import socket
import sys


def main() -> None:
    """Send arguments, folder, environment and streams; pass on signals and the exit code."""
    server = socket.socket(socket.AF_UNIX)
    server.connect(os.path.join(os.path.dirname(sys.argv[0]), "socket"))
    request = {
        "arguments": sys.argv[1:],
        "folder": os.getcwd(),
        "environment": dict(os.environ),
    }
    said = f"{json.dumps(request)}\n".encode()
    sent = socket.send_fds(server, [said], [0, 1, 2])
    server.sendall(said[sent:])
    answer = server.makefile()
    pid = int(answer.readline())
    # Only the program itself shall hold its streams, so that a reader sees their end.
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nothing, stream)
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda number, _: os.kill(pid, number))
    code = int(answer.readline())
    if code < 0:
        if -code != signal.SIGKILL:
            signal.signal(-code, signal.SIG_DFL)
        os.kill(os.getpid(), -code)
    os._exit(code)


main()
