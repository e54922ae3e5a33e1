/** Teams and services that came and went, and settings that changed. */

import type { Unit } from '#domain/catalogue/unit.ts'
import { settingChangeWords } from '#domain/council/settings.ts'
import { dayName } from '#domain/time/period.ts'
import type { SettingChange } from '#server/record/settings.ts'
import { unitAddress } from '../../../../addresses.ts'
import type { HomeLine } from './line.ts'

/** Teams and services that opened or closed by a day, the latest first. */
export function organisationLines(units: readonly Unit[], today: string): HomeLine[] {
  const first = units.map((u) => u.opened).sort()[0] ?? today
  return units
    .flatMap((u) => [
      ...(u.opened > first && u.opened <= today
        ? [{ unit: u, day: u.opened, text: `${u.name} opened` }]
        : []),
      ...(u.closed !== null && u.closed <= today
        ? [{ unit: u, day: u.closed, text: `${u.name} closed` }]
        : []),
    ])
    .sort((a, b) => (a.day > b.day ? -1 : a.day < b.day ? 1 : a.unit.position - b.unit.position))
    .map(({ unit, day, text }) => ({ text, href: unitAddress(unit.code), when: dayName(day), at: day }))
}

/** Settings that were changed, the latest first. */
export function settingLines(history: readonly SettingChange[]): HomeLine[] {
  return history.map(({ setting, value, by, at, dated }) => {
    const { title, said } = settingChangeWords(setting, value)
    return {
      text: title,
      href: '/admin/settings#history',
      when: dayName(dated),
      note: `${said}, set by ${by}`,
      at: at.toISOString(),
    }
  })
}
