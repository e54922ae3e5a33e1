import { govukNeutral } from '../palette.ts'

/** The service's own font stack: councils are not on GOV.UK and may not use its typeface. */
export const fontStack = '"Helvetica Neue",Helvetica,Arial,sans-serif'

/**
 * GOV.UK Frontend's compiled stylesheet without GOV.UK's brand: no fonts to fetch, no GDS Transport, no crest,
 * no GOV.UK blue, and no link addresses in print (a scorecard is full of links).
 */
export function unbrandedCss(css: string): string {
  return Object.entries(govukNeutral).reduce(
    (text, [brand, neutral]) => text.replaceAll(new RegExp(brand, 'gi'), neutral.toLowerCase()),
    css
      .replaceAll(/@font-face\s*\{[^}]*\}/g, '')
      .replaceAll(/font-family:\s*"?GDS Transport"?\s*,[^;}]*/gi, `font-family:${fontStack}`)
      .replaceAll(/[^{}]*\{\s*content:\s*" \(" attr\(href\) "\)"[^}]*\}/g, '')
      .replaceAll(/[a-z-]+:[^;{}]*url\([^)]*govuk-crest[^)]*\)[^;}]*;?/gi, '')
      .replaceAll(/[^{}]*(?:crest|crown)[^{}]*\{[^}]*\}/gi, '')
      .replaceAll(/\/\*# sourceMappingURL=[^*]*\*\//g, ''),
  )
}
