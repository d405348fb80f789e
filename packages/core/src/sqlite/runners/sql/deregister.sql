-- deregister: forgets a runner, unless it still holds leases: then it is left to be rescued.
DELETE FROM runners WHERE id = $id AND NOT EXISTS (SELECT 1 FROM jobs WHERE runner = $id);
