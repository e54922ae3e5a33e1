/** The one council of a deployment: `council` has a single row, with this key. */
export const councilId = 1
