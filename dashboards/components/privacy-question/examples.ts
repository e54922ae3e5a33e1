import { html } from 'hono/html'
import type { PersonalDetail } from '#domain/council/personal-details.ts'
import { examplesOf } from '../example.ts'
import { privacyQuestion } from './privacy-question.ts'

export const examples = examplesOf(
  (options: { details: readonly PersonalDetail[] }) => html`${privacyQuestion(options)}`,
  {
    'a case number': { details: ['case_number'] },
    'all signs': { details: ['identifier', 'case_number', 'name_and_date'] },
    none: { details: [] },
  },
)
