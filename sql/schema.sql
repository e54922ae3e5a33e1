-- The schema as the migrations leave it. Written by npm run schema: read it, do not edit it.

create table action_lead (
  council_id integer not null,
  action_ref text not null,
  "position" integer not null,
  role text not null,
  constraint action_lead_pkey PRIMARY KEY (council_id, action_ref, "position"),
  constraint action_lead_council_id_action_ref_fkey FOREIGN KEY (council_id, action_ref) REFERENCES plan_action(council_id, ref)
);

create table action_rating (
  council_id integer not null,
  id bigint not null generated always as identity,
  action_ref text not null,
  rating text not null,
  reason text not null,
  rated_on date not null,
  rated_by text not null,
  is_demonstration boolean not null default false,
  recorded_at timestamp with time zone not null default recorded_moment(),
  rated_by_id bigint,
  constraint action_rating_pkey PRIMARY KEY (council_id, id),
  constraint action_rating_council_id_action_ref_fkey FOREIGN KEY (council_id, action_ref) REFERENCES plan_action(council_id, ref),
  constraint action_rating_council_id_rated_by_id_fkey FOREIGN KEY (council_id, rated_by_id) REFERENCES author(council_id, id),
  constraint action_rating_rating_check CHECK ((rating = ANY (ARRAY['completed'::text, 'on_track'::text, 'too_early'::text, 'not_on_track'::text, 'not_rated'::text])))
);
CREATE INDEX action_rating_by_action ON action_rating USING btree (council_id, action_ref, rated_on);

create table activity (
  council_id integer not null,
  id bigint not null generated always as identity,
  recorded_at timestamp with time zone not null,
  kind text not null,
  author_id bigint,
  author_kind text not null,
  author_name text not null,
  unit_code text,
  subject text,
  times integer not null,
  channel text,
  network text,
  reason text,
  constraint activity_pkey PRIMARY KEY (council_id, id),
  constraint activity_council_id_author_id_fkey FOREIGN KEY (council_id, author_id) REFERENCES author(council_id, id),
  constraint activity_council_id_fkey FOREIGN KEY (council_id) REFERENCES council(council_id),
  constraint activity_council_id_unit_code_fkey FOREIGN KEY (council_id, unit_code) REFERENCES unit(council_id, code),
  constraint activity_author_kind_check CHECK ((author_kind = ANY (ARRAY['person'::text, 'token'::text, 'inbox'::text, 'command_line'::text, 'job'::text, 'seed'::text, 'unknown'::text]))),
  constraint activity_author_name_check CHECK ((author_name <> ''::text)),
  constraint activity_channel_check CHECK ((channel = ANY (ARRAY['session'::text, 'token'::text, 'sign_in'::text, 'command_line'::text, 'inbox'::text, 'job'::text]))),
  constraint activity_network_check CHECK ((length(network) <= 100)),
  constraint activity_reason_check CHECK ((length(reason) <= 2000)),
  constraint activity_subject_check CHECK (((length(subject) >= 1) AND (length(subject) <= 300))),
  constraint activity_times_check CHECK ((times > 0))
);
CREATE INDEX activity_by_author ON activity USING btree (council_id, author_id, id);
CREATE INDEX activity_by_moment ON activity USING btree (council_id, recorded_at);

create table activity_digest (
  council_id integer not null,
  day date not null,
  lines integer not null,
  record_sha256 text not null,
  through_publication bigint not null,
  ledger_lines integer not null,
  ledger_sha256 text not null,
  sha256 text not null,
  constraint activity_digest_pkey PRIMARY KEY (council_id, day),
  constraint activity_digest_council_id_fkey FOREIGN KEY (council_id) REFERENCES council(council_id),
  constraint activity_digest_ledger_lines_check CHECK ((ledger_lines >= 0)),
  constraint activity_digest_lines_check CHECK ((lines >= 0))
);

create table activity_retention (
  council_id integer not null,
  version integer not null,
  months integer not null,
  reason text not null,
  by_id bigint,
  by_name text not null,
  recorded_at timestamp with time zone not null default now(),
  constraint activity_retention_pkey PRIMARY KEY (council_id, version),
  constraint activity_retention_council_id_by_id_fkey FOREIGN KEY (council_id, by_id) REFERENCES author(council_id, id),
  constraint activity_retention_council_id_fkey FOREIGN KEY (council_id) REFERENCES council(council_id),
  constraint activity_retention_months_check CHECK (((months >= 12) AND (months <= 1200))),
  constraint activity_retention_version_check CHECK ((version > 0))
);

create table annotation (
  council_id integer not null,
  id bigint not null generated always as identity,
  unit_code text,
  kpi_code text,
  period text not null,
  kind text not null,
  reason text not null,
  recorded_by text not null,
  recorded_at timestamp with time zone not null default recorded_moment(),
  superseded_at timestamp with time zone,
  by_role text,
  cause_action text,
  cause_annotation bigint,
  recorded_by_id bigint,
  dated date not null default recorded_day(),
  constraint annotation_pkey PRIMARY KEY (council_id, id),
  constraint annotation_council_id_cause_action_fkey FOREIGN KEY (council_id, cause_action) REFERENCES plan_action(council_id, ref),
  constraint annotation_council_id_cause_annotation_fkey FOREIGN KEY (council_id, cause_annotation) REFERENCES annotation(council_id, id),
  constraint annotation_council_id_kpi_code_fkey FOREIGN KEY (council_id, kpi_code) REFERENCES kpi(council_id, code),
  constraint annotation_council_id_recorded_by_id_fkey FOREIGN KEY (council_id, recorded_by_id) REFERENCES author(council_id, id),
  constraint annotation_council_id_unit_code_fkey FOREIGN KEY (council_id, unit_code) REFERENCES unit(council_id, code),
  constraint annotation_cause_check CHECK ((((cause_action IS NULL) OR (cause_annotation IS NULL)) AND ((kind = 'rebase'::text) OR ((cause_action IS NULL) AND (cause_annotation IS NULL))))),
  constraint annotation_kind_check CHECK ((kind = ANY (ARRAY['annotation'::text, 'rebase'::text])))
);

create table annotation_withdrawal (
  council_id integer not null,
  annotation_id bigint not null,
  reason text not null,
  by_name text not null,
  by_role text not null,
  recorded_at timestamp with time zone not null default recorded_moment(),
  by_id bigint,
  dated date not null default recorded_day(),
  constraint annotation_withdrawal_pkey PRIMARY KEY (council_id, annotation_id),
  constraint annotation_withdrawal_council_id_annotation_id_fkey FOREIGN KEY (council_id, annotation_id) REFERENCES annotation(council_id, id),
  constraint annotation_withdrawal_council_id_by_id_fkey FOREIGN KEY (council_id, by_id) REFERENCES author(council_id, id)
);

create table author (
  council_id integer not null,
  id bigint not null generated always as identity,
  kind text not null,
  constraint author_pkey PRIMARY KEY (council_id, id),
  constraint author_council_id_fkey FOREIGN KEY (council_id) REFERENCES council(council_id),
  constraint author_kind_check CHECK ((kind = ANY (ARRAY['person'::text, 'token'::text, 'inbox'::text, 'command_line'::text, 'job'::text, 'seed'::text])))
);
CREATE UNIQUE INDEX author_of_service ON author USING btree (council_id, kind) WHERE (kind <> ALL (ARRAY['person'::text, 'token'::text]));

create table benchmark (
  council_id integer not null,
  measure text not null,
  geography text not null,
  year integer not null,
  value numeric,
  title text not null,
  constraint benchmark_pkey PRIMARY KEY (council_id, measure, geography, year),
  constraint benchmark_council_id_fkey FOREIGN KEY (council_id) REFERENCES council(council_id)
);

create table case_list (
  council_id integer not null,
  kpi_code text not null,
  version integer not null,
  address text,
  label text,
  reason text,
  by_name text not null,
  by_role text not null,
  recorded_at timestamp with time zone not null default recorded_moment(),
  by_id bigint,
  dated date not null default recorded_day(),
  constraint case_list_pkey PRIMARY KEY (council_id, kpi_code, version),
  constraint case_list_council_id_by_id_fkey FOREIGN KEY (council_id, by_id) REFERENCES author(council_id, id),
  constraint case_list_council_id_fkey FOREIGN KEY (council_id) REFERENCES council(council_id),
  constraint case_list_council_id_kpi_code_fkey FOREIGN KEY (council_id, kpi_code) REFERENCES kpi(council_id, code),
  constraint case_list_address_check CHECK (((address ~ '^https://[!-~]+$'::text) AND (length(address) <= 500))),
  constraint case_list_check CHECK (((address IS NULL) = (label IS NULL))),
  constraint case_list_label_check CHECK (((label <> ''::text) AND (length(label) <= 80))),
  constraint case_list_version_check CHECK ((version > 0))
);

