-- end-attempt: how an attempt ended. Returns since when it was claimed and ran.
UPDATE attempts SET finished_at = $finishedAt, outcome = $outcome, exit_code = $exitCode, signal = $signal, error = $error
 WHERE job = $seq AND number = $attempt
RETURNING claimed_at AS claimedAt, started_at AS startedAt;
