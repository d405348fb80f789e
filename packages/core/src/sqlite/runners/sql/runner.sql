-- runner: one of them, or none.
SELECT * FROM runners WHERE id = $id;
