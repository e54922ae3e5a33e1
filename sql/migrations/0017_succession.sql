-- To which team the open business of a closed one was handed: its agreed actions that are open and its months that are not
-- signed off. Each handing over is a line of its own, and the latest holds. What the closed team did stays under its own code.
create table succession (
  council_id integer not null references council,
  unit_code text not null,
  version integer not null check (version > 0),
  successor_code text not null check (successor_code <> unit_code),
  -- the day from which the other team answers
  from_day date not null,
  reason text not null check (reason <> ''),
  by_name text not null,
  recorded_at timestamptz not null,
  primary key (council_id, unit_code, version),
  foreign key (council_id, unit_code) references unit (council_id, code),
  foreign key (council_id, successor_code) references unit (council_id, code)
);
grant select, insert on succession to golden_thread_app;
