import type { ExtractFormat } from '../extract-format.ts'
import { tidy } from './tidy/format.ts'

/** The formats an extract may come in. Exactly one claims a file. */
export const formats: readonly ExtractFormat[] = [tidy]
