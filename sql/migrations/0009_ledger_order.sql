-- Where a staged row's cell stands in the ledger's key, as a number: a million rows added in the key's order take a
-- quarter less time than in a file's, and numbers are sorted in a fifth of the time that three texts are.
alter table extract_row add column ledger_order bigint;
