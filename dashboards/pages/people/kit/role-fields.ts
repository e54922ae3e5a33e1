/** The fields in which a role over a unit is chosen, with its days. */
import { html } from 'hono/html'
import { roleName, roles } from '#domain/catalogue/role.ts'
import type { Unit } from '#domain/catalogue/unit.ts'
import { dateInput } from '../../../components/date-input/date-input.ts'
import { type SelectItem, select } from '../../../components/form-fields/form-fields.ts'
import type { Html } from '../../../html.ts'
import { dayValues, type Typed } from '../../kit/sent-form.ts'

type Fields = { typed: Typed; units: readonly Unit[]; prefix: string }

/** A role, and the unit it is over. `prefix` keeps the ids of several forms of a page apart. */
export function roleFields({ typed, units, prefix }: Fields): Html {
  return html`${select({
    ...{ label: 'Role', name: 'role', id: `${prefix}-role` },
    items: [
      { value: '', text: 'Choose a role' },
      ...roles.map((role) => ({ value: role, text: roleName(role), selected: typed.role === role })),
    ],
  })}
${select({
  ...{ label: 'Team or service', name: 'unit', id: `${prefix}-unit` },
  hint: 'A team manager has a team, a head of service a service. Every other role is over the whole council.',
  items: unitItems(units, typed.unit ?? ''),
})}`
}

/** The council, services and teams of today, to choose one. */
export function unitItems(units: readonly Unit[], chosen: string): (SelectItem & { group?: string })[] {
  const of = (kind: Unit['kind'], group: string) =>
    units
      .filter((unit) => unit.kind === kind && (unit.closed === null || unit.code === chosen))
      .map((unit) => ({ value: unit.code, text: unit.name, selected: unit.code === chosen, group }))
  return [{ value: '', text: 'The whole council' }, ...of('service', 'Services'), ...of('team', 'Teams')]
}

/** The first and the last day of a role. */
export function roleDays(typed: Typed, prefix: string): Html {
  return html`${dateInput({
    ...{ id: `${prefix}-from`, namePrefix: 'from', legend: 'First day (optional)' },
    ...{ hint: 'Today if you leave it empty.', values: dayValues(typed, 'from') },
  })}
${dateInput({
  ...{ id: `${prefix}-to`, namePrefix: 'to', legend: 'Last day (optional)' },
  ...{
    hint: 'Without an end if you leave it empty. A deputy’s role needs one.',
    values: dayValues(typed, 'to'),
  },
})}`
}
