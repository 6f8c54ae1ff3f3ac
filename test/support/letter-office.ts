import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import type { BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, expect } from 'vitest';
import { addDemonstrationAccounts, DEMONSTRATION_PASSWORD } from '../../demo/accounts.ts';
import {
  type ApplicationEvent,
  type Outcome,
  recordEvent,
  registerApplication,
} from '../../src/capabilities/requests/index.ts';
import { nationalCalendar, plainDate } from '../../src/kernel/calendar/index.ts';
import type { Database } from '../../src/platform/database/index.ts';
import { ensureOfficeBuilt } from '../../src/platform/office/index.ts';
import { openTestProtection } from '../../src/platform/protection/testing/protection.ts';
import { launchBrowser, type TestBrowser } from './browser.ts';
import type { OpenTestDatabase } from './database.ts';
import { buildDistrictApp, districtToday } from './district.ts';

export const DIVISION = '330206';
/** The government's office, which has a clerk, a reviewer, an officer and a head of its own. */
export const ORGAN = '33020601';
const now = new Date(`${districtToday}T02:00:00Z`);
const calendar = nationalCalendar();

export let db: Database;
export let app: FastifyInstance;
export let address: string;
export let browser: TestBrowser;
const contexts: BrowserContext[] = [];
export let clerk: Page;
export let reviewer: Page;
export let head: Page;

/** The district on its own server, with a clerk, a reviewer and a head signed in to the office, for a file of journeys. */
export function useLetterOffice(open: OpenTestDatabase): void {
  beforeAll(async () => {
    await ensureOfficeBuilt();
    db = await open();
    app = await buildDistrictApp(db, { clock: () => now, signInsPerMinute: 1000 });
    await addDemonstrationAccounts(db, districtToday, now);
    address = await app.listen({ host: '127.0.0.1', port: 0 });
    browser = await launchBrowser();
    clerk = await officeOf('chengban');
    reviewer = await officeOf('shenhe');
    head = await officeOf('lingdao');
  }, 300_000);

  afterAll(async () => {
    for (const context of contexts) await context.close();
    await browser?.close();
    await app?.close();
  });
}

/** A window of somebody outside the office; closed with the rest. */
export async function visitor(options: BrowserContextOptions): Promise<Page> {
  const context = await browser.open(options);
  contexts.push(context);
  return context.newPage();
}

export async function officeOf(name: string): Promise<Page> {
  const context = await browser.open();
  contexts.push(context);
  const page = await context.newPage();
  await page.goto(`${address}/office/`);
  await page.getByLabel('登录名').fill(name);
  await page.getByLabel('密码', { exact: true }).fill(DEMONSTRATION_PASSWORD);
  await page.getByRole('button', { name: '登录', exact: true }).click();
  await page.getByRole('heading', { name: '工作台' }).waitFor();
  return page;
}

export async function openCase(page: Page, id: string): Promise<void> {
  await page.goto(`${address}/office/requests/${id}`);
  // What one may do differs; the course of the case is there for all.
  await page.getByText('办理经过').first().waitFor();
  await page.waitForLoadState('networkidle');
}

/** Begins a letter, fills it in, and hands it on. */
export async function draft(id: string, title: string, fill: (page: Page) => Promise<void>): Promise<void> {
  await openCase(clerk, id);
  await clerk.getByRole('button', { name: '起草文书' }).click();
  await clerk.getByRole('menuitem', { name: title, exact: true }).click();
  await clerk.getByRole('button', { name: '保存草稿' }).waitFor();
  await fill(clerk);
  await clerk.getByRole('button', { name: '保存草稿' }).click();
  await clerk.getByText('必备内容齐全，可以签发').waitFor();
  await clerk.getByRole('button', { name: '提交', exact: true }).click();
  await clerk.getByText('已提交').waitFor();
  await clerk.locator('.drawer-actions').getByRole('button', { name: '关闭' }).click();
}

/** Opens the letter somebody waits for and does the act. */
export async function act(page: Page, id: string, title: string, label: string, done: RegExp): Promise<void> {
  await openCase(page, id);
  await page
    .getByRole('button', { name: new RegExp(`^${title}`) })
    .last()
    .click();
  await page.getByLabel('意见', { exact: true }).fill('同意');
  await page.getByRole('button', { name: label, exact: true }).click();
  await page.getByText(done).first().waitFor();
}

