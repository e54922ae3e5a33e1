-- The percentage of the figures expected of a unit from which its pages open on a month, for the months from one on.
create table opening_share (
  council_id integer not null references council,
  valid_from text not null,
  percent numeric not null check (percent > 0 and percent <= 100),
  reason text not null,
  recorded_by text not null,
  recorded_at timestamptz not null,
  superseded_at timestamptz,
  primary key (council_id, valid_from, recorded_at)
);
grant select, insert on opening_share to golden_thread_app;
