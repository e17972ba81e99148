"""Runs the importer of docs/cms.md over a bundle, with functions in place of those of WordPress.

    wordpress.py PROGRAM PACKAGES SCRATCH COUNTS

PACKAGES is the directory of `install-packages`, SCRATCH a directory that does not exist. Writes one line per test to COUNTS:
`pass 1` or `fail 1`.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
GUIDE = HERE.parents[1] / "docs" / "cms.md"
ADDRESS = "https://www.example.org/wp-content/uploads/ssr/"


def run(*arguments, **options):
    done = subprocess.run(
        [str(each) for each in arguments], capture_output=True, text=True, check=False, timeout=60, **options
    )
    if done.returncode:
        sys.exit(f"{arguments}: {done.stdout}{done.stderr}")
    return done.stdout


def bundle(program, project, directory):
    """Builds fragments, and lists them as the guide says."""
    run(program, "build", "--quiet", project, "--dest-dir", directory)
    files = []
    for path in sorted(path for path in directory.rglob("*") if path.is_file()):
        name = path.relative_to(directory).as_posix()
        if name.startswith(".") or name.startswith("index.") and name.endswith("json"):
            continue
        start = path.read_bytes()
        fragment = start.startswith(b'<div class="ssr"')
        heading = re.search(rb"<h[12][^>]*>(.*?)</h[12]>", start, re.DOTALL) if fragment else None
        title = re.sub(r"<[^>]*>", "", heading[1].decode()) if heading else name if fragment else None
        kind = {"404.html": "not-found", "index.html": "front"}.get(name, "page") if fragment else "file"
        files.append({"path": name, "kind": kind, "fragment": fragment, "title": title, "parent": None})
    known = {file["path"] for file in files if file["fragment"]}
    for file in files:
        above = [directory.as_posix() for directory in Path(file["path"]).parents]
        places = [f"{each}/index.html".removeprefix("./") for each in above]
        if file["fragment"] and file["path"] != "index.html":
            file["parent"] = next(it for it in places if it in known and it != file["path"])
    files.sort(key=lambda file: (not file["fragment"], file["path"].count("/"), file["path"] != "index.html",
                                 not file["path"].endswith("/index.html"), file["path"]))
    index = {"version": 1, "title": "Example", "url": ADDRESS, "files": files}
    (directory / "index.json").write_text(json.dumps(index), encoding="utf-8")
    return index


def importer(packages, scratch, directory):
    """Runs the script of the guide. Returns what it said and the posts."""
    block = re.search(r"<!-- tests/publish/wordpress .*?-->\n+```php\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    script, state = scratch / "import.php", scratch / "posts.json"
    script.write_text(block[1], encoding="utf-8")
    unpacked = sorted(packages.glob("usr/bin/php[0-9]*"))
    php = unpacked[0] if unpacked else shutil.which("php")
    libraries = sorted({str(each.parent) for each in packages.glob("usr/lib/*/*.so*")})
    environment = {**os.environ, "LD_LIBRARY_PATH": ":".join(libraries)}
    said = run(php, "-n", HERE / "wordpress-functions.php", state, script, directory, env=environment)
    return said, json.loads(state.read_text(encoding="utf-8"))


def by_path(posts):
    return {post["meta"]["_ssr_path"].split("/bundle/", 1)[1]: post for post in posts.values()}


def pages(index, said, posts):
    """Every fragment is a page below its parent."""
    found = by_path(posts)
    expected = {file["path"] for file in index["files"] if file["fragment"] and file["kind"] != "not-found"}
    if set(found) != expected:
        yield f"differing: {set(found) ^ expected}"
    if said != f"{len(expected)} pages, {len(expected)} changed, 0 set to draft\n":
        yield said
    for file in index["files"]:
        if file["path"] in found and file["parent"]:
            if found[file["path"]]["post_parent"] != found[file["parent"]]["ID"]:
                yield f"{file['path']}: its parent is {found[file['path']]['post_parent']}"
    names = {path: found[path]["post_name"] for path in ("index.html", "rr1/index.html", "rr1/2.html")}
    if names != {"index.html": "bundle", "rr1/index.html": "rr1", "rr1/2.html": "2"}:
        yield f"names: {names}"


def links(index, posts):
    """Links lead to pages of WordPress, or to files that are there."""
    known, count = {file["path"]: file for file in index["files"]}, 0
    addresses = {f"https://www.example.org/?page_id={id}" for id in posts}
    for path, post in by_path(posts).items():
        for link in re.findall(r' href="([^"#]*)', post["post_content"]):
            if not link.startswith("https://www.example.org/"):
                continue
            count += 1
            target = link.removeprefix(ADDRESS)
            if link not in addresses and not (target in known and not known[target]["fragment"]):
                yield f"{path} leads to {link}"
    if count < 100:
        yield f"only {count} links"


def texts(directory, posts):
    """A page has the words of its fragment, backslashes too, in a block of HTML with the style sheet."""
    content = by_path(posts)["extra.html"]["post_content"]
    if r"C:\new &amp; old" not in content:
        yield content
    if not re.match(r'<!-- wp:html -->\n<link rel="stylesheet" href="[^"]*/assets/style\.[^"]*\.css">\n', content):
        yield content[:200]
    if "<script" not in content or not content.endswith("\n<!-- /wp:html -->"):
        yield content[-200:]


def tests(program, packages, scratch):
    project, directory = scratch / "project", scratch / "bundle"
    run(program, "init", "--quiet", project)
    settings = project / "book.toml"
    text = settings.read_text(encoding="utf-8")
    example = re.search(r"```toml\n(\[output\.html\].*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    settings.write_text(f"{text}\n{example[1]}", encoding="utf-8")
    about = project / "content" / "extra.md"
    about.write_text("+++\ntitle = \"More\"\n+++\nC:\\new & old\n", encoding="utf-8")
    index = bundle(program, project, directory)
    said, posts = importer(packages, scratch, directory)
    yield pages.__doc__, pages(index, said, posts)
    yield links.__doc__, links(index, posts)
    yield texts.__doc__, texts(directory, posts)

    again, same = importer(packages, scratch, directory)
    count = len(posts)
    unchanged = again == f"{count} pages, 0 changed, 0 set to draft\n" and same == posts
    yield "Imported again, nothing changes.", [] if unchanged else [again]

    about.unlink()
    bundle(program, project, directory)
    said, posts = importer(packages, scratch, directory)
    gone = [path for path, post in by_path(posts).items() if post["post_status"] == "draft"]
    yield "A page that is gone is a draft.", [] if gone == ["extra.html"] and "1 set to draft" in said else [said]


def main():
    program, packages, scratch, counts = (Path(each).resolve() for each in sys.argv[1:])
    scratch.mkdir(parents=True)
    failed = False
    with counts.open("w", encoding="utf-8") as lines:
        for title, found in tests(program, packages, scratch):
            problems = list(found)
            failed |= bool(problems)
            lines.write("fail 1\n" if problems else "pass 1\n")
            print(f"{'failed' if problems else 'ok'}: {title}")
            for problem in problems[:10]:
                print(f"    {problem}")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
