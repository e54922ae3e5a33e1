-- A text that is the same only while the rows of some tables are: how many rows each of them has, and the sum of the numbers of the
-- transactions that wrote them. No number is given twice, and a row that was changed has a later one. The numbers are counted back from
-- the present transaction, because reading one out as text is slow. Null on a standby, of which there may be several that are not
-- equally far. A function, because its plans are kept by each connection; each request asks it. server/db/kept-answers.ts has the same
-- tables.
create function shared_mark(tables text) returns text language plpgsql stable as $$
declare
  present bigint := age('3'::xid);
begin
  if pg_is_in_recovery() then
    return null;
  end if;
  if tables = 'settings' then
    return concat_ws(' ', pg_postmaster_start_time(),
      (select count(*) || ' ' || coalesce(sum(present - age(xmin)), 0) from council),
      (select count(*) || ' ' || coalesce(sum(present - age(xmin)), 0) from unit),
      (select count(*) || ' ' || coalesce(sum(present - age(xmin)), 0) from unit_detail),
      (select count(*) || ' ' || coalesce(sum(present - age(xmin)), 0) from unit_successor),
      (select count(*) || ' ' || coalesce(sum(present - age(xmin)), 0) from succession),
      (select count(*) || ' ' || coalesce(sum(present - age(xmin)), 0) from kpi),
      (select count(*) || ' ' || coalesce(sum(present - age(xmin)), 0) from kpi_definition),
      (select count(*) || ' ' || coalesce(sum(present - age(xmin)), 0) from kpi_target),
      (select count(*) || ' ' || coalesce(sum(present - age(xmin)), 0) from data_return),
      (select count(*) || ' ' || coalesce(sum(present - age(xmin)), 0) from return_absence),
      (select count(*) || ' ' || coalesce(sum(present - age(xmin)), 0) from known_issue),
      (select count(*) || ' ' || coalesce(sum(present - age(xmin)), 0) from measure_rule),
      (select count(*) || ' ' || coalesce(sum(present - age(xmin)), 0) from opening_share),
      (select count(*) || ' ' || coalesce(sum(present - age(xmin)), 0) from false_discovery_limit),
      (select count(*) || ' ' || coalesce(sum(present - age(xmin)), 0) from left_out_limit),
      (select count(*) || ' ' || coalesce(sum(present - age(xmin)), 0) from case_list));
  elsif tables = 'plan' then
    return concat_ws(' ', pg_postmaster_start_time(),
      (select count(*) || ' ' || coalesce(sum(present - age(xmin)), 0) from plan_section),
      (select count(*) || ' ' || coalesce(sum(present - age(xmin)), 0) from plan_action),
      (select count(*) || ' ' || coalesce(sum(present - age(xmin)), 0) from action_lead),
      (select count(*) || ' ' || coalesce(sum(present - age(xmin)), 0) from milestone),
      (select count(*) || ' ' || coalesce(sum(present - age(xmin)), 0) from milestone_due),
      (select count(*) || ' ' || coalesce(sum(present - age(xmin)), 0) from kpi_action));
  elsif tables = 'benchmarks' then
    return concat_ws(' ', pg_postmaster_start_time(),
      (select count(*) || ' ' || coalesce(sum(present - age(xmin)), 0) from benchmark));
  end if;
  raise exception 'shared_mark knows no tables called %', tables;
end $$;
