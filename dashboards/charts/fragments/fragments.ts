/** Every fragment that specifications share, by the name of its file. A new fragment adds one import and one line here. */
import annotations from './annotations.json' with { type: 'json' }
import earlierTeamNames from './earlier-team-names.json' with { type: 'json' }
import earlierTeams from './earlier-teams.json' with { type: 'json' }
import endLabels from './end-labels.json' with { type: 'json' }
import gapStretches from './gap-stretches.json' with { type: 'json' }
import gapWords from './gap-words.json' with { type: 'json' }
import gapWordsMark from './gap-words-mark.json' with { type: 'json' }
import gaps from './gaps.json' with { type: 'json' }
import markKinds from './mark-kinds.json' with { type: 'json' }
import medianLine from './median-line.json' with { type: 'json' }
import medianStretch from './median-stretch.json' with { type: 'json' }
import medianWords from './median-words.json' with { type: 'json' }
import monthsAxis from './months-axis.json' with { type: 'json' }
import monthsChartParams from './months-chart-params.json' with { type: 'json' }
import monthsParams from './months-params.json' with { type: 'json' }
import placeMark from './place-mark.json' with { type: 'json' }
import points from './points.json' with { type: 'json' }
import rowBlocks from './row-blocks.json' with { type: 'json' }
import rowParams from './row-params.json' with { type: 'json' }
import rowPlace from './row-place.json' with { type: 'json' }
import rowRules from './row-rules.json' with { type: 'json' }
import rowWords from './row-words.json' with { type: 'json' }
import scaleWords from './scale-words.json' with { type: 'json' }
import stretches from './stretches.json' with { type: 'json' }
import support from './support.json' with { type: 'json' }
import targetLine from './target-line.json' with { type: 'json' }
import targetStretches from './target-stretches.json' with { type: 'json' }
import targetWords from './target-words.json' with { type: 'json' }
import usualRange from './usual-range.json' with { type: 'json' }
import valueAxis from './value-axis.json' with { type: 'json' }
import valueLine from './value-line.json' with { type: 'json' }
import valueParams from './value-params.json' with { type: 'json' }

export const fragments: Readonly<Record<string, unknown>> = {
  annotations,
  'earlier-team-names': earlierTeamNames,
  'earlier-teams': earlierTeams,
  'end-labels': endLabels,
  'gap-stretches': gapStretches,
  'gap-words': gapWords,
  'gap-words-mark': gapWordsMark,
  gaps,
  'mark-kinds': markKinds,
  'median-line': medianLine,
  'median-stretch': medianStretch,
  'median-words': medianWords,
  'months-axis': monthsAxis,
  'months-chart-params': monthsChartParams,
  'months-params': monthsParams,
  'place-mark': placeMark,
  points,
  'row-blocks': rowBlocks,
  'row-params': rowParams,
  'row-place': rowPlace,
  'row-rules': rowRules,
  'row-words': rowWords,
  'scale-words': scaleWords,
  stretches,
  support,
  'target-line': targetLine,
  'target-stretches': targetStretches,
  'target-words': targetWords,
  'usual-range': usualRange,
  'value-axis': valueAxis,
  'value-line': valueLine,
  'value-params': valueParams,
}
