-- What a measure that is no longer collected gave way to. It is retired once the last of its definitions has ended.
alter table kpi
  add column successor text,
  add foreign key (council_id, successor) references kpi (council_id, code);
