/** A certificate that nobody signed, for servers on loopback: made for tests, good for nothing else. */
export const certificate = `-----BEGIN CERTIFICATE-----
MIIBsTCCAVagAwIBAgIUHDFMXllNqkgK19w+IszKLj7Uf5cwCgYIKoZIzj0EAwIw
HTEbMBkGA1UEAwwSd3d3LnFpbmdoZS5leGFtcGxlMCAXDTI2MTEyNDAwNDE0N1oY
DzIxMjYxMDMxMDA0MTQ3WjAdMRswGQYDVQQDDBJ3d3cucWluZ2hlLmV4YW1wbGUw
WTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAARjWTu2Fhf3MRCAJ8OQ3te6rXbb0RPp
2vG2v+ghdV4wp3klWehzty2mAo38N74ypMr/h0e3mDn1LnonhorzGqeno3IwcDAd
BgNVHQ4EFgQUn2rm0sSwdPEQEoYcSjqXzhwCsEgwHwYDVR0jBBgwFoAUn2rm0sSw
dPEQEoYcSjqXzhwCsEgwDwYDVR0TAQH/BAUwAwEB/zAdBgNVHREEFjAUghJ3d3cu
cWluZ2hlLmV4YW1wbGUwCgYIKoZIzj0EAwIDSQAwRgIhAPndHkn/gcZW30ENn70M
c/Y6TBxZyal7VmwUGeLKP1eLAiEAyBhCYagvUr4b9PlHpGCzh20Ym0ivAYje36SO
eIOWC08=
-----END CERTIFICATE-----`

/** Its key. */
export const certificateKey = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgFno9debZn09z5zb6
HFjrl3sTmrBrSfS/xgo/40lJ9d2hRANCAARjWTu2Fhf3MRCAJ8OQ3te6rXbb0RPp
2vG2v+ghdV4wp3klWehzty2mAo38N74ypMr/h0e3mDn1LnonhorzGqen
-----END PRIVATE KEY-----`