create table commentary (
  council_id integer not null,
  unit_code text not null,
  kpi_code text not null,
  period text not null,
  version integer not null,
  kind text not null,
  body text not null,
  by_name text not null,
  by_role text not null,
  is_demonstration boolean not null default false,
  recorded_at timestamp with time zone not null default recorded_moment(),
  by_id bigint,
  dated date not null default recorded_day(),
  constraint commentary_pkey PRIMARY KEY (council_id, unit_code, kpi_code, period, version),
  constraint commentary_council_id_by_id_fkey FOREIGN KEY (council_id, by_id) REFERENCES author(council_id, id),
  constraint commentary_council_id_fkey FOREIGN KEY (council_id) REFERENCES council(council_id),
  constraint commentary_council_id_kpi_code_fkey FOREIGN KEY (council_id, kpi_code) REFERENCES kpi(council_id, code),
  constraint commentary_council_id_unit_code_fkey FOREIGN KEY (council_id, unit_code) REFERENCES unit(council_id, code),
  constraint commentary_body_check CHECK ((body <> ''::text)),
  constraint commentary_kind_check CHECK ((kind = ANY (ARRAY['text'::text, 'note'::text]))),
  constraint commentary_period_check CHECK ((period ~ '^[0-9]{4}-[0-9]{2}$'::text)),
  constraint commentary_version_check CHECK ((version > 0))
);

create table council (
  council_id integer not null,
  name text not null,
  unit_code text not null,
  fixed_day date,
  first_scorecard text,
  is_demonstration boolean not null default false,
  inbox_publishes_clean_files boolean not null default true,
  publishing_needs_approval boolean not null default false,
  short_name text,
  brand_colour text,
  term_in_care text not null default 'children_in_care'::text,
  contact_name text,
  contact_email text,
  logo_sha256 text,
  judged_by integer not null default 1,
  constraint council_pkey PRIMARY KEY (council_id),
  constraint council_council_id_logo_sha256_fkey FOREIGN KEY (council_id, logo_sha256) REFERENCES council_logo(council_id, sha256),
  constraint council_brand_colour_check CHECK ((brand_colour ~ '^#[0-9A-F]{6}$'::text)),
  constraint council_contact_email_check CHECK ((contact_email <> ''::text)),
  constraint council_contact_name_check CHECK ((contact_name <> ''::text)),
  constraint council_council_id_check CHECK ((council_id = 1)),
  constraint council_short_name_check CHECK ((short_name <> ''::text)),
  constraint council_term_in_care_check CHECK ((term_in_care = ANY (ARRAY['children_in_care'::text, 'children_looked_after'::text, 'looked_after_children'::text, 'children_we_care_for'::text])))
);

create table council_logo (
  council_id integer not null,
  sha256 text not null,
  media_type text not null,
  content bytea not null,
  recorded_at timestamp with time zone not null default recorded_moment(),
  constraint council_logo_pkey PRIMARY KEY (council_id, sha256),
  constraint council_logo_council_id_fkey FOREIGN KEY (council_id) REFERENCES council(council_id),
  constraint council_logo_media_type_check CHECK ((media_type = ANY (ARRAY['image/svg+xml'::text, 'image/png'::text])))
);

create table data_return (
  council_id integer not null,
  code text not null,
  name text not null,
  owner_role text not null,
  source text not null,
  due_working_day integer not null,
  constraint data_return_pkey PRIMARY KEY (council_id, code),
  constraint data_return_council_id_fkey FOREIGN KEY (council_id) REFERENCES council(council_id)
);

create table decision (
  council_id integer not null,
  id bigint not null generated always as identity,
  unit_code text,
  kpi_code text,
  action_ref text,
  decided_on date not null,
  decided_by text not null,
  body text not null,
  owner_role text not null,
  due_on date,
  is_demonstration boolean not null default false,
  recorded_at timestamp with time zone not null default recorded_moment(),
  period text,
  by_role text,
  decided_by_id bigint,
  constraint decision_pkey PRIMARY KEY (council_id, id),
  constraint decision_council_id_action_ref_fkey FOREIGN KEY (council_id, action_ref) REFERENCES plan_action(council_id, ref),
  constraint decision_council_id_decided_by_id_fkey FOREIGN KEY (council_id, decided_by_id) REFERENCES author(council_id, id),
  constraint decision_council_id_kpi_code_fkey FOREIGN KEY (council_id, kpi_code) REFERENCES kpi(council_id, code),
  constraint decision_council_id_unit_code_fkey FOREIGN KEY (council_id, unit_code) REFERENCES unit(council_id, code),
  constraint decision_period_check CHECK ((period ~ '^[0-9]{4}-[0-9]{2}$'::text))
);
CREATE INDEX decision_by_unit ON decision USING btree (council_id, unit_code);

create table decision_outcome (
  council_id integer not null,
  decision_id bigint not null,
  version integer not null,
  state text not null,
  on_day date not null,
  outcome text,
  by_name text not null,
  by_role text not null,
  is_demonstration boolean not null default false,
  recorded_at timestamp with time zone not null default recorded_moment(),
  by_id bigint,
  constraint decision_outcome_pkey PRIMARY KEY (council_id, decision_id, version),
  constraint decision_outcome_council_id_by_id_fkey FOREIGN KEY (council_id, by_id) REFERENCES author(council_id, id),
  constraint decision_outcome_council_id_decision_id_fkey FOREIGN KEY (council_id, decision_id) REFERENCES decision(council_id, id),
  constraint decision_outcome_outcome_check CHECK ((outcome <> ''::text)),
  constraint decision_outcome_state_check CHECK ((state = ANY (ARRAY['open'::text, 'done'::text, 'not_done'::text]))),
  constraint decision_outcome_version_check CHECK ((version > 0))
);

create table evidence (
  council_id integer not null,
  id bigint not null generated always as identity,
  action_ref text not null,
  dimension text not null,
  statement text not null,
  value numeric,
  unit text,
  period text,
  as_at text,
  kpi_code text,
  source text not null,
  dated_on date,
  checked_by text,
  is_demonstration boolean not null default false,
  recorded_at timestamp with time zone not null default recorded_moment(),
  checked_by_id bigint,
  constraint evidence_pkey PRIMARY KEY (council_id, id),
  constraint evidence_council_id_action_ref_fkey FOREIGN KEY (council_id, action_ref) REFERENCES plan_action(council_id, ref),
  constraint evidence_council_id_checked_by_id_fkey FOREIGN KEY (council_id, checked_by_id) REFERENCES author(council_id, id),
  constraint evidence_council_id_kpi_code_fkey FOREIGN KEY (council_id, kpi_code) REFERENCES kpi(council_id, code)
);
CREATE INDEX evidence_by_action ON evidence USING btree (council_id, action_ref);

create table extract (
  council_id integer not null,
  id bigint not null generated always as identity,
  filename text not null,
  media_type text not null,
  sha256 text not null,
  byte_count bigint not null,
  status text not null,
  channel text not null,
  received_at timestamp with time zone not null default recorded_moment(),
  received_by text not null,
  publish_when_clean boolean not null default false,
  accept_warnings boolean not null default false,
  reason text,
  checked_at timestamp with time zone,
  row_count integer,
  accepted_count integer,
  problem_count integer,
  warning_count integer,
  same_bytes_as bigint,
  published_at timestamp with time zone,
  published_by text,
  encoding text,
  layout_asked text,
  format text,
  layout_id bigint,
  code_map jsonb not null default '{}'::jsonb,
  code_map_by text,
  record_stood text,
  rows_read integer,
  requested_by text,
  requested_at timestamp with time zone,
  publish_at timestamp with time zone,
  approved_by text,
  approved_at timestamp with time zone,
  cancelled_by text,
  cancelled_at timestamp with time zone,
  decision_note text,
  checked_publication bigint,
  requested_publication bigint,
  unended_headings text,
  informing_count integer not null default 0,
  received_by_id bigint,
  code_map_by_id bigint,
  requested_by_id bigint,
  approved_by_id bigint,
  cancelled_by_id bigint,
  published_by_id bigint,
  dated date not null default recorded_day(),
  constraint extract_pkey PRIMARY KEY (council_id, id),
  constraint extract_council_id_approved_by_id_fkey FOREIGN KEY (council_id, approved_by_id) REFERENCES author(council_id, id),
  constraint extract_council_id_cancelled_by_id_fkey FOREIGN KEY (council_id, cancelled_by_id) REFERENCES author(council_id, id),
  constraint extract_council_id_code_map_by_id_fkey FOREIGN KEY (council_id, code_map_by_id) REFERENCES author(council_id, id),
  constraint extract_council_id_fkey FOREIGN KEY (council_id) REFERENCES council(council_id),
  constraint extract_council_id_layout_id_fkey FOREIGN KEY (council_id, layout_id) REFERENCES layout(council_id, id),
  constraint extract_council_id_published_by_id_fkey FOREIGN KEY (council_id, published_by_id) REFERENCES author(council_id, id),
  constraint extract_council_id_received_by_id_fkey FOREIGN KEY (council_id, received_by_id) REFERENCES author(council_id, id),
  constraint extract_council_id_requested_by_id_fkey FOREIGN KEY (council_id, requested_by_id) REFERENCES author(council_id, id),
  constraint extract_channel_check CHECK ((channel = ANY (ARRAY['api'::text, 'page'::text, 'command_line'::text, 'inbox'::text, 'seed'::text]))),
  constraint extract_encoding_check CHECK ((encoding = 'windows-1252'::text)),
  constraint extract_format_check CHECK ((format = ANY (ARRAY['tidy'::text, 'wide'::text, 'layout'::text]))),
  constraint extract_status_check CHECK ((status = ANY (ARRAY['received'::text, 'checking'::text, 'rejected'::text, 'ready'::text, 'awaiting_approval'::text, 'scheduled'::text, 'published'::text, 'reverted'::text, 'cancelled'::text])))
);
CREATE INDEX extract_by_sha256 ON "extract" USING btree (council_id, sha256);

