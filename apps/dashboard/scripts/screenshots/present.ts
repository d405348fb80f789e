import type { Home } from "../../../cli/test/program.ts";
import { until } from "../../../cli/test/until.ts";

/** What goes on while the pictures are taken. Everything is real: these jobs run. */
export async function setPresent(home: Home): Promise<void> {
  const enqueue = async (...args: string[]) => {
    const { code, stderr } = await home.run("enqueue", ...args);
    if (code !== 0) throw new Error(stderr);
  };
  await enqueue(
    "--id",
    "nightly-backup",
    "--queue",
    "nightly",
    "--delay",
    "5h",
    "-c",
    "pg_dump shop | zstd > /srv/backup/shop.zst",
  );
  await enqueue("--id", "weekly-digest", "--queue", "mail", "--delay", "2d", "--", "digest", "--week");
  await enqueue(
    "--id",
    "import-customers",
    "--queue",
    "imports",
    "--max-retries",
    "2",
    "--backoff-base",
    "0.2",
    "-c",
    IMPORT,
  );
  await enqueue(
    "--id",
    "sync-warehouse",
    "--queue",
    "imports",
    "--max-retries",
    "5",
    "--backoff-base",
    "40",
    "-c",
    SYNC,
  );
  await until("the import has failed", async () => (await home.json("show", "import-customers")).state === "dead");
  await until("the sync has failed", async () => (await home.json("show", "sync-warehouse")).state === "failed");
  await enqueue(
    "--id",
    "transcode-lecture-12",
    "--queue",
    "video",
    "--priority",
    "5",
    "--timeout",
    "2h",
    "-c",
    TRANSCODE,
  );
  await enqueue("--id", "report-quarterly", "--queue", "reports", "-c", "echo collecting; sleep 900");
  await enqueue("--id", "thumb-cover", "--queue", "images", "--", "sleep", "901");
  await until("work", async () => (await home.json("status")).workers.busy === 3);
}

const IMPORT = `echo "reading /srv/in/customers.csv"
i=0; while [ $i -lt 40 ]; do i=$((i+1)); echo "row $i: ok"; done
echo "row 41: column 7 <email> is empty" >&2; sleep 0.3; exit 65`;

const SYNC = `echo "connecting to warehouse.internal:8443"; echo "error: connection refused" >&2; sleep 0.2; exit 69`;

const TRANSCODE = `echo "input  lecture-12.mov  1920x1080  52:10"; echo "output lecture-12.webm libvpx-vp9"
f=0; while :; do f=$((f+24)); echo "frame $f  fps 24.0  bitrate 2210 kbit/s"
[ $((f % 168)) -eq 0 ] && echo "warning: timestamp of frame $f moved by 1 ms" >&2; sleep 0.4; done`;
