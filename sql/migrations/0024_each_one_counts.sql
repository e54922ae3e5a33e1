-- A measure in which each one counts: any single shortfall of a team is missed, whatever its base. The text is what is said of
-- those who fell short, as in "1 of 3 without approval"; null for every other measure. It holds from the definition's month on.
alter table kpi_definition add column each_one_counts text check (each_one_counts <> '');

-- The measures of it that every council begins with; a seed never changes what is on record. The definitions so far end after
-- everything on record, so that the record as it was on an earlier day still says what it said.
with ended as (
  update kpi_definition
  set superseded_at = interval '1 millisecond'
    + greatest((select max(published_at) from publication), (select max(recorded_at) from kpi_definition))
  where superseded_at is null and kpi_code in ('CP02', 'LC04', 'LC05')
  returning *
)
insert into kpi_definition (council_id, kpi_code, valid_from, valid_to, name, numerator, denominator, clock, good, dimension,
  minimum, may_exceed, decimals, screen_limits, source, note, recorded_at, each_one_counts)
select d.council_id, d.kpi_code, d.valid_from, d.valid_to, d.name, d.numerator, d.denominator, d.clock, d.good, d.dimension,
  d.minimum, d.may_exceed, d.decimals, d.screen_limits, d.source, d.note, d.superseded_at, s.words
from ended d
join (values
  ('CP02', 'without approval'),
  ('LC04', 'not seen in time'),
  ('LC05', 'without sign-off before the move')
) as s (code, words) on s.code = d.kpi_code;
