"""Starts nginx and Apache with the configuration that `publish headers` writes, and compares every file and header.

    headers.py PROGRAM SERVERS SCRATCH COUNTS

SERVERS is the directory of `install-packages`, SCRATCH a directory that does not exist. The expected values are those of
the table in docs/publishing.md. Writes one line per test to COUNTS: `pass 1` or `fail 1`.
"""

import http.client
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path

GUIDE = Path(__file__).parents[2] / "docs" / "publishing.md"

# Where a site is published: its path on the host.
PATHS = ("/", "/reports/ssr-1.x/")

# Addresses that are no file, and what is sent for them.
MISSING = ("missing.html", "assets/missing.css", "rr1/missing/", "rr1/print.html/missing")


def documented():
    """The values of the guide's table: header, value, for what."""
    section = GUIDE.read_text(encoding="utf-8").split("\n## Headers\n")[1].split("\n#")[0]
    rows = re.findall(r"^\| `([A-Za-z-]+)` \| `([^`]+)` \| (.+) \|$", section, re.MULTILINE)
    assert len(rows) == 6, rows
    return rows


def expected(path, rows):
    """The headers of a file, as documented."""
    is_print = path.endswith("/print.html")
    is_asset = path.startswith("assets/")
    applies = {
        "all": True,
        "all but `print.html`": not is_print,
        "`print.html`, which has an inline style": is_print,
        "`assets/`": is_asset,
        "all else": not is_asset,
    }
    return {name: value for name, value, what in rows if applies[what]}


def free_port():
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        return server.getsockname()[1]


class Published:
    """A site below a document root, and the configuration of one kind of server."""

    def __init__(self, program, scratch, kind, path):
        self.kind, self.path, self.port = kind, path, free_port()
        name = f"{kind}-{'root' if path == '/' else 'path'}"
        self.project, self.root = scratch / name / "project", scratch / name / "www"
        self.site = self.root / path.strip("/") if path != "/" else self.root
        self.site.parent.mkdir(parents=True)
        run(program, "init", "--quiet", self.project)
        settings = self.project / "book.toml"
        text = settings.read_text(encoding="utf-8")
        address = f"http://127.0.0.1:{self.port}{path}"
        settings.write_text(f'{text}\n[output.html]\nsite-url = "{address}"\n', encoding="utf-8")
        (self.project / "content" / "figures.csv").write_text("a,b\n1,é\n", encoding="utf-8")
        (self.project / "content" / "spoken.vtt").write_text("WEBVTT\n", encoding="utf-8")
        self.build(program)
        self.configuration = run(program, "publish", "headers", kind, "-C", self.project)
        if kind == "apache":
            (self.site / ".htaccess").write_text(self.configuration, encoding="utf-8")
            # The next build keeps it.
            self.build(program)

    def build(self, program):
        run(program, "build", "--quiet", self.project, "--dest-dir", self.site)

    def files(self):
        """Address and media type of every file, from the manifest of the build."""
        manifest = self.site.parent / f".{self.site.name}.ssr-site-manifest"
        lines = manifest.read_text(encoding="utf-8").splitlines()
        cells = [line.split("\t") for line in lines[1:-1] if not line.startswith("\t")]
        return {cell[-1]: cell[-2] for cell in cells}


def run(*arguments):
    done = subprocess.run(
        [str(each) for each in arguments], capture_output=True, text=True, check=False, timeout=60
    )
    if done.returncode:
        sys.exit(f"{arguments}: {done.stderr}")
    return done.stdout


class Server:
    """A web server in the foreground."""

    def __init__(self, command, directory, environment):
        self.log = directory / "output"
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                command, stdout=log, stderr=log, env=environment, stdin=subprocess.DEVNULL
            )

    def wait(self, port):
        for _ in range(200):
            with socket.socket() as client:
                if client.connect_ex(("127.0.0.1", port)) == 0:
                    return
            if self.process.poll() is not None:
                break
            time.sleep(0.05)
        raise SystemExit(f"no server: {self.log.read_text(errors='replace')}")

    def stop(self):
        self.process.terminate()
        try:
            self.process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self.process.kill()


def found(servers, name):
    unpacked = servers / "usr" / "sbin" / name
    return unpacked if unpacked.exists() else Path(shutil.which(name) or f"/usr/sbin/{name}")


def with_libraries(servers):
    """The environment for a program that was unpacked, not installed."""
    libraries = sorted({str(each.parent) for each in servers.glob("usr/lib/*/*.so*")})
    return {**os.environ, "LD_LIBRARY_PATH": ":".join(libraries)}


