-- Vectors now hold the meaning of a claim's sentence too: they and the links are made anew with the next report.

DELETE FROM link;
DELETE FROM meaning;
