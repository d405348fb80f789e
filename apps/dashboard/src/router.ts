import { computed, signal } from "@preact/signals";

/** Where the browser is. Changes by links, by `navigate`, and by the browser's own buttons. */
export const address = signal(new URL(window.location.href));

/** The path's words, decoded: `/jobs/a%3Ab` is `["jobs", "a:b"]`. */
export const path = computed(() => address.value.pathname.split("/").filter(Boolean).map(decoded));

/** Goes to an address of this dashboard. With `replace` the page that is left is not kept in the history. */
export function navigate(to: string, { replace = false } = {}): void {
  const url = new URL(to, window.location.href);
  if (url.href === window.location.href) return;
  const samePage = url.pathname === window.location.pathname;
  window.history[replace ? "replaceState" : "pushState"](null, "", url);
  address.value = url;
  // A new filter of the same page leaves the reader where they are.
  if (!samePage) window.scrollTo(0, 0);
}

/** The address of this page with other parameters; `null` and the empty text take one away. */
export function withParams(changes: Readonly<Record<string, string | readonly string[] | null>>): string {
  const url = new URL(address.value);
  for (const [name, value] of Object.entries(changes)) {
    url.searchParams.delete(name);
    for (const each of value === null ? [] : [value].flat()) if (each !== "") url.searchParams.append(name, each);
  }
  return `${url.pathname}${url.search}`;
}

/** Starts to follow links without loading the page again. Links stay real: they can be copied and opened in other tabs. */
export function startRouter(): void {
  window.addEventListener("popstate", () => {
    address.value = new URL(window.location.href);
  });
  document.addEventListener("click", (event) => {
    const link = (event.target as Element | null)?.closest?.("a");
    if (!link || event.defaultPrevented || event.button !== 0 || link.target !== "" || link.hasAttribute("download"))
      return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const url = new URL(link.href);
    if (url.origin !== window.location.origin || url.pathname.startsWith("/api/") || url.hash !== "") return;
    event.preventDefault();
    navigate(url.href);
  });
}

function decoded(word: string): string {
  try {
    return decodeURIComponent(word);
  } catch {
    return word;
  }
}
