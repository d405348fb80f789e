import type { Home } from "../../../cli/test/program.ts";
import { until } from "../../../cli/test/until.ts";

/** `queuectl web`, running on a free port. Disposing ends it. */
export interface Served extends AsyncDisposable {
  readonly url: string;
  /** The one-time link that it printed. */
  readonly signInUrl: string;
  /** A one-time link that signs a browser in. */
  signInLink(): Promise<string>;
  /** Asks the API as a program does. */
  api(path: string, init?: RequestInit): Promise<Response>;
  signal(signal: NodeJS.Signals): void;
  /** Ends it, open streams and all. */
  stop(): Promise<void>;
}

/** Starts `queuectl web`. */
export async function serve(home: Home, ...args: string[]): Promise<Served> {
  const child = home.start("--json", "web", "--port", "0", ...args);
  let said = "";
  const reading = (async () => {
    for await (const chunk of child.stdout) said += new TextDecoder().decode(chunk);
  })();
  const first = await until("the address", () => (said.includes("\n") ? said.slice(0, said.indexOf("\n")) : null));
  const { url, sign_in_url: signInUrl, token_file: tokenFile } = JSON.parse(first);
  const token = (await Bun.file(tokenFile).text()).trim();
  const api = (path: string, init: RequestInit = {}) =>
    fetch(`${url}/api/v1${path}`, {
      ...init,
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json", ...init.headers },
    });
  void child.stderr.pipeTo(new WritableStream());
  let stopped: Promise<void> | null = null;
  const stop = () => {
    stopped ??= (async () => {
      child.kill("SIGTERM");
      await child.exited;
      await reading;
    })();
    return stopped;
  };
  return {
    url,
    signInUrl,
    api,
    signal: (signal) => child.kill(signal),
    stop,
    async signInLink() {
      const answer = await api("/sign-in-links", { method: "POST", body: "{}" });
      return ((await answer.json()) as { url: string }).url;
    },
    [Symbol.asyncDispose]: stop,
  };
}
