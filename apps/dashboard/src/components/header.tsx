import { signOut } from "../api/operate.ts";
import { signedOut } from "../api/request.ts";
import { mayChange, session } from "../live/session.ts";
import { ActionButton } from "./action-button.tsx";
import { ConnectionMark } from "./connection-mark.tsx";
import { Navigation } from "./navigation.tsx";
import { ShortcutButton } from "./shortcuts.tsx";

/** The frame's side: on narrow screens, its top. */
export function Header() {
  return (
    <header class="side">
      <div class="brand">
        <a href="/" class="brand-name">
          <span class="brand-mark" aria-hidden="true" />
          queuectl
        </a>
        <ConnectionMark />
      </div>
      {mayChange() && (
        <a class="button primary enqueue" href="/enqueue">
          <span class="not-narrow">Enqueue a job</span>
          <span class="narrow-only">Enqueue</span>
        </a>
      )}
      <Navigation />
      <div class="side-foot">
        {!mayChange() && <p class="muted">Read-only: nothing can be changed here.</p>}
        <ShortcutButton />
        {session.value?.who === "session" && (
          <ActionButton
            kind="quiet"
            onPress={async () => {
              await signOut();
              signedOut.value = true;
            }}
          >
            Sign out
          </ActionButton>
        )}
        {session.value && <p class="muted version">queuectl {session.value.version}</p>}
      </div>
    </header>
  );
}
