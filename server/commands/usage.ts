/** What the command line prints about itself. */
export const usage = `npm run scorecard -- <verb>

  validate FILE [--json] [--units FILE] [--layout FILE] [--encoding windows-1252]
      check a file without a database: exit 0 clean, 1 problems, 2 warnings
  judge FILE.csv [--method nhs] [--all] [--json]
      judge series of your own by the rules of the service, or of the NHS package, without a database. The columns are
      series, period, numerator, denominator, value, kind (ratio, count, stock, mean, median), basis (flow, snapshot,
      cohort, rolling_3_months, rolling_12_months; blank: snapshot for a stock, else flow), good (higher, lower, near,
      neither), target, floor, minimum (the smallest base judged; blank: any), each_one_counts (yes or blank: any
      shortfall is missed) and group (series of one measure in several teams). Writes a line for each series' last
      period as CSV to standard output, with --all for every period as it was judged then; exit 1 with the line of each
      fault if the file is wrong
  load FILE [--publish] [--accept-warnings] [--reason TEXT] [--layout NAME] [--encoding windows-1252] [--source-ends-so]
      store and check a file; --publish publishes it if it is clean, exit 2 if it was not published; --source-ends-so
      records that files of this source never end with a line end, so that this gives no warning from now on
  publish ID [--accept-warnings] [--reason TEXT] [--at ISO] [--seen NAME]
      prints the receipt; exit 2 if it waits for a second person; if figures on record have changed since the check,
      prints them and the NAME of the current comparison, to be given with --seen
  revert ID --reason TEXT
  migrate
  seed [--demo]
      loads the catalogue; with --demo also the demonstration council
  user add --name TEXT --email ADDRESS --role ROLE [--unit CODE] [--from DAY] [--to DAY]
      adds a person and prints a link on the last line: it works once, within seven days
  user grant EMAIL --role ROLE [--unit CODE] [--from DAY] [--to DAY]
  user disable EMAIL --reason TEXT
  user link EMAIL
      prints a link on the last line that signs the person in once, within ten minutes, for when they cannot sign in
  token create --role ROLE [--unit CODE] [--audience inside|outside] [--expires DAYS] --name TEXT
      prints the token on the last line; it is never shown again
  token list
  token revoke NAME
  job run NAME
  export measurements [--as-at ISO] --format csv|arrow
      writes to standard output
  prove [--from YYYY-MM] [--json]
      computes every published figure again from the stored bytes of its file, in the order of publication, and prints
      how many there are and each that differs; and compares the digest of each day with the lines of the activity record
      and the ledger that it was made of: exit 1 where any differs. It changes nothing, and the service runs on

Without DATABASE_URL a verb uses the embedded database, even while the service runs on it.`
