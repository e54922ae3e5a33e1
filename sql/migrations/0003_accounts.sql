-- Who may ask: tokens for programs, sessions for people. Only a SHA-256 of either secret is kept.

create table token (
  council_id integer not null references council,
  id bigint generated always as identity,
  name text not null,
  secret_sha256 text not null unique,
  role text not null,
  unit_code text not null,
  audience text not null check (audience in ('inside', 'outside')),
  created_at timestamptz not null,
  revoked_at timestamptz,
  primary key (council_id, id),
  foreign key (council_id, unit_code) references unit (council_id, code)
);

create table session (
  council_id integer not null references council,
  id_sha256 text not null,
  content jsonb not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  primary key (council_id, id_sha256)
);
create index session_by_expiry on session (council_id, expires_at);

-- A scheduled run claims its slot here, so that of many replicas one runs it.
create table job_slot (
  council_id integer not null references council,
  job text not null,
  slot timestamptz not null,
  claimed_at timestamptz not null,
  finished_at timestamptz,
  outcome text,
  primary key (council_id, job, slot)
);

-- The service itself runs as this role: it may read and add, and may change only what is not a record.
do $$
begin
  if not exists (select from pg_roles where rolname = 'golden_thread_app') then
    create role golden_thread_app nologin;
  end if;
exception when duplicate_object or unique_violation then null;
end
$$;
grant usage on schema public to golden_thread_app;
grant select, insert on all tables in schema public to golden_thread_app;
grant update on extract, council, milestone, session, token, job_slot to golden_thread_app;
grant delete on session, extract_row, extract_problem, extract_chunk, job_slot to golden_thread_app;
-- What has been applied is the owner's to say.
revoke insert on migration from golden_thread_app;

-- An owner that is no superuser needs to be a member to take on the role; so does any other login of the service.
do $$
begin
  if not (select rolsuper from pg_roles where rolname = current_user) then
    execute format('grant golden_thread_app to %I', current_user);
  end if;
exception when insufficient_privilege then
  raise notice 'grant golden_thread_app to % yourself: this user may not', current_user;
end
$$;
