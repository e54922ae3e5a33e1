import type { ExtractFormat } from '../tables/extract-format.ts'
import { tidy } from './tidy/format.ts'
import { wide } from './wide/format.ts'

/** The formats an extract may come in without a layout. At most one claims a file. */
export const formats: readonly ExtractFormat[] = [tidy, wide]
