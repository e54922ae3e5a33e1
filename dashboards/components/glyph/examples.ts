import { examplesOf } from '../example.ts'
import { glyph, glyphNames } from './glyph.ts'

export const examples = examplesOf(glyph, Object.fromEntries(glyphNames.map((name) => [name, { name }])))
