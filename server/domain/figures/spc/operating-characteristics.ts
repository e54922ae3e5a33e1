/**
 * How often the spoken rule is wrong where nothing happens, and how much of a real change it finds. Measured on simulated
 * councils; a test repeats it and holds these figures.
 */
export const operatingCharacteristics = {
  /** The rows of such a council that are judged. */
  rows: 339,
  /** Rows of a month called worse than usual by chance, in a council of the demonstration's teams and bases, by the part of the
   *  cases that are the same as the month before. */
  falseRows: [
    { carried: 0, worse: 0.6 },
    { carried: 0.3, worse: 1.2 },
    { carried: 0.6, worse: 1.5 },
    { carried: 0.8, worse: 1.3 },
  ],
  /** Of 100 falls that last three months, those found by the third: by 20 points with bases of 10 to 60, by 10 with 60 to 200, and
   *  by 30 with 30 to 90 if 6 of 10 cases stay from month to month. */
  falls: { twentyPoints: 77, tenPoints: 86, thirtyPointsCarried: 77 },
} as const
