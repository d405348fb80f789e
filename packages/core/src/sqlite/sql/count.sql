-- count: moves a counter by an operation's delta.
UPDATE counters SET jobs = jobs + $delta WHERE state = $state AND queue = $queue;
