import { useEffect } from "preact/hooks";
import { Shell } from "../components/empty.tsx";

/** What somebody sees who has no session: how to get one. */
export function SignedOutPage() {
  useEffect(() => {
    document.title = "Signed out · queuectl";
  }, []);
  return (
    <main class="signed-out" id="main">
      <h1>
        <span class="brand-mark" aria-hidden="true" /> You are signed out
      </h1>
      <p>
        Whoever can enqueue jobs can run commands on this machine, so the dashboard opens only with a link of its own.
      </p>
      <p>Where queuectl runs, ask for one and open it in this browser. It works once, within ten minutes.</p>
      <Shell>queuectl web</Shell>
      <p class="muted">
        It prints the link when it starts. A server that is already running gives another one to whoever has its token:
      </p>
      <Shell>{`curl -X POST -H "Authorization: Bearer $(cat ~/.queuectl/queue.db.d/token)" \\\n  -H "Content-Type: application/json" ${window.location.origin}/api/v1/sign-in-links`}</Shell>
      <p>
        <button type="button" onClick={() => window.location.reload()}>
          Try again
        </button>
      </p>
    </main>
  );
}
