-- forget-output: notes that nothing of an attempt's output is stored any more.
UPDATE attempts SET output_kept = 0 WHERE job = $seq AND number = $attempt;
