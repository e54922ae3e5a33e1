-- What was compared with the record before an extract is published, and cells that are taken back.

-- The publications up to this one are what an extract was compared with: when it was checked, and when somebody last
-- looked at it and asked for it to be published. A cell of the extract that says something else since has moved.
alter table extract
  add column checked_publication bigint,
  add column requested_publication bigint;
-- Extracts that wait were compared with what their warnings were last looked for beside.
update extract set checked_publication = split_part(record_stood, ' ', 1)::bigint
where record_stood ~ '^[0-9]+ ';
update extract e set requested_publication =
  (select coalesce(max(p.id), 0) from publication p
    where p.council_id = e.council_id and p.published_at <= e.requested_at)
where e.status in ('awaiting_approval', 'scheduled');

-- What was found by trying an extract out names its comparison from now on: it is found again.
delete from extract_trial;

-- True of a version by which a cell was taken back, with nothing before it: the unit has no figure of its own there. A
-- version that restores an earlier one, blank or not, bears the number of the extract that had said so.
alter table measurement add column taken_back boolean not null default false;
update measurement m set taken_back = true from publication p
where p.council_id = m.council_id and p.id = m.publication_id and p.kind = 'revert' and p.extract_id = m.extract_id;

-- The view's columns are those the table had when it was made.
create or replace view current_measurement as
  select distinct on (council_id, kpi_code, unit_code, period) *
  from measurement
  order by council_id, kpi_code, unit_code, period, version desc;
