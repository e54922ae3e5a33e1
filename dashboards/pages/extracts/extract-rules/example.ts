import { exampleFrame } from '../../kit/example-measure.ts'
import type { ExtractRulesView } from './model.ts'

export const examples: Record<string, ExtractRulesView> = { 'every check': { frame: exampleFrame } }
