import { hash, verify } from '@node-rs/argon2';

/** argon2id, 19 MiB, two passes, one lane: OWASP's least cost; about 20 ms. Raise them here and hashes follow at sign-in. */
const COST = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;
const CURRENT = `$argon2id$v=19$m=${COST.memoryCost},t=${COST.timeCost},p=${COST.parallelism}$`;

/** Two keyboards may write one password as different code points. */
const normalise = (password: string): string => password.normalize('NFKC');

/** The PHC string to store. */
export async function hashPassword(password: string): Promise<string> {
  return hash(normalise(password), COST);
}

export async function verifyPassword(stored: string, password: string): Promise<boolean> {
  return verify(stored, normalise(password));
}

/** Whether a hash was made at another cost and should be renewed while the password is at hand. */
export function isOutdatedHash(stored: string): boolean {
  return !stored.startsWith(CURRENT);
}

let decoy: Promise<string> | undefined;

/** Takes as long as a real check, so that the answer's time does not tell which names exist. */
export async function verifyNobody(password: string): Promise<false> {
  decoy ??= hashPassword('nobody has this password');
  await verifyPassword(await decoy, password);
  return false;
}
