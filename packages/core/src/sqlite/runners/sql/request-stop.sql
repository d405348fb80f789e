-- request-stop: asks a runner to stop; "interrupt" is never taken back by "drain".
UPDATE runners SET stop_requested = CASE WHEN stop_requested = 'interrupt' THEN 'interrupt' ELSE $how END
 WHERE id = $id;
