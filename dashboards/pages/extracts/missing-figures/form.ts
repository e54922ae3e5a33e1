import type { MissingForm } from './model.ts'

/** The form as it opens. */
export const emptyForm: Omit<MissingForm, 'csrfToken'> = {
  of: '',
  reason: '',
  seen: 0,
  fault: null,
  details: [],
  isStale: false,
  isWithdrawal: false,
}
