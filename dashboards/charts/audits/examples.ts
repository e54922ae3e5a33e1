import type { Picture } from '../picture.ts'
import { type Audits, titledAuditResults } from './audits.ts'
import example from './example.json' with { type: 'json' }

export function examples(): Record<string, Picture> {
  const audits = example as Audits
  const { picture, narrow = picture } = titledAuditResults(audits)
  const none = audits.rows.map((r) => ({ ...r, met: null, total: null }))
  return {
    wide: picture,
    narrow,
    'not reported': titledAuditResults({ ...audits, rows: none }).picture,
    'nothing at all': titledAuditResults({ ...audits, rows: [] }).picture,
  }
}
