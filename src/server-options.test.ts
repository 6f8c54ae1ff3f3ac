import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readServerOptions, ServerOptionsError } from './server-options.ts';

const sso = {
  GONGKAI_SSO_ISSUER: 'https://id.example.gov.cn/realm',
  GONGKAI_SSO_CLIENT_ID: 'gongkai',
  GONGKAI_SSO_CLIENT_SECRET: 'made up',
};

describe('settings of the server', () => {
  it('leave the defaults when nothing is set', () => {
    expect(readServerOptions({ GONGKAI_PUBLIC_URL: ' ' })).toEqual({ identity: {}, http: {} });
  });

  it('are read together', () => {
    const breachList = fileURLToPath(import.meta.url);
    const { identity, http } = readServerOptions({
      ...sso,
      GONGKAI_PUBLIC_URL: 'https://zwgk.example.gov.cn/',
      GONGKAI_TRUSTED_PROXY: '127.0.0.1, 10.0.0.0/8,::1',
      GONGKAI_METRICS_TOKEN: 'token',
      GONGKAI_BREACH_LIST: breachList,
      GONGKAI_PASSWORD_DAYS: '180',
      GONGKAI_SSO_LABEL: '浙政钉',
      GONGKAI_SSO_LINK_BY: 'employee_number',
    });
    expect(http).toEqual({
      publicUrl: 'https://zwgk.example.gov.cn',
      trustedProxy: '127.0.0.1, 10.0.0.0/8,::1',
      metricsToken: 'token',
    });
    expect(identity.passwords).toEqual({ breachList, maximumAgeDays: 180 });
    expect(identity.singleSignOn).toEqual({
      issuer: sso.GONGKAI_SSO_ISSUER,
      clientId: 'gongkai',
      clientSecret: 'made up',
      label: '浙政钉',
      linkBy: 'employee_number',
    });
  });

  it('takes secrets from files', () => {
    const folder = mkdtempSync(join(tmpdir(), 'gongkai-secret-'));
    try {
      writeFileSync(join(folder, 'secret'), 'from a file\n');
      const { GONGKAI_SSO_CLIENT_SECRET: _, ...rest } = sso;
      const read = (file: string) =>
        readServerOptions({ ...rest, GONGKAI_SSO_CLIENT_SECRET_FILE: join(folder, file) }).identity.singleSignOn;
      expect(read('secret')?.clientSecret).toBe('from a file');
      expect(() => read('none')).toThrow(/GONGKAI_SSO_CLIENT_SECRET_FILE/);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it.each([
    ['GONGKAI_PUBLIC_URL', 'zwgk.example.gov.cn'],
    ['GONGKAI_PUBLIC_URL', 'https://example.gov.cn/zwgk'],
    ['GONGKAI_PUBLIC_URL', 'javascript:alert(1)'],
    ['GONGKAI_TRUSTED_PROXY', 'proxy'],
    ['GONGKAI_TRUSTED_PROXY', '10.0.0.0/33'],
    ['GONGKAI_TRUSTED_PROXY', '127.0.0.1,'],
    ['GONGKAI_PASSWORD_DAYS', '0'],
    ['GONGKAI_BREACH_LIST', 'no-such-file'],
    ['GONGKAI_SSO_ISSUER', 'http://id.example.gov.cn'],
    ['GONGKAI_SSO_CLIENT_ID', ''],
    ['GONGKAI_SSO_CLIENT_SECRET', ''],
  ])('refuses %s=%j by name', (name, value) => {
    const read = () => readServerOptions({ ...(name.startsWith('GONGKAI_SSO') ? sso : {}), [name]: value });
    expect(read).toThrow(ServerOptionsError);
    expect(read).toThrow(name);
  });
});
