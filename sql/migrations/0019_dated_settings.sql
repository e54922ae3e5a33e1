-- A setting that holds from a month on is set again by another row: of the one before only the moment is noted at which it was
-- superseded.
grant update (superseded_at) on left_out_limit, opening_share to golden_thread_app;

-- Why a setting was changed, where somebody said it.
alter table setting_change add column reason text;
