-- Articles that have words in common.
INSERT INTO kept.copy_pairs BY NAME
FROM pairs;
