import { insertLetterSettings, type LetterSettings, listLetterSettings } from '../src/capabilities/requests/index.ts';
import type { Database } from '../src/platform/database/index.ts';
import { listOrgans, type Organ } from '../src/platform/identity/index.ts';
import { districtOrgans } from './organs.ts';

const SUPERIOR: Partial<Record<Organ['kind'], string>> = {
  government: '宁波市人民政府',
  dispatched: '宁波市人民政府',
};

/** 机关代字 as the district's documents carry them; court, channel and account are invented where none is published. */
export function demonstrationSettings(organ: Organ, mark: string): LetterSettings {
  return {
    word: mark,
    court: '宁波市北仑区人民法院',
    reviewOrgan: null,
    superiorOrgan: SUPERIOR[organ.kind] ?? null,
    onlineReview: 'https://fuyi.example.gov.cn（虚构）',
    feeAccount: '户名：宁波市北仑区财政局（虚构）；账号：0000000000；开户行：示例银行北仑支行（虚构）',
  };
}

/** Settings of the letters of every organ that has none; does nothing the second time. */
export async function publishDemonstrationLetterSettings(
  db: Database,
  divisionCode: string,
  recordedBy: string,
): Promise<void> {
  const known = await listLetterSettings(db, divisionCode);
  const marks = new Map(districtOrgans(divisionCode, divisionCode).map(({ code, mark }) => [code, mark]));
  const now = new Date();
  for (const organ of await listOrgans(db, divisionCode)) {
    const mark = marks.get(organ.code);
    if (mark === undefined || known.has(organ.code)) continue;
    await insertLetterSettings(db, divisionCode, organ.code, 0, demonstrationSettings(organ, mark), recordedBy, now);
  }
}
