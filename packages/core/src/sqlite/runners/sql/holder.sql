-- holder: the runner that has a lease, or none when it is gone.
SELECT runner FROM jobs WHERE seq = $seq AND last_attempt = $attempt AND nonce = $nonce;
