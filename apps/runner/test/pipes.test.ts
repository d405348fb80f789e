import { expect, setDefaultTimeout, test } from "bun:test";
import { existsSync, readFileSync } from "node:fs";
import { Scene, until } from "./scene.ts";

setDefaultTimeout(60_000);

/** What opens its stdout again by name, as programs do, to say something between two lines that must be kept. */
const AGAIN: Record<string, string> = {
  echo: "echo said > /dev/STREAM",
  tee: "echo said | tee /dev/STREAM",
  dd: "echo said | dd of=/dev/STREAM status=none",
  python: `python3 -c 'open("/dev/STREAM", "w").write("said\\n")'`,
  perl: `perl -e 'open(my $f, ">", "/dev/STREAM") or die; print $f "said\\n"'`,
};
const there = Object.entries(AGAIN).filter(([, command]) => Bun.which(command.split(/[ |]/)[0] as string) !== null);

test("whatever opens /dev/stdout and /dev/stderr again keeps every line, in a job of any length", async () => {
  await using scene = await Scene.open();
  const jobs = there.flatMap(([name, command]) =>
    (["stdout", "stderr"] as const).flatMap((stream) =>
      [0, 0.03].map((seconds) => {
        const to = stream === "stderr" ? " >&2" : "";
        const said = name === "tee" && stream === "stdout" ? "said\nsaid\n" : "said\n";
        const again = command.replaceAll("STREAM", stream);
        const rest = seconds > 0 ? `sleep ${seconds};` : "";
        return {
          id: `${name}-${stream}-${seconds}`,
          stream,
          expected: `one\n${said}two\n`,
          command: `echo one${to}; ${rest} ${again}; ${rest} echo two${to}`,
        };
      }),
    ),
  );
  await scene.enqueue(...jobs.map(({ id, command }) => ({ id, command, maxRetries: 0 })));
  await scene.drain({ workers: 4 });
  const kept = await Promise.all(jobs.map(async ({ id, stream }) => [id, String(await scene.output(id, stream))]));
  expect(Object.fromEntries(kept)).toEqual(Object.fromEntries(jobs.map(({ id, expected }) => [id, expected])));
});

test.skipIf(Bun.which("python3") === null)("what seeks in a file writes a valid archive into a pipe", async () => {
  await using scene = await Scene.open();
  const script = `import sys, zipfile
with zipfile.ZipFile(sys.stdout.buffer, "w") as z:
    z.writestr("a.txt", "a" * 100000)
    z.writestr("b.txt", "b")`;
  await scene.enqueue({ id: "zip", command: ["python3", "-c", script], maxRetries: 0 });
  await scene.drain();
  await Bun.write(scene.file("a.zip"), await scene.output("zip", "stdout"));
  const check = `import zipfile; z = zipfile.ZipFile("${scene.file("a.zip")}"); print(z.testzip(), z.read("b.txt"))`;
  expect(Bun.spawnSync(["python3", "-c", check]).stdout.toString()).toBe("None b'b'\n");
});

test("both streams are read in the order in which they were written, if that is not within the same moment", async () => {
  await using scene = await Scene.open();
  await scene.enqueue({
    id: "a",
    command:
      "sleep 0.05; for i in 1 2 3 4; do echo out $i; sleep 0.1; echo err $i >&2; sleep 0.1; done; echo 1; sleep 0.1; echo 2 >&2",
  });
  await scene.drain();
  const chunks = await scene.store.output("a", { attempt: 1, limit: 100 });
  const said = chunks.map(({ bytes }) => Buffer.from(bytes).toString()).join("");
  expect(said).toBe("out 1\nerr 1\nout 2\nerr 2\nout 3\nerr 3\nout 4\nerr 4\n1\n2\n");
});

test("a daemon that a completed job leaves behind goes on, and never writes into another job", async () => {
  await using scene = await Scene.open();
  const runner = await scene.runner();
  // More than its pipe holds: it would wait for ever if nobody read.
  const daemon = `i=0; until test -e ${scene.file("stop")} -o ! -d ${scene.dir}; do i=$((i+1)); echo $i ${"noise".repeat(20)}; echo $i ${"more".repeat(20)} >&2; test $i -lt 2000 || echo $i > ${scene.file("count")}; done`;
  await scene.enqueue({ id: "first", command: `setsid -f sh -c '${daemon}'; echo first` });
  await scene.ended("first");
  const others = Array.from({ length: 20 }, (_, at) => ({ id: `other-${at}`, command: `echo ${at}; echo ${at} >&2` }));
  await scene.enqueue(...others);
  for (const { id } of others) await scene.ended(id);
  await until(() => existsSync(scene.file("count")) && Number(readFileSync(scene.file("count"), "utf8")) > 2_000);
  await Bun.write(scene.file("stop"), "");
  for (const [at, { id }] of others.entries()) {
    expect(String(await scene.output(id, "stdout"))).toBe(`${at}\n`);
    expect(String(await scene.output(id, "stderr"))).toBe(`${at}\n`);
  }
  runner.drain();
  await runner.finished;
});
