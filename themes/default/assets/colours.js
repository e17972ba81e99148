// Applies the reader's colour scheme before the first paint.
try {
  const chosen = localStorage.getItem('colours');
  if (chosen === 'light' || chosen === 'dark') document.documentElement.dataset.colours = chosen;
} catch {
  // No storage: use the system's colour scheme.
}
