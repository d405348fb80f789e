const whole = new Intl.NumberFormat("en");
const compact = new Intl.NumberFormat("en", { notation: "compact", maximumFractionDigits: 1 });
const LONGEST_WHOLE = 99_999;

/** `12,345`. */
export function count(n: number): string {
  return whole.format(n);
}

/** `12,345`, and from 100,000 on `123.5K`: where there is little room. */
export function shortCount(n: number): string {
  return n > LONGEST_WHOLE ? compact.format(n) : whole.format(n);
}

/** `1 job`, `2 jobs`. */
export function counted(n: number, noun: string, plural = `${noun}s`): string {
  return `${count(n)} ${n === 1 ? noun : plural}`;
}

/** Two digits that count: `0.25`, `3.4`, `120`. */
export function rate(n: number): string {
  if (n === 0) return "0";
  if (n < 0.01) return "<0.01";
  return n < 10 ? String(Number(n.toPrecision(2))) : shortCount(Math.round(n));
}

/** `3.2 %`; a share too small to show is not shown as none. */
export function percent(share: number): string {
  const value = share * 100;
  if (value === 0) return "0 %";
  if (value < 0.1) return "<0.1 %";
  return `${value < 10 ? Number(value.toFixed(1)) : Math.round(value)} %`;
}

const SIZES = ["B", "KiB", "MiB", "GiB", "TiB"];

/** `1.4 MiB`. */
export function bytes(n: number): string {
  let value = n;
  let unit = 0;
  while (value >= 1_024 && unit < SIZES.length - 1) {
    value /= 1_024;
    unit += 1;
  }
  return `${value < 10 && unit > 0 ? value.toFixed(1) : Math.round(value)} ${SIZES[unit]}`;
}
