import { join } from "node:path";
import type { Context } from "../measuring/benchmark.ts";
import { compiled, lacksCompiler } from "./compiled.ts";
import { until } from "./until.ts";

/** A moment at which a job's first instruction ran, by its own word. */
export interface Began {
  readonly id: string;
  readonly attempt: number;
  /** In ms of a clock that all processes share and nobody sets. */
  readonly monotonicMs: number;
  /** In ms since 1970. */
  readonly wallMs: number;
}

/** Jobs that say when they begin. */
export class Clock {
  private constructor(
    readonly program: string,
    readonly file: string,
    private readonly signal: AbortSignal,
  ) {}

  static lacks = lacksCompiler;

  static async on(context: Context): Promise<Clock> {
    const file = join(context.folder, `clock-${Bun.randomUUIDv7()}`);
    return new Clock(await compiled("clock", context), file, context.signal);
  }

  /** What such a job executes. */
  get command(): readonly string[] {
    return [this.program, this.file];
  }

  /** The same, but its first attempt fails. */
  get failingFirst(): readonly string[] {
    return [...this.command, "fail"];
  }

  /** Resolves once so many have begun, to all of them in order. */
  async began(count: number): Promise<Began[]> {
    let lines: string[] = [];
    await until(this.signal, `${count} jobs that have begun`, async () => {
      const file = Bun.file(this.file);
      lines = (await file.exists()) ? (await file.text()).split("\n").slice(0, -1) : [];
      return lines.length >= count;
    });
    return lines.map(read);
  }
}

function read(line: string): Began {
  const [id = "", attempt, monotonic, wall] = line.split(" ");
  return { id, attempt: Number(attempt), monotonicMs: Number(monotonic) / 1e6, wallMs: Number(wall) / 1e6 };
}
