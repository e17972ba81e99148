// Leads on from an earlier address to the same place and the same view of the page as it is now.
//
// The page leads on without it too, but to the page's beginning: browsers hand a fragment on when
// a host redirects them (https://fetch.spec.whatwg.org/#concept-response-location-url), and not when
// a page does (https://html.spec.whatwg.org/multipage/semantics.html#shared-declarative-refresh-steps).
(() => {
  'use strict';

  const { search, hash } = location;
  if (!search && !hash) return;
  const target = new URL(document.documentElement.dataset.target, document.baseURI);
  target.search ||= search;
  target.hash ||= hash;
  // Of two navigations the later one counts: the page's own refresh must not come after this one.
  window.stop();
  location.replace(target);
})();
