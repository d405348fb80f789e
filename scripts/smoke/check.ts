/** Says what holds, or throws with what was found instead. */
export function check(promise: string, holds: boolean, found?: unknown): void {
  if (!holds) throw new Error(`${promise}: not so${found === undefined ? "" : `, but ${Bun.inspect(found)}`}`);
  console.log(`  ✓ ${promise}`);
}
