-- leased: every job that is processing.
SELECT * FROM jobs WHERE runner IS NOT NULL;
