/** What this page shows. */
import type { PageFrame } from '../../kit/page.ts'

export type ExtractRulesView = { frame: PageFrame }
