-- last-seq: the number of the newest job.
SELECT seq FROM jobs ORDER BY seq DESC LIMIT 1;
