// Redirects from an earlier address to the page's current one, with query and fragment.
//
// Without it the page's refresh redirects to the top of the page: browsers keep a fragment when
// a host redirects them (https://fetch.spec.whatwg.org/#concept-response-location-url), and not when
// a page does (https://html.spec.whatwg.org/multipage/semantics.html#shared-declarative-refresh-steps).
(() => {
  'use strict';

  const { search, hash } = location;
  if (!search && !hash) return;
  const target = new URL(document.documentElement.dataset.target, document.baseURI);
  target.search ||= search;
  target.hash ||= hash;
  // The later of two navigations wins: the page's own refresh must not follow this one.
  window.stop();
  location.replace(target);
})();
