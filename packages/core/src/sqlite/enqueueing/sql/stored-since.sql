-- stored-since: how many jobs of each queue and state came after one of them.
SELECT queue, state, count(*) AS jobs FROM jobs WHERE seq > $seq GROUP BY queue, state;
