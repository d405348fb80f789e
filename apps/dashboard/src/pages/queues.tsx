import { JOB_STATES } from "@queuectl/core";
import type { Queue } from "../api/contract.ts";
import { listQueues, pauseQueue } from "../api/operate.ts";
import { ActionButton } from "../components/action-button.tsx";
import { Empty, Shell } from "../components/empty.tsx";
import { Page } from "../components/page.tsx";
import { Trouble } from "../components/trouble.tsx";
import { count } from "../format/numbers.ts";
import { say } from "../live/notices.ts";
import { useResource } from "../live/resource.ts";
import { mayChange } from "../live/session.ts";
import { address, withParams } from "../router.ts";

/** The queues, how full they are, and the switch that holds one back. */
export function QueuesPage() {
  const after = address.value.searchParams.get("after");
  const { data, error, reload } = useResource(`queues after ${after}`, (signal) => listQueues(after, signal));
  return (
    <Page title="Queues">
      {error && <Trouble error={error} onRetry={reload} />}
      {data?.queues.length === 0 && after === null && (
        <Empty title="There are no queues yet">
          <p>A queue comes into being with its first job:</p>
          <Shell>queuectl enqueue --queue reports -- echo hello</Shell>
        </Empty>
      )}
      {data !== null && data.queues.length > 0 && (
        <section class="panel flush" aria-label="Queues">
          <div class="scroll">
            <table>
              <caption class="unseen">Queues, with how many jobs of each are in which state</caption>
              <thead>
                <tr>
                  <th scope="col">Queue</th>
                  <th scope="col">State</th>
                  {JOB_STATES.map((state) => (
                    <th key={state} scope="col" class={`number${isWaiting(state) ? "" : " not-narrow"}`}>
                      {state}
                    </th>
                  ))}
                  {mayChange() && (
                    <th scope="col" class="buttons">
                      <span class="unseen">Actions</span>
                    </th>
                  )}
                </tr>
              </thead>
              <tbody>
                {data.queues.map((queue) => (
                  <QueueRow key={queue.name} queue={queue} onDone={reload} />
                ))}
              </tbody>
            </table>
          </div>
          {(after !== null || data.next !== null) && (
            <nav class="pager" aria-label="Pages of queues">
              {after !== null && <a href={withParams({ after: null })}>First page</a>}
              {data.next !== null && <a href={withParams({ after: data.next })}>Next</a>}
            </nav>
          )}
        </section>
      )}
    </Page>
  );
}

function QueueRow({ queue, onDone }: { queue: Queue; onDone: () => void }) {
  const { name, paused, jobs } = queue;
  const here = `/jobs?queue=${encodeURIComponent(name)}`;
  return (
    <tr>
      <th scope="row" class="id">
        <a href={here}>{name}</a>
      </th>
      <td>
        <span class={`badge ${paused ? "tone-failed" : "tone-completed"}`}>{paused ? "paused" : "open"}</span>
      </td>
      {JOB_STATES.map((state) => (
        <td key={state} class={`number${isWaiting(state) ? "" : " not-narrow"}`}>
          {jobs[state] === 0 ? (
            <span class="muted">0</span>
          ) : (
            <a href={`${here}&state=${state}`}>{count(jobs[state])}</a>
          )}
        </td>
      ))}
      {mayChange() && (
        <td class="buttons">
          <ActionButton
            label={`${paused ? "Resume" : "Pause"} ${name}`}
            onPress={async () => {
              await pauseQueue(name, !paused);
              say(paused ? `${name} goes on` : `${name} is paused: what runs may end, nothing new is started`);
              onDone();
            }}
          >
            {paused ? "Resume" : "Pause"}
          </ActionButton>
        </td>
      )}
    </tr>
  );
}

/** What a narrow screen has room for. */
function isWaiting(state: string): boolean {
  return state === "pending" || state === "dead";
}
