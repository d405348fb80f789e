import { closeSync, mkdirSync, openSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { isAlive, pidNamespace, processStart } from "@queuectl/core/host";

/** A process that serves a database over HTTP. */
export interface Server {
  /** Where it listens; a name that stands for all addresses is among those that it may have. */
  readonly url: string;
  readonly pid: number;
}

/**
 * Each server keeps a file in `directory` that says where it listens, and is named after its process: so that whoever finds it
 * knows whether that one still serves, and never speaks to another that has its port now. Returns how to take it away.
 */
export function announceServer(directory: string, url: string): () => void {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  for (const { file, alive } of announced(directory)) if (!alive) rmSync(file, { force: true });
  const file = `${directory}/${nameOf(process.pid, processStart(process.pid) ?? "")}`;
  // Of an HTTP thread that died in this process one may be left; and nothing that lies there is ever followed.
  rmSync(file, { force: true });
  const fd = openSync(file, "wx", 0o600);
  writeFileSync(fd, `${url}\n`);
  closeSync(fd);
  return () => rmSync(file, { force: true });
}

/** The servers that live and can be seen from here, the youngest first. */
export function livingServers(directory: string): Server[] {
  return announced(directory)
    .filter(({ alive }) => alive)
    .map(({ file, pid }) => ({ url: readFileSync(file, "utf8").trim(), pid, at: statSync(file).mtimeMs }))
    .sort((a, b) => b.at - a.at)
    .map(({ url, pid }) => ({ url, pid }));
}

/** Those of the processes that can be seen from here: what another container's are is not known. */
function announced(directory: string) {
  return names(directory).flatMap((name) => {
    const [, pid, start] = /^(\d+)\.(.+)$/.exec(decodeURIComponent(name.slice(prefix().length))) ?? [];
    if (!name.startsWith(prefix()) || pid === undefined || start === undefined) return [];
    return [{ file: `${directory}/${name}`, pid: Number(pid), alive: isAlive(Number(pid), start) }];
  });
}

function names(directory: string): string[] {
  try {
    return readdirSync(directory);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
}

function nameOf(pid: number, start: string): string {
  return `${prefix()}${encodeURIComponent(`${pid}.${start}`)}`;
}

function prefix(): string {
  return `${encodeURIComponent(pidNamespace() ?? "here")}.`;
}
