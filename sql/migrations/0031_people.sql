-- Who does things: people, programs with a token, and the service itself. A line that somebody writes names its author.
create table author (
  council_id integer not null references council,
  id bigint generated always as identity,
  kind text not null check (kind in ('person', 'token', 'inbox', 'command_line', 'job', 'seed')),
  primary key (council_id, id)
);
-- The service itself writes as one author of each kind.
create unique index author_of_service on author (council_id, kind) where kind not in ('person', 'token');

-- A person is an author. What is known of them is in lines, of which the last holds.
create table person (
  council_id integer not null,
  id bigint not null,
  recorded_at timestamptz not null,
  primary key (council_id, id),
  foreign key (council_id, id) references author (council_id, id)
);
create table person_line (
  council_id integer not null,
  person_id bigint not null,
  version integer not null check (version > 0),
  name text not null,
  email text not null,
  is_enabled boolean not null,
  reason text,
  by_id bigint,
  by_name text not null,
  recorded_at timestamptz not null,
  primary key (council_id, person_id, version),
  foreign key (council_id, person_id) references person (council_id, id),
  foreign key (council_id, by_id) references author (council_id, id)
);

-- How a person is known where they sign in: at a provider by its own name for them, never by an address of mail.
create table person_identity (
  council_id integer not null,
  issuer text not null,
  subject text not null,
  person_id bigint not null,
  bound_at timestamptz not null,
  primary key (council_id, issuer, subject),
  foreign key (council_id, person_id) references person (council_id, id)
);
-- Of passwords and second factors the last line of a person holds; one without a hash or a secret takes it away.
create table person_password (
  council_id integer not null,
  person_id bigint not null,
  version integer not null check (version > 0),
  hash text,
  recorded_at timestamptz not null,
  primary key (council_id, person_id, version),
  foreign key (council_id, person_id) references person (council_id, id)
);
create table second_factor (
  council_id integer not null,
  person_id bigint not null,
  version integer not null check (version > 0),
  secret bytea,
  recorded_at timestamptz not null,
  primary key (council_id, person_id, version),
  foreign key (council_id, person_id) references person (council_id, id)
);
-- A code counts once.
create table second_factor_use (
  council_id integer not null,
  person_id bigint not null,
  step bigint not null,
  used_at timestamptz not null,
  primary key (council_id, person_id, step),
  foreign key (council_id, person_id) references person (council_id, id)
);

-- A link that works once: an invitation binds an account to the person, a sign-in link signs them in.
create table sign_in_link (
  council_id integer not null,
  id bigint generated always as identity,
  person_id bigint not null,
  kind text not null check (kind in ('invitation', 'sign_in')),
  secret_sha256 text not null,
  by_id bigint,
  by_name text not null,
  recorded_at timestamptz not null,
  expires_at timestamptz not null,
  primary key (council_id, id),
  unique (council_id, secret_sha256),
  foreign key (council_id, person_id) references person (council_id, id),
  foreign key (council_id, by_id) references author (council_id, id)
);
create table sign_in_link_use (
  council_id integer not null,
  link_id bigint not null,
  used_at timestamptz not null,
  primary key (council_id, link_id),
  foreign key (council_id, link_id) references sign_in_link (council_id, id)
);

-- A role of a person over a unit, from a day, until a day or an end. A deputy holds it in place of another person.
create table role_grant (
  council_id integer not null,
  id bigint generated always as identity,
  person_id bigint not null,
  role text not null,
  unit_code text not null,
  valid_from date not null,
  valid_to date check (valid_to >= valid_from),
  deputy_of bigint check (deputy_of <> person_id),
  by_id bigint,
  by_name text not null,
  recorded_at timestamptz not null,
  primary key (council_id, id),
  foreign key (council_id, person_id) references person (council_id, id),
  foreign key (council_id, deputy_of) references person (council_id, id),
  foreign key (council_id, unit_code) references unit (council_id, code),
  foreign key (council_id, by_id) references author (council_id, id)
);
create index role_grant_of_person on role_grant (council_id, person_id);
create table role_grant_end (
  council_id integer not null,
  grant_id bigint not null,
  reason text not null,
  by_id bigint,
  by_name text not null,
  recorded_at timestamptz not null,
  primary key (council_id, grant_id),
  foreign key (council_id, grant_id) references role_grant (council_id, id),
  foreign key (council_id, by_id) references author (council_id, id)
);

-- Which group or application role of the provider gives which role over which unit.
create table provider_mapping (
  council_id integer not null,
  id bigint generated always as identity,
  claim text not null,
  role text not null,
  unit_code text not null,
  by_id bigint,
  by_name text not null,
  recorded_at timestamptz not null,
  primary key (council_id, id),
  foreign key (council_id, unit_code) references unit (council_id, code),
  foreign key (council_id, by_id) references author (council_id, id)
);
create table provider_mapping_end (
  council_id integer not null,
  mapping_id bigint not null,
  reason text not null,
  by_id bigint,
  by_name text not null,
  recorded_at timestamptz not null,
  primary key (council_id, mapping_id),
  foreign key (council_id, mapping_id) references provider_mapping (council_id, id),
  foreign key (council_id, by_id) references author (council_id, id)
);

-- Failed attempts to sign in, counted by account and by network, until they are old. Subjects are hashed: no typed name is kept.
create table sign_in_failure (
  council_id integer not null references council,
  subject_sha256 text not null,
  failures integer not null,
  last_at timestamptz not null,
  primary key (council_id, subject_sha256)
);

-- A token is an author too, with an owner and an end. A name is used once: where tokens share one, all but the first get a number.
alter table token
  add column author_id bigint,
  add column owner_id bigint,
  add column expires_at timestamptz,
  add column last_used_at timestamptz,
  add column by_id bigint,
  add column by_name text,
  add foreign key (council_id, author_id) references author (council_id, id),
  add foreign key (council_id, owner_id) references person (council_id, id),
  add foreign key (council_id, by_id) references author (council_id, id);
do $$
declare
  one record;
  called text;
  number integer;
begin
  for one in select council_id, id, name, row_number() over (partition by council_id, name order by id) as place from token order by id loop
    if one.place > 1 then
      number := one.place;
      loop
        called := one.name || '-' || number;
        exit when not exists (select from token where council_id = one.council_id and name = called);
        number := number + 1;
      end loop;
      update token set name = called where council_id = one.council_id and id = one.id;
    end if;
    with made as (insert into author (council_id, kind) values (one.council_id, 'token') returning id)
      update token set author_id = made.id from made where token.council_id = one.council_id and token.id = one.id;
  end loop;
end
$$;
alter table token
  alter column author_id set not null,
  add constraint token_name_key unique (council_id, name);

-- A session says now by id who it is of: people sign in once more.
delete from session;

-- A person's sessions can be listed and ended, and end when the person is disabled.
alter table session
  add column person_id bigint,
  add column used_at timestamptz,
  add column network text,
  add column browser text,
  add foreign key (council_id, person_id) references person (council_id, id);
create index session_of_person on session (council_id, person_id);

grant select, insert on author, person, person_line, person_identity, person_password, second_factor, second_factor_use,
  sign_in_link, sign_in_link_use, role_grant, role_grant_end, provider_mapping, provider_mapping_end, sign_in_failure
  to golden_thread_app;
grant update, delete on sign_in_failure to golden_thread_app;
grant delete on second_factor_use to golden_thread_app;
