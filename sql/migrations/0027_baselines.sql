-- A new baseline: in which role it was set, and on what cause. Lines of before have neither.
alter table annotation
  add column by_role text,
  add column cause_action text,
  add column cause_annotation bigint,
  add foreign key (council_id, cause_action) references plan_action (council_id, ref),
  add foreign key (council_id, cause_annotation) references annotation (council_id, id),
  add constraint annotation_cause_check check (
    (cause_action is null or cause_annotation is null)
    and (kind = 'rebase' or (cause_action is null and cause_annotation is null)));

-- A note or a baseline that was taken back. The line itself stays as it was written.
create table annotation_withdrawal (
  council_id integer not null,
  annotation_id bigint not null,
  reason text not null,
  by_name text not null,
  by_role text not null,
  recorded_at timestamptz not null,
  primary key (council_id, annotation_id),
  foreign key (council_id, annotation_id) references annotation (council_id, id)
);
grant select, insert on annotation_withdrawal to golden_thread_app;

-- Withdrawing a baseline judges its series anew in a publication of its own, as setting it does.
alter table publication
  drop constraint publication_kind_check,
  drop constraint publication_check,
  add constraint publication_kind_check check (kind in ('publish', 'revert', 'rebase', 'rebase_withdrawn', 'method')),
  add constraint publication_check check ((extract_id is null) = (kind in ('rebase', 'rebase_withdrawn', 'method')));
