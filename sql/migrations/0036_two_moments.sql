-- Every line that a person writes has two moments. It has the moment at which it was recorded, which is the clock of the database:
-- order, history and reading as at a moment go by it. And it has the day that it is of, which is the council's day: it is shown, and
-- what is overdue or late is judged by it. A demonstration lives on one day, so what its visitors write is recorded now and is of
-- that day. The service sends neither, except a day that a person gave.

-- Whoever may execute this may load lines that were recorded before: the owner of the tables, and nobody else unless the owner says so.
create function may_load_earlier_lines() returns boolean
  language sql immutable set search_path = pg_catalog, pg_temp as $$ select true $$;
revoke all on function may_load_earlier_lines() from public;

-- The moment to record: the clock of the database, to the millisecond, since nobody who reads it holds more. It runs on within a
-- transaction, so that a line that waited for a lock is later than the one it waited for. Only a load of lines that were recorded
-- before (the demonstration, a copy kept elsewhere) gives another moment, and only as the owner of the tables.
create function recorded_moment() returns timestamptz
  language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
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
$$;

-- The day that a line is of: the demonstration's one day, or the day in London of the moment that is recorded. What is loaded is of
-- the day on which it was recorded.
create function recorded_day() returns date
  language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
  moment timestamptz := public.recorded_moment();
  fixed date;
begin
  if coalesce(current_setting('golden_thread.recorded_days', true), '') <> 'of the moment' then
    select c.fixed_day into fixed from public.council c where c.is_demonstration;
  end if;
  return coalesce(fixed, (moment at time zone 'Europe/London')::date);
end
$$;

do $$
declare
  one record;
begin
  -- Those with a column of their own for the day (decided_on, on_day, rated_on, updated_on, dated_on) keep it.
  for one in
    select * from (values
      ('action_rating', 'recorded_at', null),
      ('annotation', 'recorded_at', 'dated'),
      ('annotation_withdrawal', 'recorded_at', 'dated'),
      ('case_list', 'recorded_at', 'dated'),
      ('commentary', 'recorded_at', 'dated'),
      ('council_logo', 'recorded_at', null),
      ('decision', 'recorded_at', null),
      ('decision_outcome', 'recorded_at', null),
      ('evidence', 'recorded_at', null),
      ('extract', 'received_at', 'dated'),
      ('false_discovery_limit', 'recorded_at', 'dated'),
      ('layout', 'confirmed_at', 'dated'),
      ('left_out_limit', 'recorded_at', 'dated'),
      ('look', 'last_at', 'last_dated'),
      ('opening_share', 'recorded_at', 'dated'),
      ('progress_update', 'recorded_at', null),
      ('publication', 'published_at', 'dated'),
      ('return_absence', 'recorded_at', 'dated'),
      ('scorecard_sign_off', 'taken_at', 'dated'),
      ('setting_change', 'changed_at', 'dated'),
      ('succession', 'recorded_at', 'dated'),
      ('text_release', 'recorded_at', 'dated'),
      ('unended_source', 'said_at', 'dated')
    ) as written (of_table, moment_column, day_column)
  loop
    execute format('alter table %I alter column %I set default recorded_moment()', one.of_table, one.moment_column);
    if one.day_column is not null then
      execute format('alter table %I add column %I date', one.of_table, one.day_column);
      execute format($u$update %I set %I = (%I at time zone 'Europe/London')::date$u$,
        one.of_table, one.day_column, one.moment_column);
      execute format('alter table %1$I alter column %2$I set not null, alter column %2$I set default recorded_day()',
        one.of_table, one.day_column);
    end if;
  end loop;
end
$$;

-- Who may sign in and as what goes by the real clock in a demonstration too, so these lines have no day of their own.
alter table person alter column recorded_at set default recorded_moment();
alter table person_line alter column recorded_at set default recorded_moment();
alter table person_password alter column recorded_at set default recorded_moment();
alter table provider_mapping alter column recorded_at set default recorded_moment();
alter table provider_mapping_end alter column recorded_at set default recorded_moment();
alter table role_grant alter column recorded_at set default recorded_moment();
alter table role_grant_end alter column recorded_at set default recorded_moment();
alter table second_factor alter column recorded_at set default recorded_moment();
alter table see_as alter column recorded_at set default recorded_moment();
alter table see_as_end alter column recorded_at set default recorded_moment();
alter table sign_in_link alter column recorded_at set default recorded_moment();
alter table token alter column created_at set default recorded_moment();
alter table token_confirmation alter column recorded_at set default recorded_moment();

-- The day of the look before.
alter table look add column before_dated date;
update look set before_dated = (before_at at time zone 'Europe/London')::date;
