/** What Bun's own `node:tty` is made of. */
interface TtyWrap {
  isTTY(fd: number): boolean;
  readonly TTY: new (fd: number) => { getWindowSize(size: [columns: number, rows: number]): boolean };
}

// `node:tty` and `process.stdout` bring streams and sockets along: on a terminal 25 ms, longer than all the rest of a command.
// It is an inner part of Node.js, so should a Bun come without it, the long way is still there.
const wrap = ttyWrap();

function ttyWrap(): TtyWrap | null {
  try {
    return (process as unknown as { binding(name: "tty_wrap"): TtyWrap }).binding("tty_wrap");
  } catch {
    return null;
  }
}

/** Whether a descriptor is open on a terminal. */
export function isTerminal(fd: 0 | 1 | 2): boolean {
  return wrap?.isTTY(fd) ?? process.getBuiltinModule("node:tty").isatty(fd);
}

/** The width of the terminal that a descriptor is open on; 0 where that does not say, or is none. */
export function columnsOf(fd: 1 | 2): number {
  if (!isTerminal(fd)) return 0;
  if (wrap === null) return (fd === 1 ? process.stdout : process.stderr).columns ?? 0;
  const size: [columns: number, rows: number] = [0, 0];
  return new wrap.TTY(fd).getWindowSize(size) ? size[0] : 0;
}
