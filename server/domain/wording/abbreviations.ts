/** Abbreviations of the service in full, for texts that are read aloud or stand alone. */

const inFull: Record<string, string> = {
  CIN: 'child in need',
  CP: 'child protection',
  EHCP: 'education, health and care plan',
  FTE: 'full-time equivalents',
  ICPC: 'initial child protection conference',
  IRO: 'independent reviewing officer',
  LAC: 'looked-after children',
  UASC: 'unaccompanied asylum-seeking children',
}

const abbreviations = new RegExp(`\\b(?:${Object.keys(inFull).join('|')})\\b`, 'g')

/** "CP visits in timescale" as "child protection visits in timescale". */
export function withoutAbbreviations(text: string): string {
  return text.replace(abbreviations, (word) => inFull[word] ?? word)
}
