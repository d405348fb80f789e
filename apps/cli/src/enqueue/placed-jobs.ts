import { InvalidInput, JobExists, type JobSpec, QueuectlError } from "@queuectl/core";
import type { Completion } from "./completion.ts";

/** Reads the jobs of one input. What is wrong with one names its place, and an id stands in no two places. */
export class PlacedJobs {
  readonly #placeOf = new Map<string, number>();

  constructor(
    private readonly unit: "line" | "job",
    private readonly completion: Completion,
  ) {}

  /** Reads the job at a place, counted from 1. */
  read(place: number, parse: () => unknown): JobSpec {
    const spec = this.#locate(place, () => this.completion.json(parse()));
    if (spec.id === undefined) return spec;
    const before = this.#placeOf.get(spec.id);
    if (before !== undefined) {
      throw new InvalidInput(
        `${this.unit} ${place}: the id ${spec.id} stands in ${this.unit} ${before} already`,
        "give each job an id of its own",
      );
    }
    this.#placeOf.set(spec.id, place);
    return spec;
  }

  /** What the store says of a job, with its place. */
  located(error: unknown): unknown {
    const place = error instanceof JobExists ? this.#placeOf.get(error.id) : undefined;
    return place === undefined ? error : this.#at(place, error as JobExists);
  }

  #locate<T>(place: number, read: () => T): T {
    try {
      return read();
    } catch (error) {
      throw error instanceof QueuectlError ? this.#at(place, error) : error;
    }
  }

  #at(place: number, error: QueuectlError): QueuectlError {
    return new QueuectlError(`${this.unit} ${place}: ${error.message}`, error.code, error.fix, { cause: error });
  }
}
