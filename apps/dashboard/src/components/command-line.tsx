import { commandText, visibleLine } from "@queuectl/core";

/** More than fits on any screen; what a list tells of a command may be no more than its beginning, but that is longer. */
const SHOWN = 300;

/** A command on one line, cut where there is no room; the whole of it on a closer look. */
export function CommandLine({ command }: { command: string | readonly string[] }) {
  const text = visibleLine(commandText(command));
  return (
    <code class="command" title={text.length > 2_000 ? undefined : text}>
      {text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text}
    </code>
  );
}

/** The link to a job's page. */
export function JobLink({ id }: { id: string }) {
  return (
    <a class="job-link" href={`/jobs/${encodeURIComponent(id)}`} title={id}>
      {id}
    </a>
  );
}
