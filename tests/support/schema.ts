import { generate, PostgresDialect } from 'kysely-codegen'
import type { Db } from '#server/db/database.ts'

/**
 * The TypeScript types of a migrated database, as `server/db/schema.ts` holds them. They say what the parsers of
 * `server/db/database.ts` give: numbers for numeric and int8, text for date.
 */
export function schemaTypes(db: Db): Promise<string> {
  return generate({
    db,
    dialect: new PostgresDialect({ dateParser: 'string', numericParser: 'number' }),
    outFile: null,
    typeMapping: { int8: 'number', numeric: 'number' },
    typeOnlyImports: true,
  })
}
