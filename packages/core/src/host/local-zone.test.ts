import { expect, test } from "bun:test";
import { libraryOf } from "./c-library.ts";

const SCRIPT = `
const { localZone } = await import(${JSON.stringify(new URL("./local-zone.ts", import.meta.url).pathname)});
try {
  const zone = localZone();
  console.log([Date.UTC(2026, 0, 1), Date.UTC(2026, 6, 1)].map((at) => zone.offsetMs(at) / 60_000 + " " + zone.nameAt(at)).join(", "));
} catch (error) {
  console.log(error.name + ": " + error.message);
}`;

/** What a process with this environment takes for local time, in January and in July. */
function zoneOf(env: Record<string, string>, around: readonly string[] = []): string {
  const argv = [...around, process.execPath, "--no-env-file", "--config=/dev/null", "-e", SCRIPT];
  const { stdout, stderr } = Bun.spawnSync(argv, { env: { PATH: process.env["PATH"], ...env } });
  return stdout.toString().trim() || stderr.toString();
}

const files = await Bun.file("/usr/share/zoneinfo/Europe/Berlin").exists();
const byName = (offset: string, abbreviation: string, name: string) => `${offset} ${files ? abbreviation : name}`;
const BERLIN = `${byName("60", "CET", "Europe/Berlin")}, ${byName("120", "CEST", "Europe/Berlin")}`;

test.concurrent.each([
  ["JST-9", "540 JST, 540 JST"],
  ["CET-1CEST,M3.5.0,M10.5.0/3", "60 CET, 120 CEST"],
  [":CET-1CEST,J60/2:30,300/-1", "60 CET, 120 CEST"],
  ["<+0330>-3:30", "210 +0330, 210 +0330"],
  ["<-03>3", "-180 -03, -180 -03"],
  ["UTC0", "0 UTC, 0 UTC"],
  ["Europe/Berlin", BERLIN],
  [":Europe/Berlin", BERLIN],
  ["europe/berlin", "60 Europe/Berlin, 120 Europe/Berlin"],
  ["Asia/Kathmandu", `${byName("345", "+0545", "Asia/Kathmandu")}, ${byName("345", "+0545", "Asia/Kathmandu")}`],
  ["Mars/Olympus", 'InvalidInput: TZ: "Mars/Olympus" is no time zone that is known here'],
  ["CEST", 'InvalidInput: TZ: "CEST" is no time zone that is known here'],
  ["JST-9 ", 'InvalidInput: TZ: "JST-9 " is no time zone that is known here'],
  ["CET-1CEST,M3", 'InvalidInput: TZ: "CET-1CEST,M3" is no time zone that is known here'],
  ["/etc/passwd", 'InvalidInput: TZ: "/etc/passwd" is no time zone that is known here'],
  ["/nowhere", 'InvalidInput: TZ: "/nowhere" is no time zone that is known here'],
])("TZ=%s", (TZ, expected) => {
  expect(zoneOf({ TZ })).toBe(expected);
});

test("without the files of the C library, Bun's own data", () => {
  expect(zoneOf({ TZ: "America/St_Johns", TZDIR: "/nowhere" })).toBe("-210 America/St_Johns, -150 America/St_Johns");
});

test.skipIf(!files)("the file of a zone, by its path", () => {
  expect(zoneOf({ TZ: "/usr/share/zoneinfo/Europe/Berlin" })).toBe("60 CET, 120 CEST");
});

const mayMount =
  files && process.getuid?.() === 0 && Bun.spawnSync(["unshare", "-m", "mount", "-t", "tmpfs", "none", "/mnt"]).success;
test.skipIf(!mayMount)("zone data that is mounted over /etc/localtime", () => {
  const mount = 'mount --bind /usr/share/zoneinfo/Asia/Tokyo "$(realpath /etc/localtime)" && exec "$@"';
  expect(zoneOf({}, ["unshare", "-m", "sh", "-c", mount, "sh"])).toBe("540 JST, 540 JST");
});

test("the C library that is loaded already is the one that is asked", () => {
  const line = (path: string) => `7f00-7f01 r-xp 00000000 08:01 42      ${path}\n`;
  const glibc = line("/usr/lib/x86_64-linux-gnu/libc.so.6");
  const musl = line("/lib/ld-musl-aarch64.so.1");
  expect(libraryOf("linux", glibc)).toBe("libc.so.6");
  expect(libraryOf("linux", line("/usr/bin/bun") + musl)).toBe("/lib/ld-musl-aarch64.so.1");
  expect(libraryOf("darwin", "")).toBe("libSystem.B.dylib");
});
