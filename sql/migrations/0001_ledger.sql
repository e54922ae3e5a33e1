-- The council, its organisation tree, its catalogue, the extracts received and the ledger of what they said.
--
-- Conventions: council_id is first in every primary key. A period is text: 2019-04, 2019-W21 or 2019-Q1.
-- Nothing that carries a figure is updated in place: it is superseded by a later row. "valid" is when a rule
-- applies to practice; "recorded"/"superseded" is when the service knew it, so that asAt can read the past.

create table council (
  council_id integer primary key check (council_id = 1),
  name text not null,
  unit_code text not null,
  -- the day a demonstration council lives on; null for a real council, which lives on today
  fixed_day date,
  -- the first month with a scorecard; earlier months are history for the charts
  first_scorecard text,
  is_demonstration boolean not null default false,
  inbox_publishes_clean_files boolean not null default true
);

create table unit (
  council_id integer not null references council,
  code text not null check (code ~ '^[A-Z0-9&_-]+$'),
  kind text not null check (kind in ('council', 'service', 'team')),
  team_type text,
  opened date not null,
  closed date,
  position integer not null,
  primary key (council_id, code),
  check ((kind = 'team') = (team_type is not null))
);

-- A unit's name and place in the tree, from and to a month.
create table unit_detail (
  council_id integer not null,
  unit_code text not null,
  valid_from text not null,
  valid_to text,
  name text not null,
  parent_code text,
  recorded_at timestamptz not null,
  superseded_at timestamptz,
  primary key (council_id, unit_code, valid_from, recorded_at),
  foreign key (council_id, unit_code) references unit (council_id, code),
  foreign key (council_id, parent_code) references unit (council_id, code)
);

create table unit_successor (
  council_id integer not null,
  unit_code text not null,
  predecessor_code text not null,
  primary key (council_id, unit_code, predecessor_code),
  foreign key (council_id, unit_code) references unit (council_id, code),
  foreign key (council_id, predecessor_code) references unit (council_id, code)
);

create table data_return (
  council_id integer not null references council,
  code text not null,
  name text not null,
  owner_role text not null,
  source text not null,
  due_working_day integer not null,
  primary key (council_id, code)
);

create table kpi (
  council_id integer not null references council,
  code text not null check (code ~ '^[A-Z]{2}[0-9]{2}$'),
  kind text not null check (kind in ('ratio', 'count', 'stock', 'mean', 'median')),
  basis text not null check (basis in ('flow', 'snapshot', 'rolling_3_months', 'rolling_12_months', 'cohort')),
  unit text not null,
  grains text[] not null,
  team_types text[] not null,
  counted_by text[] not null,
  return_code text not null,
  subject text not null,
  core boolean not null,
  position integer not null,
  benchmark text,
  primary key (council_id, code),
  foreign key (council_id, return_code) references data_return (council_id, code)
);

-- What a KPI means, from and to a month: the words, the direction that is good, the smallest base that is judged.
create table kpi_definition (
  council_id integer not null,
  kpi_code text not null,
  valid_from text not null,
  valid_to text,
  name text not null,
  numerator text not null,
  denominator text,
  clock text,
  good text not null check (good in ('higher', 'lower', 'near', 'neither')),
  dimension text not null,
  minimum integer,
  may_exceed boolean not null,
  decimals integer not null,
  screen_limits boolean not null default true,
  source text not null,
  note text not null default '',
  recorded_at timestamptz not null,
  superseded_at timestamptz,
  primary key (council_id, kpi_code, valid_from, recorded_at),
  foreign key (council_id, kpi_code) references kpi (council_id, code)
);

create table kpi_target (
  council_id integer not null,
  kpi_code text not null,
  valid_from text not null,
  valid_to text,
  target numeric not null,
  floor numeric,
  source text not null,
  recorded_at timestamptz not null,
  superseded_at timestamptz,
  primary key (council_id, kpi_code, valid_from, recorded_at),
  foreign key (council_id, kpi_code) references kpi (council_id, code)
);

-- A note on the time axis. A rebase restarts limits and rules; an annotation only says what happened.
create table annotation (
  council_id integer not null,
  id bigint generated always as identity,
  unit_code text,
  kpi_code text,
  period text not null,
  kind text not null check (kind in ('annotation', 'rebase')),
  reason text not null,
  recorded_by text not null,
  recorded_at timestamptz not null,
  superseded_at timestamptz,
  primary key (council_id, id),
  foreign key (council_id, unit_code) references unit (council_id, code),
  foreign key (council_id, kpi_code) references kpi (council_id, code)
);

-- A dated note that a KPI's figures are known to be unreliable or unavailable.
create table known_issue (
  council_id integer not null,
  id bigint generated always as identity,
  kpi_code text not null,
  unit_code text,
  valid_from text not null,
  valid_to text,
  note text not null,
  recorded_at timestamptz not null,
  primary key (council_id, id),
  foreign key (council_id, kpi_code) references kpi (council_id, code)
);

create table extract (
  council_id integer not null references council,
  id bigint generated always as identity,
  filename text not null,
  media_type text not null,
  sha256 text not null,
  byte_count bigint not null,
  status text not null check (status in
    ('received', 'checking', 'rejected', 'ready', 'awaiting_approval', 'scheduled', 'published', 'reverted', 'cancelled')),
  channel text not null check (channel in ('api', 'page', 'command_line', 'inbox', 'seed')),
  received_at timestamptz not null,
  received_by text not null,
  -- what was asked for with the file: publish it once it is found clean, with this reason
  publish_when_clean boolean not null default false,
  accept_warnings boolean not null default false,
  reason text,
  checked_at timestamptz,
  row_count integer,
  accepted_count integer,
  problem_count integer,
  warning_count integer,
  same_bytes_as bigint,
  published_at timestamptz,
  published_by text,
  primary key (council_id, id)
);
create index extract_by_sha256 on extract (council_id, sha256);

