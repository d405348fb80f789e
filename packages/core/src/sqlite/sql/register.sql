-- register: makes a runner known.
INSERT INTO runners (id, host, boot_id, pid_namespace, pid, process_start, version, workers, queues, started_at, heartbeat_at)
VALUES ($id, $host, $bootId, $pidNamespace, $pid, $processStart, $version, $workers, $queues, $now, $now);
