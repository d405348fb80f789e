import { join } from "node:path";
import { Program } from "../program.ts";
import { check } from "./check.ts";

/** Lays what Bun would execute or read by itself into a directory, and checks that the program there does neither. */
export async function ambush(queuectl: Program): Promise<void> {
  const trace = join(queuectl.cwd, "preloaded");
  await Bun.write(join(queuectl.cwd, "preload.ts"), `require("node:fs").writeFileSync(${JSON.stringify(trace)}, "");`);
  await Bun.write(join(queuectl.cwd, "bunfig.toml"), `preload = ["./preload.ts"]\n`);
  await Bun.write(join(queuectl.cwd, ".env"), "SMOKE_AMBUSH=1\n");
  const { argv, cwd, home } = queuectl;
  const fresh = new Program(argv, cwd, join(home, "ambush"));

  await fresh.answer("enqueue", "--id", "env", "--", "env");
  await fresh.answer("worker", "start", "--until-empty");

  check("a bunfig.toml where the user stands is not executed", !(await Bun.file(trace).exists()));
  const env = await fresh.answer("logs", "env");
  check("a .env where the user stands reaches no job", env.includes("QUEUECTL_JOB_ID=env") && !/AMBUSH/.test(env), env);
}