-- The bytes as received, in pieces of at most 1 MB.
create table extract_chunk (
  council_id integer not null,
  extract_id bigint not null,
  position integer not null,
  bytes bytea not null,
  primary key (council_id, extract_id, position),
  foreign key (council_id, extract_id) references extract (council_id, id)
);

create table extract_problem (
  council_id integer not null,
  extract_id bigint not null,
  position integer not null,
  level text not null check (level in ('problem', 'warning')),
  code text not null,
  row_number integer,
  column_name text,
  value text,
  message text not null,
  first_row integer,
  needs_reason boolean not null default false,
  primary key (council_id, extract_id, position),
  foreign key (council_id, extract_id) references extract (council_id, id)
);

-- The rows of a file that was found clean, as they will be or were published; row_number is the spreadsheet's.
create table extract_row (
  council_id integer not null,
  extract_id bigint not null,
  row_number integer not null,
  unit_code text not null,
  kpi_code text not null,
  period text not null,
  state text not null,
  numerator numeric,
  denominator numeric,
  value numeric,
  symbol text,
  as_at date,
  note text,
  primary key (council_id, extract_id, row_number)
);
create unique index extract_row_cell on extract_row (council_id, extract_id, unit_code, kpi_code, period);

create table publication (
  council_id integer not null references council,
  id bigint generated always as identity,
  kind text not null check (kind in ('publish', 'revert', 'rebase')),
  -- null for a rebase, which changes what is said of figures and none of the figures
  extract_id bigint check ((extract_id is null) = (kind = 'rebase')),
  published_at timestamptz not null,
  published_by text not null,
  reason text,
  new_count integer not null,
  changed_count integer not null,
  unchanged_count integer not null,
  primary key (council_id, id),
  foreign key (council_id, extract_id) references extract (council_id, id)
);

-- The ledger. Append only: the current value of a cell is its highest version.
create table measurement (
  council_id integer not null,
  unit_code text not null,
  kpi_code text not null,
  period text not null,
  version integer not null,
  grain text not null check (grain in ('monthly', 'weekly', 'quarterly')),
  state text not null check (state in
    ('reported', 'no_cases', 'not_reported', 'suppressed', 'not_applicable', 'without_denominator')),
  numerator numeric check (abs(numerator) < 1e9),
  denominator numeric check (abs(denominator) < 1e9),
  value numeric check (abs(value) < 1e9),
  symbol text,
  as_at date,
  note text,
  extract_id bigint not null,
  row_number integer not null,
  publication_id bigint not null,
  published_at timestamptz not null,
  published_by text not null,
  reason text,
  primary key (council_id, unit_code, kpi_code, period, version),
  foreign key (council_id, unit_code) references unit (council_id, code),
  foreign key (council_id, kpi_code) references kpi (council_id, code),
  foreign key (council_id, extract_id) references extract (council_id, id),
  foreign key (council_id, publication_id) references publication (council_id, id)
);
create index measurement_by_kpi on measurement (council_id, kpi_code, period);
create index measurement_by_period on measurement (council_id, period, unit_code);
create index measurement_by_publication on measurement (council_id, publication_id);
create index measurement_by_extract on measurement (council_id, extract_id);

-- What each unit's figure was found to be at a publication: the roll-up, its judgement and its statistics.
-- Without foreign keys: every row is computed from the ledger's, whose keys are checked, and the checks took a third of
-- the time of a publication.
-- Append only: the current figure is the one of the latest publication. A cell without a row is not reported.
create table figure (
  council_id integer not null,
  unit_code text not null,
  kpi_code text not null,
  period text not null,
  publication_id bigint not null,
  grain text not null,
  published_at timestamptz not null,
  -- equal for equal figures, so that one computed again without a change is not stored again
  fingerprint text not null,
  -- true once a publication gave this cell another figure than an earlier one had
  restated boolean not null,
  origin text not null check (origin in ('team', 'supplied', 'computed')),
  state text not null,
  numerator numeric,
  denominator numeric,
  value double precision,
  symbol text,
  -- {parts, notReported, suppressed, withoutDenominator, notApplicable}: what a roll-up added and left out
  coverage jsonb,
  -- the computed cell, where a supplied one stands and differs
  computed jsonb,
  target double precision,
  floor double precision,
  status text,
  gap integer,
  judged_on text,
  judged_numerator numeric,
  judged_denominator numeric,
  affected integer not null default 0,
  variation text not null,
  assurance text not null,
  -- phases, limits and flags of the whole series as calculated with this period (Analysis in the domain)
  analysis jsonb not null,
  -- counts of the variation of the teams beneath, e.g. {"improving": 4, "no_real_change": 2}
  team_variation jsonb,
  primary key (council_id, unit_code, kpi_code, period, publication_id)
);
create index figure_by_period on figure (council_id, period, unit_code);
create index figure_by_kpi on figure (council_id, kpi_code, period);

-- The sign-off of a team's month, step by step. Append only: a step is taken back by a later one. The scorecard as
-- agreed is read at the moment of the agreement, so that nothing is copied.
create table scorecard_sign_off (
  council_id integer not null,
  unit_code text not null,
  period text not null check (period ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'),
  position integer not null,
  step text not null check (step in ('submitted', 'agreed', 'reopened')),
  taken_by text not null,
  taken_at timestamptz not null,
  note text,
  primary key (council_id, unit_code, period, position),
  foreign key (council_id, unit_code) references unit (council_id, code)
);

create view current_measurement as
  select distinct on (council_id, unit_code, kpi_code, period) *
  from measurement
  order by council_id, unit_code, kpi_code, period, version desc;
