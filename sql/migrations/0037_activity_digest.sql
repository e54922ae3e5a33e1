-- The digest of each day: of the lines of the activity record, of what was published until the day was closed, and of the digest
-- before. A changed or missing line of either no longer fits it. The digests stay when the lines are old enough to be deleted.
create table activity_digest (
  council_id integer not null references council,
  day date not null,
  lines integer not null check (lines >= 0),
  record_sha256 text not null,
  -- The ledger up to this publication, and how many of its lines came since the digest before.
  through_publication bigint not null,
  ledger_lines integer not null check (ledger_lines >= 0),
  ledger_sha256 text not null,
  sha256 text not null,
  primary key (council_id, day)
);
grant select, insert on activity_digest to golden_thread_app;

-- For how many months lines are kept: the last line holds. A shorter time counts 30 days after it was set.
create table activity_retention (
  council_id integer not null references council,
  version integer not null check (version > 0),
  months integer not null check (months between 12 and 1200),
  reason text not null,
  by_id bigint,
  by_name text not null,
  recorded_at timestamptz not null default now(),
  primary key (council_id, version),
  foreign key (council_id, by_id) references author (council_id, id)
);
grant select on activity_retention to golden_thread_app;
-- The moment is the database's and is never given, because deleting counts from it.
grant insert (council_id, version, months, reason, by_id, by_name) on activity_retention to golden_thread_app;

-- The longest time that held in the last 30 days; six years where none was set.
create function activity_months_kept(council integer) returns integer
  language sql stable set search_path = pg_catalog, public, pg_temp as $$
  with lines as (
    select months, recorded_at, lead(recorded_at) over (order by version) as replaced_at
    from public.activity_retention where council_id = council
  )
  select greatest(
    12,
    (select max(months) from lines where replaced_at is null or replaced_at > now() - interval '30 days'),
    case when not exists (select from lines where recorded_at <= now() - interval '30 days') then 72 end
  )
$$;

-- Deletes the lines of the days up to one and returns how many there were. It refuses days that are not old enough and days without
-- a digest, and leaves a line that tells of it. Nothing else deletes a line.
create function delete_activity(council integer, through date, who bigint, called text) returns integer
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
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
$$;
revoke all on function delete_activity(integer, date, bigint, text) from public;
grant execute on function delete_activity(integer, date, bigint, text), activity_months_kept(integer) to golden_thread_app;
