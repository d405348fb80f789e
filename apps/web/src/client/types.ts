/** Made out of the OpenAPI document by `bun run --cwd apps/web client`: change the schemas instead. */

export interface paths {
    "/jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A page of jobs, in the order of enqueueing */
        get: operations["listJobs"];
        put?: never;
        /** Store one job or many: all of them, or none */
        post: operations["enqueueJobs"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/jobs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Everything about a job */
        get: operations["getJob"];
        put?: never;
        post?: never;
        /** Delete a job with its attempts and its output */
        delete: operations["deleteJob"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/jobs/lines": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Store any number of jobs, read as they come: all of them, or none */
        post: operations["enqueueLines"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/jobs/bulk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Cancel, retry or delete all jobs that match and whose state allows it */
        post: operations["changeJobs"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/jobs/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Cancel a job, or ask for the end of one that executes */
        post: operations["cancelJob"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/jobs/{id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make a finished or failed job pending again */
        post: operations["retryJob"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/jobs/{id}/attempts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every attempt of a job */
        get: operations["listAttempts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/jobs/{id}/attempts/{attempt}/output": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What an attempt wrote */
        get: operations["getOutput"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/dlq": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A page of dead jobs */
        get: operations["listDeadJobs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/dlq/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make dead jobs pending again: some, those of one queue, or all */
        post: operations["retryDeadJobs"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/dlq/purge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Delete dead jobs: all, those of one queue, or the old ones */
        post: operations["purgeDeadJobs"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/config": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What is configured */
        get: operations["getConfig"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Set keys, or with null bring them back to their defaults */
        patch: operations["changeConfig"];
        trace?: never;
    };
    "/runners": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Runners, and what each of them executes */
        get: operations["listRunners"];
        put?: never;
        /** Start a runner on the machine of this server */
        post: operations["startRunner"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/runners/{id}/stop": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask a runner to stop after what it executes */
        post: operations["stopRunner"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/queues": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A page of the queues that have jobs, or are paused, by name */
        get: operations["listQueues"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/queues/{name}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give none of its jobs to runners */
        post: operations["pauseQueue"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/queues/{name}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give its jobs to runners again */
        post: operations["resumeQueue"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How it is, at one look */
        get: operations["getStatus"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What happened, step by step, for the last day at most */
        get: operations["getHistory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What changes, as it changes */
        get: operations["streamEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who asks, and what this server can do */
        get: operations["getSession"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sign-in-links": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Draw a link that signs a browser in, once */
        post: operations["drawSignInLink"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sign-out": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End the browser's session */
        post: operations["signOut"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        Problem: {
            /** @example urn:queuectl:problem:job-conflict */
            type: string;
            title: string;
            status: number;
            detail?: string;
            /** @description what to do about it */
            fix?: string;
        };
        JobPage: {
            jobs: components["schemas"]["Job"][];
            /**
             * @description give it as `after` for the next page; null on the last one
             * @example @50
             */
            next: string | null;
        };
        Job: {
            /** @example job1 */
            id: string;
            seq: number;
            /** @example job1 */
            queue: string;
            /**
             * @description a line for /bin/sh, or argv without a shell
             * @example echo hi
             */
            command: string | string[];
            state: components["schemas"]["State"];
            priority: number;
            attempts: number;
            crashes: number;
            max_retries: number;
            backoff_base: number;
            timeout: number | null;
            /**
             * Format: date-time
             * @description UTC, to the millisecond
             * @example 2026-01-31T09:00:00.000Z
             */
            run_at: string;
            /**
             * Format: date-time
             * @description UTC, to the millisecond
             * @example 2026-01-31T09:00:00.000Z
             */
            next_run_at: string | null;
            cwd: string | null;
            env: {
                [key: string]: string;
            };
            /**
             * Format: date-time
             * @description UTC, to the millisecond
             * @example 2026-01-31T09:00:00.000Z
             */
            created_at: string;
            /**
             * Format: date-time
             * @description UTC, to the millisecond
             * @example 2026-01-31T09:00:00.000Z
             */
            updated_at: string;
            /**
             * Format: date-time
             * @description UTC, to the millisecond
             * @example 2026-01-31T09:00:00.000Z
             */
            started_at: string | null;
            /**
             * Format: date-time
             * @description UTC, to the millisecond
             * @example 2026-01-31T09:00:00.000Z
             */
            finished_at: string | null;
            /**
             * Format: date-time
             * @description UTC, to the millisecond
             * @example 2026-01-31T09:00:00.000Z
             */
            cancel_requested_at: string | null;
            locked_by: string | null;
            /**
             * Format: date-time
             * @description UTC, to the millisecond
             * @example 2026-01-31T09:00:00.000Z
             */
            locked_at: string | null;
            worker: number | null;
            pid: number | null;
            /** @enum {string|null} */
            outcome: "exited" | "signalled" | "timed-out" | "cancelled" | "spawn-failed" | "interrupted" | "lost" | null;
            exit_code: number | null;
            signal: string | null;
            error: string | null;
            duration_ms: number | null;
            /** @description what is not whole here: in lists and events a command of more than 2,048 characters (as JSON) ends after them, and a larger env is left out; GET /jobs/{id} has all of it */
            truncated: ("command" | "env")[];
        };
        /** @enum {string} */
        State: "scheduled" | "pending" | "processing" | "failed" | "completed" | "dead" | "cancelled";
        JobDetails: components["schemas"]["Job"] & {
            /** @description the end of what the last attempt wrote, at most 16 KiB */
            stdout: string;
            stderr: string;
            attempt_history: components["schemas"]["Attempt"][];
        };
        Attempt: {
            number: number;
            runner: string;
            worker: number | null;
            pid: number | null;
            /**
             * Format: date-time
             * @description UTC, to the millisecond
             * @example 2026-01-31T09:00:00.000Z
             */
            claimed_at: string;
            /**
             * Format: date-time
             * @description UTC, to the millisecond
             * @example 2026-01-31T09:00:00.000Z
             */
            started_at: string | null;
            /**
             * Format: date-time
             * @description UTC, to the millisecond
             * @example 2026-01-31T09:00:00.000Z
             */
            finished_at: string | null;
            /** @enum {string|null} */
            outcome: "exited" | "signalled" | "timed-out" | "cancelled" | "spawn-failed" | "interrupted" | "lost" | null;
            exit_code: number | null;
            signal: string | null;
            error: string | null;
            duration_ms: number | null;
            stdout_bytes: number;
            stderr_bytes: number;
        };
        BulkRequest: {
            /** @enum {string} */
            action: "cancel" | "retry" | "delete";
            filter: {
                states?: components["schemas"]["State"][];
                /** @example job1 */
                queue?: string;
            };
            /**
             * @description count them, and change nothing
             * @default false
             */
            dry_run?: boolean;
        };
        DeadToRetry: {
            ids: string[];
        } | {
            /** @example job1 */
            queue: string;
        } | {
            /** @enum {boolean} */
            all: true;
        };
        /** @description durations in seconds, sizes in bytes */
        ConfigValue: string | number | string[];
        BusyRunner: components["schemas"]["Runner"] & {
            executing: {
                /** @example job1 */
                id: string;
                /**
                 * @description a line for /bin/sh, or argv without a shell
                 * @example echo hi
                 */
                command: string | string[];
                /** @description whether that is only the beginning of it */
                truncated: boolean;
                attempt: number | null;
                /** @description null while it is held for whichever worker is free first */
                worker: number | null;
                pid: number | null;
                /**
                 * Format: date-time
                 * @description UTC, to the millisecond
                 * @example 2026-01-31T09:00:00.000Z
                 */
                started_at: string | null;
            }[];
        };
        Runner: {
            /** @example job1 */
            id: string;
            /** @enum {string} */
            state: "running" | "stopping" | "stalled" | "dead" | "unknown";
            host: string;
            pid: number;
            version: string;
            workers: number;
            /** @description null for all but excluded_queues */
            queues: string[] | null;
            excluded_queues: string[];
            /**
             * Format: date-time
             * @description UTC, to the millisecond
             * @example 2026-01-31T09:00:00.000Z
             */
            started_at: string;
            uptime_seconds: number;
            /**
             * Format: date-time
             * @description UTC, to the millisecond
             * @example 2026-01-31T09:00:00.000Z
             */
            heartbeat_at: string;
            heartbeat_age_seconds: number;
            /** @enum {string|null} */
            stop_requested: "drain" | "interrupt" | null;
        };
        Queue: {
            /** @example job1 */
            name: string;
            paused: boolean;
            jobs: {
                scheduled: number;
                pending: number;
                processing: number;
                failed: number;
                completed: number;
                dead: number;
                cancelled: number;
            };
        };
        Status: {
            jobs: {
                scheduled: number;
                pending: number;
                processing: number;
                failed: number;
                completed: number;
                dead: number;
                cancelled: number;
            };
            /** @description at most 100, those in which something goes on before others */
            queues: components["schemas"]["Queue"][];
            queue_count: number;
            /** @description have jobs to claim that no living runner would take; at most ten */
            unserved_queues: string[];
            workers: {
                total: number;
                busy: number;
            };
            runners: components["schemas"]["Runner"][];
            /**
             * Format: date-time
             * @description UTC, to the millisecond
             * @example 2026-01-31T09:00:00.000Z
             */
            oldest_due_at: string | null;
            oldest_due_age_seconds: number | null;
            /**
             * Format: date-time
             * @description UTC, to the millisecond
             * @example 2026-01-31T09:00:00.000Z
             */
            next_run_at: string | null;
            throughput: {
                completed_last_minute: number;
                failed_last_minute: number;
            };
            health: {
                ok: boolean;
                checks: {
                    name: string;
                    ok: boolean;
                    reason: string | null;
                }[];
            };
        };
        History: {
            /**
             * Format: date-time
             * @description when it was read
             */
            at: string;
            /** @description how many minutes one point covers */
            step: number;
            /** @description the oldest first and without a gap; the last is the current one, which is not over yet */
            points: components["schemas"]["HistoryPoint"][];
            total: components["schemas"]["HistoryActivity"] & unknown;
        };
        /** @description what happened in one step, and how it was at its beginning */
        HistoryPoint: components["schemas"]["HistoryActivity"] & {
            /**
             * Format: date-time
             * @description when it began: a multiple of `step` minutes
             */
            at: string;
            /** @description at the beginning of the step, in the last point now; null where no runner was there to look */
            depth: components["schemas"]["HistoryDepth"] | null;
        };
        /** @description estimated from fixed buckets (1 ms to a day), by interpolation within one */
        Percentiles: {
            count: number;
            mean: number;
            p50: number;
            p90: number;
            p99: number;
        };
        /** @description how many jobs were in the states that are not final but for the dead, and how long the oldest due one had waited */
        HistoryDepth: {
            scheduled: number;
            pending: number;
            processing: number;
            failed: number;
            dead: number;
            oldest_due_age_seconds: number | null;
        };
        HistoryActivity: {
            /** @description so long it lasted: 60 * step, and less for what is not over yet; rates are per second of it */
            seconds: number;
            /** @description how many attempts ended, by how: `completed` exited with 0 and `failed` with another code; `signalled`, `timed_out`, `spawn_failed` and `lost` are failures too, `cancelled` and `interrupted` are not */
            attempts: {
                completed: number;
                failed: number;
                signalled: number;
                timed_out: number;
                spawn_failed: number;
                lost: number;
                cancelled: number;
                interrupted: number;
            };
            /** @description failures after which a retry waits */
            retries: number;
            /** @description failures after which the job went to the dead letter queue */
            dead: number;
            /** @description jobs taken over from runners that died */
            rescues: number;
            /** @description new jobs; null where no runner was there to look */
            enqueued: number | null;
            /** @description per second; `failed` is all that counts as a failure */
            rates: {
                completed: number;
                failed: number;
                enqueued: number | null;
            };
            /** @description from the start of a process to its end */
            duration_seconds: components["schemas"]["Percentiles"] | null;
            /** @description from the moment a job was due to its claim: how long jobs wait */
            wait_seconds: components["schemas"]["Percentiles"] | null;
            /** @description from the claim to the start of the process: what the runner itself costs */
            start_seconds: components["schemas"]["Percentiles"] | null;
        };
        Session: {
            /** @enum {string} */
            who: "token" | "session";
            read_only: boolean;
            can_start_runners: boolean;
            version: string;
        };
        /** @description what a job says of itself; null counts as left out, and what `list --json` prints besides is passed over */
        JobInput: {
            /** @example job1 */
            id?: string | null;
            /** @example echo hi */
            command: string | string[];
            /** @example job1 */
            queue?: string | null;
            /** @description the higher is executed first */
            priority?: number | null;
            max_retries?: number | null;
            /** @description another way to say max_retries + 1 */
            max_attempts?: number | null;
            /** @description seconds */
            backoff_base?: number | null;
            /** @description seconds, or "500ms", "10s", "5m", "2h", "1d": 0, or 1 ms to 100 years */
            timeout?: number | string | null;
            /**
             * @description an ISO 8601 instant with its zone, or +10m
             * @example 2026-01-31T09:00:00Z
             */
            run_at?: string | null;
            /** @description another way to say run_at */
            delay?: number | string | null;
            cwd?: string | null;
            /**
             * @example {
             *       "LANG": "C"
             *     }
             */
            env?: {
                [key: string]: string;
            } | null;
        };
        /**
         * @description each key's new value; null is its default
         * @example {
         *       "max-retries": 3,
         *       "job-timeout": 30
         *     }
         */
        ConfigChange: {
            /** @description retries after a job's first execution */
            "max-retries"?: number | string | null;
            /** @description seconds, raised to the power of the attempts so far */
            "backoff-base"?: number | string | null;
            /** @description the longest wait between two attempts */
            "backoff-max"?: number | string | null;
            /** @description how far a backoff may stray from its value, either way */
            "backoff-jitter"?: number | string | null;
            /** @description for jobs without one of their own; 0 means none */
            "job-timeout"?: number | string | null;
            /** @description the wait between SIGTERM and SIGKILL */
            "kill-grace"?: number | string | null;
            /** @description how often a runner looks by itself, without being woken */
            "poll-interval"?: number | string | null;
            /** @description how much of the beginning of each stream is kept */
            "output-head"?: number | string | null;
            /** @description how much of the end of each stream is kept */
            "output-tail"?: number | string | null;
            /** @description for the stored output of finished jobs; 0 keeps it */
            "output-retention"?: number | string | null;
            /** @description for completed and cancelled jobs; 0 keeps them */
            retention?: number | string | null;
        };
    };
    responses: {
        /** @description a refusal, as RFC 9457 says it */
        Problem: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `invalid-input`: The request makes no sense as it stands */
        "Refused-invalid-input": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `unauthorized`: The token is missing or wrong */
        "Refused-unauthorized": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `host-not-allowed`: This Host is not served here */
        "Refused-host-not-allowed": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `not-found`: There is no such thing */
        "Refused-not-found": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `failed`: It failed; `internal`: Something went wrong inside */
        "Refused-failed-or-internal": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `store-busy`: The store is busy; `store-unavailable`: The store cannot be used now; `store-refused`: The store must not be used as it is */
        "Refused-store-busy-or-store-refused-or-store-unavailable": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `invalid-input`: The request makes no sense as it stands; `cut-off`: The request ended before its body did */
        "Refused-cut-off-or-invalid-input": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `host-not-allowed`: This Host is not served here; `origin-not-allowed`: Pages of another origin may change nothing here; `read-only`: This server changes nothing */
        "Refused-host-not-allowed-or-origin-not-allowed-or-read-only": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `too-slow`: The request took too long to arrive */
        "Refused-too-slow": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `job-exists`: A job with this id exists already */
        "Refused-job-exists": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `too-large`: The request is too large */
        "Refused-too-large": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `unsupported-media-type`: This content type is not read here */
        "Refused-unsupported-media-type": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `key-reused`: The Idempotency-Key came with another request before */
        "Refused-key-reused": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `job-conflict`: The state of the job forbids it */
        "Refused-job-conflict": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `range-not-satisfiable`: There is nothing in this range */
        "Refused-range-not-satisfiable": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `host-not-allowed`: This Host is not served here; `not-over-http`: This is not for HTTP; `origin-not-allowed`: Pages of another origin may change nothing here; `read-only`: This server changes nothing */
        "Refused-host-not-allowed-or-not-over-http-or-origin-not-allowed-or-read-only": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `not-available`: This server cannot do that */
        "Refused-not-available": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
    };
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type Problem = components['schemas']['Problem'];
export type JobPage = components['schemas']['JobPage'];
export type Job = components['schemas']['Job'];
export type State = components['schemas']['State'];
export type JobDetails = components['schemas']['JobDetails'];
export type Attempt = components['schemas']['Attempt'];
export type BulkRequest = components['schemas']['BulkRequest'];
export type DeadToRetry = components['schemas']['DeadToRetry'];
export type ConfigValue = components['schemas']['ConfigValue'];
export type BusyRunner = components['schemas']['BusyRunner'];
export type Runner = components['schemas']['Runner'];
export type Queue = components['schemas']['Queue'];
export type Status = components['schemas']['Status'];
export type History = components['schemas']['History'];
export type HistoryPoint = components['schemas']['HistoryPoint'];
export type Percentiles = components['schemas']['Percentiles'];
export type HistoryDepth = components['schemas']['HistoryDepth'];
export type HistoryActivity = components['schemas']['HistoryActivity'];
export type Session = components['schemas']['Session'];
export type JobInput = components['schemas']['JobInput'];
export type ConfigChange = components['schemas']['ConfigChange'];
export type ResponseProblem = components['responses']['Problem'];
export type ResponseRefusedInvalidInput = components['responses']['Refused-invalid-input'];
export type ResponseRefusedUnauthorized = components['responses']['Refused-unauthorized'];
export type ResponseRefusedHostNotAllowed = components['responses']['Refused-host-not-allowed'];
export type ResponseRefusedNotFound = components['responses']['Refused-not-found'];
export type ResponseRefusedFailedOrInternal = components['responses']['Refused-failed-or-internal'];
export type ResponseRefusedStoreBusyOrStoreRefusedOrStoreUnavailable = components['responses']['Refused-store-busy-or-store-refused-or-store-unavailable'];
export type ResponseRefusedCutOffOrInvalidInput = components['responses']['Refused-cut-off-or-invalid-input'];
export type ResponseRefusedHostNotAllowedOrOriginNotAllowedOrReadOnly = components['responses']['Refused-host-not-allowed-or-origin-not-allowed-or-read-only'];
export type ResponseRefusedTooSlow = components['responses']['Refused-too-slow'];
export type ResponseRefusedJobExists = components['responses']['Refused-job-exists'];
export type ResponseRefusedTooLarge = components['responses']['Refused-too-large'];
export type ResponseRefusedUnsupportedMediaType = components['responses']['Refused-unsupported-media-type'];
export type ResponseRefusedKeyReused = components['responses']['Refused-key-reused'];
export type ResponseRefusedJobConflict = components['responses']['Refused-job-conflict'];
export type ResponseRefusedRangeNotSatisfiable = components['responses']['Refused-range-not-satisfiable'];
export type ResponseRefusedHostNotAllowedOrNotOverHttpOrOriginNotAllowedOrReadOnly = components['responses']['Refused-host-not-allowed-or-not-over-http-or-origin-not-allowed-or-read-only'];
export type ResponseRefusedNotAvailable = components['responses']['Refused-not-available'];
export type $defs = Record<string, never>;
export interface operations {
    listJobs: {
        parameters: {
            query?: {
                /** @description again for several */
                state?: components["schemas"]["State"][];
                queue?: string;
                /** @description in the order of ids; goes with after and limit alone */
                id_prefix?: string;
                /** @description `next` of the page before; or the id behind which the page begins */
                after?: string;
                /** @description how many jobs a page holds */
                limit?: number;
                /** @description the newest first */
                reverse?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description a page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobPage"];
                };
            };
            400: components["responses"]["Refused-invalid-input"];
            401: components["responses"]["Refused-unauthorized"];
            403: components["responses"]["Refused-host-not-allowed"];
            404: components["responses"]["Refused-not-found"];
            500: components["responses"]["Refused-failed-or-internal"];
            503: components["responses"]["Refused-store-busy-or-store-refused-or-store-unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    enqueueJobs: {
        parameters: {
            query?: never;
            header?: {
                /** @description makes it safe to send the request again, for a day */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["JobInput"] | components["schemas"]["JobInput"][];
            };
        };
        responses: {
            /** @description what was stored: the job, or the jobs */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"] | {
                        jobs: components["schemas"]["Job"][];
                    };
                };
            };
            400: components["responses"]["Refused-cut-off-or-invalid-input"];
            401: components["responses"]["Refused-unauthorized"];
            403: components["responses"]["Refused-host-not-allowed-or-origin-not-allowed-or-read-only"];
            404: components["responses"]["Refused-not-found"];
            408: components["responses"]["Refused-too-slow"];
            409: components["responses"]["Refused-job-exists"];
            413: components["responses"]["Refused-too-large"];
            415: components["responses"]["Refused-unsupported-media-type"];
            422: components["responses"]["Refused-key-reused"];
            500: components["responses"]["Refused-failed-or-internal"];
            503: components["responses"]["Refused-store-busy-or-store-refused-or-store-unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    getJob: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the job, its attempts and the end of its output */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobDetails"];
                };
            };
            400: components["responses"]["Refused-invalid-input"];
            401: components["responses"]["Refused-unauthorized"];
            403: components["responses"]["Refused-host-not-allowed"];
            404: components["responses"]["Refused-not-found"];
            500: components["responses"]["Refused-failed-or-internal"];
            503: components["responses"]["Refused-store-busy-or-store-refused-or-store-unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    deleteJob: {
        parameters: {
            query?: {
                /** @description cancel it first, and wait until it has ended */
                force?: boolean;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description it is gone */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @example job1 */
                        id: string;
                        /** @enum {boolean} */
                        deleted: true;
                    };
                };
            };
            400: components["responses"]["Refused-invalid-input"];
            401: components["responses"]["Refused-unauthorized"];
            403: components["responses"]["Refused-host-not-allowed-or-origin-not-allowed-or-read-only"];
            404: components["responses"]["Refused-not-found"];
            409: components["responses"]["Refused-job-conflict"];
            415: components["responses"]["Refused-unsupported-media-type"];
            500: components["responses"]["Refused-failed-or-internal"];
            503: components["responses"]["Refused-store-busy-or-store-refused-or-store-unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    enqueueLines: {
        parameters: {
            query?: never;
            header?: {
                /** @description makes it safe to send the request again, for a day */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/x-ndjson": string;
            };
        };
        responses: {
            /** @description how many were stored */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        enqueued: number;
                    };
                };
            };
            400: components["responses"]["Refused-cut-off-or-invalid-input"];
            401: components["responses"]["Refused-unauthorized"];
            403: components["responses"]["Refused-host-not-allowed-or-origin-not-allowed-or-read-only"];
            404: components["responses"]["Refused-not-found"];
            408: components["responses"]["Refused-too-slow"];
            409: components["responses"]["Refused-job-exists"];
            413: components["responses"]["Refused-too-large"];
            415: components["responses"]["Refused-unsupported-media-type"];
            422: components["responses"]["Refused-key-reused"];
            500: components["responses"]["Refused-failed-or-internal"];
            503: components["responses"]["Refused-store-busy-or-store-refused-or-store-unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    changeJobs: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BulkRequest"];
            };
        };
        responses: {
            /** @description how many there were */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        action: "cancel" | "retry" | "delete";
                        jobs: number;
                        dry_run: boolean;
                    };
                };
            };
            400: components["responses"]["Refused-cut-off-or-invalid-input"];
            401: components["responses"]["Refused-unauthorized"];
            403: components["responses"]["Refused-host-not-allowed-or-origin-not-allowed-or-read-only"];
            408: components["responses"]["Refused-too-slow"];
            413: components["responses"]["Refused-too-large"];
            415: components["responses"]["Refused-unsupported-media-type"];
            500: components["responses"]["Refused-failed-or-internal"];
            503: components["responses"]["Refused-store-busy-or-store-refused-or-store-unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    cancelJob: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description it is cancelled */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            /** @description its process is being ended */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            400: components["responses"]["Refused-invalid-input"];
            401: components["responses"]["Refused-unauthorized"];
            403: components["responses"]["Refused-host-not-allowed-or-origin-not-allowed-or-read-only"];
            404: components["responses"]["Refused-not-found"];
            409: components["responses"]["Refused-job-conflict"];
            415: components["responses"]["Refused-unsupported-media-type"];
            500: components["responses"]["Refused-failed-or-internal"];
            503: components["responses"]["Refused-store-busy-or-store-refused-or-store-unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    retryJob: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description it is pending, with its whole budget of retries */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            400: components["responses"]["Refused-invalid-input"];
            401: components["responses"]["Refused-unauthorized"];
            403: components["responses"]["Refused-host-not-allowed-or-origin-not-allowed-or-read-only"];
            404: components["responses"]["Refused-not-found"];
            409: components["responses"]["Refused-job-conflict"];
            415: components["responses"]["Refused-unsupported-media-type"];
            500: components["responses"]["Refused-failed-or-internal"];
            503: components["responses"]["Refused-store-busy-or-store-refused-or-store-unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    listAttempts: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the oldest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        attempts: components["schemas"]["Attempt"][];
                    };
                };
            };
            400: components["responses"]["Refused-invalid-input"];
            401: components["responses"]["Refused-unauthorized"];
            403: components["responses"]["Refused-host-not-allowed"];
            404: components["responses"]["Refused-not-found"];
            500: components["responses"]["Refused-failed-or-internal"];
            503: components["responses"]["Refused-store-busy-or-store-refused-or-store-unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    getOutput: {
        parameters: {
            query?: {
                /** @description both, as they came, unless given */
                stream?: "stdout" | "stderr";
                /** @description go on until the attempt has ended */
                follow?: boolean;
            };
            header?: {
                /** @description one range of one stream */
                range?: string;
                /** @description never holds: the whole is answered */
                "if-range"?: string;
            };
            path: {
                id: string;
                attempt: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description all that is kept of it, in lines, with a line that says how much is missing where something is */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            /** @description the bytes of the range, up to where some were not kept; Content-Range says which they are */
            206: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            400: components["responses"]["Refused-invalid-input"];
            401: components["responses"]["Refused-unauthorized"];
            403: components["responses"]["Refused-host-not-allowed"];
            404: components["responses"]["Refused-not-found"];
            416: components["responses"]["Refused-range-not-satisfiable"];
            500: components["responses"]["Refused-failed-or-internal"];
            503: components["responses"]["Refused-store-busy-or-store-refused-or-store-unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    listDeadJobs: {
        parameters: {
            query?: {
                queue?: string;
                /** @description `next` of the page before; or the id behind which the page begins */
                after?: string;
                /** @description how many jobs a page holds */
                limit?: number;
                /** @description the newest first */
                reverse?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description a page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobPage"];
                };
            };
            400: components["responses"]["Refused-invalid-input"];
            401: components["responses"]["Refused-unauthorized"];
            403: components["responses"]["Refused-host-not-allowed"];
            404: components["responses"]["Refused-not-found"];
            500: components["responses"]["Refused-failed-or-internal"];
            503: components["responses"]["Refused-store-busy-or-store-refused-or-store-unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    retryDeadJobs: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DeadToRetry"];
            };
        };
        responses: {
            /** @description how many are pending again, and each named one that is not, with the reason */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        retried: number;
                        refused: (components["schemas"]["Problem"] & {
                            /** @example job1 */
                            id: string;
                        })[];
                    };
                };
            };
            400: components["responses"]["Refused-cut-off-or-invalid-input"];
            401: components["responses"]["Refused-unauthorized"];
            403: components["responses"]["Refused-host-not-allowed-or-origin-not-allowed-or-read-only"];
            408: components["responses"]["Refused-too-slow"];
            413: components["responses"]["Refused-too-large"];
            415: components["responses"]["Refused-unsupported-media-type"];
            500: components["responses"]["Refused-failed-or-internal"];
            503: components["responses"]["Refused-store-busy-or-store-refused-or-store-unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    purgeDeadJobs: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @example job1 */
                    queue?: string;
                    /**
                     * @description only those that died longer ago
                     * @default 0
                     */
                    older_than?: number | string;
                    /** @default false */
                    dry_run?: boolean;
                };
            };
        };
        responses: {
            /** @description how many there were */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        deleted: number;
                        dry_run: boolean;
                    };
                };
            };
            400: components["responses"]["Refused-cut-off-or-invalid-input"];
            401: components["responses"]["Refused-unauthorized"];
            403: components["responses"]["Refused-host-not-allowed-or-origin-not-allowed-or-read-only"];
            408: components["responses"]["Refused-too-slow"];
            413: components["responses"]["Refused-too-large"];
            415: components["responses"]["Refused-unsupported-media-type"];
            500: components["responses"]["Refused-failed-or-internal"];
            503: components["responses"]["Refused-store-busy-or-store-refused-or-store-unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    getConfig: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description each key's value: durations in seconds, sizes in bytes */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: components["schemas"]["ConfigValue"];
                    };
                };
            };
            401: components["responses"]["Refused-unauthorized"];
            403: components["responses"]["Refused-host-not-allowed"];
            500: components["responses"]["Refused-failed-or-internal"];
            503: components["responses"]["Refused-store-busy-or-store-refused-or-store-unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    changeConfig: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConfigChange"];
            };
        };
        responses: {
            /** @description what is configured now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: components["schemas"]["ConfigValue"];
                    };
                };
            };
            400: components["responses"]["Refused-cut-off-or-invalid-input"];
            401: components["responses"]["Refused-unauthorized"];
            403: components["responses"]["Refused-host-not-allowed-or-not-over-http-or-origin-not-allowed-or-read-only"];
            404: components["responses"]["Refused-not-found"];
            408: components["responses"]["Refused-too-slow"];
            413: components["responses"]["Refused-too-large"];
            415: components["responses"]["Refused-unsupported-media-type"];
            500: components["responses"]["Refused-failed-or-internal"];
            503: components["responses"]["Refused-store-busy-or-store-refused-or-store-unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    listRunners: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description all that are registered, dead ones included */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        runners: components["schemas"]["BusyRunner"][];
                    };
                };
            };
            401: components["responses"]["Refused-unauthorized"];
            403: components["responses"]["Refused-host-not-allowed"];
            500: components["responses"]["Refused-failed-or-internal"];
            503: components["responses"]["Refused-store-busy-or-store-refused-or-store-unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    startRunner: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @default 1 */
                    workers?: number;
                    /**
                     * @description null for all
                     * @default null
                     */
                    queues?: string[] | null;
                    /**
                     * @description all queues but these; without queues
                     * @default []
                     */
                    excluded_queues?: string[];
                };
            };
        };
        responses: {
            /** @description it is ready, and outlives this server */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @example job1 */
                        runner: string;
                        pid: number;
                    };
                };
            };
            400: components["responses"]["Refused-cut-off-or-invalid-input"];
            401: components["responses"]["Refused-unauthorized"];
            403: components["responses"]["Refused-host-not-allowed-or-origin-not-allowed-or-read-only"];
            408: components["responses"]["Refused-too-slow"];
            413: components["responses"]["Refused-too-large"];
            415: components["responses"]["Refused-unsupported-media-type"];
            500: components["responses"]["Refused-failed-or-internal"];
            501: components["responses"]["Refused-not-available"];
            503: components["responses"]["Refused-store-busy-or-store-refused-or-store-unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    stopRunner: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description end what it executes
                     * @default false
                     */
                    force?: boolean;
                };
            };
        };
        responses: {
            /** @description it was asked */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Runner"];
                };
            };
            400: components["responses"]["Refused-cut-off-or-invalid-input"];
            401: components["responses"]["Refused-unauthorized"];
            403: components["responses"]["Refused-host-not-allowed-or-origin-not-allowed-or-read-only"];
            404: components["responses"]["Refused-not-found"];
            408: components["responses"]["Refused-too-slow"];
            413: components["responses"]["Refused-too-large"];
            415: components["responses"]["Refused-unsupported-media-type"];
            500: components["responses"]["Refused-failed-or-internal"];
            503: components["responses"]["Refused-store-busy-or-store-refused-or-store-unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    listQueues: {
        parameters: {
            query?: {
                /** @description `next` of the page before */
                after?: string;
                /** @description how many queues a page holds */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description their jobs by state, and whether they are paused */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        queues: components["schemas"]["Queue"][];
                        /** @example job1 */
                        next: string | null;
                    };
                };
            };
            400: components["responses"]["Refused-invalid-input"];
            401: components["responses"]["Refused-unauthorized"];
            403: components["responses"]["Refused-host-not-allowed"];
            500: components["responses"]["Refused-failed-or-internal"];
            503: components["responses"]["Refused-store-busy-or-store-refused-or-store-unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    pauseQueue: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description it is paused */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Queue"];
                };
            };
            400: components["responses"]["Refused-invalid-input"];
            401: components["responses"]["Refused-unauthorized"];
            403: components["responses"]["Refused-host-not-allowed-or-origin-not-allowed-or-read-only"];
            404: components["responses"]["Refused-not-found"];
            415: components["responses"]["Refused-unsupported-media-type"];
            500: components["responses"]["Refused-failed-or-internal"];
            503: components["responses"]["Refused-store-busy-or-store-refused-or-store-unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    resumeQueue: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description it is not paused any more */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Queue"];
                };
            };
            400: components["responses"]["Refused-invalid-input"];
            401: components["responses"]["Refused-unauthorized"];
            403: components["responses"]["Refused-host-not-allowed-or-origin-not-allowed-or-read-only"];
            404: components["responses"]["Refused-not-found"];
            415: components["responses"]["Refused-unsupported-media-type"];
            500: components["responses"]["Refused-failed-or-internal"];
            503: components["responses"]["Refused-store-busy-or-store-refused-or-store-unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    getStatus: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description what status --json prints */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Status"];
                };
            };
            401: components["responses"]["Refused-unauthorized"];
            403: components["responses"]["Refused-host-not-allowed"];
            500: components["responses"]["Refused-failed-or-internal"];
            503: components["responses"]["Refused-store-busy-or-store-refused-or-store-unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    getHistory: {
        parameters: {
            query?: {
                /** @description how far back, the current minute included */
                minutes?: number;
                /** @description how many minutes one point covers */
                step?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description a point for every step */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["History"];
                };
            };
            400: components["responses"]["Refused-invalid-input"];
            401: components["responses"]["Refused-unauthorized"];
            403: components["responses"]["Refused-host-not-allowed"];
            500: components["responses"]["Refused-failed-or-internal"];
            503: components["responses"]["Refused-store-busy-or-store-refused-or-store-unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    streamEvents: {
        parameters: {
            query?: {
                /** @description a job to follow closely */
                job?: string;
            };
            header?: {
                /** @description where a client was that comes back */
                "last-event-id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description server-sent events: `jobs`, `queues`, `runners`, `job`, `output` and `ping`, each with JSON */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            400: components["responses"]["Refused-invalid-input"];
            401: components["responses"]["Refused-unauthorized"];
            403: components["responses"]["Refused-host-not-allowed"];
            500: components["responses"]["Refused-failed-or-internal"];
            503: components["responses"]["Refused-store-busy-or-store-refused-or-store-unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    getSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description what is known of the caller */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            401: components["responses"]["Refused-unauthorized"];
            403: components["responses"]["Refused-host-not-allowed"];
            500: components["responses"]["Refused-failed-or-internal"];
            503: components["responses"]["Refused-store-busy-or-store-refused-or-store-unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    drawSignInLink: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description for programs with the token alone */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uri */
                        url: string;
                        /** Format: date-time */
                        expires_at: string;
                    };
                };
            };
            401: components["responses"]["Refused-unauthorized"];
            403: components["responses"]["Refused-host-not-allowed-or-origin-not-allowed-or-read-only"];
            415: components["responses"]["Refused-unsupported-media-type"];
            500: components["responses"]["Refused-failed-or-internal"];
            501: components["responses"]["Refused-not-available"];
            503: components["responses"]["Refused-store-busy-or-store-refused-or-store-unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    signOut: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description it has ended */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Refused-unauthorized"];
            403: components["responses"]["Refused-host-not-allowed-or-origin-not-allowed-or-read-only"];
            415: components["responses"]["Refused-unsupported-media-type"];
            500: components["responses"]["Refused-failed-or-internal"];
            503: components["responses"]["Refused-store-busy-or-store-refused-or-store-unavailable"];
            default: components["responses"]["Problem"];
        };
    };
}