create table extract_chunk (
  council_id integer not null,
  extract_id bigint not null,
  "position" integer not null,
  bytes bytea not null,
  constraint extract_chunk_pkey PRIMARY KEY (council_id, extract_id, "position"),
  constraint extract_chunk_council_id_extract_id_fkey FOREIGN KEY (council_id, extract_id) REFERENCES "extract"(council_id, id)
);

create table extract_problem (
  council_id integer not null,
  extract_id bigint not null,
  "position" integer not null,
  level text not null,
  code text not null,
  row_number integer,
  column_name text,
  value text,
  message text not null,
  first_row integer,
  needs_reason boolean not null default false,
  sheet text,
  constraint extract_problem_pkey PRIMARY KEY (council_id, extract_id, "position"),
  constraint extract_problem_council_id_extract_id_fkey FOREIGN KEY (council_id, extract_id) REFERENCES "extract"(council_id, id),
  constraint extract_problem_level_check CHECK ((level = ANY (ARRAY['problem'::text, 'warning'::text])))
);

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
  "position" integer not null,
  sheet text,
  ledger_order bigint,
  constraint extract_row_pkey PRIMARY KEY (council_id, extract_id, "position")
);

create table extract_trial (
  council_id integer not null,
  extract_id bigint not null,
  kind text not null,
  record_stood text not null,
  found jsonb not null,
  constraint extract_trial_pkey PRIMARY KEY (council_id, extract_id, kind),
  constraint extract_trial_council_id_extract_id_fkey FOREIGN KEY (council_id, extract_id) REFERENCES "extract"(council_id, id),
  constraint extract_trial_kind_check CHECK ((kind = ANY (ARRAY['publish'::text, 'revert'::text])))
);

create table false_discovery_limit (
  council_id integer not null,
  valid_from text not null,
  percent numeric not null,
  reason text not null,
  recorded_by text not null,
  recorded_at timestamp with time zone not null default recorded_moment(),
  superseded_at timestamp with time zone,
  recorded_by_id bigint,
  dated date not null default recorded_day(),
  constraint false_discovery_limit_pkey PRIMARY KEY (council_id, valid_from, recorded_at),
  constraint false_discovery_limit_council_id_fkey FOREIGN KEY (council_id) REFERENCES council(council_id),
  constraint false_discovery_limit_council_id_recorded_by_id_fkey FOREIGN KEY (council_id, recorded_by_id) REFERENCES author(council_id, id),
  constraint false_discovery_limit_percent_check CHECK (((percent > (0)::numeric) AND (percent <= (100)::numeric)))
);

create table figure (
  council_id integer not null,
  unit_code text not null,
  kpi_code text not null,
  period text not null,
  publication_id bigint not null,
  grain text not null,
  published_at timestamp with time zone not null,
  fingerprint text not null,
  restated boolean not null,
  origin text not null,
  state text not null,
  numerator numeric,
  denominator numeric,
  value double precision,
  symbol text,
  coverage jsonb,
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
  analysis jsonb not null,
  team_variation jsonb,
  left_out jsonb,
  brief jsonb generated always as ((analysis - '{nhs,phases,flags}'::text[])) stored,
  constraint figure_pkey PRIMARY KEY (council_id, unit_code, kpi_code, period, publication_id),
  constraint figure_origin_check CHECK ((origin = ANY (ARRAY['team'::text, 'supplied'::text, 'computed'::text])))
);
CREATE INDEX figure_by_kpi ON figure USING btree (council_id, kpi_code, period);
CREATE INDEX figure_by_period ON figure USING btree (council_id, period, unit_code);

create table job_slot (
  council_id integer not null,
  job text not null,
  slot timestamp with time zone not null,
  claimed_at timestamp with time zone not null,
  finished_at timestamp with time zone,
  outcome text,
  constraint job_slot_pkey PRIMARY KEY (council_id, job, slot),
  constraint job_slot_council_id_fkey FOREIGN KEY (council_id) REFERENCES council(council_id)
);

create table known_issue (
  council_id integer not null,
  id bigint not null generated always as identity,
  kpi_code text not null,
  unit_code text,
  valid_from text not null,
  valid_to text,
  note text not null,
  recorded_at timestamp with time zone not null,
  constraint known_issue_pkey PRIMARY KEY (council_id, id),
  constraint known_issue_council_id_kpi_code_fkey FOREIGN KEY (council_id, kpi_code) REFERENCES kpi(council_id, code)
);

create table kpi (
  council_id integer not null,
  code text not null,
  kind text not null,
  basis text not null,
  unit text not null,
  grains text[] not null,
  team_types text[] not null,
  counted_by text[] not null,
  return_code text not null,
  subject text not null,
  core boolean not null,
  "position" integer not null,
  benchmark text,
  successor text,
  shares_base_part text,
  shares_base text,
  constraint kpi_pkey PRIMARY KEY (council_id, code),
  constraint kpi_council_id_fkey FOREIGN KEY (council_id) REFERENCES council(council_id),
  constraint kpi_council_id_return_code_fkey FOREIGN KEY (council_id, return_code) REFERENCES data_return(council_id, code),
  constraint kpi_council_id_successor_fkey FOREIGN KEY (council_id, successor) REFERENCES kpi(council_id, code),
  constraint kpi_basis_check CHECK ((basis = ANY (ARRAY['flow'::text, 'snapshot'::text, 'rolling_3_months'::text, 'rolling_12_months'::text, 'cohort'::text]))),
  constraint kpi_code_check CHECK ((code ~ '^[A-Z]{2}[0-9]{2}$'::text)),
  constraint kpi_kind_check CHECK ((kind = ANY (ARRAY['ratio'::text, 'count'::text, 'stock'::text, 'mean'::text, 'median'::text]))),
  constraint kpi_shares_base_check CHECK (((shares_base IS NULL) = (shares_base_part IS NULL))),
  constraint kpi_shares_base_part_check CHECK ((shares_base_part = ANY (ARRAY['numerator'::text, 'rest'::text, 'denominator'::text])))
);

create table kpi_action (
  council_id integer not null,
  kpi_code text not null,
  action_ref text not null,
  valid_from text not null,
  valid_to text,
  dimension text not null,
  expected text not null,
  recorded_at timestamp with time zone not null,
  superseded_at timestamp with time zone,
  constraint kpi_action_pkey PRIMARY KEY (council_id, kpi_code, action_ref, valid_from, recorded_at),
  constraint kpi_action_council_id_action_ref_fkey FOREIGN KEY (council_id, action_ref) REFERENCES plan_action(council_id, ref),
  constraint kpi_action_council_id_kpi_code_fkey FOREIGN KEY (council_id, kpi_code) REFERENCES kpi(council_id, code),
  constraint kpi_action_expected_check CHECK ((expected = ANY (ARRAY['higher'::text, 'lower'::text, 'near'::text, 'neither'::text])))
);
CREATE INDEX kpi_action_by_action ON kpi_action USING btree (council_id, action_ref);

create table kpi_definition (
  council_id integer not null,
  kpi_code text not null,
  valid_from text not null,
  valid_to text,
  name text not null,
  numerator text not null,
  denominator text,
  clock text,
  good text not null,
  dimension text not null,
  minimum integer,
  may_exceed boolean not null,
  decimals integer not null,
  screen_limits boolean not null default true,
  source text not null,
  note text not null default ''::text,
  recorded_at timestamp with time zone not null,
  superseded_at timestamp with time zone,
  each_one_counts text,
  constraint kpi_definition_pkey PRIMARY KEY (council_id, kpi_code, valid_from, recorded_at),
  constraint kpi_definition_council_id_kpi_code_fkey FOREIGN KEY (council_id, kpi_code) REFERENCES kpi(council_id, code),
  constraint kpi_definition_each_one_counts_check CHECK ((each_one_counts <> ''::text)),
  constraint kpi_definition_good_check CHECK ((good = ANY (ARRAY['higher'::text, 'lower'::text, 'near'::text, 'neither'::text])))
);

create table kpi_target (
  council_id integer not null,
  kpi_code text not null,
  valid_from text not null,
  valid_to text,
  target numeric not null,
  floor numeric,
  source text not null,
  recorded_at timestamp with time zone not null,
  superseded_at timestamp with time zone,
  constraint kpi_target_pkey PRIMARY KEY (council_id, kpi_code, valid_from, recorded_at),
  constraint kpi_target_council_id_kpi_code_fkey FOREIGN KEY (council_id, kpi_code) REFERENCES kpi(council_id, code)
);

create table layout (
  council_id integer not null,
  id bigint not null generated always as identity,
  name text not null,
  version integer not null,
  fingerprint text not null,
  rules jsonb not null,
  retired boolean not null default false,
  confirmed_by text not null,
  confirmed_at timestamp with time zone not null default recorded_moment(),
  confirmed_by_id bigint,
  dated date not null default recorded_day(),
  constraint layout_pkey PRIMARY KEY (council_id, id),
  constraint layout_council_id_name_version_key UNIQUE (council_id, name, version),
  constraint layout_council_id_confirmed_by_id_fkey FOREIGN KEY (council_id, confirmed_by_id) REFERENCES author(council_id, id),
  constraint layout_council_id_fkey FOREIGN KEY (council_id) REFERENCES council(council_id)
);

