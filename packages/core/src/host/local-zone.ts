/**
 * Local time as the C library has it. Bun knows the zones of the IANA by their names, and says UTC without a word for everything else
 * that POSIX and tzset(3) allow: `JST-9`, `CET-1CEST,M3.5.0,M10.5.0/3`, the path of a file, zone data mounted over /etc/localtime.
 * Loads what it needs when a local time is asked for, and not before: that costs milliseconds, and hardly any command has one.
 */
import { InvalidInput } from "../domain/errors.ts";
import type { Zone } from "../domain/time/zone.ts";
import { libraryOf } from "./c-library.ts";

const NAME = "(?:[A-Za-z]{3,}|<[A-Za-z0-9+-]{3,}>)";
const TIME = String.raw`[+-]?\d{1,3}(?::\d{1,2}){0,2}`;
const DAY = String.raw`(?:J\d{1,3}|\d{1,3}|M\d{1,2}\.\d\.\d)(?:/${TIME})?`;
/** `TZ` as POSIX.1-2024 has it: "std offset [dst [offset] [, start [/time], end [/time]]]". */
const POSIX_ZONE = new RegExp(`^:?${NAME}${TIME}(?:${NAME}(?:${TIME})?(?:,${DAY},${DAY})?)?$`);

/** The zone of this process. Throws `InvalidInput` where `TZ` names one that nobody here knows: the C library would say UTC. */
export function localZone(): Zone {
  const { TZ, TZDIR = "/usr/share/zoneinfo" } = process.env;
  if (TZ === undefined) return isZoneFile("/etc/localtime") ? libraryZone() : namedZone(undefined);
  const name = TZ.replace(/^:/, "");
  if (name === "" || POSIX_ZONE.test(name)) return libraryZone();
  if (isZoneFile(name.startsWith("/") ? name : `${TZDIR}/${name}`)) return libraryZone();
  try {
    return namedZone(name);
  } catch {
    throw new InvalidInput(
      `TZ: ${JSON.stringify(TZ)} is no time zone that is known here`,
      "set it to a name such as Europe/Berlin, or write times with Z or an offset: 2026-01-31T09:00:00+01:00",
    );
  }
}

/** By localtime_r(3). */
function libraryZone(): Zone {
  const { dlopen, ptr, CString } = process.getBuiltinModule("bun:ffi") as typeof import("bun:ffi");
  const { readFileSync } = process.getBuiltinModule("node:fs");
  const maps = process.platform === "linux" ? readFileSync("/proc/self/maps", "utf8") : "";
  const { symbols } = dlopen(libraryOf(process.platform, maps), {
    tzset: { args: [], returns: "void" },
    localtime_r: { args: ["ptr", "ptr"], returns: "ptr" },
  });
  symbols.tzset();
  const time = new BigInt64Array(1);
  // struct tm of glibc, musl and macOS where a long has 64 bits: nine ints, then tm_gmtoff at 40 and tm_zone at 48.
  const fields = new DataView(new ArrayBuffer(64));
  const ask = (at: number): DataView => {
    time[0] = BigInt(Math.floor(at / 1_000));
    symbols.localtime_r(ptr(time), ptr(fields.buffer));
    return fields;
  };
  return {
    offsetMs: (at) => Number(ask(at).getBigInt64(40, true)) * 1_000,
    nameAt: (at) => new CString(Number(ask(at).getBigUint64(48, true)) as never).toString(),
  };
}

/** By what Bun brings along, where the C library has no files: in most containers. Throws for an unknown name. */
function namedZone(name: string | undefined): Zone {
  const format = new Intl.DateTimeFormat("en", { timeZone: name, timeZoneName: "longOffset" });
  const { timeZone } = format.resolvedOptions();
  return {
    offsetMs(at) {
      // `GMT`, or `GMT+05:30`.
      const text = format.formatToParts(at).find(({ type }) => type === "timeZoneName")?.value ?? "";
      const [, sign, hours, minutes] = /([+-])(\d+):(\d+)/.exec(text) ?? [];
      return (sign === "-" ? -1 : 1) * (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * 60_000;
    },
    nameAt: () => timeZone,
  };
}

/** tzfile(5). */
function isZoneFile(path: string): boolean {
  const { openSync, readSync, closeSync } = process.getBuiltinModule("node:fs");
  try {
    const file = openSync(path, "r");
    try {
      const magic = Buffer.alloc(4);
      return readSync(file, magic) === 4 && magic.toString("latin1") === "TZif";
    } finally {
      closeSync(file);
    }
  } catch {
    return false;
  }
}
