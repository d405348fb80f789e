import { visibleLine } from "@queuectl/core";
import type { ComponentChildren } from "preact";
import type { JobDetails } from "../../api/contract.ts";
import { Ago, Duration, Since } from "../../components/time.tsx";
import { duration } from "../../format/times.ts";

/** What there is to know of a job, in pairs. What was left to the defaults is not listed. */
export function JobFacts({ job }: { job: JobDetails }) {
  const variables = Object.entries(job.env);
  return (
    <dl class="facts">
      {job.error !== null && (
        <Fact name="Reason" wide>
          <span class={`tone-${job.state} reason`}>{visibleLine(job.error)}</span>
        </Fact>
      )}
      {job.next_run_at !== null && (
        <Fact name="Next attempt">
          <Ago at={job.next_run_at} />
        </Fact>
      )}
      <Fact name="Enqueued">
        <Ago at={job.created_at} />
      </Fact>
      {job.finished_at !== null && (
        <Fact name="Finished">
          <Ago at={job.finished_at} />
        </Fact>
      )}
      <Fact name={job.state === "processing" ? "Running for" : "Last took"}>
        {job.state === "processing" ? <Since at={job.started_at} /> : <Duration ms={job.duration_ms} />}
      </Fact>
      <Fact name="Attempts">
        {job.attempts} of {job.max_retries + 1}
        {job.crashes > 0 && `, ${job.crashes} lost`}
      </Fact>
      <Fact name="Queue">
        <a href={`/jobs?queue=${encodeURIComponent(job.queue)}`}>{job.queue}</a>
      </Fact>
      {job.priority !== 0 && <Fact name="Priority">{job.priority}</Fact>}
      {job.timeout !== null && <Fact name="Timeout">{job.timeout === 0 ? "none" : duration(job.timeout * 1_000)}</Fact>}
      {job.locked_by !== null && (
        <Fact name="Runner">
          <a href="/runners">{job.locked_by}</a>
          {job.worker !== null && `, worker ${job.worker}`}
          {job.pid !== null && `, pid ${job.pid}`}
        </Fact>
      )}
      {job.cwd !== null && (
        <Fact name="Directory" wide>
          <code>{visibleLine(job.cwd)}</code>
        </Fact>
      )}
      {variables.length > 0 && (
        <Fact name="Environment" wide>
          <details>
            <summary>{visibleLine(variables.map(([name]) => name).join(", "))}</summary>
            <pre class="environment">
              {variables.map(([name, value]) => visibleLine(`${name}=${value}`)).join("\n")}
            </pre>
          </details>
        </Fact>
      )}
    </dl>
  );
}

function Fact({ name, wide, children }: { name: string; wide?: boolean; children: ComponentChildren }) {
  return (
    <div class={wide ? "fact wide" : "fact"}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
