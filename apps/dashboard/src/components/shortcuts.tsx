import { signal } from "@preact/signals";
import { navigate } from "../router.ts";
import { Dialog } from "./dialog.tsx";

const open = signal(false);

/** After `g`, the page. */
const PLACES: Record<string, { to: string; word: string }> = {
  o: { to: "/", word: "Overview" },
  j: { to: "/jobs", word: "Jobs" },
  d: { to: "/dlq", word: "Dead letter queue" },
  q: { to: "/queues", word: "Queues" },
  r: { to: "/runners", word: "Runners" },
  c: { to: "/config", word: "Config" },
};
/** How long `g` waits for the letter after it. */
const PAIR_WITHIN_MS = 1_500;

/** Listens for the shortcuts, except where somebody writes. */
export function startShortcuts(): void {
  let pairUntil = 0;
  document.addEventListener("keydown", (event) => {
    if (
      event.metaKey ||
      event.ctrlKey ||
      event.altKey ||
      writing(event.target) ||
      document.querySelector("dialog[open]")
    )
      return;
    const place = event.timeStamp < pairUntil ? PLACES[event.key] : undefined;
    pairUntil = event.key === "g" ? event.timeStamp + PAIR_WITHIN_MS : 0;
    if (place) navigate(place.to);
    else if (event.key === "n") navigate("/enqueue");
    else if (event.key === "?") open.value = true;
    else if (event.key === "/") document.querySelector<HTMLElement>("input[type=search]")?.focus();
    else return;
    event.preventDefault();
  });
}

/** What the shortcuts are. */
export function ShortcutHelp() {
  if (!open.value) return null;
  return (
    <Dialog title="Keyboard shortcuts" onClose={() => (open.value = false)}>
      <dl class="shortcuts">
        {Object.entries(PLACES).map(([key, { word }]) => (
          <Row key={key} keys={["g", key]} what={word} />
        ))}
        <Row keys={["n"]} what="Enqueue a job" />
        <Row keys={["/"]} what="Search" />
        <Row keys={["?"]} what="This help" />
        <Row keys={["Esc"]} what="Close a dialog" />
      </dl>
      <form method="dialog" class="dialog-buttons">
        <button type="submit">Close</button>
      </form>
    </Dialog>
  );
}

/** Opens the help. */
export function ShortcutButton() {
  return (
    <button type="button" class="quiet" onClick={() => (open.value = true)}>
      Shortcuts <kbd>?</kbd>
    </button>
  );
}

function Row({ keys, what }: { keys: readonly string[]; what: string }) {
  return (
    <>
      <dt>
        {keys.map((key) => (
          <kbd key={key}>{key}</kbd>
        ))}
      </dt>
      <dd>{what}</dd>
    </>
  );
}

function writing(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
}
