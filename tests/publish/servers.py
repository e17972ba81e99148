"""Starts servers on loopback for the tests of hosts that are reached over HTTP.

    servers.py SCRATCH MODULES

SCRATCH is an empty directory, MODULES that of npm's packages. Once all answer, writes `servers.json` to SCRATCH: what the
tests must know of each. Ends with its standard input, and ends what it started. To add a server, write a function that
starts it and returns what the tests must know; what must be ended at the end goes to `ENDED`.
"""

import base64
import datetime
import hashlib
import hmac
import http.client
import json
import logging
import os
import signal
import socket
import ssl
import subprocess
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

GUIDE = Path(__file__).parents[2] / "docs" / "object-stores.md"

# Called at the end.
ENDED = []

# More than one answer to a listing holds.
MANY = 1100

# Public: every emulator of Azure has it.
AZURE_ACCOUNT = "devstoreaccount1"
AZURE_KEY = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw=="


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


def wait_for(port, seconds=30):
    """Waits until something listens."""
    end = time.monotonic() + seconds
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.05)


def background(target):
    threading.Thread(target=target, daemon=True).start()


def program(*command):
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL)
    ENDED.append(lambda: (process.terminate(), process.wait()))
    return process


def moto(port):
    """Serves S3 in this process; whoever asks may do everything."""
    from moto.server import ThreadedMotoServer

    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=port, verbose=False)
    server.start()
    ENDED.append(server.stop)


def client(service, port):
    import boto3

    return boto3.client(
        service,
        region_name="us-east-1",
        endpoint_url=f"http://127.0.0.1:{port}",
        aws_access_key_id="somebody",
        aws_secret_access_key="anything",
    )


def s3(_scratch, _modules):
    from moto.s3.models import s3_backends

    port = free_port()
    moto(port)
    bucket = client("s3", port)
    for name in ("reports", "many"):
        bucket.create_bucket(Bucket=name)
    files = "arn:aws:s3:::reports/*"
    everybody = {"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": files}
    document = json.dumps({"Version": "2012-10-17", "Statement": [everybody]})
    bucket.put_bucket_policy(Bucket="reports", Policy=document)
    backend = next(iter(s3_backends.values()))["aws"]
    for at in range(MANY):
        backend.put_object("many", f"pages/{at}.html", b"page")
    return {"port": port, "many": MANY}


def s3_with_keys(_scratch, _modules):
    """A server that checks keys and signatures, in a process of its own."""
    port = free_port()
    program(sys.executable, __file__, "--moto", str(port))
    wait_for(port)
    iam = client("iam", port)
    iam.create_user(UserName="publisher")
    iam.put_user_policy(UserName="publisher", PolicyName="publish", PolicyDocument=documented_policy())
    key = iam.create_access_key(UserName="publisher")["AccessKey"]
    bucket = client("s3", port)
    bucket.create_bucket(Bucket="reports")
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    # From now on, every request must be allowed.
    connection.request("POST", "/moto-api/reset-auth", body="0")
    assert connection.getresponse().status == 200
    return {"port": port, "key": key["AccessKeyId"], "secret": key["SecretAccessKey"]}


def documented_policy():
    """What credentials need, as the guide has it."""
    text = GUIDE.read_text(encoding="utf-8")
    return text.split("```json\n")[1].split("```")[0]


def azure(_scratch, modules):
    port = free_port()
    program(
        "node",
        str(Path(modules, "azurite/dist/src/blob/main.js")),
        "--blobPort",
        str(port),
        "--inMemoryPersistence",
        "--silent",
        "--disableTelemetry",
        "--skipApiVersionCheck",
    )
    wait_for(port)
    container(port, "reports", {"x-ms-blob-public-access": "blob"})
    # Where files are public, the emulator does not look at wrong credentials.
    container(port, "private", {})
    return {"port": port, "account": AZURE_ACCOUNT, "key": AZURE_KEY}


def container(port, name, access):
    """Creates a container of Azure."""
    headers = {
        **access,
        "x-ms-date": datetime.datetime.now(datetime.timezone.utc).strftime("%a, %d %b %Y %H:%M:%S GMT"),
        "x-ms-version": "2021-08-06",
    }
    path = f"/{AZURE_ACCOUNT}/{name}"
    signed = "PUT" + "\n" * 12 + "".join(f"{key}:{headers[key]}\n" for key in sorted(headers))
    signed += f"/{AZURE_ACCOUNT}{path}\nrestype:container"
    digest = hmac.new(base64.b64decode(AZURE_KEY), signed.encode(), hashlib.sha256).digest()
    headers["Authorization"] = f"SharedKey {AZURE_ACCOUNT}:{base64.b64encode(digest).decode()}"
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("PUT", f"{path}?restype=container", headers=headers)
    answer = connection.getresponse()
    assert answer.status == 201, answer.read()


def webdav(scratch, _modules):
    from cheroot import wsgi
    from wsgidav.wsgidav_app import WsgiDAVApp

    root = Path(scratch, "webdav")
    root.mkdir()
    login = {"user": "publisher", "password": "correct horse"}
    app = WsgiDAVApp(
        {
            "provider_mapping": {"/": str(root)},
            "simple_dc": {"user_mapping": {"*": {login["user"]: {"password": login["password"]}}}},
            "http_authenticator": {"accept_basic": True, "accept_digest": False, "default_to_digest": False},
            "verbose": 0,
            "logging": {"enable": False},
        }
    )
    port = free_port()
    server = wsgi.Server(bind_addr=("127.0.0.1", port), wsgi_app=app)
    background(server.start)
    ENDED.append(server.stop)
    wait_for(port)
    return {"port": port, "root": str(root), **login}


def with_a_certificate_of_its_own(scratch, _modules):
    """A server that speaks TLS, with a certificate that no authority signed."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509.oid import NameOID

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Nobody")])
    now = datetime.datetime.now(datetime.timezone.utc)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    both = Path(scratch, "localhost.pem")
    both.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        + certificate.public_bytes(serialization.Encoding.PEM)
    )

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(404)
            self.end_headers()

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(both)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    background(server.serve_forever)
    ENDED.append(server.shutdown)
    return {"port": server.server_address[1]}


SERVERS = {
    "s3": s3,
    "s3-with-keys": s3_with_keys,
    "azure": azure,
    "webdav": webdav,
    "tls": with_a_certificate_of_its_own,
}


def main():
    if sys.argv[1] == "--moto":
        moto(int(sys.argv[2]))
    else:
        scratch, modules = sys.argv[1:]
        known = {name: start(scratch, modules) for name, start in SERVERS.items()}
        unfinished = Path(scratch, "servers.json.new")
        unfinished.write_text(json.dumps(known), encoding="utf-8")
        unfinished.rename(Path(scratch, "servers.json"))
    # Nothing is sent: it ends when whoever started this does.
    sys.stdin.read()


if __name__ == "__main__":
    # What is in the environment of whoever runs this is not used.
    for name in [name for name in os.environ if name.startswith(("AWS_", "MOTO_"))]:
        del os.environ[name]
    # So that what was started is ended.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    try:
        main()
    finally:
        for end in reversed(ENDED):
            end()
