// The browser, and what it has to say about a page.

import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';

// Chromium keeps a window's worth of its own pages beside each page of a test, which cost as much as that does.
// Playwright turns off features as well, and the browser goes by the last list alone: those of its that matter here follow.
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
      `--disable-features=${WITHOUT.join(',')}`,
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
    // Nothing of the site asks: this is a script of somebody else's.
    dialog(dialog) {
      problems.push(`a dialog: ${dialog.message()}`);
      dialog.dismiss().catch(() => {});
    },
    pageerror: (error) => problems.push(`exception: ${error.message}`),
    request: (request) => requests.push(request.url()),
    requestfailed(request) {
      // When a page is left, the browser drops what it no longer needs: an icon, a stream, the rest of the page.
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
