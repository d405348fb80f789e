import { listRunners } from "../api/operate.ts";
import { Empty, Shell } from "../components/empty.tsx";
import { Page } from "../components/page.tsx";
import { Trouble } from "../components/trouble.tsx";
import { useResource } from "../live/resource.ts";
import { RunnerPanel } from "./runners/runner-panel.tsx";
import { StartForm } from "./runners/start-form.tsx";

/** The runners, what each of their workers executes, and the buttons that start and stop them. */
export function RunnersPage() {
  const { data, error, reload } = useResource("runners", listRunners, { pauseMs: 1_000, atLeastEveryMs: 15_000 });
  return (
    <Page title="Runners">
      <StartForm onDone={reload} />
      {error && <Trouble error={error} onRetry={reload} />}
      {data?.runners.length === 0 && (
        <Empty title="No runner is registered">
          <p>Jobs wait until one is started: above, or from a terminal.</p>
          <Shell>queuectl worker start --count 4</Shell>
        </Empty>
      )}
      {data?.runners.map((runner) => (
        <RunnerPanel key={runner.id} runner={runner} onDone={reload} />
      ))}
    </Page>
  );
}
