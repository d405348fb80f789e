-- register: makes a runner known.
INSERT INTO runners (id, host, boot_id, pid_namespace, pid, process_start, store, version, workers, queues, excluded_queues,
                     started_at, heartbeat_at)
VALUES ($id, $host, $bootId, $pidNamespace, $pid, $processStart, $store, $version, $workers, $queues, $excludedQueues, $now, $now);