def nginx(servers, sites, scratch):
    directory = scratch / "nginx"
    directory.mkdir()
    blocks = []
    for number, site in enumerate(sites):
        (directory / f"{number}.conf").write_text(site.configuration, encoding="utf-8")
        blocks.append(
            f"server {{ listen 127.0.0.1:{site.port}; root {site.root}; include {directory}/{number}.conf; }}"
        )
    temporary = "\n".join(
        f"{what}_temp_path {directory}/{what};"
        for what in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    user = "user root;" if os.geteuid() == 0 else ""
    (directory / "nginx.conf").write_text(
        f"""{user} daemon off; pid {directory}/pid; error_log {directory}/errors;
        events {{ }}
        http {{ access_log off; {temporary}
        {chr(10).join(blocks)} }}""",
        encoding="utf-8",
    )
    environment = with_libraries(servers)
    command = [found(servers, "nginx"), "-p", directory, "-e", directory / "errors", "-c", directory / "nginx.conf"]
    return Server([str(each) for each in command], directory, environment)


def apache(servers, sites, scratch):
    directory = scratch / "apache"
    directory.mkdir()
    modules = servers / "usr" / "lib" / "apache2" / "modules"
    if not modules.exists():
        modules = Path("/usr/lib/apache2/modules")
    # Those that Debian's package enables by itself, as far as they matter here, and `headers`.
    names = ("mpm_event", "authz_core", "mime", "dir", "negotiation", "autoindex", "alias", "headers")
    loaded = "\n".join(f"LoadModule {each}_module {modules}/mod_{each}.so" for each in names)
    hosts = "\n".join(
        f"""Listen 127.0.0.1:{site.port}
        <VirtualHost 127.0.0.1:{site.port}>
            DocumentRoot "{site.root}"
            <Directory "{site.root}">
                AllowOverride FileInfo Indexes
                Require all granted
            </Directory>
        </VirtualHost>"""
        for site in sites
    )
    (directory / "types").write_text("", encoding="utf-8")
    (directory / "apache.conf").write_text(
        f"""ServerName localhost
        PidFile {directory}/pid
        ErrorLog {directory}/errors
        {loaded}
        TypesConfig {directory}/types
        <FilesMatch "^\\.ht">
            Require all denied
        </FilesMatch>
        {hosts}""",
        encoding="utf-8",
    )
    environment = with_libraries(servers)
    command = [found(servers, "apache2"), "-D", "FOREGROUND", "-d", directory, "-f", directory / "apache.conf"]
    return Server([str(each) for each in command], directory, environment)


class Reader:
    """Fetches from one server over one connection."""

    def __init__(self, site):
        self.connection = http.client.HTTPConnection("127.0.0.1", site.port, timeout=10)
        self.path = site.path

    def get(self, address, headers=None):
        self.connection.request("GET", self.path + address, headers=headers or {})
        answer = self.connection.getresponse()
        return answer, answer.read()


def differences(answer, path, media_type, rows):
    """What differs from the documented headers."""
    for name, value in expected(path, rows).items():
        values = answer.headers.get_all(name) or []
        if values != [value]:
            yield f"{path}: {name}: expected {value!r}, found {values}"
    sent = (answer.headers.get("Content-Type") or "").replace(" ", "").lower()
    if sent != media_type.replace(" ", ""):
        yield f"{path}: expected {media_type}, found {sent or 'no type'}"


def files(site, reader, rows):
    """Every file of the site has its headers and bytes."""
    for path, media_type in site.files().items():
        answer, body = reader.get(path)
        if answer.status != 200 or body != (site.site / path).read_bytes():
            yield f"{path}: {answer.status} with {len(body)} bytes"
        yield from differences(answer, path, media_type, rows)


def directories(site, reader, rows):
    """A directory is its index.html."""
    for path in ("", "rr1/"):
        answer, body = reader.get(path)
        if answer.status != 200 or body != (site.site / path / "index.html").read_bytes():
            yield f"{path}: {answer.status} with {len(body)} bytes"
        yield from differences(answer, f"{path}index.html", "text/html;charset=utf-8", rows)


def missing(site, reader, rows):
    """A missing address gets the site's own page with status 404, and nobody caches it."""
    page = (site.site / "404.html").read_bytes()
    for path in MISSING:
        answer, body = reader.get(path)
        if answer.status != 404 or body != page:
            yield f"{path}: {answer.status} with {len(body)} bytes"
        yield from differences(answer, "404.html", "text/html;charset=utf-8", rows)


def revalidation(_, reader, rows):
    """A browser that has a page revalidates it, and keeps its headers."""
    answer, _ = reader.get("index.html")
    again, body = reader.get("index.html", {"If-None-Match": answer.headers["ETag"]})
    if again.status != 304 or body:
        yield f"{again.status} with {len(body)} bytes"
    if again.headers.get_all("Cache-Control") != [expected("index.html", rows)["Cache-Control"]]:
        yield f"found {again.headers.get_all('Cache-Control')}"


def main():
    program, servers, scratch, counts = (Path(each).resolve() for each in sys.argv[1:])
    scratch.mkdir(parents=True)
    rows = documented()
    failed = False
    with counts.open("w", encoding="utf-8") as lines:
        for kind, start in (("nginx", nginx), ("apache", apache)):
            sites = [Published(program, scratch, kind, path) for path in PATHS]
            server = start(servers, sites, scratch)
            try:
                for site in sites:
                    server.wait(site.port)
                    for test in (files, directories, missing, revalidation):
                        problems = list(test(site, Reader(site), rows))
                        failed |= bool(problems)
                        lines.write("fail 1\n" if problems else "pass 1\n")
                        print(f"{kind} at {site.path}: {'failed' if problems else 'ok'}: {test.__doc__}")
                        for problem in problems[:10]:
                            print(f"    {problem}")
            finally:
                server.stop()
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
