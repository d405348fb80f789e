-- note-output: how much an attempt has written so far, and that some of it is stored.
UPDATE attempts SET stdout_bytes = $stdout, stderr_bytes = $stderr, output_kept = 1 WHERE job = $seq AND number = $attempt;
