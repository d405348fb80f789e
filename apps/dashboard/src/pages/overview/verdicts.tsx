import type { ComponentChildren } from "preact";
import type { HistoryJson, Status } from "../../api/contract.ts";
import { count, counted } from "../../format/numbers.ts";
import { now } from "../../live/clock.ts";
import type { Span } from "./span.tsx";
import { backlogVerdict, failureVerdict, healthVerdict, type Verdict } from "./verdict.ts";

const WAITING: Verdict = { tone: "quiet", word: "…", reasons: [] };

/** The answers at one look. */
export function Verdicts({ status, history, span }: VerdictsProps) {
  return (
    <section class="verdicts" aria-label="At one look">
      <Card question="Is it healthy?" verdict={status ? healthVerdict(status) : WAITING} to="/runners" />
      <Card
        question="Is it keeping up?"
        verdict={status ? backlogVerdict(status, history, span.words, now.value) : WAITING}
        to="/jobs?state=pending"
      />
      <Card
        question="What is failing?"
        verdict={status && history ? failureVerdict(status, history, span.words) : WAITING}
        to="/jobs?state=failed&state=dead"
      />
      <Card question="How busy is it?" verdict={status ? busyVerdict(status) : WAITING} to="/jobs?state=processing">
        {status && status.workers.total > 0 && (
          <meter
            min={0}
            max={status.workers.total}
            value={status.workers.busy}
            aria-label={`${status.workers.busy} of ${status.workers.total} workers are busy`}
          />
        )}
      </Card>
    </section>
  );
}

interface VerdictsProps {
  readonly status: Status | null;
  readonly history: HistoryJson | null;
  readonly span: Span;
}

function busyVerdict({ workers, throughput }: Status): Verdict {
  if (workers.total === 0) return { tone: "quiet", word: "No workers", reasons: ["start some: queuectl worker start"] };
  const { completed_last_minute: completed, failed_last_minute: failed } = throughput;
  return {
    tone: "quiet",
    word: `${count(workers.busy)} of ${counted(workers.total, "worker")}`,
    reasons: [`${counted(completed + failed, "attempt")} ended in the last minute`],
  };
}

function Card({ question, verdict, to, children }: CardProps) {
  return (
    <a class={`verdict ${verdict.tone}`} href={to}>
      <span class="question">{question}</span>
      <span class="word">{verdict.word}</span>
      {children}
      <span class="reasons">
        {verdict.reasons.map((reason) => (
          <span key={reason}>{reason}</span>
        ))}
      </span>
    </a>
  );
}

interface CardProps {
  readonly question: string;
  readonly verdict: Verdict;
  readonly to: string;
  readonly children?: ComponentChildren;
}
