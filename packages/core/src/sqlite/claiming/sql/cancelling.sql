-- cancelling: a runner's leases whose jobs somebody wants cancelled.
SELECT seq, last_attempt AS attempt, nonce FROM jobs WHERE runner = $runner AND cancel_requested_at IS NOT NULL;