export async function serve(id: string, title: string, proof: string): Promise<void> {
  await openCase(clerk, id);
  await clerk
    .getByRole('button', { name: new RegExp(`^${title}`) })
    .last()
    .click();
  await clerk.getByRole('button', { name: '登记送达' }).click();
  const dialog = clerk.getByRole('dialog', { name: /登记送达/ });
  await dialog.getByRole('radio', { name: '当面送达' }).check();
  await dialog.locator('.date-field input').fill(districtToday);
  await clerk.keyboard.press('Enter');
  await dialog.getByLabel('送达证明').fill(proof);
  await dialog.getByRole('button', { name: '登记', exact: true }).click();
  await clerk.getByText('送达已登记').waitFor();
}

/** Records an act of the case by its form. */
export async function record(
  id: string,
  label: string,
  fill: (page: Page) => Promise<void> = async () => {},
): Promise<void> {
  await openCase(clerk, id);
  await clerk.getByRole('button', { name: label, exact: true }).click();
  await fill(clerk);
  await clerk.getByRole('button', { name: '记录', exact: true }).click();
  await clerk.getByText(`已记录“${label}”`).waitFor();
}

export async function answer(page: Page, ...labels: string[]): Promise<void> {
  for (const label of labels)
    await page
      .getByRole('radio', { name: new RegExp(`^${label}`) })
      .first()
      .check();
}

export async function register(receivedOn: string, events: readonly ApplicationEvent[], name: string): Promise<string> {
  const day = plainDate(receivedOn);
  const { id } = await registerApplication(
    db,
    DIVISION,
    {
      organCode: ORGAN,
      channel: 'in-person',
      applicantCategory: 'natural',
      applicantName: name,
      subject: '年度工作报告',
      submittedOn: day,
      receivedOn: day,
    },
    calendar,
    'test',
    await openTestProtection(db),
  );
  for (const event of events) await recordEvent(db, DIVISION, id, event, calendar, 'test');
  return id;
}

/** Asks the server as the page itself would. */
export async function ask<T>(page: Page, method: string, path: string, body?: object): Promise<T> {
  const found = await page.evaluate(
    async ([how, where, what]) => {
      const response = await fetch(where!, {
        method: how!,
        ...(what ? { headers: { 'content-type': 'application/json' }, body: what } : {}),
      });
      return { ok: response.ok, text: await response.text() };
    },
    [method, path, body ? JSON.stringify(body) : ''],
  );
  if (!found.ok) throw new Error(`${method} ${path}: ${found.text}`);
  return JSON.parse(found.text) as T;
}

export async function decideByApi(id: string, outcome: Outcome, finding: object): Promise<void> {
  await ask(clerk, 'PUT', `/api/v1/requests/${id}/decision`, {
    version: 0,
    items: [
      {
        answers: {
          clarity: 'clear',
          nature: 'information',
          responsibility: 'ours',
          existence: 'held',
          disclosure: outcome,
        },
        finding: { outcome, ...finding },
      },
    ],
  });
}

interface Letters {
  letters: { id: string; version: number; status: string; kind: string; missing: object[]; objections: string[] }[];
  kinds: { kind: string; reason: string | null; proposal: { service: string } | null }[];
}

/** Draft, review, signature and service of the reply the decision asks for. */
export async function throughHands(id: string): Promise<void> {
  const base = `/api/v1/requests/${id}/letters`;
  const { kinds } = await ask<Letters>(clerk, 'GET', base);
  const offered = kinds.find(({ kind, proposal }) => /^L1[234]$/.test(kind) && proposal !== null)!;
  expect(offered.reason).toBeNull();
  const letterId = randomUUID();
  await ask(clerk, 'POST', base, { id: letterId, content: { ...offered.proposal, service: 'hand' } });
  const steps: [Page, string][] = [
    [clerk, 'submit'],
    [reviewer, 'review'],
    [head, 'issue'],
  ];
  for (const [i, [page, step]] of steps.entries()) {
    const { letters } = await ask<Letters>(clerk, 'GET', base);
    const letter = letters.find((one) => one.id === letterId)!;
    expect([step, letter.missing, letter.objections]).toEqual([step, [], []]);
    await ask(page, 'POST', `${base}/${letterId}/acts`, { version: i + 1, act: step, opinion: '同意' });
  }
  await ask(clerk, 'POST', `${base}/${letterId}/service`, { service: 'hand', on: districtToday, proof: '申请人签收' });
}
