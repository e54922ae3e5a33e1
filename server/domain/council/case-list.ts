/** Where the council's own case system lists the names behind a measure: an address that readers inside the service open. */
import { lengthOf, writtenFaultWords, writtenText } from './written-text.ts'

/** The list of a measure: `label` is what the council calls it, as in "report 14". */
export type CaseList = { address: string; label: string }

export type CaseListFields = { address: string; label: string; reason: string }
export type CaseListErrors = Partial<Record<keyof CaseListFields, string>>

/** The setting as it is called among the others. */
export function caseListTitle(measure: string | null): string {
  return measure === null ? 'Lists of names' : `List of the names behind ${measure}`
}

/** How long each field may be. */
export const longestCaseList = { address: 500, label: 80, reason: 500 } as const

const labelField = { enter: 'Enter what the list is called, such as report 14', label: 'What it is called' }
const reasonField = { enter: '', label: 'Why' }

/** Checks a list as it was typed. Returns it, or for each faulty field a message that says what to do. The reason may be left out:
 * it is then null. */
export function readCaseList(
  typed: CaseListFields,
): { list: CaseList; reason: string | null } | { errors: CaseListErrors } {
  const address = typed.address.trim()
  const label = readLine(typed.label, labelField, longestCaseList.label)
  const reason = readCaseListReason(typed.reason)
  const errors: CaseListErrors = {
    ...optional('address', addressFault(address)),
    ...optional('label', label.fault),
    ...optional('reason', reason.fault),
  }
  if (Object.keys(errors).length > 0) return { errors }
  return { list: { address, label: label.text }, reason: reason.text }
}

/** Checks the reason for setting a list or taking it away, which may be left out. */
export function readCaseListReason(typed: string): { text: string | null; fault: string | null } {
  if (typed.trim() === '') return { text: null, fault: null }
  return readLine(typed, reasonField, longestCaseList.reason)
}

function readLine(
  typed: string,
  words: { enter: string; label: string },
  most: number,
): { text: string; fault: string | null } {
  const { text, fault } = writtenText(typed.replaceAll(/[\r\n\t]+/g, ' '), most)
  return { text, fault: fault === null ? null : writtenFaultWords(fault, { ...words, most }) }
}

function optional(field: keyof CaseListFields, fault: string | null): CaseListErrors {
  return fault === null ? {} : { [field]: fault }
}

/** Every character that may stand in an address as it is: RFC 3986, without what browsers read as something else. */
const inAddress = /^[A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=%]*$/
/** Names of letters, digits and hyphens; the last begins with a letter, so that no browser reads it as a number. */
const hostName = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$/
const thisMachine = /(?:^|\.)localhost$/

/** What is wrong with an address and what to do; null if it may be linked. */
function addressFault(address: string): string | null {
  if (address === '') return 'Enter the address of the list, beginning with https://'
  if (lengthOf(address) > longestCaseList.address)
    return `The address must be ${longestCaseList.address} characters or fewer`
  if (!inAddress.test(address))
    return 'The address must be on one line, without spaces or characters that an address writes with %'
  if (!/^https:\/\//i.test(address)) return 'The address must begin with https://'
  const authority = /^[^/?#]*/.exec(address.slice('https://'.length))?.[0] ?? ''
  if (authority.includes('@'))
    return 'The address must not hold a name or a password. Take out what is before the @'
  return hostFault(authority)
}

function hostFault(authority: string): string | null {
  const [, host = '', port] = /^(.*?)(?::(\d*))?$/.exec(authority.toLowerCase()) ?? []
  if (thisMachine.test(host)) return 'The address must be one that other people can open, not localhost'
  if (host.length > 253 || !hostName.test(host))
    return 'The address must name its server in letters, as in https://cases.council.example/'
  if (port !== undefined && !(Number(port) >= 1 && Number(port) <= 65_535))
    return 'The number after the server’s name must be from 1 to 65535'
  return null
}
