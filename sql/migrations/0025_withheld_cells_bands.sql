-- What readers outside the service are told of a withheld cell: that its value is from one number to another. Nothing where a band
-- would tell a small number, and nothing of another figure than the one it was decided for.
alter table withheld_cell
  add column band_from double precision,
  add column band_to double precision,
  add column band_numerator double precision,
  add column band_denominator double precision,
  add constraint withheld_cell_band_check check ((band_from is null) = (band_to is null) and band_from <= band_to);
