-- A token that opens more than its owner's own roles waits until another administrator confirms it. Revoking it says who and why.
alter table token
  add column needs_confirmation boolean not null default false,
  add column revoked_by_id bigint,
  add column revoked_by_name text,
  add column revoked_reason text,
  add foreign key (council_id, revoked_by_id) references author (council_id, id);
create table token_confirmation (
  council_id integer not null,
  token_id bigint not null,
  by_id bigint not null,
  by_name text not null,
  recorded_at timestamptz not null,
  primary key (council_id, token_id),
  foreign key (council_id, token_id) references token (council_id, id),
  foreign key (council_id, by_id) references person (council_id, id)
);

-- When a person was last here: their sessions are deleted once they have ended.
create table person_seen (
  council_id integer not null,
  person_id bigint not null,
  seen_at timestamptz not null,
  primary key (council_id, person_id),
  foreign key (council_id, person_id) references person (council_id, id)
);

-- An administrator looks at the service as another person sees it: with a reason, for a quarter of an hour, and without writing.
create table see_as (
  council_id integer not null,
  id bigint generated always as identity,
  person_id bigint not null,
  reason text not null,
  by_id bigint not null check (by_id <> person_id),
  by_name text not null,
  recorded_at timestamptz not null,
  expires_at timestamptz not null check (expires_at > recorded_at),
  primary key (council_id, id),
  foreign key (council_id, person_id) references person (council_id, id),
  foreign key (council_id, by_id) references person (council_id, id)
);
create index see_as_of_person on see_as (council_id, person_id);
create table see_as_end (
  council_id integer not null,
  see_as_id bigint not null,
  recorded_at timestamptz not null,
  primary key (council_id, see_as_id),
  foreign key (council_id, see_as_id) references see_as (council_id, id)
);

grant select, insert on token_confirmation, person_seen, see_as, see_as_end to golden_thread_app;
grant update on person_seen to golden_thread_app;
