/** 64 random bits in the letters that a lease may have: [0-9a-z]. */
export function drawNonce(): string {
  return (crypto.getRandomValues(new BigUint64Array(1))[0] as bigint).toString(36);
}
