-- The analysis of a figure without its earlier months, which only a drawn series needs: a quarter of the whole. To leave them out while
-- reading takes three times as long as to read it as it stands.
alter table figure add column brief jsonb generated always as (analysis - '{nhs,phases,flags}'::text[]) stored;

create or replace view visible_figure as
  select council_id, unit_code, kpi_code, period, publication_id, grain, published_at, restated, origin, state, numerator,
    denominator, value, symbol, coverage, computed, target, floor, status, gap, judged_on, judged_numerator,
    judged_denominator, affected, variation, assurance, analysis, team_variation, false as is_pending, left_out, brief
  from figure
  union all
  select m.council_id, m.unit_code, m.kpi_code, m.period, m.publication_id, m.grain, m.published_at, m.version > 1, 'team',
    m.state, m.numerator, m.denominator, m.value::double precision, m.symbol, null, null, null, null,
    case m.state when 'not_reported' then 'no_data' end, null, null, null,
    null, 0, 'none', 'none', '{}', null, true, null, '{}'
  from pending_figures p
  join measurement m on m.council_id = p.council_id and m.kpi_code = p.kpi_code and m.grain = p.grain
    and m.publication_id = p.publication_id
  join unit u on u.council_id = m.council_id and u.code = m.unit_code and u.kind = 'team';
