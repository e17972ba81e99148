// The browser, and its reports about a page.

import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';

// Disables Chromium's own pages beside each test page, which double the cost. Only the last list of disabled features
// counts, so Playwright's relevant ones are repeated.
const WITHOUT = [
  'WebUIOmniboxPopup',
  'WebUIOmniboxAimPopup',
  'WebUIOmniboxFullPopup',
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsUpgrades',
  'HttpsFirstBalancedModeAutoEnable',
  'MediaRouter',
  'OptimizationHints',
  'PaintHolding',
];

// First the same engine without the windows of a browser, which takes a fifth less.
const CANDIDATES = [
  '/usr/lib/chromium/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];

/**
 * Starts a browser with an empty profile and only local network access: other requests fail, and so does the test.
 * Takes additional options.
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
      `--disable-features=${WITHOUT.join(',')}`,
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
      ...more,
    ],
  });
}

/** Records errors on a page and all requested addresses, until stopped. */
export function watch(page) {
  const problems = [];
  const requests = [];
  const listeners = {
    console(message) {
      if (['error', 'warning'].includes(message.type())) {
        problems.push(`${message.type()}: ${message.text()}`);
      }
    },
    // The site never requests it: a third-party script.
    dialog(dialog) {
      problems.push(`a dialog: ${dialog.message()}`);
      dialog.dismiss().catch(() => {});
    },
    pageerror: (error) => problems.push(`exception: ${error.message}`),
    request: (request) => requests.push(request.url()),
    requestfailed(request) {
      // When leaving a page, the browser aborts pending requests: icon, stream, rest of the page.
      const { errorText } = request.failure() ?? {};
      if (errorText !== 'net::ERR_ABORTED') problems.push(`failed: ${request.url()}: ${errorText}`);
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
