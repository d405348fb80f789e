-- drop-attempt: removes an attempt that never started.
DELETE FROM attempts WHERE job = $seq AND number = $attempt;
