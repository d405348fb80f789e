-- end-attempt: how an attempt ended.
UPDATE attempts SET finished_at = $finishedAt, outcome = $outcome, exit_code = $exitCode, signal = $signal, error = $error
 WHERE job = $seq AND number = $attempt;
