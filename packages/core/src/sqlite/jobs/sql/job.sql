-- job: one, by its number.
SELECT * FROM jobs WHERE seq = $seq;
