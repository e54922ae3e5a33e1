-- Sources whose files have no line end after their last row, as a person confirmed it once: a file of theirs is not asked
-- about for that. Append only: the last line of a source counts.
create table unended_source (
  council_id integer not null references council,
  id bigint generated always as identity,
  -- what the files share: the layout that reads them, the drop folder, or who sends them
  kind text not null check (kind in ('layout', 'inbox', 'sender')),
  -- the layout or the sender
  name text not null,
  -- the checksum of their headings, by which the exports of several systems are told apart; none where a layout does it
  headings text not null,
  is_confirmed boolean not null,
  -- the file on whose page it was said
  extract_id bigint not null,
  said_by text not null,
  said_at timestamptz not null,
  primary key (council_id, id),
  foreign key (council_id, extract_id) references extract (council_id, id)
);
grant select, insert on unended_source to golden_thread_app;

-- Of a text file without a line end after its last row: the checksum of its headings.
alter table extract add column unended_headings text;