create table left_out_limit (
  council_id integer not null,
  valid_from text not null,
  percent numeric not null,
  reason text not null,
  recorded_by text not null,
  recorded_at timestamp with time zone not null default recorded_moment(),
  superseded_at timestamp with time zone,
  recorded_by_id bigint,
  dated date not null default recorded_day(),
  constraint left_out_limit_pkey PRIMARY KEY (council_id, valid_from, recorded_at),
  constraint left_out_limit_council_id_fkey FOREIGN KEY (council_id) REFERENCES council(council_id),
  constraint left_out_limit_council_id_recorded_by_id_fkey FOREIGN KEY (council_id, recorded_by_id) REFERENCES author(council_id, id),
  constraint left_out_limit_percent_check CHECK (((percent > (0)::numeric) AND (percent <= (100)::numeric)))
);

create table look (
  council_id integer not null,
  person text not null,
  place text not null,
  last_at timestamp with time zone not null default recorded_moment(),
  before_at timestamp with time zone,
  person_id bigint,
  id bigint not null generated always as identity,
  last_dated date not null default recorded_day(),
  before_dated date,
  constraint look_pkey PRIMARY KEY (council_id, id),
  constraint look_council_id_fkey FOREIGN KEY (council_id) REFERENCES council(council_id),
  constraint look_council_id_person_id_fkey FOREIGN KEY (council_id, person_id) REFERENCES author(council_id, id)
);
CREATE UNIQUE INDEX look_of_person ON look USING btree (council_id, person_id, place) WHERE (person_id IS NOT NULL);

create table measure_rule (
  council_id integer not null,
  code text not null,
  valid_from text not null,
  valid_to text,
  content jsonb not null,
  recorded_at timestamp with time zone not null,
  superseded_at timestamp with time zone,
  judged_at timestamp with time zone,
  constraint measure_rule_pkey PRIMARY KEY (council_id, code, valid_from, recorded_at),
  constraint measure_rule_council_id_fkey FOREIGN KEY (council_id) REFERENCES council(council_id)
);

create table measurement (
  council_id integer not null,
  unit_code text not null,
  kpi_code text not null,
  period text not null,
  version integer not null,
  grain text not null,
  state text not null,
  numerator numeric,
  denominator numeric,
  value numeric,
  symbol text,
  as_at date,
  note text,
  extract_id bigint not null,
  row_number integer not null,
  publication_id bigint not null,
  published_at timestamp with time zone not null,
  published_by text not null,
  reason text,
  sheet text,
  taken_back boolean not null default false,
  constraint measurement_pkey PRIMARY KEY (council_id, kpi_code, unit_code, period, version),
  constraint measurement_denominator_check CHECK ((abs(denominator) < '1000000000'::numeric)),
  constraint measurement_grain_check CHECK ((grain = ANY (ARRAY['monthly'::text, 'weekly'::text, 'quarterly'::text]))),
  constraint measurement_numerator_check CHECK ((abs(numerator) < '1000000000'::numeric)),
  constraint measurement_state_check CHECK ((state = ANY (ARRAY['reported'::text, 'no_cases'::text, 'not_reported'::text, 'suppressed'::text, 'not_applicable'::text, 'without_denominator'::text]))),
  constraint measurement_value_check CHECK ((abs(value) < '1000000000'::numeric))
);
CREATE INDEX measurement_by_place ON measurement USING brin (publication_id, extract_id, period) WITH (pages_per_range='16');

create table migration (
  name text not null,
  sha256 text not null,
  applied_at timestamp with time zone not null default now(),
  constraint migration_pkey PRIMARY KEY (name)
);

create table milestone (
  council_id integer not null,
  id text not null,
  action_ref text not null,
  "position" integer not null,
  stage text not null,
  meaning text not null,
  met_on date,
  constraint milestone_pkey PRIMARY KEY (council_id, id),
  constraint milestone_council_id_action_ref_fkey FOREIGN KEY (council_id, action_ref) REFERENCES plan_action(council_id, ref),
  constraint milestone_stage_check CHECK ((stage = ANY (ARRAY['output'::text, 'team_impact'::text, 'outcome'::text, 'unspecified'::text])))
);

create table milestone_due (
  council_id integer not null,
  milestone_id text not null,
  "position" integer not null,
  due text not null,
  reason text,
  recorded_on date,
  constraint milestone_due_pkey PRIMARY KEY (council_id, milestone_id, "position"),
  constraint milestone_due_council_id_milestone_id_fkey FOREIGN KEY (council_id, milestone_id) REFERENCES milestone(council_id, id),
  constraint milestone_due_due_check CHECK ((due ~ '^[0-9]{4}-[0-9]{2}$'::text))
);

create table opening_share (
  council_id integer not null,
  valid_from text not null,
  percent numeric not null,
  reason text not null,
  recorded_by text not null,
  recorded_at timestamp with time zone not null default recorded_moment(),
  superseded_at timestamp with time zone,
  recorded_by_id bigint,
  dated date not null default recorded_day(),
  constraint opening_share_pkey PRIMARY KEY (council_id, valid_from, recorded_at),
  constraint opening_share_council_id_fkey FOREIGN KEY (council_id) REFERENCES council(council_id),
  constraint opening_share_council_id_recorded_by_id_fkey FOREIGN KEY (council_id, recorded_by_id) REFERENCES author(council_id, id),
  constraint opening_share_percent_check CHECK (((percent > (0)::numeric) AND (percent <= (100)::numeric)))
);

create table pending_figures (
  council_id integer not null,
  kpi_code text not null,
  grain text not null,
  from_period text not null,
  publication_id bigint not null,
  constraint pending_figures_pkey PRIMARY KEY (council_id, kpi_code, grain)
);

create table persistence (
  council_id integer not null,
  kpi_code text not null,
  period text not null,
  value double precision not null,
  publication_id bigint not null,
  estimated_at timestamp with time zone not null,
  constraint persistence_pkey PRIMARY KEY (council_id, kpi_code, period),
  constraint persistence_council_id_fkey FOREIGN KEY (council_id) REFERENCES council(council_id),
  constraint persistence_council_id_kpi_code_fkey FOREIGN KEY (council_id, kpi_code) REFERENCES kpi(council_id, code),
  constraint persistence_council_id_publication_id_fkey FOREIGN KEY (council_id, publication_id) REFERENCES publication(council_id, id),
  constraint persistence_value_check CHECK (((value >= (0)::double precision) AND (value <= (0.9)::double precision)))
);

create table person (
  council_id integer not null,
  id bigint not null,
  recorded_at timestamp with time zone not null default recorded_moment(),
  constraint person_pkey PRIMARY KEY (council_id, id),
  constraint person_council_id_id_fkey FOREIGN KEY (council_id, id) REFERENCES author(council_id, id)
);

create table person_identity (
  council_id integer not null,
  issuer text not null,
  subject text not null,
  person_id bigint not null,
  bound_at timestamp with time zone not null,
  constraint person_identity_pkey PRIMARY KEY (council_id, issuer, subject),
  constraint person_identity_council_id_person_id_fkey FOREIGN KEY (council_id, person_id) REFERENCES person(council_id, id)
);

create table person_line (
  council_id integer not null,
  person_id bigint not null,
  version integer not null,
  name text not null,
  email text not null,
  is_enabled boolean not null,
  reason text,
  by_id bigint,
  by_name text not null,
  recorded_at timestamp with time zone not null default recorded_moment(),
  constraint person_line_pkey PRIMARY KEY (council_id, person_id, version),
  constraint person_line_council_id_by_id_fkey FOREIGN KEY (council_id, by_id) REFERENCES author(council_id, id),
  constraint person_line_council_id_person_id_fkey FOREIGN KEY (council_id, person_id) REFERENCES person(council_id, id),
  constraint person_line_version_check CHECK ((version > 0))
);

create table person_password (
  council_id integer not null,
  person_id bigint not null,
  version integer not null,
  hash text,
  recorded_at timestamp with time zone not null default recorded_moment(),
  constraint person_password_pkey PRIMARY KEY (council_id, person_id, version),
  constraint person_password_council_id_person_id_fkey FOREIGN KEY (council_id, person_id) REFERENCES person(council_id, id),
  constraint person_password_version_check CHECK ((version > 0))
);

create table person_seen (
  council_id integer not null,
  person_id bigint not null,
  seen_at timestamp with time zone not null,
  constraint person_seen_pkey PRIMARY KEY (council_id, person_id),
  constraint person_seen_council_id_person_id_fkey FOREIGN KEY (council_id, person_id) REFERENCES person(council_id, id)
);

create table plan_action (
  council_id integer not null,
  ref text not null,
  section_ref text not null,
  "position" integer not null,
  summary text not null,
  cadence text,
  cadence_source text,
  lead_source text not null,
  timescale_source text not null,
  note text,
  version integer not null default 1,
  constraint plan_action_pkey PRIMARY KEY (council_id, ref),
  constraint plan_action_council_id_section_ref_fkey FOREIGN KEY (council_id, section_ref) REFERENCES plan_section(council_id, ref),
  constraint plan_action_cadence_check CHECK ((cadence = ANY (ARRAY['weekly'::text, 'every_2_weeks'::text, 'monthly'::text, 'every_2_months'::text, 'quarterly'::text]))),
  constraint plan_action_ref_check CHECK ((ref ~ '^[RF][0-9]+[.][0-9]+$'::text))
);

create table plan_section (
  council_id integer not null,
  ref text not null,
  kind text not null,
  title text not null,
  "position" integer not null,
  constraint plan_section_pkey PRIMARY KEY (council_id, ref),
  constraint plan_section_council_id_fkey FOREIGN KEY (council_id) REFERENCES council(council_id),
  constraint plan_section_kind_check CHECK ((kind = ANY (ARRAY['recommendation'::text, 'finding'::text]))),
  constraint plan_section_ref_check CHECK ((ref ~ '^[RF][0-9]+$'::text))
);

