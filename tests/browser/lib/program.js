// The binary under test, and its output.

import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export const repository = fileURLToPath(new URL('../../../', import.meta.url));

/**
 * The binary under test: `SSR_SITE`, or the last release or debug build, in this order.
 */
export function program() {
  const target = process.env.CARGO_TARGET_DIR ?? join(repository, 'target');
  const candidates = process.env.SSR_SITE
    ? [process.env.SSR_SITE]
    : ['release', 'debug'].map((profile) => join(target, profile, 'ssr-site'));
  const found = candidates.find((candidate) => existsSync(candidate));
  if (!found) throw new Error(`no program to test: \`cargo build --release\` makes ${candidates[0]}`);
  return found;
}

/** Builds a project; returns the site's directory, by default removed when the test process ends. */
export function build(project, directory = join(temporaryDirectory(), 'site')) {
  execFileSync(program(), ['build', '--quiet', project, '--dest-dir', directory], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return directory;
}

/** Findings of `check`. */
export function findings(project) {
  const checked = spawnSync(program(), ['check', project, '--message-format', 'json'], { encoding: 'utf8' });
  return checked.stdout.split('\n').filter(Boolean).map((line) => JSON.parse(line));
}

/**
 * Starts the preview of a project, on a free port by default, and waits until it answers. Standard error is in `said`,
 * line by line.
 */
export async function preview(project, options = [], port = '0') {
  const server = spawn(program(), ['serve', project, '--port', port, ...options], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const said = [];
  const lines = createInterface({ input: server.stderr });
  const url = await new Promise((resolve, reject) => {
    server.on('exit', () => reject(new Error(said.join('\n'))));
    lines.on('line', (line) => {
      said.push(line);
      const address = /^the site is at (\S+)$/.exec(line);
      if (address) resolve(address[1]);
    });
  });
  const ended = new Promise((resolve) => server.on('exit', resolve));
  const close = async () => {
    server.kill('SIGINT');
    await ended;
  };
  return { url, said, close };
}

/** Writes a project of a few files, by path; returns its directory. */
export function project(files) {
  const directory = temporaryDirectory();
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), text);
  }
  return directory;
}

const temporary = [];
process.on('exit', () => {
  for (const directory of temporary) rmSync(directory, { recursive: true, force: true });
});

/** A temporary directory, removed when the test process ends. */
export function temporaryDirectory() {
  const directory = mkdtempSync(join(tmpdir(), 'ssr-site-test-'));
  temporary.push(directory);
  return directory;
}
