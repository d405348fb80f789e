import {
  didYouMean,
  InvalidInput,
  isJobState,
  isName,
  JOB_STATES,
  type JobState,
  type Moment,
  NAME_RULE,
  PLACE_RULE,
  parseDuration,
  readInstant,
  seqOf,
  vanishes,
} from "@queuectl/core";
import { localZone } from "@queuectl/core/local-zone";

/** A whole number of the range; a refusal suggests `example`. */
export function whole(min: number, max: number, example = Math.max(min, 1)) {
  return (text: string, what: string): number => {
    const value = /^[+-]?\d+$/.test(text.trim()) ? Number(text) : Number.NaN;
    if (value >= min && value <= max) return value;
    throw new InvalidInput(
      `${what}: ${JSON.stringify(text)} is not a whole number from ${min} to ${max}`,
      `for example ${what} ${example}`,
    );
  };
}

/** A number of the range, with or without a fraction. */
export function decimal(min: number, max: number) {
  return (text: string, what: string): number => {
    const value = /^[+-]?(\d+\.?\d*|\.\d+)$/.test(text.trim()) ? Number(text) : Number.NaN;
    if (value >= min && value <= max && !vanishes(text, value)) return value;
    throw new InvalidInput(
      `${what}: ${JSON.stringify(text)} is not a number from ${min} to ${max}`,
      `for example ${what} ${Math.max(min, 1.5)}`,
    );
  };
}

/** Milliseconds. */
export const duration = (text: string, what: string): number => parseDuration(text, what);

/** An instant, local time included. */
export const moment = (text: string, what: string, now: number): Moment => readInstant(text, now, what, localZone);

/** The name of a job, a queue or a runner. */
export function name(text: string, what: string): string {
  if (isName(text)) return text;
  throw new InvalidInput(`${what}: ${JSON.stringify(text.slice(0, 220))} is not a valid name`, NAME_RULE);
}

/** Where a page of jobs begins: behind a cursor, or behind a job. */
export function place(text: string, what: string): string {
  if (isName(text) || seqOf(text) !== null) return text;
  throw new InvalidInput(`${what}: ${JSON.stringify(text.slice(0, 220))} is no place in a list`, PLACE_RULE);
}

/** One of `states`. */
export function stateOf(states: readonly JobState[]) {
  return (text: string, what: string): JobState => {
    if (isJobState(text) && states.includes(text)) return text;
    const problem = isJobState(text) ? "cannot be chosen here" : "is not a state";
    throw new InvalidInput(
      `${what}: ${JSON.stringify(text)} ${problem}`,
      didYouMean(text, isJobState(text) ? [] : states, `use one of ${states.join(", ")}`),
    );
  };
}

export const anyState = stateOf(JOB_STATES);
