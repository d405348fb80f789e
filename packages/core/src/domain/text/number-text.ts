/**
 * Whether a number that was written as more than nothing was read as 0, because it is too small: where 0 means "none" or "at once",
 * what was written would turn into its opposite.
 */
export function vanishes(text: string, value: number): boolean {
  return value === 0 && /[1-9]/.test(text.replace(/e.*/i, ""));
}
