-- Extracts of every shape, and what people decide about them: layouts, encodings confirmed, codes mapped, approval,
-- scheduling. A file row may give several cells of the ledger (a wide table), so that a row of an extract is keyed by its
-- position among them; sheet and row_number say where in the file it stood.

alter table council
  add column publishing_needs_approval boolean not null default false;

-- How another shape of file is read, as a person confirmed it. Append only: the current rules of a name are its highest
-- version, unless that version retires it.
create table layout (
  council_id integer not null references council,
  id bigint generated always as identity,
  name text not null,
  version integer not null,
  -- of the headings by which its files are recognised
  fingerprint text not null,
  rules jsonb not null,
  retired boolean not null default false,
  confirmed_by text not null,
  confirmed_at timestamptz not null,
  primary key (council_id, id),
  unique (council_id, name, version)
);
grant select, insert on layout to golden_thread_app;

alter table extract
  -- confirmed by a person; null is what the bytes say
  add column encoding text check (encoding in ('windows-1252')),
  -- the layout asked for with the file, by name
  add column layout_asked text,
  -- how it was read: tidy, wide or layout
  add column format text check (format in ('tidy', 'wide', 'layout')),
  add column layout_id bigint,
  -- codes of the file that a person mapped to ours: {"team_code": {"WYC-HP2": "WYC-HP"}, "kpi_code": {}}
  add column code_map jsonb not null default '{}',
  add column code_map_by text,
  -- where the record stood when what looks odd beside it was last looked for
  add column record_stood text,
  -- how far a check that is under way has read
  add column rows_read integer,
  -- what was asked: publish (at a moment), by whom, with which warnings accepted; and the second person's word
  add column requested_by text,
  add column requested_at timestamptz,
  add column publish_at timestamptz,
  add column approved_by text,
  add column approved_at timestamptz,
  add column cancelled_by text,
  add column cancelled_at timestamptz,
  -- why an extract that was to be published stands where it does
  add column decision_note text,
  add foreign key (council_id, layout_id) references layout (council_id, id);

alter table extract_problem add column sheet text;

alter table extract_row
  add column position integer,
  add column sheet text;
update extract_row set position = row_number;
alter table extract_row
  alter column position set not null,
  drop constraint extract_row_pkey,
  add primary key (council_id, extract_id, position);
-- Repeated cells are found as the file is read, and the ledger's own key refuses them.
drop index extract_row_cell;

alter table measurement add column sheet text;
-- The view's columns are those the table had when it was made.
create or replace view current_measurement as
  select distinct on (council_id, unit_code, kpi_code, period) *
  from measurement
  order by council_id, unit_code, kpi_code, period, version desc;

-- The receipt of a publication, as it was given.
create table receipt (
  council_id integer not null,
  publication_id bigint not null,
  content jsonb not null,
  primary key (council_id, publication_id),
  foreign key (council_id, publication_id) references publication (council_id, id)
);
grant select, insert on receipt to golden_thread_app;

-- What publishing an extract, or taking it back, was last found to do. It holds while the record stands where it stood.
create table extract_trial (
  council_id integer not null,
  extract_id bigint not null,
  kind text not null check (kind in ('publish', 'revert')),
  record_stood text not null,
  found jsonb not null,
  primary key (council_id, extract_id, kind),
  foreign key (council_id, extract_id) references extract (council_id, id)
);
grant select, insert, update, delete on extract_trial to golden_thread_app;

-- Who changed a setting, when and to what; the setting in force stands in council. Append only.
create table setting_change (
  council_id integer not null references council,
  id bigint generated always as identity,
  setting text not null check (setting in ('publishing_needs_approval', 'inbox_publishes_clean_files')),
  value boolean not null,
  changed_by text not null,
  changed_at timestamptz not null,
  primary key (council_id, id)
);
grant select, insert on setting_change to golden_thread_app;
