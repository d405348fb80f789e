-- counters: how many jobs there are in each state, and how many queues.
SELECT queues, scheduled, pending, processing, failed, completed, dead, cancelled FROM counters;
