/** What this page shows. */
import type { Frame } from '../../../layout/page.ts'

/** One call of the API, as its own schemas describe it. Schemas are JSON Schema, as text. */
export type ApiOperation = {
  method: string
  path: string
  group: string
  summary: string
  description: string | null
  parameters: { name: string; place: string; required: boolean; description: string | null }[]
  body: string | null
  answers: { status: string; description: string | null; types: string[]; schema: string | null }[]
}

export type ApiDocsView = { frame: Frame; operations: readonly ApiOperation[] }
