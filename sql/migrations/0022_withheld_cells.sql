-- Cells that are withheld from readers outside the service, from a publication on. What was withheld once stays withheld: lines
-- are only added, and a reader who compares two publications learns nothing that either withholds.
create table withheld_cell (
  council_id integer not null references council,
  kpi_code text not null,
  unit_code text not null,
  period text not null,
  publication_id bigint not null,
  primary key (council_id, kpi_code, unit_code, period)
);
grant select, insert on withheld_cell to golden_thread_app;

-- The publications of which this is decided. Until then readers outside are given those before.
create table withholding (
  council_id integer not null references council,
  publication_id bigint not null,
  primary key (council_id, publication_id)
);
grant select, insert on withholding to golden_thread_app;

-- A count that a measure shares with others by definition: the part of the cell that it is (numerator, rest or denominator) and
-- the name that they have in common. What is hidden of such measures is decided together.
alter table kpi
  add column shares_base_part text check (shares_base_part in ('numerator', 'rest', 'denominator')),
  add column shares_base text,
  add constraint kpi_shares_base_check check ((shares_base is null) = (shares_base_part is null));

-- The measures that every council begins with; a seed never changes what is on record.
update kpi set shares_base_part = s.part, shares_base = s.base
from (values
  ('AS01', 'denominator', 'assessments_authorised'),
  ('AS03', 'denominator', 'assessments_authorised'),
  ('AS04', 'denominator', 'assessments_authorised'),
  ('AS05', 'denominator', 'assessments_authorised'),
  ('CL02', 'denominator', 'care_leavers_19_to_21'),
  ('CL03', 'denominator', 'care_leavers_19_to_21'),
  ('FD02', 'denominator', 'referrals_received'),
  ('FD05', 'denominator', 'referrals_received'),
  ('LC03', 'numerator', 'placed_with_parents'),
  ('LC04', 'denominator', 'placed_with_parents'),
  ('MO02', 'denominator', 'children_allocated'),
  ('MS02', 'denominator', 'missing_episodes_ended'),
  ('MS03', 'denominator', 'missing_episodes_ended'),
  ('QA02', 'denominator', 'audits_graded'),
  ('QA03', 'denominator', 'audits_graded'),
  ('WF01', 'numerator', 'children_allocated'),
  ('WF03', 'rest', 'employed_fte'),
  ('WF04', 'rest', 'employed_fte'),
  ('WF05', 'denominator', 'employed_fte')
) as s (code, part, base)
where kpi.code = s.code;
