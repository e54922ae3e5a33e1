-- Where the council's own case system lists the names behind a measure. It is set again, or taken away, by another row.
create table case_list (
  council_id integer not null references council,
  kpi_code text not null,
  version integer not null check (version > 0),
  -- both are null where the address was taken away
  address text check (address ~ '^https://[!-~]+$' and length(address) <= 500),
  label text check (label <> '' and length(label) <= 80),
  reason text,
  by_name text not null,
  by_role text not null,
  recorded_at timestamptz not null,
  primary key (council_id, kpi_code, version),
  foreign key (council_id, kpi_code) references kpi (council_id, code),
  check ((address is null) = (label is null))
);
grant select, insert on case_list to golden_thread_app;
