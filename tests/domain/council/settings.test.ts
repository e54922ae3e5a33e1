import { describe, expect, test } from 'vitest'
import { settingChangeWords, settingNames, settingWords } from '#domain/council/settings.ts'

describe('a change of a setting', () => {
  test('of a question is told by its answer', () => {
    expect(settingChangeWords('publishing_needs_approval', 'yes')).toEqual({
      title: 'Publishing an extract',
      said: 'Needs a second person: the person who asks for it cannot approve it',
    })
    expect(settingChangeWords('publishing_needs_approval', 'no').said).toBe('Needs one person')
    expect(settingChangeWords('inbox_publishes_clean_files', 'yes')).toEqual({
      title: 'A file found in the drop folder',
      said: 'Is published by itself when nothing is wrong or odd about it',
    })
    expect(settingChangeWords('inbox_publishes_clean_files', 'no').said).toBe(
      'Waits for a person, whatever it holds',
    )
    expect(Object.keys(settingWords)).toEqual([...settingNames])
  })

  test('of a share is told by its percentage and the month from which it holds', () => {
    expect(settingChangeWords('opening_share', '60', '2019-07')).toEqual({
      title: 'When pages open on a new month',
      said: '60% from July 2019 on',
    })
    expect(settingChangeWords('left_out_limit', '25')).toEqual({
      title: 'How much of a ratio or a mean may be missing',
      said: '25%, as the service came',
    })
  })

  test.each([
    ['name', 'Ridgeshire', 'Council name', 'Ridgeshire'],
    ['short_name', '', 'Short name', 'None'],
    ['brand_colour', '#12436D', 'Brand colour', '#12436D'],
    ['term_in_care', 'looked_after_children', 'Children in care are called', 'looked after children'],
    ['term_in_care', 'constructor', 'Children in care are called', 'constructor'],
    ['contact_name', 'looked_after_children', 'Contact', 'looked_after_children'],
    ['contact_email', 'data@ridgeshire.gov.uk', 'Email address of the contact', 'data@ridgeshire.gov.uk'],
    ['logo', '0123456789abcdef', 'Logo', 'A new one (SHA-256 0123456789ab)'],
    ['logo', '', 'Logo', 'None'],
    ['something_else', 'x', 'something_else', 'x'],
  ])('of the look, %s to ‘%s’, is told in words', (setting, value, title, said) => {
    expect(settingChangeWords(setting, value)).toEqual({ title, said })
  })
})
