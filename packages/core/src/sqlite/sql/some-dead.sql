-- some-dead: a batch of dead jobs behind `after`; by number, so that one that dies again meanwhile is left alone.
SELECT seq, queue FROM jobs WHERE state = 'dead' AND seq > $after ORDER BY seq LIMIT $limit;
