-- What the service may change and delete, column by column: tests/sql/privileges.test.ts says why of each. The rest it can only add to.

-- A council changes by its settings. Its number and its unit stay.
revoke update on council from golden_thread_app;
grant update (
  name, short_name, brand_colour, term_in_care, contact_name, contact_email, logo_sha256, fixed_day, first_scorecard,
  is_demonstration, judged_by, inbox_publishes_clean_files, publishing_needs_approval
) on council to golden_thread_app;

-- An extract goes from step to step. Who sent it, when, by which way and under which name stay.
revoke update on extract from golden_thread_app;
grant update (
  sha256, byte_count, same_bytes_as, status, format, encoding, layout_asked, layout_id, code_map, code_map_by, code_map_by_id,
  checked_at, row_count, accepted_count, problem_count, warning_count, informing_count, rows_read, record_stood,
  checked_publication, unended_headings, publish_when_clean, accept_warnings, reason, decision_note, requested_by,
  requested_by_id, requested_at, requested_publication, publish_at, approved_by, approved_by_id, approved_at, published_at,
  published_by, published_by_id, cancelled_by, cancelled_by_id, cancelled_at
) on extract to golden_thread_app;

-- The bytes of a file are erased only while it is checked, when it turns out to list children.
revoke delete on extract_chunk from golden_thread_app;
create function erase_extract_bytes(council integer, extract_id bigint) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if not exists (select from public.extract x
    where x.council_id = council and x.id = erase_extract_bytes.extract_id and x.status = 'checking') then
    raise exception 'the bytes of a file are erased only while it is checked' using errcode = 'insufficient_privilege';
  end if;
  delete from public.extract_chunk c where c.council_id = council and c.extract_id = erase_extract_bytes.extract_id;
end
$$;
revoke all on function erase_extract_bytes(integer, bigint), activity_months_kept(integer) from public;
grant execute on function erase_extract_bytes(integer, bigint) to golden_thread_app;

revoke delete on extract_trial from golden_thread_app;

-- What a token opens stays; only its use and its end are noted.
revoke update on token from golden_thread_app;
grant update (last_used_at, revoked_at, revoked_by_id, revoked_by_name, revoked_reason) on token to golden_thread_app;

-- The words of the published plan stay.
revoke update on milestone from golden_thread_app;
grant update (met_on) on milestone to golden_thread_app;

revoke update on look, person_seen from golden_thread_app;
grant update (before_at, before_dated, last_at, last_dated, person_id) on look to golden_thread_app;
grant update (seen_at) on person_seen to golden_thread_app;

-- A view reads with the rights of its reader, not of its owner.
alter view current_measurement set (security_invoker = true);
alter view visible_figure set (security_invoker = true);
revoke insert on current_measurement from golden_thread_app;
