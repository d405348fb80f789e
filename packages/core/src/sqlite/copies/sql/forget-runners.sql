-- forget-runners: all of them, once no lease is left.
DELETE FROM runners;
