import { until } from "../running/until.ts";

/** What a browser that has zstd says. */
const ACCEPTED = "gzip, deflate, br, zstd";

/** Somebody who has signed in to a server, as a browser does. */
export class Visitor {
  private constructor(
    readonly origin: string,
    private readonly cookie: string,
  ) {}

  /** Uses up the one-time address. */
  static async signIn(signInUrl: string): Promise<Visitor> {
    const response = await fetch(signInUrl, { redirect: "manual" });
    const cookie = response.headers.get("set-cookie")?.split(";")[0];
    if (response.status !== 303 || cookie === undefined) throw new Error(`no sign-in: ${response.status}`);
    return new Visitor(new URL(signInUrl).origin, cookie);
  }

  /** Rejects unless it is answered with 200. */
  async get(path: string, signal?: AbortSignal): Promise<Response> {
    const headers = { cookie: this.cookie, "accept-encoding": ACCEPTED };
    const response = await fetch(`${this.origin}${path}`, { headers, ...(signal && { signal }) });
    if (response.status !== 200) throw new Error(`${path} was answered with ${response.status}`);
    return response;
  }

  /** Gets it to its last byte. */
  async whole(path: string, signal?: AbortSignal): Promise<void> {
    await (await this.get(path, signal)).bytes();
  }
}

/** Where a server says that a browser may sign in, once it has said so. */
export async function signInUrl(signal: AbortSignal, said: () => Promise<string>): Promise<string> {
  let url: string | undefined;
  await until(signal, "an address to sign in at", async () => {
    url = /to sign in, once: (\S+)\n/.exec(await said())?.[1];
    return url !== undefined;
  });
  return url ?? "";
}
