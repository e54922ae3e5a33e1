-- What people say about figures, what they promise, and when they last looked. Every save is a new row: what was said
-- is never lost.

-- What a team says is behind a figure of a month. The latest text stands; once the month was signed off, what is added
-- is a note beneath the text that was agreed.
create table commentary (
  council_id integer not null references council,
  unit_code text not null,
  kpi_code text not null,
  period text not null check (period ~ '^[0-9]{4}-[0-9]{2}$'),
  version integer not null check (version > 0),
  kind text not null check (kind in ('text', 'note')),
  body text not null check (body <> ''),
  by_name text not null,
  by_role text not null,
  is_demonstration boolean not null default false,
  recorded_at timestamptz not null,
  primary key (council_id, unit_code, kpi_code, period, version),
  foreign key (council_id, unit_code) references unit (council_id, code),
  foreign key (council_id, kpi_code) references kpi (council_id, code)
);

-- The month whose scorecard a decision was made at.
alter table decision
  add column period text check (period ~ '^[0-9]{4}-[0-9]{2}$');
create index decision_by_unit on decision (council_id, unit_code);

-- What came of a decision, as often as somebody says. The latest stands; before the first it is open.
create table decision_outcome (
  council_id integer not null,
  decision_id bigint not null,
  version integer not null check (version > 0),
  state text not null check (state in ('open', 'done', 'not_done')),
  -- the day on which it was so
  on_day date not null,
  outcome text check (outcome <> ''),
  by_name text not null,
  by_role text not null,
  is_demonstration boolean not null default false,
  recorded_at timestamptz not null,
  primary key (council_id, decision_id, version),
  foreign key (council_id, decision_id) references decision (council_id, id)
);
insert into decision_outcome (council_id, decision_id, version, state, on_day, by_name, by_role, is_demonstration, recorded_at)
  select council_id, id, 1, 'done', done_on, decided_by, '', is_demonstration,
    greatest(recorded_at, (done_on + time '12:30') at time zone 'Europe/London')
  from decision where done_on is not null;
alter table decision drop column done_on;

-- When somebody last looked at a place, and when the time before: a sitting of an hour counts as one look.
create table look (
  council_id integer not null references council,
  person text not null,
  place text not null,
  last_at timestamptz not null,
  before_at timestamptz,
  primary key (council_id, person, place)
);

grant select, insert on commentary, decision_outcome to golden_thread_app;
grant select, insert, update on look to golden_thread_app;
