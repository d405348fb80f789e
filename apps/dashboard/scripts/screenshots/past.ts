import {
  type Claim,
  type JobSpec,
  type JobStore,
  judge,
  type Outcome,
  type Settlement,
  type Started,
} from "@queuectl/core";

const STEP_MS = 2_000;
const HOUR_MS = 3_600_000;
const WORKERS = 6;
const RUNNER = "runner-of-the-past";
const LIMITS = { headBytes: 1_048_576, tailBytes: 4_194_304 };

interface Running {
  readonly claim: Claim;
  readonly startedAt: number;
  readonly endsAt: number;
  readonly outcome: Outcome;
}

/** Lets a store live through an hour of a small company's work in some seconds: time is a parameter. */
export async function liveThroughAnHour(store: JobStore, until: number): Promise<void> {
  const random = seeded(7);
  const begin = until - HOUR_MS;
  let running: Running[] = [];
  let started: Started[] = [];
  await store.register({ id: RUNNER, workers: WORKERS, queues: null, version: "0.1.0" }, begin);

  for (let at = begin; at < until || running.length > 0; at += STEP_MS) {
    if (at < until - 30_000) await store.enqueue(arrivals((at - begin) / HOUR_MS, random), at);
    const ended = running.filter(({ endsAt }) => endsAt <= at);
    running = running.filter(({ endsAt }) => endsAt > at);
    const settled = ended.map(({ claim, outcome, endsAt }): Settlement => {
      const policy = { ...claim.job, backoffMaxMs: HOUR_MS, backoffJitter: 0 };
      const verdict = judge(policy, outcome, endsAt, random);
      return { lease: claim.lease, outcome, verdict, finishedAt: endsAt, output: [], limits: LIMITS };
    });
    const capacity = Math.max(0, 2 * WORKERS - running.length);
    const turn = await store.turn({ runner: RUNNER, started, settled, released: [], capacity }, at);
    const fresh = turn.claimed.map((claim) => start(claim, at, (at - begin) / HOUR_MS, random));
    started = fresh.map(({ claim, startedAt }, i) => ({
      lease: claim.lease,
      worker: 1 + (i % WORKERS),
      pid: 4_000 + i,
      processStart: null,
      at: startedAt,
    }));
    running.push(...fresh);
  }
  await store.deregister(RUNNER);
}

/** What comes in: a steady trickle, and one heap of thumbnails in the middle of the hour. */
function arrivals(progress: number, random: () => number): JobSpec[] {
  const trickle = Math.floor(random() * (4.4 + 1.5 * Math.sin(progress * 9)));
  const heap = Math.abs(progress - 0.45) < 0.004 ? 24 : 0;
  return Array.from({ length: trickle + heap }, (_, i) => (i >= trickle ? thumbnail(random) : anyJob(random)));
}

function anyJob(random: () => number): JobSpec {
  const number = digits(random);
  const kind = random();
  if (kind < 0.55) return thumbnail(random);
  if (kind < 0.9) {
    const command = ["sendmail-queue", "--template", "receipt", "--to", `customer-${number}`];
    return { id: `mail-receipt-${number}`, queue: "mail", command, maxRetries: 2, backoffBase: 4 };
  }
  return {
    id: `report-${number}`,
    queue: "reports",
    command: `report daily --account ${number} | gzip > /srv/reports/${number}.gz`,
  };
}

function thumbnail(random: () => number): JobSpec {
  const number = digits(random);
  return {
    id: `thumb-${number}`,
    queue: "images",
    command: ["convert", `/srv/in/${number}.png`, "-resize", "320x", `/srv/out/${number}.jpg`],
  };
}

function start(claim: Claim, at: number, progress: number, random: () => number): Running {
  const startedAt = at + 3;
  const typical = claim.job.queue === "reports" ? 4_000 : claim.job.queue === "mail" ? 700 : 1_800;
  const endsAt = startedAt + Math.round(typical * (0.4 + 1.6 * random() ** 3 * (1 + progress)));
  // Towards the end the mail server grumbles: that is what the overview is there to show.
  const risk = claim.job.queue === "mail" ? (progress > 0.82 ? 0.34 : 0.02) : 0.006;
  const outcome: Outcome = { kind: "exited", exitCode: random() < risk ? 75 : 0 };
  return { claim, startedAt, endsAt, outcome };
}

function digits(random: () => number): string {
  return String(Math.floor(random() * 1e9)).padStart(9, "0");
}

/** The same pictures every time. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32;
  };
}
