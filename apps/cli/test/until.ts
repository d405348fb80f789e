/** Waits until `look` finds something, and returns it; fails with what was waited for when it does not come to pass in time. */
export async function until<T>(
  what: string,
  look: () => T | Promise<T>,
  withinMs = 15_000,
): Promise<Exclude<T, false | null | undefined>> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    const found = await look();
    if (found !== false && found !== null && found !== undefined) return found as Exclude<T, false | null | undefined>;
    if (Date.now() > deadline) throw new Error(`${what}: it did not come to pass within ${withinMs} ms`);
    await Bun.sleep(20);
  }
}
