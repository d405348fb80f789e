/**
 * How to start this same program again. From source, and from the npm bundle, the executable is Bun and the program is a
 * script, which gets the flags of its shebang: neither a `.env` nor a `bunfig.toml` of the user's directory may be loaded.
 * A compiled binary is the program itself, and `Bun.main` names a file that exists only within it.
 */
export function selfCommand(args: readonly string[], main: string = Bun.main): string[] {
  if (main.includes("/$bunfs/")) return [process.execPath, ...args];
  return [process.execPath, "--no-env-file", "--config=/dev/null", main, ...args];
}
