// Before anything is drawn: the colours that the reader chose, if not the system's.
try {
  const chosen = localStorage.getItem('colours');
  if (chosen === 'light' || chosen === 'dark') document.documentElement.dataset.colours = chosen;
} catch {
  // Without storage the system's colours are used.
}
