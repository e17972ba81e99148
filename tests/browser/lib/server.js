// A minimal web host: files, a strict policy, and a 404 page.

import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';

const TYPES = {
  '.css': 'text/css; charset=utf-8',
  '.csv': 'text/csv; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.xml': 'application/xml',
};

/**
 * Serves a directory below a path on a free port. Returns the site's address and a stop function.
 */
export async function serve(directory, { below = '/sub/path/', port = 0 } = {}) {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, 'http://127.0.0.1');
    const asked = decodeURIComponent(pathname);
    const path = asked.startsWith(below) ? normalize(`/${asked.slice(below.length)}`) : null;
    let file = path === null ? null : join(directory, path.endsWith('/') ? `${path}index.html` : path);
    if (pathname === '/favicon.ico') {
      // Browsers request it at the root of every host.
      response.writeHead(204).end();
      return;
    }
    let status = 200;
    if (file === null || !existsSync(file) || !statSync(file).isFile()) {
      status = 404;
      file = join(directory, '404.html');
    }
    response.writeHead(status, {
      'Content-Type': TYPES[extname(file)] ?? 'application/octet-stream',
      'Content-Security-Policy': "default-src 'self'",
      'X-Content-Type-Options': 'nosniff',
    });
    createReadStream(file).pipe(response);
  });
  await new Promise((resolve) => server.listen(port, '127.0.0.1', resolve));
  const close = () =>
    new Promise((resolve) => {
      server.closeAllConnections();
      server.close(resolve);
    });
  return { url: `http://127.0.0.1:${server.address().port}${below}`, close };
}
