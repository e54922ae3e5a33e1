import { describe, expect, it } from 'vitest'
import { browserFamily, sessionNetwork } from '#server/access/sessions/origin.ts'

describe('the network of an address', () => {
  it.each([
    ['203.0.113.77', '203.0.113.0/24'],
    ['::ffff:203.0.113.77', '203.0.113.0/24'],
    ['127.0.0.1', '127.0.0.0/24'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:0db8:0001:0002:0003:0004:0005:0006', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['64:ff9b::192.0.2.33', '64:ff9b:0:0::/64'],
  ])('of %s is %s', (address, network) => {
    expect(sessionNetwork(address)).toBe(network)
  })

  it.each([undefined, '', 'localhost', '203.0.113', '1.2.3.4, 5.6.7.8'])('is none for %j', (address) => {
    expect(sessionNetwork(address)).toBeNull()
  })
})

describe('the family of a browser', () => {
  const like = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)'
  it.each([
    [`${like} Chrome/126.0.0.0 Safari/537.36`, 'Chrome'],
    [`${like} Chrome/126.0.0.0 Safari/537.36 Edg/126.0.0.0`, 'Edge'],
    [`${like} Chrome/126.0.0.0 Safari/537.36 OPR/111.0.0.0`, 'Opera'],
    ['Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0', 'Firefox'],
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1',
      'Safari',
    ],
    ['curl/8.5.0', 'Another browser'],
    ['<script>alert(1)</script>', 'Another browser'],
    ['x'.repeat(5_000), 'Another browser'],
  ])('of %s is %s', (description, family) => {
    expect(browserFamily(description)).toBe(family)
  })

  it('is not known where the browser does not say', () => {
    expect(browserFamily(undefined)).toBeNull()
  })
})
