/** A certificate for one process and its browser: where a site's TLS is excepted, our proxy stands in for the site, and the browser knows it by its key. */
import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto'

/** Key and certificate in PEM, and the digest of the public key by which Chromium accepts it (base64 SHA-256 of its SPKI). */
export interface EgressCertificate {
  key: string
  cert: string
  spki_sha256: string
}

/** One DER value: tag, length, content. */
function der(tag: number, ...parts: Uint8Array[]): Buffer {
  const content = Buffer.concat(parts)
  const { length } = content
  const head = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff]
  return Buffer.concat([Buffer.from([tag, ...head]), content])
}

const sequence = (...parts: Uint8Array[]): Buffer => der(0x30, ...parts)
/** ecdsa-with-SHA256, RFC 5758. */
const algorithm = sequence(der(0x06, Buffer.from('2a8648ce3d040302', 'hex')))
const commonName = der(0x06, Buffer.from('550403', 'hex'))
/** The key lives as long as its process, so the dates are only there for the form. */
const validity = sequence(der(0x17, Buffer.from('000101000000Z')), der(0x17, Buffer.from('491231235959Z')))

/** Makes a certificate that nobody signed, with a key of its own. */
export function makeCertificate(): EgressCertificate {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const spki = publicKey.export({ type: 'spki', format: 'der' })
  const name = sequence(der(0x31, sequence(commonName, der(0x0c, Buffer.from('gouji egress', 'utf8')))))
  const serial = der(0x02, Buffer.from([1]), randomBytes(15))
  const body = sequence(serial, algorithm, name, validity, name, spki)
  const signature = der(0x03, Buffer.from([0]), sign('sha256', body, privateKey))
  const bytes = sequence(body, algorithm, signature)
  const lines = bytes.toString('base64').match(/.{1,64}/g) ?? []
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`,
    spki_sha256: createHash('sha256').update(spki).digest('base64'),
  }
}
