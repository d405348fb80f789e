import { CONFIG_KEYS } from "@queuectl/core";
import { getConfig } from "../api/operate.ts";
import { Page } from "../components/page.tsx";
import { Trouble } from "../components/trouble.tsx";
import { useResource } from "../live/resource.ts";
import { Setting } from "./config/setting.tsx";

/** The configuration that is stored with the jobs. A change takes effect at once, in every runner. */
export function ConfigPage() {
  const { data, error, reload } = useResource("config", getConfig);
  return (
    <Page title="Config">
      <p class="lead">
        Stored with the jobs and read by every runner. A change takes effect at once; nothing needs a restart.
      </p>
      {error && <Trouble error={error} onRetry={reload} />}
      {data && (
        <div class="panel settings">
          {CONFIG_KEYS.map((key) => (
            <Setting key={key} name={key} value={data[key] ?? ""} onDone={reload} />
          ))}
        </div>
      )}
    </Page>
  );
}
