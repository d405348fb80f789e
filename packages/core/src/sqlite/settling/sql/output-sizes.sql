-- output-sizes: how much an attempt has written so far, as far as was shipped.
SELECT stdout_bytes AS stdout, stderr_bytes AS stderr FROM attempts WHERE job = $seq AND number = $attempt;
