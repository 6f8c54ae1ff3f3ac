import { createHash, randomBytes } from 'node:crypto';

/** 256 random bits, for a cookie. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

/** What is stored instead of a token. A plain hash is enough: the token itself is random, not guessable. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token, 'utf8').digest('hex');
}

export const TOKEN = /^[A-Za-z0-9_-]{43}$/;
