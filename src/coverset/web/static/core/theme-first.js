// Before anything is drawn: the colours this browser was last told to use.
try {
  const theme = JSON.parse(localStorage.getItem("coverset") || "{}").theme;
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {
  // Nothing is remembered; the system's colours do.
}
