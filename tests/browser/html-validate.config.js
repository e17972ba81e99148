// The recommended rules, but for those that are a matter of taste.

export default {
  extends: ['html-validate:recommended'],
  root: true,
  rules: {
    // Titles are as long as the report makes them.
    'long-title': 'off',
    // The address of a review's entry ends in its number, `#25`; HTML has long allowed that.
    'valid-id': ['error', { relaxed: true }],
    // `<img />` of a text is HTML as well.
    'void-style': 'off',
    // Lists may be named: the role has a name in ARIA, and screen readers say it.
    'aria-label-misuse': ['error', { allowAnyNamable: true }],
  },
};
