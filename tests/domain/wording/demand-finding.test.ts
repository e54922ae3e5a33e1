import { describe, expect, test } from 'vitest'
import { demandFinding } from '#domain/wording/demand-finding.ts'

describe('a finding of demand', () => {
  const stage = (name: string, lies: 'higher' | 'lower' | 'usual' | null, since: string | null = null) => ({
    ...{ name, lies, since },
  })
  const say = (...stages: Parameters<typeof demandFinding>[0]) => demandFinding(stages, '2019-04')

  test('names the stage that is unusual, since when, and says that the others are not', () => {
    expect(say(stage('Contacts', 'higher', '2018-10'), stage('Referrals', 'usual'))).toBe(
      'Contacts higher than usual since October 2018, other stages as usual',
    )
    expect(say(stage('Contacts', 'usual'), stage('Referrals', 'lower', '2019-04'))).toBe(
      'Referrals lower than usual in April 2019, other stages as usual',
    )
  })

  test('names several on their sides, in the order of the stages', () => {
    expect(
      say(
        stage('Contacts', 'higher', '2019-01'),
        stage('Referrals', 'lower', '2019-04'),
        stage('Assessments', 'higher', '2019-04'),
      ),
    ).toBe('Contacts and assessments higher, referrals lower than usual in April 2019')
  })

  test('counts those that cannot be judged, and never calls them usual', () => {
    expect(say(stage('Contacts', 'usual'), stage('Referrals', 'usual'))).toBe(
      'Every stage within its usual range in April 2019',
    )
    expect(say(stage('Contacts', 'usual'), stage('Referrals', null))).toBe(
      '1 of 2 stages within their usual range in April 2019; 1 not judged',
    )
    expect(say(stage('Contacts', 'higher', '2019-01'), stage('Referrals', null))).toBe(
      'Contacts higher than usual since January 2019; 1 not judged',
    )
    expect(say(stage('Contacts', null))).toBe('Too early to say what is usual in April 2019')
    expect(say()).toBe('Too early to say what is usual in April 2019')
  })
})
