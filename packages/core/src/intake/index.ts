/** Many jobs from one source: read out of a stream, each with the place where it stood. */
export * from "./json-values.ts";
export * from "./placed-jobs.ts";
