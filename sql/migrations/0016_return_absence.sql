-- Figures of a return that a person said will not come: of a unit and the teams beneath it, for a month, or from a week on until
-- some come again. Append only: the last line counts, and withdrawing it is a line too.
create table return_absence (
  council_id integer not null references council,
  return_code text not null,
  period text not null check (period ~ '^[0-9]{4}-((0[1-9]|1[0-2])|W[0-5][0-9])$'),
  unit_code text not null,
  version integer not null check (version > 0),
  -- false where it is withdrawn: the figures are expected again
  is_absent boolean not null,
  reason text not null,
  by_name text not null,
  by_role text not null,
  recorded_at timestamptz not null,
  primary key (council_id, return_code, period, unit_code, version),
  foreign key (council_id, return_code) references data_return (council_id, code),
  foreign key (council_id, unit_code) references unit (council_id, code)
);
grant select, insert on return_absence to golden_thread_app;
