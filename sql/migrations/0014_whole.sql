-- Whether a roll-up holds all that it should: what is left out of it stands beside it, with the last figure that was whole.
alter table figure add column left_out jsonb;

create or replace view visible_figure as
  select council_id, unit_code, kpi_code, period, publication_id, grain, published_at, restated, origin, state, numerator,
    denominator, value, symbol, coverage, computed, target, floor, status, gap, judged_on, judged_numerator,
    judged_denominator, affected, variation, assurance, analysis, team_variation, false as is_pending, left_out
  from figure
  union all
  select m.council_id, m.unit_code, m.kpi_code, m.period, m.publication_id, m.grain, m.published_at, m.version > 1, 'team',
    m.state, m.numerator, m.denominator, m.value::double precision, m.symbol, null, null, null, null,
    case m.state when 'not_reported' then 'no_data' end, null, null, null,
    null, 0, 'none', 'none', '{}', null, true, null
  from pending_figures p
  join measurement m on m.council_id = p.council_id and m.kpi_code = p.kpi_code and m.grain = p.grain
    and m.publication_id = p.publication_id
  join unit u on u.council_id = m.council_id and u.code = m.unit_code and u.kind = 'team';

-- The percentage of its usual base that a ratio or a mean may lack before it is no longer judged, for the months from one on.
create table left_out_limit (
  council_id integer not null references council,
  valid_from text not null,
  percent numeric not null check (percent > 0 and percent <= 100),
  reason text not null,
  recorded_by text not null,
  recorded_at timestamptz not null,
  superseded_at timestamptz,
  primary key (council_id, valid_from, recorded_at)
);
grant select, insert on left_out_limit to golden_thread_app;

-- The version of the rules by which the council's stored figures were last judged. Where the service's own is later it judges
-- them anew, in a publication of its own.
alter table council add column judged_by integer not null default 1;
alter table publication
  drop constraint publication_check,
  drop constraint publication_kind_check,
  add constraint publication_kind_check check (kind in ('publish', 'revert', 'rebase', 'method')),
  add constraint publication_check check ((extract_id is null) = (kind in ('rebase', 'method')));
