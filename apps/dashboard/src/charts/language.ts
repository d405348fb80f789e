/**
 * uPlot makes a number format for the browser's language while it is being loaded, and Chromium names one that there is not
 * (`en-US@posix`) wherever its locale is C or POSIX: nothing of the page would be shown. It is imported ahead of uPlot.
 */
try {
  Intl.getCanonicalLocales(navigator.language);
} catch {
  Object.defineProperty(navigator, "language", { value: "en", configurable: true });
}
