/** What another user of the machine can lay where a database is, or is to be. Only root can be two users; elsewhere it is skipped. */
import { describe, expect, test } from "bun:test";
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { StoreRefused } from "../../domain/errors.ts";
import { backUpDatabase, openSqliteStore, restoreDatabase } from "../index.ts";
import { scratchDirectory } from "../scratch.ts";

const OTHER = 12_345;
const IS_ROOT = process.geteuid?.() === 0 && Bun.which("setpriv") !== null;
const PRECIOUS = "not to be touched\n";

/** As another user. */
function other(script: string): void {
  const setpriv = ["setpriv", `--reuid=${OTHER}`, `--regid=${OTHER}`, "--clear-groups"];
  const { exitCode, stderr } = Bun.spawnSync([...setpriv, "sh", "-ec", script], { stderr: "pipe" });
  if (exitCode !== 0) throw new Error(`the other user failed: ${stderr}`);
}

/** A directory that others can at least enter, with a file of its owner's to be attacked through links. */
function place(): { home: string; precious: string } {
  const home = scratchDirectory();
  chmodSync(home, 0o711);
  const precious = join(home, "precious");
  writeFileSync(precious, PRECIOUS);
  return { home, precious };
}

/** Refused, to read and to write, and nothing was done about what was laid. */
async function refuses(path: string): Promise<void> {
  for (const access of ["read", "write"] as const) {
    const error = await openSqliteStore(path, { access }).then(
      (store) => store.close(),
      (error: unknown) => error,
    );
    expect(error).toBeInstanceOf(StoreRefused);
    expect((error as StoreRefused).fix).toBeString();
  }
}

describe.if(IS_ROOT)("another user (needs root and setpriv)", () => {
  test.each([
    ...["queue.db-wal", "queue.db-journal", "queue.db-shm"].map((name) => `: > ${name}; chmod 666 ${name}`),
    "ln -s $PRECIOUS queue.db-wal",
    "mkdir queue.db.d",
    "ln -s $HOME queue.db.d",
    "mkfifo queue.db-journal",
  ])("lays beside a closed database, while its directory is open to all: %s", async (script) => {
    const { home, precious } = place();
    const directory = join(home, "shared");
    const path = join(directory, "queue.db");
    mkdirSync(directory, { mode: 0o700 });
    writeFileSync(path, "", { mode: 0o600 });
    chmodSync(directory, 0o1777);
    other(`cd ${directory}; PRECIOUS=${precious}; HOME=${home}; ${script}`);

    await refuses(path);
    // Whoever closes the directory now does not thereby vouch for what is in it.
    chmodSync(directory, 0o755);
    await refuses(path);

    expect(readFileSync(precious, "utf8")).toBe(PRECIOUS);
    expect(statSync(path).size).toBe(0);
  });

  test.each([
    `: > token; echo ${"a".repeat(64)} > token`,
    "ln -s $PRECIOUS wake",
    "ln -s $PRECIOUS runner.log",
    "ln -s $PRECIOUS token",
    "mkfifo wake",
    ": > anything",
    "rmdir spool; mkdir spool",
    "rmdir locks; ln -s $HOME locks",
  ])("lays in what belongs to the database, while that is open to all: %s", async (script) => {
    const { home, precious } = place();
    const path = join(home, "queue.db");
    await (await openSqliteStore(path, { access: "write" })).close();
    chmodSync(`${path}.d`, 0o777);
    other(`cd ${path}.d; rm -f wake; PRECIOUS=${precious}; HOME=${home}; ${script}`);

    await refuses(path);
    chmodSync(`${path}.d`, 0o700);
    await refuses(path);

    expect(readFileSync(precious, "utf8")).toBe(PRECIOUS);
  });

  test.each(["spool", "locks", "."])("can write in %s, which was opened to all", async (name) => {
    const path = join(place().home, "queue.db");
    await (await openSqliteStore(path, { access: "write" })).close();
    chmodSync(join(`${path}.d`, name), 0o777);
    await refuses(path);
  });

  test.each<[string, (home: string) => void]>([
    ["owns the directory", (home) => chownSync(join(home, "a/b"), OTHER, OTHER)],
    ["owns the one above", (home) => chownSync(join(home, "a"), OTHER, OTHER)],
    ["owns the database", (home) => chownSync(join(home, "a/b/queue.db"), OTHER, OTHER)],
    ["can write in the one above", (home) => chmodSync(join(home, "a"), 0o777)],
    ["can write in it as one of its group", (home) => chmodSync(join(home, "a/b"), 0o775)],
    ["can write in the one above as one of its group", (home) => chmodSync(join(home, "a"), 0o770)],
  ])("who %s is not trusted", async (_, open) => {
    const { home } = place();
    mkdirSync(join(home, "a/b"), { recursive: true, mode: 0o700 });
    const path = join(home, "a/b/queue.db");
    await (await openSqliteStore(path, { access: "write" })).close();
    open(home);
    await refuses(path);
  });

  test("lays a -wal beside a backup that lies in a directory of all: it takes no part in what is restored", async () => {
    const { home } = place();
    const shared = join(home, "shared");
    mkdirSync(shared);
    const store = await openSqliteStore(join(home, "queue.db"), { access: "write" });
    await store.enqueue([{ id: "job1", command: "true" }], Date.now());
    await store.close();
    await backUpDatabase(join(home, "queue.db"), join(shared, "backup.db"), { replace: false });
    chmodSync(shared, 0o1777);
    other(`echo forged > ${shared}/backup.db-wal`);
    await restoreDatabase(join(home, "restored.db"), join(shared, "backup.db"), Date.now());
    const restored = await openSqliteStore(join(home, "restored.db"), { access: "read" });
    expect(await restored.job("job1")).toMatchObject({ state: "pending" });
    await restored.close();
    expect(readFileSync(join(shared, "backup.db-wal"), "utf8")).toBe("forged\n");
  });

  test("lays the link that leads to the database", async () => {
    const { home } = place();
    const shared = join(home, "shared");
    mkdirSync(shared);
    chmodSync(shared, 0o1777);
    other(`ln -s ${home} ${shared}/link`);
    await refuses(join(shared, "link/queue.db"));
    expect(existsSync(join(home, "queue.db"))).toBe(false);
  });
});

test("what is ours in a sticky directory stays ours", async () => {
  const shared = join(scratchDirectory(), "shared");
  const own = join(shared, "own");
  mkdirSync(own, { recursive: true, mode: 0o700 });
  chmodSync(shared, 0o1777);
  await (await openSqliteStore(join(own, "queue.db"), { access: "write" })).close();
});
