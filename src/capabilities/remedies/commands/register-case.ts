import { randomUUID } from 'node:crypto';
import type { PlainDate, WorkingCalendar } from '../../../kernel/calendar/index.ts';
import type { Database } from '../../../platform/database/index.ts';
import { findApplication } from '../../requests/index.ts';
import type { Attacked, RemedyKind } from '../rules/conclusions.ts';
import { RemedyRefusedError } from '../rules/course.ts';
import { findRemedy, listRemediesOf } from '../store/register.ts';
import { insertRemedyCases } from '../store/remedy-cases.ts';

export interface RegisterRemedyInput {
  organCode: string;
  kind: RemedyKind;
  attacked: Attacked;
  applicationId: string | null;
  precedingCaseId: string | null;
  caseNumber: string;
  body: string;
  filedOn: PlainDate;
  knownOn: PlainDate | null;
  remedyTold: boolean;
}

/** A number that is taken, or a field that does not fit the case; `field` names it. */
export class RemedyFieldError extends RemedyRefusedError {
  override name = 'RemedyFieldError';
  readonly field: keyof RegisterRemedyInput;
  constructor(field: keyof RegisterRemedyInput, message: string) {
    super(message);
    this.field = field;
  }
}

/**
 * Enters a case into the register, inside the caller's transaction.
 * @throws RemedyFieldError where it cannot be what it says: an application of another organ, a suit after no
 * reconsideration, a case number that is taken, a filing before the act
 */
export async function registerRemedy(
  transaction: Database,
  divisionCode: string,
  input: RegisterRemedyInput,
  calendar: WorkingCalendar,
  recordedBy: string,
): Promise<string> {
  await check(transaction, divisionCode, input);
  const taken = await transaction
    .selectFrom('remedy_case')
    .select('id')
    .where('division_code', '=', divisionCode)
    .where('organ_code', '=', input.organCode)
    .where('kind', '=', input.kind)
    .where('case_number', '=', input.caseNumber)
    .executeTakeFirst();
  if (taken) throw new RemedyFieldError('caseNumber', '该案号已经登记');
  const id = randomUUID();
  const { filedOn, ...rest } = input;
  await insertRemedyCases(
    transaction,
    divisionCode,
    [{ id, ...rest, events: [{ kind: 'filed', on: filedOn }] }],
    recordedBy,
    calendar,
  );
  return id;
}

async function check(db: Database, divisionCode: string, input: RegisterRemedyInput): Promise<void> {
  if (input.attacked === 'proactive' && input.applicationId !== null)
    throw new RemedyFieldError('applicationId', '涉及主动公开的案件不对应某一件申请');
  if (input.attacked !== 'proactive') {
    if (input.applicationId === null) throw new RemedyFieldError('applicationId', '请选择案件所涉及的申请');
    const application = await findApplication(db, divisionCode, input.applicationId);
    if (!application || application.organCode !== input.organCode)
      throw new RemedyFieldError('applicationId', '没有找到本机关的这件申请');
    if (input.filedOn < application.submittedOn)
      throw new RemedyFieldError('filedOn', `提起日期早于申请提交日期${application.submittedOn}`);
    const isReplied = application.projection.replied_on !== null;
    if (input.attacked !== 'inaction' && !isReplied)
      throw new RemedyFieldError('attacked', '这件申请还没有作出答复，只能针对逾期不答复');
  }
  if (input.knownOn !== null && input.knownOn > input.filedOn)
    throw new RemedyFieldError('knownOn', '知道行政行为之日不能晚于提起日期');
  if (input.kind !== 'litigation-after-reconsideration' && input.precedingCaseId !== null)
    throw new RemedyFieldError('precedingCaseId', '只有复议后起诉的案件才对应在先的行政复议');
  if (input.precedingCaseId === null) return;
  const preceding = await findRemedy(db, divisionCode, input.precedingCaseId);
  if (preceding?.kind !== 'reconsideration' || preceding.organCode !== input.organCode)
    throw new RemedyFieldError('precedingCaseId', '没有找到在先的行政复议案件');
  if (preceding.applicationId !== input.applicationId)
    throw new RemedyFieldError('precedingCaseId', '在先的行政复议针对的不是这件申请');
}

/** Reconsiderations of an application that ended and that a suit may follow. */
export async function listPreceding(db: Database, divisionCode: string, applicationId: string) {
  const cases = await listRemediesOf(db, divisionCode, applicationId);
  return cases.filter(({ kind, concludedOn }) => kind === 'reconsideration' && concludedOn !== null);
}
