-- How a council's pages look and what they call things: its names, colour, logo, its word for children in care, and who
-- answers for the service.

alter table council
  add column short_name text check (short_name <> ''),
  -- dark enough to be read on white, checked when it is saved
  add column brand_colour text check (brand_colour ~ '^#[0-9A-F]{6}$'),
  add column term_in_care text not null default 'children_in_care'
    check (term_in_care in ('children_in_care', 'children_looked_after', 'looked_after_children', 'children_we_care_for')),
  add column contact_name text check (contact_name <> ''),
  add column contact_email text check (contact_email <> ''),
  add column logo_sha256 text;

-- Every logo there has been, as it is served: rewritten when it was received, to what a picture needs.
create table council_logo (
  council_id integer not null references council,
  sha256 text not null,
  media_type text not null check (media_type in ('image/svg+xml', 'image/png')),
  content bytea not null,
  recorded_at timestamptz not null,
  primary key (council_id, sha256)
);
grant select, insert on council_logo to golden_thread_app;
alter table council add foreign key (council_id, logo_sha256) references council_logo (council_id, sha256);

-- A change is kept as the text it set: yes or no to a question, a name, a colour, the SHA-256 of a logo, or nothing.
alter table setting_change
  drop constraint setting_change_setting_check,
  alter column value type text using case when value then 'yes' else 'no' end,
  add constraint setting_change_setting_check check (setting in (
    'publishing_needs_approval', 'inbox_publishes_clean_files',
    'name', 'short_name', 'brand_colour', 'term_in_care', 'contact_name', 'contact_email', 'logo'
  ));
