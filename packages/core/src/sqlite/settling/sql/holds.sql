-- holds: whether a lease still holds.
SELECT 1 AS holds FROM jobs WHERE seq = $seq AND last_attempt = $attempt AND nonce = $nonce;