create table progress_update (
  council_id integer not null,
  id bigint not null generated always as identity,
  action_ref text not null,
  updated_on date not null,
  updated_by text not null,
  body text not null,
  is_demonstration boolean not null default false,
  recorded_at timestamp with time zone not null default recorded_moment(),
  updated_by_id bigint,
  constraint progress_update_pkey PRIMARY KEY (council_id, id),
  constraint progress_update_council_id_action_ref_fkey FOREIGN KEY (council_id, action_ref) REFERENCES plan_action(council_id, ref),
  constraint progress_update_council_id_updated_by_id_fkey FOREIGN KEY (council_id, updated_by_id) REFERENCES author(council_id, id)
);
CREATE INDEX progress_update_by_action ON progress_update USING btree (council_id, action_ref, updated_on);

create table provider_mapping (
  council_id integer not null,
  id bigint not null generated always as identity,
  claim text not null,
  role text not null,
  unit_code text not null,
  by_id bigint,
  by_name text not null,
  recorded_at timestamp with time zone not null default recorded_moment(),
  constraint provider_mapping_pkey PRIMARY KEY (council_id, id),
  constraint provider_mapping_council_id_by_id_fkey FOREIGN KEY (council_id, by_id) REFERENCES author(council_id, id),
  constraint provider_mapping_council_id_unit_code_fkey FOREIGN KEY (council_id, unit_code) REFERENCES unit(council_id, code)
);

create table provider_mapping_end (
  council_id integer not null,
  mapping_id bigint not null,
  reason text not null,
  by_id bigint,
  by_name text not null,
  recorded_at timestamp with time zone not null default recorded_moment(),
  constraint provider_mapping_end_pkey PRIMARY KEY (council_id, mapping_id),
  constraint provider_mapping_end_council_id_by_id_fkey FOREIGN KEY (council_id, by_id) REFERENCES author(council_id, id),
  constraint provider_mapping_end_council_id_mapping_id_fkey FOREIGN KEY (council_id, mapping_id) REFERENCES provider_mapping(council_id, id)
);

create table publication (
  council_id integer not null,
  id bigint not null generated always as identity,
  kind text not null,
  extract_id bigint,
  published_at timestamp with time zone not null default recorded_moment(),
  published_by text not null,
  reason text,
  new_count integer not null,
  changed_count integer not null,
  unchanged_count integer not null,
  published_by_id bigint,
  dated date not null default recorded_day(),
  constraint publication_pkey PRIMARY KEY (council_id, id),
  constraint publication_council_id_extract_id_fkey FOREIGN KEY (council_id, extract_id) REFERENCES "extract"(council_id, id),
  constraint publication_council_id_fkey FOREIGN KEY (council_id) REFERENCES council(council_id),
  constraint publication_council_id_published_by_id_fkey FOREIGN KEY (council_id, published_by_id) REFERENCES author(council_id, id),
  constraint publication_check CHECK (((extract_id IS NULL) = (kind = ANY (ARRAY['rebase'::text, 'rebase_withdrawn'::text, 'method'::text])))),
  constraint publication_kind_check CHECK ((kind = ANY (ARRAY['publish'::text, 'revert'::text, 'rebase'::text, 'rebase_withdrawn'::text, 'method'::text])))
);

create table receipt (
  council_id integer not null,
  publication_id bigint not null,
  content jsonb not null,
  constraint receipt_pkey PRIMARY KEY (council_id, publication_id),
  constraint receipt_council_id_publication_id_fkey FOREIGN KEY (council_id, publication_id) REFERENCES publication(council_id, id)
);

create table return_absence (
  council_id integer not null,
  return_code text not null,
  period text not null,
  unit_code text not null,
  version integer not null,
  is_absent boolean not null,
  reason text not null,
  by_name text not null,
  by_role text not null,
  recorded_at timestamp with time zone not null default recorded_moment(),
  by_id bigint,
  dated date not null default recorded_day(),
  constraint return_absence_pkey PRIMARY KEY (council_id, return_code, period, unit_code, version),
  constraint return_absence_council_id_by_id_fkey FOREIGN KEY (council_id, by_id) REFERENCES author(council_id, id),
  constraint return_absence_council_id_fkey FOREIGN KEY (council_id) REFERENCES council(council_id),
  constraint return_absence_council_id_return_code_fkey FOREIGN KEY (council_id, return_code) REFERENCES data_return(council_id, code),
  constraint return_absence_council_id_unit_code_fkey FOREIGN KEY (council_id, unit_code) REFERENCES unit(council_id, code),
  constraint return_absence_period_check CHECK ((period ~ '^[0-9]{4}-((0[1-9]|1[0-2])|W[0-5][0-9])$'::text)),
  constraint return_absence_version_check CHECK ((version > 0))
);

create table role_grant (
  council_id integer not null,
  id bigint not null generated always as identity,
  person_id bigint not null,
  role text not null,
  unit_code text not null,
  valid_from date not null,
  valid_to date,
  deputy_of bigint,
  by_id bigint,
  by_name text not null,
  recorded_at timestamp with time zone not null default recorded_moment(),
  constraint role_grant_pkey PRIMARY KEY (council_id, id),
  constraint role_grant_council_id_by_id_fkey FOREIGN KEY (council_id, by_id) REFERENCES author(council_id, id),
  constraint role_grant_council_id_deputy_of_fkey FOREIGN KEY (council_id, deputy_of) REFERENCES person(council_id, id),
  constraint role_grant_council_id_person_id_fkey FOREIGN KEY (council_id, person_id) REFERENCES person(council_id, id),
  constraint role_grant_council_id_unit_code_fkey FOREIGN KEY (council_id, unit_code) REFERENCES unit(council_id, code),
  constraint role_grant_check CHECK ((valid_to >= valid_from)),
  constraint role_grant_check1 CHECK ((deputy_of <> person_id))
);
CREATE INDEX role_grant_of_person ON role_grant USING btree (council_id, person_id);

create table role_grant_end (
  council_id integer not null,
  grant_id bigint not null,
  reason text not null,
  by_id bigint,
  by_name text not null,
  recorded_at timestamp with time zone not null default recorded_moment(),
  constraint role_grant_end_pkey PRIMARY KEY (council_id, grant_id),
  constraint role_grant_end_council_id_by_id_fkey FOREIGN KEY (council_id, by_id) REFERENCES author(council_id, id),
  constraint role_grant_end_council_id_grant_id_fkey FOREIGN KEY (council_id, grant_id) REFERENCES role_grant(council_id, id)
);

create table rule_change (
  council_id integer not null,
  rule_code text not null,
  unit_code text not null,
  period text not null,
  publication_id bigint not null,
  published_at timestamp with time zone not null,
  state text not null,
  left_sum numeric,
  right_sum numeric,
  constraint rule_change_pkey PRIMARY KEY (council_id, rule_code, unit_code, period, publication_id),
  constraint rule_change_council_id_fkey FOREIGN KEY (council_id) REFERENCES council(council_id),
  constraint rule_change_council_id_publication_id_fkey FOREIGN KEY (council_id, publication_id) REFERENCES publication(council_id, id),
  constraint rule_change_check CHECK ((((left_sum IS NULL) = (state = 'not_judged'::text)) AND ((right_sum IS NULL) = (state = 'not_judged'::text)))),
  constraint rule_change_state_check CHECK ((state = ANY (ARRAY['broken'::text, 'mended'::text, 'not_judged'::text])))
);
CREATE INDEX rule_change_by_unit ON rule_change USING btree (council_id, unit_code);

