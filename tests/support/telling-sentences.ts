/** Sentences that tell a number from one to five, however they are put, and harmless ones: to plant as texts that people write. */

const digits = ['1', '2', '3', '4', '5']
const words = ['one', 'two', 'three', 'four', 'five']
const ordinals = ['first', 'second', 'third', 'fourth', 'fifth']
const shortOrdinals = ['1st', '2nd', '3rd', '4th', '5th']

const each = (values: readonly string[], say: (value: string) => string): string[] => values.map(say)

/** Two hundred sentences that tell a small number, by the way in which they tell it. */
export const tellingSentences = {
  digits: [
    ...each(digits, (n) => `${n} of the children seen had moved placement`),
    ...each(digits, (n) => `Visits were late for ${n} (one family)`),
    ...each(digits, (n) => `Children on a plan: ${n}.`),
    ...each(digits, (n) => `In HP-S1 ${n} workers left in May`),
    ...each(digits, (n) => `The family of CP04 has ${n}children`),
    ...each(digits, (n) => `Not seen=${n}; seen=24`),
    ...each(digits, (n) => `A group of ${n}, all of school age`),
    ...each(digits, (n) => `Missing overnight: 0${n}`),
  ],
  words: [
    ...each(words, (n) => `Only ${n} of the children were asked`),
    ...each(words, (n) => `The remaining ${n} are with the court team`),
    ...each(words, (n) => `${n.toUpperCase()} CASES WERE RE-OPENED`),
    ...each(words, (n) => `A sibling group of ${n} came into care`),
    ...each(words, (n) => `Some ${n}-and-a-bit posts are empty, that is ${n} people`),
    ...each(words, (n) => `${n.split('').join('.')} were placed out of county`),
    ...each(words, (n) => `No more than ${n} went missing`),
  ],
  ordinals: [
    ...each(ordinals, (n) => `The ${n} child of the family is not on the plan`),
    ...each(ordinals, (n) => `She is the ${n} worker to leave, and the last`),
    ...each(shortOrdinals, (n) => `He was the ${n} to go missing this year`),
    ...each(shortOrdinals, (n) => `The ${n} and last review was late`),
    ...each(ordinals, (n) => `A ${n} referral in a year came from the same family`),
  ],
  both: [
    'Both brothers moved to the same carer',
    'Both were seen alone',
    'Neither of the sisters was seen',
    'Either parent may be asked, and both agreed',
    'The twins have been allocated',
    'The pair went missing together',
    'A couple of children are still waiting',
    'Triplets were born to the family',
    'Mother and daughter were both assessed',
    'Each of the siblings, he and she, was heard',
    'One or the other was on time',
    'The two-parent household was visited with both present',
    'A duo of workers shares the cases',
    'The trio of cases was closed',
    'A brace of referrals came from the same school',
    'The quartet was placed together',
    'A handful of children, fewer than six, were late',
    'Just the boy and his sister are left',
    'Mum, Dad and the baby were seen',
    'The quintuplets are with their grandmother',
  ],
  'the only': [
    'The only child without a visit was seen on Monday',
    'The only remaining case is in court',
    'A single case was late',
    'The sole exception moved away',
    'Nobody but the eldest was seen',
    'All were on time except the one in hospital',
    'Everyone attended apart from the father',
    'The last one was closed on Friday',
    'There is just the baby left',
    'Not a single one but his was late',
    'An only child went missing',
    'It was her alone who was not seen',
    'The lone complaint was upheld',
    'The exception is a boy of sixteen',
    'Everybody passed bar him',
  ],
  differences: [
    ...each(digits, (n) => `Of the 30, all but ${n} were seen`),
    ...each(digits, (n) => `${30 - Number(n)} of the 30 were seen in time`),
    ...each(digits, (n) => `Caseloads fell from ${20 + Number(n)} to 20`),
    ...each(words, (n) => `Everyone was seen save ${n}`),
    ...each(words, (n) => `It is ${n} fewer than last month, when it was ${n} more than none`),
  ],
  'other scripts': [
    ...each(['١', '٢', '٣', '٤', '٥'], (n) => `Children waiting: ${n}`),
    ...each(['१', '२', '३', '४', '५'], (n) => `Not seen: ${n} children`),
    ...each(['１', '２', '３', '４', '５'], (n) => `Moved: ${n} cases`),
    ...each(['一', '二', '三', '四', '五'], (n) => `Late visits ${n}`),
    ...each(['Ⅰ', 'ⅱ', 'Ⅲ', 'ⅳ', 'Ⅴ'], (n) => `Open in HP-S1: ${n}`),
    ...each(['①', '②', '③', '④', '⑤'], (n) => `Left to do ${n}`),
    ...['I', 'II', 'III', 'IV', 'V'].map((n) => `${n} children are on a plan, as it were`),
    ...['tri o blant', 'troje dzieci', 'trois enfants', 'drei Kinder', 'tres niños'].map(
      (n) => `The family has ${n}`,
    ),
  ],
} as const satisfies Record<string, readonly string[]>

const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]
const teams = ['HP-S1', 'HP-S2', 'HP-N1', 'HP-N2', 'HP-C1', 'HP-C2', 'FOST-1', 'FOST-2', 'CIC-N', 'CWD-S']
const references = ['R1.2', 'R3.1', 'R4.5', 'F1.4', 'F2.5', 'R5.3', 'R2.4', 'F3.2', 'R10.5', 'R9.1']

/** Two hundred harmless sentences, with the dates, codes and counts of which they are full. */
export const harmlessSentences = {
  dates: months.flatMap((month, i) => [
    `The list goes out on ${i + 1} ${month}`,
    `Looked at again in the meeting of ${month} 2019`,
    `From the week of the ${i + 2}th of ${month} visits are booked ahead`,
    `Agreed on 2019-${String(i + 1).padStart(2, '0')}-0${(i % 5) + 1} at 10:30`,
  ]),
  teams: teams.flatMap((team) => [
    `The team manager of ${team} keeps the list`,
    `${team} shares its practice with the hub`,
    `Cases go to ${team} as they come`,
    `Thresholds in ${team} were looked at with the head of the service`,
  ]),
  references: references.flatMap((ref) => [
    `Progress is reported under ${ref}`,
    `${ref} covers the same ground as the audit programme`,
    `The milestone of ${ref} stands`,
  ]),
  counts: Array.from({ length: 41 }, (_, i) => [
    `${60 + i} of ${80 + 2 * i} visits were in time`,
    `The share rose to ${50 + i}%`,
  ]).flat(),
} as const satisfies Record<string, readonly string[]>
