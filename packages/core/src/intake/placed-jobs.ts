import { InvalidInput, JobExists, QueuectlError } from "../domain/errors.ts";
import type { JobSpec } from "../domain/job/job.ts";

/** Reads the jobs of one input, and knows where each of them stood: what is wrong with one names its place. */
export class PlacedJobs {
  readonly #places: number[] = [];

  constructor(
    private readonly unit: "line" | "job",
    private readonly readJob: (value: unknown) => JobSpec,
  ) {}

  /** Reads the job at a place, counted from 1. */
  read(place: number, value: unknown): JobSpec {
    this.#places.push(place);
    try {
      return this.readJob(value);
    } catch (error) {
      throw error instanceof QueuectlError ? this.#at(place, error) : error;
    }
  }

  /** How many jobs were read. */
  get count(): number {
    return this.#places.length;
  }

  /** The place of the last job; 0 before the first. */
  get lastPlace(): number {
    return this.#places.at(-1) ?? 0;
  }

  /** What the store says of one of these jobs, with its place. */
  located(error: unknown): unknown {
    if (!(error instanceof JobExists)) return error;
    const place = this.#places[error.index] as number;
    if (error.earlier === null) return this.#at(place, error);
    return new InvalidInput(
      `${this.unit} ${place}: the id ${error.id} stands in ${this.unit} ${this.#places[error.earlier]} already`,
      "give each job an id of its own",
    );
  }

  #at(place: number, error: QueuectlError): QueuectlError {
    return new QueuectlError(`${this.unit} ${place}: ${error.message}`, error.code, error.fix, { cause: error });
  }
}
