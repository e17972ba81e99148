// The browser, and what it has to say about a page.

import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';

const CANDIDATES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/**
 * Starts a browser with an empty profile of its own, which reaches nothing but this machine:
 * a page that asks for more fails, and the test with it. Takes further options of the program.
 */
export async function launch(more = []) {
  const executablePath = process.env.CHROMIUM ?? CANDIDATES.find((path) => existsSync(path));
  if (!executablePath) throw new Error('no browser: `tests/run` installs Debian\'s chromium');
  return chromium.launch({
    executablePath,
    headless: true,
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
      ...more,
    ],
  });
}

/** Notes what goes wrong on a page, and every address that it asks for, until told to stop. */
export function watch(page) {
  const problems = [];
  const requests = [];
  const listeners = {
    console(message) {
      if (['error', 'warning'].includes(message.type())) {
        problems.push(`${message.type()}: ${message.text()}`);
      }
    },
    pageerror: (error) => problems.push(`exception: ${error.message}`),
    request: (request) => requests.push(request.url()),
    requestfailed(request) {
      // The browser fetches a page's icon last, and drops it when the page is left before.
      const icon = /\/icon(\.[0-9a-f]+)?\.svg$/.test(request.url());
      if (icon && request.failure()?.errorText === 'net::ERR_ABORTED') return;
      // A stream ends when its page does.
      if (request.resourceType() === 'eventsource' && request.failure()?.errorText === 'net::ERR_ABORTED') return;
      problems.push(`failed: ${request.url()}: ${request.failure()?.errorText}`);
    },
    response(response) {
      if (response.status() >= 400) problems.push(`${response.status()}: ${response.url()}`);
    },
  };
  for (const [event, listener] of Object.entries(listeners)) page.on(event, listener);
  const stop = () => {
    for (const [event, listener] of Object.entries(listeners)) page.off(event, listener);
  };
  return { problems, requests, stop };
}

/** By how many pixels a page is wider than its window. */
export async function overflow(page) {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.scrollingElement;
    return scrollWidth - clientWidth;
  });
}