create table scorecard_sign_off (
  council_id integer not null,
  unit_code text not null,
  period text not null,
  "position" integer not null,
  step text not null,
  taken_by text not null,
  taken_at timestamp with time zone not null default recorded_moment(),
  note text,
  taken_by_id bigint,
  dated date not null default recorded_day(),
  constraint scorecard_sign_off_pkey PRIMARY KEY (council_id, unit_code, period, "position"),
  constraint scorecard_sign_off_council_id_taken_by_id_fkey FOREIGN KEY (council_id, taken_by_id) REFERENCES author(council_id, id),
  constraint scorecard_sign_off_council_id_unit_code_fkey FOREIGN KEY (council_id, unit_code) REFERENCES unit(council_id, code),
  constraint scorecard_sign_off_period_check CHECK ((period ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'::text)),
  constraint scorecard_sign_off_step_check CHECK ((step = ANY (ARRAY['submitted'::text, 'agreed'::text, 'reopened'::text])))
);

create table second_factor (
  council_id integer not null,
  person_id bigint not null,
  version integer not null,
  secret bytea,
  recorded_at timestamp with time zone not null default recorded_moment(),
  constraint second_factor_pkey PRIMARY KEY (council_id, person_id, version),
  constraint second_factor_council_id_person_id_fkey FOREIGN KEY (council_id, person_id) REFERENCES person(council_id, id),
  constraint second_factor_version_check CHECK ((version > 0))
);

create table second_factor_use (
  council_id integer not null,
  person_id bigint not null,
  step bigint not null,
  used_at timestamp with time zone not null,
  constraint second_factor_use_pkey PRIMARY KEY (council_id, person_id, step),
  constraint second_factor_use_council_id_person_id_fkey FOREIGN KEY (council_id, person_id) REFERENCES person(council_id, id)
);

create table see_as (
  council_id integer not null,
  id bigint not null generated always as identity,
  person_id bigint not null,
  reason text not null,
  by_id bigint not null,
  by_name text not null,
  recorded_at timestamp with time zone not null default recorded_moment(),
  expires_at timestamp with time zone not null,
  constraint see_as_pkey PRIMARY KEY (council_id, id),
  constraint see_as_council_id_by_id_fkey FOREIGN KEY (council_id, by_id) REFERENCES person(council_id, id),
  constraint see_as_council_id_person_id_fkey FOREIGN KEY (council_id, person_id) REFERENCES person(council_id, id),
  constraint see_as_check CHECK ((by_id <> person_id)),
  constraint see_as_check1 CHECK ((expires_at > recorded_at))
);
CREATE INDEX see_as_of_person ON see_as USING btree (council_id, person_id);

create table see_as_end (
  council_id integer not null,
  see_as_id bigint not null,
  recorded_at timestamp with time zone not null default recorded_moment(),
  constraint see_as_end_pkey PRIMARY KEY (council_id, see_as_id),
  constraint see_as_end_council_id_see_as_id_fkey FOREIGN KEY (council_id, see_as_id) REFERENCES see_as(council_id, id)
);

create table session (
  council_id integer not null,
  id_sha256 text not null,
  content jsonb not null,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  person_id bigint,
  used_at timestamp with time zone,
  network text,
  browser text,
  constraint session_pkey PRIMARY KEY (council_id, id_sha256),
  constraint session_council_id_fkey FOREIGN KEY (council_id) REFERENCES council(council_id),
  constraint session_council_id_person_id_fkey FOREIGN KEY (council_id, person_id) REFERENCES person(council_id, id)
);
CREATE INDEX session_by_expiry ON session USING btree (council_id, expires_at);
CREATE INDEX session_of_person ON session USING btree (council_id, person_id);

create table setting_change (
  council_id integer not null,
  id bigint not null generated always as identity,
  setting text not null,
  value text not null,
  changed_by text not null,
  changed_at timestamp with time zone not null default recorded_moment(),
  reason text,
  changed_by_id bigint,
  dated date not null default recorded_day(),
  constraint setting_change_pkey PRIMARY KEY (council_id, id),
  constraint setting_change_council_id_changed_by_id_fkey FOREIGN KEY (council_id, changed_by_id) REFERENCES author(council_id, id),
  constraint setting_change_council_id_fkey FOREIGN KEY (council_id) REFERENCES council(council_id),
  constraint setting_change_setting_check CHECK ((setting = ANY (ARRAY['publishing_needs_approval'::text, 'inbox_publishes_clean_files'::text, 'name'::text, 'short_name'::text, 'brand_colour'::text, 'term_in_care'::text, 'contact_name'::text, 'contact_email'::text, 'logo'::text])))
);

create table sign_in_failure (
  council_id integer not null,
  subject_sha256 text not null,
  failures integer not null,
  last_at timestamp with time zone not null,
  constraint sign_in_failure_pkey PRIMARY KEY (council_id, subject_sha256),
  constraint sign_in_failure_council_id_fkey FOREIGN KEY (council_id) REFERENCES council(council_id)
);

create table sign_in_link (
  council_id integer not null,
  id bigint not null generated always as identity,
  person_id bigint not null,
  kind text not null,
  secret_sha256 text not null,
  by_id bigint,
  by_name text not null,
  recorded_at timestamp with time zone not null default recorded_moment(),
  expires_at timestamp with time zone not null,
  constraint sign_in_link_pkey PRIMARY KEY (council_id, id),
  constraint sign_in_link_council_id_secret_sha256_key UNIQUE (council_id, secret_sha256),
  constraint sign_in_link_council_id_by_id_fkey FOREIGN KEY (council_id, by_id) REFERENCES author(council_id, id),
  constraint sign_in_link_council_id_person_id_fkey FOREIGN KEY (council_id, person_id) REFERENCES person(council_id, id),
  constraint sign_in_link_kind_check CHECK ((kind = ANY (ARRAY['invitation'::text, 'sign_in'::text])))
);

create table sign_in_link_use (
  council_id integer not null,
  link_id bigint not null,
  used_at timestamp with time zone not null,
  constraint sign_in_link_use_pkey PRIMARY KEY (council_id, link_id),
  constraint sign_in_link_use_council_id_link_id_fkey FOREIGN KEY (council_id, link_id) REFERENCES sign_in_link(council_id, id)
);

create table succession (
  council_id integer not null,
  unit_code text not null,
  version integer not null,
  successor_code text not null,
  from_day date not null,
  reason text not null,
  by_name text not null,
  recorded_at timestamp with time zone not null default recorded_moment(),
  by_id bigint,
  dated date not null default recorded_day(),
  constraint succession_pkey PRIMARY KEY (council_id, unit_code, version),
  constraint succession_council_id_by_id_fkey FOREIGN KEY (council_id, by_id) REFERENCES author(council_id, id),
  constraint succession_council_id_fkey FOREIGN KEY (council_id) REFERENCES council(council_id),
  constraint succession_council_id_successor_code_fkey FOREIGN KEY (council_id, successor_code) REFERENCES unit(council_id, code),
  constraint succession_council_id_unit_code_fkey FOREIGN KEY (council_id, unit_code) REFERENCES unit(council_id, code),
  constraint succession_check CHECK ((successor_code <> unit_code)),
  constraint succession_reason_check CHECK ((reason <> ''::text)),
  constraint succession_version_check CHECK ((version > 0))
);

create table text_release (
  council_id integer not null,
  kind text not null,
  text_id text not null,
  version integer not null,
  is_released boolean not null,
  text_sha256 text not null,
  by_name text not null,
  by_role text not null,
  recorded_at timestamp with time zone not null default recorded_moment(),
  by_id bigint,
  dated date not null default recorded_day(),
  constraint text_release_pkey PRIMARY KEY (council_id, kind, text_id, version),
  constraint text_release_council_id_by_id_fkey FOREIGN KEY (council_id, by_id) REFERENCES author(council_id, id),
  constraint text_release_council_id_fkey FOREIGN KEY (council_id) REFERENCES council(council_id),
  constraint text_release_by_name_check CHECK ((by_name <> ''::text)),
  constraint text_release_kind_check CHECK ((kind = ANY (ARRAY['commentary'::text, 'decision'::text, 'outcome'::text, 'progress'::text, 'evidence'::text, 'rating'::text, 'milestone'::text, 'annotation'::text, 'known_issue'::text, 'publication'::text, 'sign_off'::text, 'succession'::text]))),
  constraint text_release_version_check CHECK ((version > 0))
);

create table token (
  council_id integer not null,
  id bigint not null generated always as identity,
  name text not null,
  secret_sha256 text not null,
  role text not null,
  unit_code text not null,
  audience text not null,
  created_at timestamp with time zone not null default recorded_moment(),
  revoked_at timestamp with time zone,
  author_id bigint not null,
  owner_id bigint,
  expires_at timestamp with time zone,
  last_used_at timestamp with time zone,
  by_id bigint,
  by_name text,
  needs_confirmation boolean not null default false,
  revoked_by_id bigint,
  revoked_by_name text,
  revoked_reason text,
  constraint token_pkey PRIMARY KEY (council_id, id),
  constraint token_name_key UNIQUE (council_id, name),
  constraint token_secret_sha256_key UNIQUE (secret_sha256),
  constraint token_council_id_author_id_fkey FOREIGN KEY (council_id, author_id) REFERENCES author(council_id, id),
  constraint token_council_id_by_id_fkey FOREIGN KEY (council_id, by_id) REFERENCES author(council_id, id),
  constraint token_council_id_fkey FOREIGN KEY (council_id) REFERENCES council(council_id),
  constraint token_council_id_owner_id_fkey FOREIGN KEY (council_id, owner_id) REFERENCES person(council_id, id),
  constraint token_council_id_revoked_by_id_fkey FOREIGN KEY (council_id, revoked_by_id) REFERENCES author(council_id, id),
  constraint token_council_id_unit_code_fkey FOREIGN KEY (council_id, unit_code) REFERENCES unit(council_id, code),
  constraint token_audience_check CHECK ((audience = ANY (ARRAY['inside'::text, 'outside'::text])))
);

create table token_confirmation (
  council_id integer not null,
  token_id bigint not null,
  by_id bigint not null,
  by_name text not null,
  recorded_at timestamp with time zone not null default recorded_moment(),
  constraint token_confirmation_pkey PRIMARY KEY (council_id, token_id),
  constraint token_confirmation_council_id_by_id_fkey FOREIGN KEY (council_id, by_id) REFERENCES person(council_id, id),
  constraint token_confirmation_council_id_token_id_fkey FOREIGN KEY (council_id, token_id) REFERENCES token(council_id, id)
);

create table unended_source (
  council_id integer not null,
  id bigint not null generated always as identity,
  kind text not null,
  name text not null,
  headings text not null,
  is_confirmed boolean not null,
  extract_id bigint not null,
  said_by text not null,
  said_at timestamp with time zone not null default recorded_moment(),
  said_by_id bigint,
  dated date not null default recorded_day(),
  constraint unended_source_pkey PRIMARY KEY (council_id, id),
  constraint unended_source_council_id_extract_id_fkey FOREIGN KEY (council_id, extract_id) REFERENCES "extract"(council_id, id),
  constraint unended_source_council_id_fkey FOREIGN KEY (council_id) REFERENCES council(council_id),
  constraint unended_source_council_id_said_by_id_fkey FOREIGN KEY (council_id, said_by_id) REFERENCES author(council_id, id),
  constraint unended_source_kind_check CHECK ((kind = ANY (ARRAY['layout'::text, 'inbox'::text, 'sender'::text])))
);

create table unit (
  council_id integer not null,
  code text not null,
  kind text not null,
  team_type text,
  opened date not null,
  closed date,
  "position" integer not null,
  constraint unit_pkey PRIMARY KEY (council_id, code),
  constraint unit_council_id_fkey FOREIGN KEY (council_id) REFERENCES council(council_id),
  constraint unit_check CHECK (((kind = 'team'::text) = (team_type IS NOT NULL))),
  constraint unit_code_check CHECK ((code ~ '^[A-Z0-9&_-]+$'::text)),
  constraint unit_kind_check CHECK ((kind = ANY (ARRAY['council'::text, 'service'::text, 'team'::text])))
);

create table unit_detail (
  council_id integer not null,
  unit_code text not null,
  valid_from text not null,
  valid_to text,
  name text not null,
  parent_code text,
  recorded_at timestamp with time zone not null,
  superseded_at timestamp with time zone,
  constraint unit_detail_pkey PRIMARY KEY (council_id, unit_code, valid_from, recorded_at),
  constraint unit_detail_council_id_parent_code_fkey FOREIGN KEY (council_id, parent_code) REFERENCES unit(council_id, code),
  constraint unit_detail_council_id_unit_code_fkey FOREIGN KEY (council_id, unit_code) REFERENCES unit(council_id, code)
);

create table unit_successor (
  council_id integer not null,
  unit_code text not null,
  predecessor_code text not null,
  constraint unit_successor_pkey PRIMARY KEY (council_id, unit_code, predecessor_code),
  constraint unit_successor_council_id_predecessor_code_fkey FOREIGN KEY (council_id, predecessor_code) REFERENCES unit(council_id, code),
  constraint unit_successor_council_id_unit_code_fkey FOREIGN KEY (council_id, unit_code) REFERENCES unit(council_id, code)
);

create table withheld_cell (
  council_id integer not null,
  kpi_code text not null,
  unit_code text not null,
  period text not null,
  publication_id bigint not null,
  band_from double precision,
  band_to double precision,
  band_numerator double precision,
  band_denominator double precision,
  constraint withheld_cell_pkey PRIMARY KEY (council_id, kpi_code, unit_code, period),
  constraint withheld_cell_council_id_fkey FOREIGN KEY (council_id) REFERENCES council(council_id),
  constraint withheld_cell_band_check CHECK ((((band_from IS NULL) = (band_to IS NULL)) AND (band_from <= band_to)))
);

create table withholding (
  council_id integer not null,
  publication_id bigint not null,
  constraint withholding_pkey PRIMARY KEY (council_id, publication_id),
  constraint withholding_council_id_fkey FOREIGN KEY (council_id) REFERENCES council(council_id)
);

create view current_measurement with (security_invoker=true) as
 SELECT DISTINCT ON (council_id, kpi_code, unit_code, period) council_id,
    unit_code,
    kpi_code,
    period,
    version,
    grain,
    state,
    numerator,
    denominator,
    value,
    symbol,
    as_at,
    note,
    extract_id,
    row_number,
    publication_id,
    published_at,
    published_by,
    reason,
    sheet,
    taken_back
   FROM measurement
  ORDER BY council_id, kpi_code, unit_code, period, version DESC;

create view visible_figure with (security_invoker=true) as
 SELECT figure.council_id,
    figure.unit_code,
    figure.kpi_code,
    figure.period,
    figure.publication_id,
    figure.grain,
    figure.published_at,
    figure.restated,
    figure.origin,
    figure.state,
    figure.numerator,
    figure.denominator,
    figure.value,
    figure.symbol,
    figure.coverage,
    figure.computed,
    figure.target,
    figure.floor,
    figure.status,
    figure.gap,
    figure.judged_on,
    figure.judged_numerator,
    figure.judged_denominator,
    figure.affected,
    figure.variation,
    figure.assurance,
    figure.analysis,
    figure.team_variation,
    false AS is_pending,
    figure.left_out,
    figure.brief
   FROM figure
UNION ALL
 SELECT m.council_id,
    m.unit_code,
    m.kpi_code,
    m.period,
    m.publication_id,
    m.grain,
    m.published_at,
    m.version > 1 AS restated,
    'team'::text AS origin,
    m.state,
    m.numerator,
    m.denominator,
    m.value::double precision AS value,
    m.symbol,
    NULL::jsonb AS coverage,
    NULL::jsonb AS computed,
    NULL::double precision AS target,
    NULL::double precision AS floor,
        CASE m.state
            WHEN 'not_reported'::text THEN 'no_data'::text
            ELSE NULL::text
        END AS status,
    NULL::integer AS gap,
    NULL::text AS judged_on,
    NULL::numeric AS judged_numerator,
    NULL::numeric AS judged_denominator,
    0 AS affected,
    'none'::text AS variation,
    'none'::text AS assurance,
    '{}'::jsonb AS analysis,
    NULL::jsonb AS team_variation,
    true AS is_pending,
    NULL::jsonb AS left_out,
    '{}'::jsonb AS brief
   FROM pending_figures p
     JOIN measurement m ON m.council_id = p.council_id AND m.kpi_code = p.kpi_code AND m.grain = p.grain AND m.publication_id = p.publication_id
     JOIN unit u ON u.council_id = m.council_id AND u.code = m.unit_code AND u.kind = 'team'::text;

CREATE OR REPLACE FUNCTION public.activity_months_kept(council integer)
 RETURNS integer
 LANGUAGE sql
 STABLE
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  with lines as (
    select months, recorded_at, lead(recorded_at) over (order by version) as replaced_at
    from public.activity_retention where council_id = council
  )
  select greatest(
    12,
    (select max(months) from lines where replaced_at is null or replaced_at > now() - interval '30 days'),
    case when not exists (select from lines where recorded_at <= now() - interval '30 days') then 72 end
  )
$function$;
alter function activity_months_kept(integer) owner to the owner of the tables;
grant execute on function activity_months_kept to golden_thread_app;

CREATE OR REPLACE FUNCTION public.delete_activity(council integer, through date, who bigint, called text)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
declare
  today date := (now() at time zone 'Europe/London')::date;
  deleted integer;
begin
  if through >= today - make_interval(months => 12) then
    raise exception 'lines of the last 12 months are never deleted';
  end if;
  if through >= today - make_interval(months => public.activity_months_kept(council)) then
    raise exception 'lines are kept for % months', public.activity_months_kept(council);
  end if;
  if through > coalesce((select max(day) from public.activity_digest where council_id = council), '-infinity') then
    raise exception 'the day % has no digest yet', through;
  end if;
  delete from public.activity
    where council_id = council and recorded_at < ((through + 1)::timestamp at time zone 'Europe/London');
  get diagnostics deleted = row_count;
  if deleted > 0 then
    perform public.record_activity(council, 'activity.deleted', who, called, null, 'lines up to ' || through, deleted, null, null,
      null);
  end if;
  return deleted;
end
$function$;
alter function delete_activity(integer,date,bigint,text) owner to the owner of the tables;
grant execute on function delete_activity to golden_thread_app;

CREATE OR REPLACE FUNCTION public.erase_extract_bytes(council integer, extract_id bigint)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
begin
  if not exists (select from public.extract x
    where x.council_id = council and x.id = erase_extract_bytes.extract_id and x.status = 'checking') then
    raise exception 'the bytes of a file are erased only while it is checked' using errcode = 'insufficient_privilege';
  end if;
  delete from public.extract_chunk c where c.council_id = council and c.extract_id = erase_extract_bytes.extract_id;
end
$function$;
alter function erase_extract_bytes(integer,bigint) owner to the owner of the tables;
grant execute on function erase_extract_bytes to golden_thread_app;

CREATE OR REPLACE FUNCTION public.may_load_earlier_lines()
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$ select true $function$;
alter function may_load_earlier_lines() owner to the owner of the tables;

CREATE OR REPLACE FUNCTION public.record_activity(council integer, what text, who bigint, called text, unit text, about text, often integer, by_channel text, from_network text, why text)
 RETURNS bigint
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
declare
  line bigint;
  known text := coalesce((select a.kind from public.author a where a.council_id = council and a.id = who), 'unknown');
begin
  -- Lines of a day that is being closed wait for it, and are of the next.
  perform pg_advisory_xact_lock_shared(hashtextextended('activity', council));
  insert into public.activity (council_id, recorded_at, kind, author_id, author_kind, author_name, unit_code, subject, times,
    channel, network, reason)
  select c.council_id, clock_timestamp(), what, who, known, called, unit, about, often,
    coalesce(by_channel, case known when 'seed' then 'command_line' when 'person' then null when 'token' then null
      when 'unknown' then null else known end),
    from_network, why
  from public.council c where c.council_id = council
  returning id into line;
  return line;
end
$function$;
alter function record_activity(integer,text,bigint,text,text,text,integer,text,text,text) owner to golden_thread_record;
grant execute on function record_activity to golden_thread_app;

CREATE OR REPLACE FUNCTION public.recorded_day()
 RETURNS date
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
  moment timestamptz := public.recorded_moment();
  fixed date;
begin
  if coalesce(current_setting('golden_thread.recorded_days', true), '') <> 'of the moment' then
    select c.fixed_day into fixed from public.council c where c.is_demonstration;
  end if;
  return coalesce(fixed, (moment at time zone 'Europe/London')::date);
end
$function$;
alter function recorded_day() owner to the owner of the tables;

CREATE OR REPLACE FUNCTION public.recorded_moment()
 RETURNS timestamp with time zone
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
  loaded text := nullif(current_setting('golden_thread.recorded_moment', true), '');
begin
  if loaded is null then
    return date_trunc('milliseconds', clock_timestamp());
  end if;
  if not has_function_privilege(session_user, 'public.may_load_earlier_lines()', 'execute') then
    raise exception 'only the owner of the tables loads lines that were recorded before';
  end if;
  return loaded::timestamptz;
end
$function$;
alter function recorded_moment() owner to the owner of the tables;

CREATE OR REPLACE FUNCTION public.shared_mark(tables text)
 RETURNS text
 LANGUAGE plpgsql
 STABLE
AS $function$
declare
  present bigint := age('3'::xid);
begin
  if pg_is_in_recovery() then
    return null;
  end if;
  if tables = 'settings' then
    return concat_ws(' ', pg_postmaster_start_time(),
      (select count(*) || ' ' || coalesce(sum(present - age(xmin)), 0) from council),
      (select count(*) || ' ' || coalesce(sum(present - age(xmin)), 0) from unit),
      (select count(*) || ' ' || coalesce(sum(present - age(xmin)), 0) from unit_detail),
      (select count(*) || ' ' || coalesce(sum(present - age(xmin)), 0) from unit_successor),
      (select count(*) || ' ' || coalesce(sum(present - age(xmin)), 0) from succession),
      (select count(*) || ' ' || coalesce(sum(present - age(xmin)), 0) from kpi),
      (select count(*) || ' ' || coalesce(sum(present - age(xmin)), 0) from kpi_definition),
      (select count(*) || ' ' || coalesce(sum(present - age(xmin)), 0) from kpi_target),
      (select count(*) || ' ' || coalesce(sum(present - age(xmin)), 0) from data_return),
      (select count(*) || ' ' || coalesce(sum(present - age(xmin)), 0) from return_absence),
      (select count(*) || ' ' || coalesce(sum(present - age(xmin)), 0) from known_issue),
      (select count(*) || ' ' || coalesce(sum(present - age(xmin)), 0) from measure_rule),
      (select count(*) || ' ' || coalesce(sum(present - age(xmin)), 0) from opening_share),
      (select count(*) || ' ' || coalesce(sum(present - age(xmin)), 0) from false_discovery_limit),
      (select count(*) || ' ' || coalesce(sum(present - age(xmin)), 0) from left_out_limit),
      (select count(*) || ' ' || coalesce(sum(present - age(xmin)), 0) from case_list));
  elsif tables = 'plan' then
    return concat_ws(' ', pg_postmaster_start_time(),
      (select count(*) || ' ' || coalesce(sum(present - age(xmin)), 0) from plan_section),
      (select count(*) || ' ' || coalesce(sum(present - age(xmin)), 0) from plan_action),
      (select count(*) || ' ' || coalesce(sum(present - age(xmin)), 0) from action_lead),
      (select count(*) || ' ' || coalesce(sum(present - age(xmin)), 0) from milestone),
      (select count(*) || ' ' || coalesce(sum(present - age(xmin)), 0) from milestone_due),
      (select count(*) || ' ' || coalesce(sum(present - age(xmin)), 0) from kpi_action));
  elsif tables = 'benchmarks' then
    return concat_ws(' ', pg_postmaster_start_time(),
      (select count(*) || ' ' || coalesce(sum(present - age(xmin)), 0) from benchmark));
  end if;
  raise exception 'shared_mark knows no tables called %', tables;
end $function$;
alter function shared_mark(text) owner to the owner of the tables;

grant insert, select on action_lead to golden_thread_app;
grant insert, select on action_rating to golden_thread_app;
grant select on activity to golden_thread_app;
grant insert, select on activity to golden_thread_record;
grant insert, select on activity_digest to golden_thread_app;
grant select on activity_retention to golden_thread_app;
grant insert (by_id, by_name, council_id, months, reason, version) on activity_retention to golden_thread_app;
grant insert, select on annotation to golden_thread_app;
grant insert, select on annotation_withdrawal to golden_thread_app;
grant insert, select on author to golden_thread_app;
grant select on author to golden_thread_record;
grant insert, select on benchmark to golden_thread_app;
grant insert, select on case_list to golden_thread_app;
grant insert, select on commentary to golden_thread_app;
grant insert, select on council to golden_thread_app;
grant update (brand_colour, contact_email, contact_name, first_scorecard, fixed_day, inbox_publishes_clean_files, is_demonstration, judged_by, logo_sha256, name, publishing_needs_approval, short_name, term_in_care) on council to golden_thread_app;
grant select on council to golden_thread_record;
grant insert, select on council_logo to golden_thread_app;
grant select on current_measurement to golden_thread_app;
grant insert, select on data_return to golden_thread_app;
grant insert, select on decision to golden_thread_app;
grant insert, select on decision_outcome to golden_thread_app;
grant insert, select on evidence to golden_thread_app;
grant insert, select on "extract" to golden_thread_app;
grant update (accept_warnings, accepted_count, approved_at, approved_by, approved_by_id, byte_count, cancelled_at, cancelled_by, cancelled_by_id, checked_at, checked_publication, code_map, code_map_by, code_map_by_id, decision_note, encoding, format, informing_count, layout_asked, layout_id, problem_count, publish_at, publish_when_clean, published_at, published_by, published_by_id, reason, record_stood, requested_at, requested_by, requested_by_id, requested_publication, row_count, rows_read, same_bytes_as, sha256, status, unended_headings, warning_count) on "extract" to golden_thread_app;
grant insert, select on extract_chunk to golden_thread_app;
grant delete, insert, select on extract_problem to golden_thread_app;
grant delete, insert, select on extract_row to golden_thread_app;
grant insert, select, update on extract_trial to golden_thread_app;
grant insert, select on false_discovery_limit to golden_thread_app;
grant update (superseded_at) on false_discovery_limit to golden_thread_app;
grant insert, select on figure to golden_thread_app;
grant update (fingerprint, team_variation) on figure to golden_thread_app;
grant delete, insert, select, update on job_slot to golden_thread_app;
grant insert, select on known_issue to golden_thread_app;
grant insert, select on kpi to golden_thread_app;
grant insert, select on kpi_action to golden_thread_app;
grant insert, select on kpi_definition to golden_thread_app;
grant insert, select on kpi_target to golden_thread_app;
grant insert, select on layout to golden_thread_app;
grant insert, select on left_out_limit to golden_thread_app;
grant update (superseded_at) on left_out_limit to golden_thread_app;
grant insert, select on look to golden_thread_app;
grant update (before_at, before_dated, last_at, last_dated, person_id) on look to golden_thread_app;
grant insert, select on measure_rule to golden_thread_app;
grant update (judged_at, superseded_at) on measure_rule to golden_thread_app;
grant insert, select on measurement to golden_thread_app;
grant select on migration to golden_thread_app;
grant insert, select on milestone to golden_thread_app;
grant update (met_on) on milestone to golden_thread_app;
grant insert, select on milestone_due to golden_thread_app;
grant insert, select on opening_share to golden_thread_app;
grant update (superseded_at) on opening_share to golden_thread_app;
grant delete, insert, select on pending_figures to golden_thread_app;
grant insert, select on persistence to golden_thread_app;
grant insert, select on person to golden_thread_app;
grant insert, select on person_identity to golden_thread_app;
grant insert, select on person_line to golden_thread_app;
grant insert, select on person_password to golden_thread_app;
grant insert, select on person_seen to golden_thread_app;
grant update (seen_at) on person_seen to golden_thread_app;
grant insert, select on plan_action to golden_thread_app;
grant insert, select on plan_section to golden_thread_app;
grant insert, select on progress_update to golden_thread_app;
grant insert, select on provider_mapping to golden_thread_app;
grant insert, select on provider_mapping_end to golden_thread_app;
grant insert, select on publication to golden_thread_app;
grant usage on publication_id_seq to golden_thread_app;
grant insert, select on receipt to golden_thread_app;
grant insert, select on return_absence to golden_thread_app;
grant insert, select on role_grant to golden_thread_app;
grant insert, select on role_grant_end to golden_thread_app;
grant insert, select on rule_change to golden_thread_app;
grant insert, select on scorecard_sign_off to golden_thread_app;
grant insert, select on second_factor to golden_thread_app;
grant delete, insert, select on second_factor_use to golden_thread_app;
grant insert, select on see_as to golden_thread_app;
grant insert, select on see_as_end to golden_thread_app;
grant delete, insert, select, update on session to golden_thread_app;
grant insert, select on setting_change to golden_thread_app;
grant delete, insert, select, update on sign_in_failure to golden_thread_app;
grant insert, select on sign_in_link to golden_thread_app;
grant insert, select on sign_in_link_use to golden_thread_app;
grant insert, select on succession to golden_thread_app;
grant insert, select on text_release to golden_thread_app;
grant insert, select on token to golden_thread_app;
grant update (last_used_at, revoked_at, revoked_by_id, revoked_by_name, revoked_reason) on token to golden_thread_app;
grant insert, select on token_confirmation to golden_thread_app;
grant insert, select on unended_source to golden_thread_app;
grant insert, select on unit to golden_thread_app;
grant insert, select on unit_detail to golden_thread_app;
grant insert, select on unit_successor to golden_thread_app;
grant select on visible_figure to golden_thread_app;
grant insert, select on withheld_cell to golden_thread_app;
grant insert, select on withholding to golden_thread_app;
