-- Rules across measures, as data: sums of figures of one unit that must agree by the definitions of their measures.
create table measure_rule (
  council_id integer not null references council,
  code text not null,
  valid_from text not null,
  valid_to text,
  -- name, because, grains, left, comparison, right, tolerance
  content jsonb not null,
  recorded_at timestamptz not null,
  superseded_at timestamptz,
  -- when the whole record was first compared by it; null if that is still to be done
  judged_at timestamptz,
  primary key (council_id, code, valid_from, recorded_at)
);
grant select, insert on measure_rule to golden_thread_app;
grant update (judged_at, superseded_at) on measure_rule to golden_thread_app;

-- What a publication made of a rule for a unit and a period. Append only: a line when it is broken, when the sums of a broken rule
-- move, and when it holds again or is no longer judged. A rule that always held has no line.
create table rule_change (
  council_id integer not null references council,
  rule_code text not null,
  unit_code text not null,
  period text not null,
  publication_id bigint not null,
  published_at timestamptz not null,
  state text not null check (state in ('broken', 'mended', 'not_judged')),
  left_sum numeric,
  right_sum numeric,
  primary key (council_id, rule_code, unit_code, period, publication_id),
  foreign key (council_id, publication_id) references publication (council_id, id),
  check ((left_sum is null) = (state = 'not_judged') and (right_sum is null) = (state = 'not_judged'))
);
create index rule_change_by_unit on rule_change (council_id, unit_code);
grant select, insert on rule_change to golden_thread_app;

-- How many of an extract's warnings only inform: nobody has to accept them.
alter table extract add column informing_count integer not null default 0;
