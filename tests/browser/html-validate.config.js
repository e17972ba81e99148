// The recommended rules, except matters of taste.

export default {
  extends: ['html-validate:recommended'],
  root: true,
  rules: {
    // Titles are as long as the report's.
    'long-title': 'off',
    // Ids of review entries are numbers, `#25`, which HTML allows.
    'valid-id': ['error', { relaxed: true }],
    // `<img />` in a text is valid HTML.
    'void-style': 'off',
    // Lists may have names: ARIA allows it, and screen readers announce it.
    'aria-label-misuse': ['error', { allowAnyNamable: true }],
  },
};
