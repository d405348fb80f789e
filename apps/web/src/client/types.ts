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
        get: {
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
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        /** Store one job or many: all of them, or none */
        post: {
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
                    "application/x-ndjson": string;
                };
            };
            responses: {
                /** @description what was stored: the job, the jobs, or how many lines */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Job"] | {
                            jobs: components["schemas"]["Job"][];
                        } | {
                            enqueued: number;
                        };
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
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
        get: {
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
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        /** Delete a job with its attempts and its output */
        delete: {
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
                default: components["responses"]["Problem"];
            };
        };
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
        post: {
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
                default: components["responses"]["Problem"];
            };
        };
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
        post: {
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
                default: components["responses"]["Problem"];
            };
        };
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
        post: {
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
                default: components["responses"]["Problem"];
            };
        };
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
        get: {
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
                default: components["responses"]["Problem"];
            };
        };
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
        get: {
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
                default: components["responses"]["Problem"];
            };
        };
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
        get: {
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
                default: components["responses"]["Problem"];
            };
        };
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
        post: {
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
                default: components["responses"]["Problem"];
            };
        };
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
        post: {
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
                default: components["responses"]["Problem"];
            };
        };
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
        get: {
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
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Set keys, or with null bring them back to their defaults */
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        [key: string]: components["schemas"]["ConfigValue"] | null;
                    };
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
                default: components["responses"]["Problem"];
            };
        };
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
        get: {
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
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        /** Start a runner on the machine of this server */
        post: {
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
                default: components["responses"]["Problem"];
            };
        };
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
        post: {
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
                default: components["responses"]["Problem"];
            };
        };
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
        /** Every queue that ever had a job */
        get: {
            parameters: {
                query?: never;
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
                        };
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
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
        post: {
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
                default: components["responses"]["Problem"];
            };
        };
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
        post: {
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
                default: components["responses"]["Problem"];
            };
        };
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
        get: {
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
                default: components["responses"]["Problem"];
            };
        };
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
        get: {
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
                default: components["responses"]["Problem"];
            };
        };
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
        get: {
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
                default: components["responses"]["Problem"];
            };
        };
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
        get: {
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
                default: components["responses"]["Problem"];
            };
        };
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
        post: {
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
                default: components["responses"]["Problem"];
            };
        };
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
        post: {
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
                default: components["responses"]["Problem"];
            };
        };
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
        JobInput: {
            /** @example job1 */
            id?: string | null;
            /**
             * @description a line for /bin/sh, or argv without a shell
             * @example echo hi
             */
            command: string | string[];
            /** @example job1 */
            queue?: string | null;
            priority?: number | null;
            max_retries?: number | null;
            /** @description another way to say max_retries + 1 */
            max_attempts?: number | null;
            backoff_base?: number | null;
            /** @description seconds, or "500ms", "10s", "5m" */
            timeout?: number | string | null;
            /** @description an ISO 8601 instant with its zone, or +10m */
            run_at?: string | null;
            /** @description another way to say run_at */
            delay?: number | string | null;
            cwd?: string | null;
            env?: {
                [key: string]: string;
            } | null;
        };
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
            queues: string[] | null;
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
            queues: components["schemas"]["Queue"][];
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
    };
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type JobInput = components['schemas']['JobInput'];
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
export type ResponseProblem = components['responses']['Problem'];
export type $defs = Record<string, never>;
export type operations = Record<string, never>;
