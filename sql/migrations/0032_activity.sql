-- The record of who did what: signing in, refusals, everything that was changed, every file that left the service. A line is added
-- in the transaction of what it tells of and is never changed. Names of units, people and things are codes and numbers; a reason is
-- what a person gave for an administrative act. The text of a case, a comment or an agreed action is never in it.
create table activity (
  council_id integer not null references council,
  id bigint generated always as identity,
  recorded_at timestamptz not null,
  kind text not null,
  author_id bigint,
  author_kind text not null
    check (author_kind in ('person', 'token', 'inbox', 'command_line', 'job', 'seed', 'unknown')),
  author_name text not null check (author_name <> ''),
  unit_code text,
  subject text check (length(subject) between 1 and 300),
  -- How often, where one line stands for several of one minute.
  times integer not null check (times > 0),
  channel text check (channel in ('session', 'token', 'sign_in', 'command_line', 'inbox', 'job')),
  network text check (length(network) <= 100),
  reason text check (length(reason) <= 2000),
  primary key (council_id, id),
  foreign key (council_id, author_id) references author (council_id, id),
  foreign key (council_id, unit_code) references unit (council_id, code)
);
create index activity_by_author on activity (council_id, author_id, id);
create index activity_by_moment on activity (council_id, recorded_at);

-- Only this role adds lines, and nobody changes or deletes one. The service reads them, and adds through the function below.
do $$
begin
  if not exists (select from pg_roles where rolname = 'golden_thread_record') then
    create role golden_thread_record nologin;
  end if;
exception when duplicate_object or unique_violation then null;
end
$$;
do $$
begin
  if not (select rolsuper from pg_roles where rolname = current_user) then
    execute format('grant golden_thread_record to %I', current_user);
  end if;
exception when insufficient_privilege then
  raise exception 'the owner of the tables must be a member of golden_thread_record'
    using hint = format('grant golden_thread_record to %I, then migrate again', current_user);
end
$$;
grant usage on schema public to golden_thread_record;
grant select, insert on activity to golden_thread_record;
grant select on council, author to golden_thread_record;
grant select on activity to golden_thread_app;

-- Adds a line and returns its number. Its moment is the clock of the database, and what kind of author it is says the author's own
-- row. Before a council is loaded there is nothing to record, and null is returned.
create function record_activity(
  council integer, what text, who bigint, called text, unit text, about text, often integer, by_channel text, from_network text,
  why text
) returns bigint language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
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
$$;
grant create on schema public to golden_thread_record;
alter function record_activity(integer, text, bigint, text, text, text, integer, text, text, text)
  owner to golden_thread_record;
revoke create on schema public from golden_thread_record;
revoke all on function record_activity(integer, text, bigint, text, text, text, integer, text, text, text) from public;
grant execute on function record_activity(integer, text, bigint, text, text, text, integer, text, text, text)
  to golden_thread_app;
