-- Beside each name of who did something stands the author's id. It is null for what was written before people had accounts, unless
-- the name is that of exactly one token and of nobody else: nothing is guessed. The ledger keeps the name alone, since its
-- publication has the id.
do $$
declare
  one record;
begin
  -- A token that once shared its name with another wrote under that name too, so its lines cannot be told apart.
  create temporary table certain_token on commit drop as
  select t.council_id, t.name, t.author_id from token t
  where not exists (
      select from token other where other.council_id = t.council_id and other.id <> t.id
        and starts_with(other.name, t.name || '-') and substr(other.name, length(t.name) + 2) ~ '^[0-9]+$')
    and not exists (select from person_line p where p.council_id = t.council_id and p.name = t.name)
    and t.name not in ('Team manager', 'Head of service', 'Senior management team', 'Data team', 'Improvement programme lead',
      'Improvement board', 'Quality lead', 'Workforce lead', 'Administrator', 'Drop folder', 'Command line', 'Schedule');

  for one in
    select * from (values
      ('action_rating', 'rated_by', 'rated_by_id'),
      ('annotation', 'recorded_by', 'recorded_by_id'),
      ('annotation_withdrawal', 'by_name', 'by_id'),
      ('case_list', 'by_name', 'by_id'),
      ('commentary', 'by_name', 'by_id'),
      ('decision', 'decided_by', 'decided_by_id'),
      ('decision_outcome', 'by_name', 'by_id'),
      ('evidence', 'checked_by', 'checked_by_id'),
      ('extract', 'received_by', 'received_by_id'),
      ('extract', 'code_map_by', 'code_map_by_id'),
      ('extract', 'requested_by', 'requested_by_id'),
      ('extract', 'approved_by', 'approved_by_id'),
      ('extract', 'cancelled_by', 'cancelled_by_id'),
      ('extract', 'published_by', 'published_by_id'),
      ('false_discovery_limit', 'recorded_by', 'recorded_by_id'),
      ('layout', 'confirmed_by', 'confirmed_by_id'),
      ('left_out_limit', 'recorded_by', 'recorded_by_id'),
      ('look', 'person', 'person_id'),
      ('opening_share', 'recorded_by', 'recorded_by_id'),
      ('progress_update', 'updated_by', 'updated_by_id'),
      ('publication', 'published_by', 'published_by_id'),
      ('return_absence', 'by_name', 'by_id'),
      ('scorecard_sign_off', 'taken_by', 'taken_by_id'),
      ('setting_change', 'changed_by', 'changed_by_id'),
      ('succession', 'by_name', 'by_id'),
      ('text_release', 'by_name', 'by_id'),
      ('unended_source', 'said_by', 'said_by_id')
    ) as named (of_table, name_column, id_column)
  loop
    execute format(
      'alter table %1$I add column %2$I bigint, add foreign key (council_id, %2$I) references author (council_id, id)',
      one.of_table, one.id_column);
    execute format(
      'update %1$I as line set %3$I = t.author_id from certain_token t where t.council_id = line.council_id and t.name = line.%2$I',
      one.of_table, one.name_column, one.id_column);
  end loop;
end
$$;

-- A page view is of a person and not of a name. One of before that is nobody's for certain is kept and read by nobody.
alter table look drop constraint look_pkey, add column id bigint generated always as identity, add primary key (council_id, id);
create unique index look_of_person on look (council_id, person_id, place) where person_id is not null;
