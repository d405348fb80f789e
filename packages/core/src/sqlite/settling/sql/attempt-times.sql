-- attempt-times: since when an attempt was claimed and ran.
SELECT claimed_at AS claimedAt, started_at AS startedAt FROM attempts WHERE job = $seq AND number = $attempt;
