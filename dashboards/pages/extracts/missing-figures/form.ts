import type { MissingForm } from './model.ts'

/** The form as it is opened. */
export const emptyForm: Omit<MissingForm, 'csrfToken'> = {
  of: '',
  reason: '',
  seen: 0,
  fault: null,
  details: [],
  isStale: false,
  isWithdrawal: false,
}
