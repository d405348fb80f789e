import { Empty, Shell } from "../../components/empty.tsx";
import { mayChange } from "../../live/session.ts";

/** The overview of a store that has never had a job. */
export function FirstSteps() {
  return (
    <Empty title="There are no jobs yet">
      <p>Enqueue the first one from a terminal, and execute it there, too:</p>
      <Shell>{`queuectl enqueue -- echo hello\nqueuectl worker start`}</Shell>
      {mayChange() && (
        <p class="empty-actions">
          <a class="button primary" href="/enqueue">
            Enqueue a job here
          </a>
          <a class="button" href="/runners">
            Start workers
          </a>
        </p>
      )}
    </Empty>
  );
}
