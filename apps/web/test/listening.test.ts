import { afterAll, describe, expect, test } from "bun:test";
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { hostsOf } from "../src/guard/allowed-hosts.ts";
import { parseBindAddress, parseHost } from "../src/guard/bind-address.ts";
import { createApp, obtainToken, serve } from "../src/index.ts";
import { served, signedIn, storeThat, TOKEN } from "./served.ts";

const directory = mkdtempSync(join(tmpdir(), "queuectl-token-"));
afterAll(() => rmSync(directory, { recursive: true }));
const tokenPath = () => join(mkdtempSync(join(directory, "home-")), "token");

describe("the token", () => {
  test("is 256 bits in a file for its owner alone, and stays the same", () => {
    const path = tokenPath();
    const token = obtainToken({ host: "127.0.0.1", given: undefined, path });
    expect(token).toMatch(/^[0-9a-f]{64}$/);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readFileSync(path, "utf8")).toBe(`${token}\n`);
    expect(obtainToken({ host: "::1", given: undefined, path })).toBe(token);
  });

  test("from the environment wins, and leaves no file", () => {
    const path = tokenPath();
    expect(obtainToken({ host: "0.0.0.0", given: TOKEN, path })).toBe(TOKEN);
    expect(() => statSync(path)).toThrow();
  });

  test("must be there before others can reach the server", () => {
    const path = tokenPath();
    for (const host of ["0.0.0.0", "::", "192.168.1.5", "::ffff:127.0.0.1"]) {
      expect(() => obtainToken({ host, given: undefined, path })).toThrow(/no token/);
      expect(() => obtainToken({ host, given: "", path })).toThrow(/no token/);
    }
    const token = obtainToken({ host: "localhost", given: undefined, path });
    expect(obtainToken({ host: "0.0.0.0", given: undefined, path })).toBe(token);
  });

  test("that is weak, or that others can read, is refused", () => {
    const path = tokenPath();
    expect(() => obtainToken({ host: "127.0.0.1", given: "short", path })).toThrow(/too weak/);
    obtainToken({ host: "127.0.0.1", given: undefined, path });
    chmodSync(path, 0o644);
    expect(() => obtainToken({ host: "127.0.0.1", given: undefined, path })).toThrow(/read by others/);
  });

  test("is never read through a link", () => {
    const [path, elsewhere] = [tokenPath(), tokenPath()];
    obtainToken({ host: "127.0.0.1", given: undefined, path: elsewhere });
    symlinkSync(elsewhere, path);
    expect(() => obtainToken({ host: "127.0.0.1", given: undefined, path })).toThrow(/cannot read/);
  });
});

describe("an address to listen on", () => {
  test.each([
    ["4780", { host: "127.0.0.1", port: 4780 }],
    ["0", { host: "127.0.0.1", port: 0 }],
    ["0.0.0.0:80", { host: "0.0.0.0", port: 80 }],
    ["localhost:1", { host: "localhost", port: 1 }],
    ["[::1]:65535", { host: "::1", port: 65_535 }],
  ])("%s is one", (text, address) => {
    expect(parseBindAddress(text, "--http")).toEqual(address);
  });

  test.each([
    "",
    "x",
    "-1",
    "65536",
    "1.5",
    ":80",
    "127.0.0.1:",
    "127.1:80",
    "::1:80",
    "[127.0.0.1]:80",
    "[::1]",
    "example.com:80",
  ])("%p is none", (text) => {
    expect(() => parseBindAddress(text, "--http")).toThrow(/^--http: /);
  });

  test.each(["127.0.0.1", "::1", "[::1]", "localhost", "0.0.0.0"])("%s alone is one", (text) => {
    expect(parseHost(text, "--host")).toBe(text.replace(/[[\]]/g, ""));
  });

  test.each(["", "127.1", "example.com", "0", "127.0.0.1:80", "localhost:1"])("%p alone is none", (text) => {
    expect(() => parseHost(text, "--host")).toThrow(/^--host: /);
  });

  test("stands for its own names alone: all of the machine's for a wildcard, its own for one address", () => {
    expect([...hostsOf({ host: "192.168.1.5", port: 4780 })]).toEqual(["192.168.1.5:4780"]);
    expect([...hostsOf({ host: "127.0.0.1", port: 80 })]).toContain("localhost");
    expect([...hostsOf({ host: "0.0.0.0", port: 4780 })]).toContain("127.0.0.1:4780");
  });
});

describe("serving", () => {
  test("at a port that is taken fails in one line", () =>
    served(async (_, { url }) => {
      const port = Number(new URL(url).port);
      const second = serve(createApp(storeThat(), { token: TOKEN }), { host: "127.0.0.1", port });
      await expect(second).rejects.toThrow(`127.0.0.1:${port} is taken`);
    }));

  test("at an address that is not this machine's fails in one line", async () => {
    const far = serve(createApp(storeThat(), { token: TOKEN }), { host: "192.0.2.1", port: 0 });
    await expect(far).rejects.toThrow("not an address of this machine");
  });

  test("ends at its deadline even while somebody holds a request open", () =>
    served(
      async (get, serving) => {
        const held = get("/status", { headers: signedIn }).then(
          () => "answered",
          () => "cut off",
        );
        await get("/livez");
        await serving.stop(AbortSignal.timeout(50));
        expect(await held).toBe("cut off");
        await serving.stop(AbortSignal.abort());
      },
      { store: storeThat({ status: () => new Promise(() => {}) }) },
    ));
});
