/** Every fragment that specifications share, by the name of its file. A new fragment adds one import and one line here. */
import acrossAxis from './across-axis.json' with { type: 'json' }
import acrossParams from './across-params.json' with { type: 'json' }
import annotations from './annotations.json' with { type: 'json' }
import earlierTeamNames from './earlier-team-names.json' with { type: 'json' }
import earlierTeams from './earlier-teams.json' with { type: 'json' }
import endLabels from './end-labels.json' with { type: 'json' }
import funnelKinds from './funnel-kinds.json' with { type: 'json' }
import funnelName from './funnel-name.json' with { type: 'json' }
import gapStretches from './gap-stretches.json' with { type: 'json' }
import gapWords from './gap-words.json' with { type: 'json' }
import gapWordsMark from './gap-words-mark.json' with { type: 'json' }
import gaps from './gaps.json' with { type: 'json' }
import heatBins from './heat-bins.json' with { type: 'json' }
import lineLooks from './line-looks.json' with { type: 'json' }
import lineNames from './line-names.json' with { type: 'json' }
import linesAbove from './lines-above.json' with { type: 'json' }
import markKinds from './mark-kinds.json' with { type: 'json' }
import medianLine from './median-line.json' with { type: 'json' }
import medianStretch from './median-stretch.json' with { type: 'json' }
import medianWords from './median-words.json' with { type: 'json' }
import monthsAxis from './months-axis.json' with { type: 'json' }
import monthsChartParams from './months-chart-params.json' with { type: 'json' }
import monthsParams from './months-params.json' with { type: 'json' }
import namedLines from './named-lines.json' with { type: 'json' }
import placeMark from './place-mark.json' with { type: 'json' }
import points from './points.json' with { type: 'json' }
import ratings from './ratings.json' with { type: 'json' }
import rowBar from './row-bar.json' with { type: 'json' }
import rowBlocks from './row-blocks.json' with { type: 'json' }
import rowMark from './row-mark.json' with { type: 'json' }
import rowParams from './row-params.json' with { type: 'json' }
import rowPlace from './row-place.json' with { type: 'json' }
import rowRules from './row-rules.json' with { type: 'json' }
import rowWords from './row-words.json' with { type: 'json' }
import rowsAxis from './rows-axis.json' with { type: 'json' }
import rowsParams from './rows-params.json' with { type: 'json' }
import ruleDownNarrow from './rule-down-narrow.json' with { type: 'json' }
import ruleDownWide from './rule-down-wide.json' with { type: 'json' }
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
  'across-axis': acrossAxis,
  'across-params': acrossParams,
  annotations,
  'earlier-team-names': earlierTeamNames,
  'earlier-teams': earlierTeams,
  'end-labels': endLabels,
  'funnel-kinds': funnelKinds,
  'funnel-name': funnelName,
  'gap-stretches': gapStretches,
  'gap-words': gapWords,
  'gap-words-mark': gapWordsMark,
  gaps,
  'heat-bins': heatBins,
  'line-looks': lineLooks,
  'line-names': lineNames,
  'lines-above': linesAbove,
  'mark-kinds': markKinds,
  'median-line': medianLine,
  'median-stretch': medianStretch,
  'median-words': medianWords,
  'months-axis': monthsAxis,
  'months-chart-params': monthsChartParams,
  'months-params': monthsParams,
  'named-lines': namedLines,
  'place-mark': placeMark,
  points,
  ratings,
  'row-bar': rowBar,
  'row-blocks': rowBlocks,
  'row-mark': rowMark,
  'row-params': rowParams,
  'row-place': rowPlace,
  'row-rules': rowRules,
  'row-words': rowWords,
  'rows-axis': rowsAxis,
  'rows-params': rowsParams,
  'rule-down-narrow': ruleDownNarrow,
  'rule-down-wide': ruleDownWide,
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
