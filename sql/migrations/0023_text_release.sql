-- Which of the texts that people write may be read outside the service. Nobody decides that by a pattern: a named person releases
-- that very text, and taking it back is another line. Append only: the last line about a text counts, and only while the text is
-- the one that was released (its fingerprint), so that a corrected text is not released.
create table text_release (
  council_id integer not null references council,
  kind text not null check (kind in (
    'commentary', 'decision', 'outcome', 'progress', 'evidence', 'rating', 'milestone', 'annotation', 'known_issue',
    'publication', 'sign_off', 'succession'
  )),
  text_id text not null,
  version integer not null check (version > 0),
  -- false where it is taken back
  is_released boolean not null,
  text_sha256 text not null,
  by_name text not null check (by_name <> ''),
  by_role text not null,
  recorded_at timestamptz not null,
  primary key (council_id, kind, text_id, version)
);
grant select, insert on text_release to golden_thread_app;

-- In which role somebody recorded an agreed action: only that role or one above it releases its words.
alter table decision add column by_role text;

-- What the published plan itself says is public. Before this no person could write evidence or move a milestone here: what is not
-- of the demonstration came with the plan.
insert into text_release
  select council_id, 'evidence', id::text, 1, true, encode(sha256(convert_to(statement || E'\n' || source, 'UTF8')), 'hex'),
    'The published plan', '', recorded_at
  from evidence where not is_demonstration;
insert into text_release
  select council_id, 'progress', id::text, 1, true, encode(sha256(convert_to(body, 'UTF8')), 'hex'),
    'The published plan', '', recorded_at
  from progress_update where not is_demonstration;
insert into text_release
  select council_id, 'milestone', milestone_id || '/' || position, 1, true, encode(sha256(convert_to(reason, 'UTF8')), 'hex'),
    'The published plan', '', coalesce(recorded_on, date '2015-04-01')::timestamptz
  from milestone_due where reason is not null;
