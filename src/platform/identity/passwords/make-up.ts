import { randomInt } from 'node:crypto';

/** Without characters people confuse; 20 of 32 are 100 bits. */
const ALPHABET = 'abcdefghijkmnpqrstuvwxyz23456789';

/** A password to hand over once: four groups of five. */
export function makeUpPassword(): string {
  const pick = () => ALPHABET[randomInt(ALPHABET.length)]!;
  return Array.from({ length: 4 }, () => Array.from({ length: 5 }, pick).join('')).join('-');
}
