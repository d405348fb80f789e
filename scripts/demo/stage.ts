import type { Program } from "../program.ts";

const { NO_COLOR } = process.env;
const colored = process.stdout.isTTY && !NO_COLOR;

/** Where the story is told: what is said, what is typed and what it answers, and whether it came out as promised. */
export class Stage {
  constructor(
    readonly queuectl: Program,
    /** The checkout, whose files are the story's material. */
    readonly checkout: string,
  ) {}

  scene(title: string): void {
    console.log(`\n${paint("1;36", `── ${title} ${"─".repeat(Math.max(0, 76 - title.length))}`)}`);
  }

  say(text: string): void {
    console.log(text);
  }

  /** Types a command and shows its answer. It must succeed, unless another exit code is what the story is about. */
  async type(args: readonly string[], exitCode = 0): Promise<void> {
    this.echo(`queuectl ${args.map(quoted).join(" ")}`);
    const got = await this.queuectl.show(...args);
    if (got !== exitCode) throw new Error(`queuectl ${args[0]} ended with exit code ${got}, not ${exitCode}`);
  }

  /** The same for a command that answers bit by bit; `heard` is called with each. */
  async follow(args: readonly string[], heard: () => void): Promise<void> {
    this.echo(`queuectl ${args.map(quoted).join(" ")}`);
    for await (const bytes of this.queuectl.stream(...args)) {
      heard();
      process.stdout.write(bytes);
    }
  }

  /** What somebody types who is not talking to queuectl. */
  echo(line: string): void {
    console.log(paint("1", `$ ${line}`));
  }

  /** Says what was checked behind the scenes; ends the story where it does not hold. */
  promise(text: string, holds: boolean, found?: unknown): void {
    if (!holds) throw new Error(`${text}: not so${found === undefined ? "" : `, but ${Bun.inspect(found)}`}`);
    console.log(`${paint("32", "✓")} ${text}`);
  }
}

function paint(style: string, text: string): string {
  return colored ? `\x1b[${style}m${text}\x1b[0m` : text;
}

/** As one would have to type it in a shell. */
function quoted(word: string): string {
  return /^[\w./:=@%+,-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
