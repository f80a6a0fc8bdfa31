import { describe, expect, test } from 'vitest'
import { judgeUrl, parseNetworks, refuseAddress } from '../../crawlers/address.ts'

const schemes = ['http', 'https']

/** Judges a URL as if its own host were registered, so that only its address can refuse it. */
function reasonOf(text: string, allow: string[] = []): string | null {
  const hosts = URL.canParse(text) ? [new URL(text).host] : []
  const judged = judgeUrl(text, { hosts, schemes, allow: parseNetworks(allow) })
  return 'reason' in judged ? judged.reason : null
}

const refusedLiterals = [
  'http://127.0.0.1/',
  'http://127.1/',
  'http://127.0.1/',
  'http://127.255.255.254/',
  'http://2130706433/',
  'http://0x7f000001/',
  'http://0x7f.0.0.1/',
  'http://017700000001/',
  'http://0177.0.0.1/',
  'http://127.0.0.1./',
  'http://１２７.０.０.１/',
  'http://127。0。0。1/',
  'http:\\\\127.0.0.1\\',
  'http:/127.0.0.1/',
  'http:127.0.0.1/',
  'http://%31%32%37.0.0.1/',
  'http://①②⑦.0.0.1/',
  'http://0/',
  'http://0.0.0.0/',
  'http://0.1.2.3/',
  'http://10.0.0.1/',
  'http://10.255.255.255/',
  'http://167772161/',
  'http://0xa000001/',
  'http://172.16.0.1/',
  'http://172.31.255.255/',
  'http://192.168.0.1/',
  'http://192.168.257/',
  'http://169.254.169.254/latest/meta-data/',
  'http://2852039166/',
  'http://0xa9fea9fe/',
  'http://0251.0376.0251.0376/',
  'http://100.64.0.1/',
  'http://100.100.100.200/',
  'http://100.127.255.255/',
  'http://168.63.129.16/',
  'http://192.0.0.192/',
  'http://192.0.2.1/',
  'http://192.88.99.1/',
  'http://198.18.0.1/',
  'http://198.51.100.1/',
  'http://203.0.113.1/',
  'http://224.0.0.1/',
  'http://239.255.255.250/',
  'http://240.0.0.1/',
  'http://255.255.255.255/',
  'http://[::1]/',
  'http://[::]/',
  'http://[0:0:0:0:0:0:0:1]/',
  'http://[::ffff:127.0.0.1]/',
  'http://[::ffff:7f00:1]/',
  'http://[::ffff:a9fe:a9fe]/',
  'http://[::ffff:8.8.8.8]/',
  'http://[::127.0.0.1]/',
  'http://[64:ff9b::7f00:1]/',
  'http://[64:ff9b:1::a9fe:a9fe]/',
  'http://[2002:7f00:1::]/',
  'http://[2002:a9fe:a9fe::1]/',
  'http://[2001::1]/',
  'http://[fe80::1]/',
  'http://[fec0::1]/',
  'http://[fc00::1]/',
  'http://[fd00:ec2::254]/',
  'http://[ff02::1]/',
  'http://[2001:db8::1]/',
  'http://[100::1]/',
]

describe('addresses that may not be connected to', () => {
  test.each(refusedLiterals)('refuses %s', (text) => {
    expect(reasonOf(text)).toBe('address')
  })

  test('the table is as long as it must be', () => {
    expect(refusedLiterals.length).toBeGreaterThanOrEqual(60)
  })
})

describe('addresses of other shapes', () => {
  const reach = {
    hosts: ['www.zhuoni.gov.cn', '127.0.0.1:8801'],
    schemes,
    allow: parseNetworks(['127.0.0.0/8']),
  }
  test.each([
    ['file:///etc/passwd', 'scheme'],
    ['data:text/html,x', 'scheme'],
    ['javascript:alert(1)', 'scheme'],
    ['ftp://www.zhuoni.gov.cn/', 'scheme'],
    ['gopher://www.zhuoni.gov.cn/', 'scheme'],
    ['ws://www.zhuoni.gov.cn/', 'scheme'],
    ['not a url', 'scheme'],
    ['http://[', 'scheme'],
    ['http://www.zhuoni.gov.cn@evil.example/', 'userinfo'],
    ['http://user:pass@www.zhuoni.gov.cn/', 'userinfo'],
    ['http://:p@www.zhuoni.gov.cn/', 'userinfo'],
    ['http://www.zhuoni.gov.cn./', 'strange_host'],
    ['http://zhuoni.gov.cn/', 'strange_host'],
    ['http://www.zhuoni.gov.cn.evil.example/', 'strange_host'],
    ['http://evil.example/www.zhuoni.gov.cn', 'strange_host'],
    ['http://evil.example\\@www.zhuoni.gov.cn/', 'strange_host'],
    ['http://www.zhuoni.gov.cn:8080/', 'port'],
    ['https://www.zhuoni.gov.cn:22/', 'port'],
    ['http://127.0.0.1:8802/', 'port'],
    ['http://127.0.0.1/', 'port'],
  ])('refuses %s as %s', (text, reason) => {
    expect(judgeUrl(text, reach)).toMatchObject({ reason })
  })

  test.each([
    'http://www.zhuoni.gov.cn/info/1777/44499.htm',
    'https://www.zhuoni.gov.cn/',
    'http://WWW.ZHUONI.GOV.CN:80/a',
    'http://www。zhuoni。gov。cn/a',
    'http://127.0.0.1:8801/x',
    'http://2130706433:8801/x',
  ])('lets %s pass', (text) => {
    expect(judgeUrl(text, reach)).toHaveProperty('url')
  })

  test('an allowed network opens only itself', () => {
    expect(reasonOf('http://127.0.0.1/', ['127.0.0.0/8'])).toBeNull()
    expect(reasonOf('http://[::1]/', ['127.0.0.0/8'])).toBe('address')
    expect(reasonOf('http://[::ffff:127.0.0.1]/', ['127.0.0.0/8'])).toBe('address')
    expect(reasonOf('http://10.0.0.1/', ['127.0.0.0/8'])).toBe('address')
  })

  test('public addresses pass, names are no addresses', () => {
    expect(refuseAddress('61.178.0.1', [])).toBeNull()
    expect(refuseAddress('240e::1', [])).toBeNull()
    expect(refuseAddress('localhost', [])).toContain('不是 IP 地址')
  })

  test('a network that is none is named', () => {
    expect(() => parseNetworks(['127.0.0.1/8', 'loopback'])).toThrow('"loopback" is no network')
  })
})
