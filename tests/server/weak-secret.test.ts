import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { isWeakSecret } from '#server/weak-secret.ts'

describe('a secret that can be guessed', () => {
  test.each([
    ['one character', 'a'.repeat(64)],
    ['few characters', 'abababbabaabbabaababbaabbabaabab'],
    ['a repetition', 'kQ7vP2xWkQ7vP2xWkQ7vP2xWkQ7vP2xW'],
    ['a random half, twice', 'Zk3vQ0p7yW1s9bT4Zk3vQ0p7yW1s9bT4'],
    ['the alphabet', 'abcdefghijklmnopqrstuvwxyz0123456789'],
    ['the alphabet backwards', '9876543210zyxwvutsrqponmlkjihgfe'],
    ['the keyboard', 'qwertyuiopasdfghjklzxcvbnm1234567890'],
    ['words', 'correct-horse-battery-staple-and-more'],
    ['words with capitals and a year', 'Ridgeshire Childrens Services Scorecards 2019'],
    ['words with underscores', 'my_very_long_key_for_the_scorecards'],
    ['changeme', 'changeme-9x2Kq7Lw4Zt8Bv1Nc6Rd3Yh5'],
    ['change me, in the middle', 'x9K2q7Lw4Zt8CHANGE_ME_Bv1Nc6Rd3Yh5'],
    ['password with figures for letters', 'p@ssw0rdP4q7Lw4Zt8Bv1Nc6Rd3Yh5Jk'],
    ['the sample of a document', 'your-secret-here-9x2Kq7Lw4Zt8Bv1Nc6R'],
    ['what it is for', 'replace_this_9x2Kq7Lw4Zt8Bv1Nc6Rd3Yh'],
  ])('is known: %s', (_, secret) => {
    expect(secret.length).toBeGreaterThanOrEqual(32)
    expect(isWeakSecret(secret)).toBe(true)
  })

  test('is not seen in random ones, however they are written', () => {
    const random = Array.from({ length: 5_000 }, (_, seed) =>
      createHash('sha512').update(String(seed)).digest(),
    )
    const written = random.flatMap((bytes) => [
      bytes.subarray(0, 48).toString('base64'),
      bytes.subarray(0, 24).toString('base64url'),
      bytes.subarray(0, 16).toString('hex'),
      bytes.subarray(0, 32).toString('hex').toUpperCase(),
      bytes
        .subarray(0, 16)
        .toString('hex')
        .replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-'),
    ])
    expect(written).toHaveLength(25_000)
    expect(written.filter(isWeakSecret)).toEqual([])
  })
})
