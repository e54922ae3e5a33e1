-- Files of a million rows. Every index and every foreign key is paid for by each row that is published.

-- The foreign keys took two thirds of the time of publishing a million rows. Before rows reach the ledger their units and
-- KPIs are looked for at once instead, and the extract and the publication they name are the transaction's own.
alter table measurement
  drop constraint measurement_council_id_unit_code_fkey,
  drop constraint measurement_council_id_kpi_code_fkey,
  drop constraint measurement_council_id_extract_id_fkey,
  drop constraint measurement_council_id_publication_id_fkey;

-- Figures are computed for one KPI at a time: with the KPI first, its key finds them in their order.
alter table measurement
  drop constraint measurement_pkey,
  add primary key (council_id, kpi_code, unit_code, period, version);
drop index measurement_by_kpi;

-- Rows that were published together lie together, and a month is mostly published at once: ranges of pages suffice.
drop index measurement_by_publication;
drop index measurement_by_extract;
drop index measurement_by_period;
create index measurement_by_place on measurement using brin (publication_id, extract_id, period)
  with (pages_per_range = 16);

create or replace view current_measurement as
  select distinct on (council_id, kpi_code, unit_code, period) *
  from measurement
  order by council_id, kpi_code, unit_code, period, version desc;

-- What is still to be computed of a publication with very many cells: verdicts of its teams, and how many of them
-- improve. Its values, and the figures of services and the council, are stored with it. Always of the latest publication:
-- the next one waits for them.
create table pending_figures (
  council_id integer not null,
  kpi_code text not null,
  grain text not null,
  from_period text not null,
  publication_id bigint not null,
  primary key (council_id, kpi_code, grain)
);
grant select, insert, delete on pending_figures to golden_thread_app;
-- The count of a roll-up's teams by variation is the only part of a figure that may come after it.
grant update (team_variation, fingerprint) on figure to golden_thread_app;

-- Figures, and while verdicts are pending the ledger's own values beside them, so that no value waits for a verdict.
create view visible_figure as
  select council_id, unit_code, kpi_code, period, publication_id, grain, published_at, restated, origin, state, numerator,
    denominator, value, symbol, coverage, computed, target, floor, status, gap, judged_on, judged_numerator,
    judged_denominator, affected, variation, assurance, analysis, team_variation, false as is_pending
  from figure
  union all
  select m.council_id, m.unit_code, m.kpi_code, m.period, m.publication_id, m.grain, m.published_at, m.version > 1, 'team',
    m.state, m.numerator, m.denominator, m.value::double precision, m.symbol, null, null, null, null,
    case m.state when 'not_reported' then 'no_data' end, null, null, null,
    null, 0, 'none', 'none', '{}', null, true
  from pending_figures p
  join measurement m on m.council_id = p.council_id and m.kpi_code = p.kpi_code and m.grain = p.grain
    and m.publication_id = p.publication_id
  join unit u on u.council_id = m.council_id and u.code = m.unit_code and u.kind = 'team';
grant select on visible_figure to golden_thread_app;

-- The number of a publication is drawn before its cells are stored.
grant usage on sequence publication_id_seq to golden_thread_app;

-- A month is small and a workbook is compressed already: compressing took half the time of receiving a large file.
alter table extract_chunk alter column bytes set storage external;
