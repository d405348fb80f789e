import type { ComponentChildren } from "preact";
import type { HistoryJson, Status } from "../../api/contract.ts";
import { count, counted } from "../../format/numbers.ts";
import { timeOfDaySeconds } from "../../format/times.ts";
import { now } from "../../live/clock.ts";
import { heardAt, stale } from "../../live/freshness.ts";
import { type Answer, backlogAnswer, failureAnswer, formerAnswer, healthAnswer } from "./answer.ts";
import type { Span } from "./span.tsx";

const WAITING: Answer = { tone: "quiet", word: "…", reasons: [] };

/** The answers at one look. */
export function Answers({ status, history, span }: AnswersProps) {
  return (
    <section class="answers" aria-label="At one look">
      <Card question="Is it healthy?" answer={status ? healthAnswer(status) : WAITING} to="/runners" />
      <Card
        question="Is it keeping up?"
        answer={status ? backlogAnswer(status, history, span.words, now.value) : WAITING}
        to="/jobs?state=pending"
      />
      <Card
        question="What is failing?"
        answer={status && history ? failureAnswer(status, history, span.words) : WAITING}
        to="/jobs?state=failed&state=dead"
      />
      <Card question="How busy is it?" answer={status ? busyAnswer(status) : WAITING} to="/jobs?state=processing">
        {status && status.workers.total > 0 && !stale.value && (
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

interface AnswersProps {
  readonly status: Status | null;
  readonly history: HistoryJson | null;
  readonly span: Span;
}

function busyAnswer({ workers, throughput }: Status): Answer {
  if (workers.total === 0) return { tone: "quiet", word: "No workers", reasons: ["start some: queuectl worker start"] };
  const { completed_last_minute: completed, failed_last_minute: failed } = throughput;
  return {
    tone: "quiet",
    word: `${count(workers.busy)} of ${counted(workers.total, "worker")}`,
    reasons: [`${counted(completed + failed, "attempt")} ended in the last minute`],
  };
}

function Card({ question, answer: known, to, children }: CardProps) {
  const answer = stale.value ? formerAnswer(known, timeOfDaySeconds(heardAt.value ?? 0)) : known;
  return (
    <a class={`answer ${answer.tone}`} href={to}>
      <span class="question">{question}</span>
      <span class="word">{answer.word}</span>
      {children}
      <span class="reasons">
        {answer.reasons.map((reason) => (
          <span key={reason}>{reason}</span>
        ))}
      </span>
    </a>
  );
}

interface CardProps {
  readonly question: string;
  readonly answer: Answer;
  readonly to: string;
  readonly children?: ComponentChildren;
}
