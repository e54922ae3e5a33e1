-- How much of a measure's distance from its usual level is expected again in the next period (a first-order correlation over the
-- teams that carry it), estimated from earlier periods when the first figure of a period is published. It is never estimated
-- again: a verdict on one unit must not change with another unit's later figures.
create table persistence (
  council_id integer not null references council,
  kpi_code text not null,
  period text not null,
  value double precision not null check (value between 0 and 0.9),
  publication_id bigint not null,
  estimated_at timestamptz not null,
  primary key (council_id, kpi_code, period),
  foreign key (council_id, kpi_code) references kpi (council_id, code),
  foreign key (council_id, publication_id) references publication (council_id, id)
);
grant select, insert on persistence to golden_thread_app;

-- Of the changes that a page lists, how many in a hundred may be chance, for the months from one on.
create table false_discovery_limit (
  council_id integer not null references council,
  valid_from text not null,
  percent numeric not null check (percent > 0 and percent <= 100),
  reason text not null,
  recorded_by text not null,
  recorded_at timestamptz not null,
  superseded_at timestamptz,
  primary key (council_id, valid_from, recorded_at)
);
grant select, insert on false_discovery_limit to golden_thread_app;
grant update (superseded_at) on false_discovery_limit to golden_thread_app;
