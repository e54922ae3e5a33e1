-- The improvement plan as it was written, and what has happened to it since. History is kept: ratings, due dates
-- and links are added, never overwritten.

create table plan_section (
  council_id integer not null references council,
  ref text not null check (ref ~ '^[RF][0-9]+$'),
  kind text not null check (kind in ('recommendation', 'finding')),
  title text not null,
  position integer not null,
  primary key (council_id, ref)
);

create table plan_action (
  council_id integer not null,
  ref text not null check (ref ~ '^[RF][0-9]+[.][0-9]+$'),
  section_ref text not null,
  position integer not null,
  summary text not null,
  cadence text check (cadence in ('weekly', 'every_2_weeks', 'monthly', 'every_2_months', 'quarterly')),
  cadence_source text,
  lead_source text not null,
  timescale_source text not null,
  note text,
  version integer not null default 1,
  primary key (council_id, ref),
  foreign key (council_id, section_ref) references plan_section (council_id, ref)
);

create table action_lead (
  council_id integer not null,
  action_ref text not null,
  position integer not null,
  role text not null,
  primary key (council_id, action_ref, position),
  foreign key (council_id, action_ref) references plan_action (council_id, ref)
);

create table milestone (
  council_id integer not null,
  id text not null,
  action_ref text not null,
  position integer not null,
  stage text not null check (stage in ('output', 'team_impact', 'outcome', 'unspecified')),
  meaning text not null,
  met_on date,
  primary key (council_id, id),
  foreign key (council_id, action_ref) references plan_action (council_id, ref)
);

-- A milestone falls due on the last day of a month. The first row is the date first agreed; later ones moved it.
create table milestone_due (
  council_id integer not null,
  milestone_id text not null,
  position integer not null,
  due text not null check (due ~ '^[0-9]{4}-[0-9]{2}$'),
  reason text,
  recorded_on date,
  primary key (council_id, milestone_id, position),
  foreign key (council_id, milestone_id) references milestone (council_id, id)
);

create table action_rating (
  council_id integer not null,
  id bigint generated always as identity,
  action_ref text not null,
  rating text not null check (rating in ('completed', 'on_track', 'too_early', 'not_on_track', 'not_rated')),
  reason text not null,
  rated_on date not null,
  rated_by text not null,
  is_demonstration boolean not null default false,
  recorded_at timestamptz not null,
  primary key (council_id, id),
  foreign key (council_id, action_ref) references plan_action (council_id, ref)
);
create index action_rating_by_action on action_rating (council_id, action_ref, rated_on);

create table progress_update (
  council_id integer not null,
  id bigint generated always as identity,
  action_ref text not null,
  updated_on date not null,
  updated_by text not null,
  body text not null,
  is_demonstration boolean not null default false,
  recorded_at timestamptz not null,
  primary key (council_id, id),
  foreign key (council_id, action_ref) references plan_action (council_id, ref)
);
create index progress_update_by_action on progress_update (council_id, action_ref, updated_on);

-- Why we believe an action is done or working: dated, sourced, and of one dimension.
create table evidence (
  council_id integer not null,
  id bigint generated always as identity,
  action_ref text not null,
  dimension text not null,
  statement text not null,
  -- the figure it rests on, as stated by its source; it carries its own period and as-at date
  value numeric,
  unit text,
  period text,
  as_at text,
  kpi_code text,
  source text not null,
  dated_on date,
  checked_by text,
  is_demonstration boolean not null default false,
  recorded_at timestamptz not null,
  primary key (council_id, id),
  foreign key (council_id, action_ref) references plan_action (council_id, ref),
  foreign key (council_id, kpi_code) references kpi (council_id, code)
);
create index evidence_by_action on evidence (council_id, action_ref);

create table decision (
  council_id integer not null,
  id bigint generated always as identity,
  unit_code text,
  kpi_code text,
  action_ref text,
  decided_on date not null,
  decided_by text not null,
  body text not null,
  owner_role text not null,
  due_on date,
  done_on date,
  is_demonstration boolean not null default false,
  recorded_at timestamptz not null,
  primary key (council_id, id),
  foreign key (council_id, unit_code) references unit (council_id, code),
  foreign key (council_id, kpi_code) references kpi (council_id, code),
  foreign key (council_id, action_ref) references plan_action (council_id, ref)
);

-- Which KPIs are evidence for which action.
create table kpi_action (
  council_id integer not null,
  kpi_code text not null,
  action_ref text not null,
  valid_from text not null,
  valid_to text,
  dimension text not null,
  expected text not null check (expected in ('higher', 'lower', 'near', 'neither')),
  recorded_at timestamptz not null,
  superseded_at timestamptz,
  primary key (council_id, kpi_code, action_ref, valid_from, recorded_at),
  foreign key (council_id, kpi_code) references kpi (council_id, code),
  foreign key (council_id, action_ref) references plan_action (council_id, ref)
);
create index kpi_action_by_action on kpi_action (council_id, action_ref);

-- Annual published figures of other places; value is null where none was published.
create table benchmark (
  council_id integer not null references council,
  measure text not null,
  geography text not null,
  year integer not null,
  value numeric,
  title text not null,
  primary key (council_id, measure, geography, year)
);
