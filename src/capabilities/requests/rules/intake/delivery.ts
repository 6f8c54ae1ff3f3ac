import { type Contact, isEmail, telephoneFault } from './applicant.ts';
import { cleanLine, cleanNumber, cleanText, type DeliveryForm, type FieldFault, tooLong } from './form.ts';

/** 获取信息的方式 */
export const media = { electronic: '电子文件', paper: '纸质复制件', inspection: '当面查阅、抄录' } as const;
export type Medium = keyof typeof media;

/** 获取信息的途径 */
export const routes = {
  online: '本网站下载',
  email: '电子邮件',
  post: '邮寄',
  fax: '传真',
  collection: '到机关当面领取或者查阅',
} as const;
export type Route = keyof typeof routes;

/** By which ways a form can be given. */
export const routesOf: Readonly<Record<Medium, readonly Route[]>> = {
  electronic: ['online', 'email', 'collection'],
  paper: ['post', 'fax', 'collection'],
  inspection: ['collection'],
};

/** Art. 43. What kind of help is wanted, not what the applicant suffers from. */
export const assistanceKinds = {
  reading: '工作人员代为阅读、讲解',
  writing: '工作人员代为填写、记录',
  'large-print': '大字版本',
  'screen-reader': '读屏软件能够朗读的电子文件',
  'sign-language': '手语或者文字交流',
} as const;
export type AssistanceKind = keyof typeof assistanceKinds;

export interface Delivery {
  readonly medium: Medium;
  readonly route: Route;
  /** Address, e-mail address or fax number; null for the other routes. */
  readonly deliverTo: string | null;
  /** Whether another form will do when the asked one can't be given (Art. 40); null where an application on paper does not say. */
  readonly acceptsOther: boolean | null;
  readonly assistance: readonly AssistanceKind[];
  readonly assistanceNote: string;
}

export type DeliveryReading =
  | { readonly ok: true; readonly delivery: Delivery }
  | { readonly ok: false; readonly faults: readonly FieldFault[] };

export const deliveryLimits = { deliverTo: 200, assistanceNote: 300 } as const;

const isOf = <Key extends string>(table: Readonly<Record<Key, unknown>>, text: string): text is Key =>
  Object.hasOwn(table, text);

function readDestination(
  route: Route,
  typed: string,
  contact: Contact | null,
): { deliverTo: string | null; faults: FieldFault[] } {
  const fault = (message: string) => [{ name: 'deliverTo', message }];
  if (route === 'post') {
    const address = cleanLine(typed) || (contact?.address ?? '');
    if (address === '') return { deliverTo: null, faults: fault('选择邮寄的，请填写邮寄地址') };
    return { deliverTo: address, faults: tooLong('deliverTo', '邮寄地址', address, deliveryLimits.deliverTo) };
  }
  if (route === 'email') {
    const email = cleanNumber(typed) || (contact?.email ?? '');
    if (email === '') return { deliverTo: null, faults: fault('选择电子邮件的，请填写电子邮箱') };
    return { deliverTo: email, faults: isEmail(email) ? [] : fault('电子邮箱应写作name@example.com的样子，请核对') };
  }
  if (route === 'fax') {
    const number = cleanNumber(typed);
    if (number === '') return { deliverTo: null, faults: fault('选择传真的，请填写传真号码') };
    return { deliverTo: number, faults: telephoneFault(number) ? fault('传真号码应带区号，例如0574-12345678') : [] };
  }
  return { deliverTo: null, faults: [] };
}

/** @param contact the applicant's own, used where no other destination is typed; null while it is not known */
export function readDelivery(form: DeliveryForm, contact: Contact | null): DeliveryReading {
  return readAsked(form, contact, false);
}

/**
 * Reads what an application on paper says of it: all of it may be missing, and the destination of the rest.
 * @returns a delivery of null where the paper asks for nothing
 */
export function readDeliveryOnPaper(
  form: DeliveryForm,
  contact: Contact,
): DeliveryReading | { readonly ok: true; readonly delivery: null } {
  const saysNothing =
    form.medium === '' && form.route === '' && form.assistance.length === 0 && cleanText(form.assistanceNote) === '';
  return saysNothing ? { ok: true, delivery: null } : readAsked(form, contact, true);
}

function readAsked(form: DeliveryForm, contact: Contact | null, isOnPaper: boolean): DeliveryReading {
  const faults: FieldFault[] = [];
  if (!isOf(media, form.medium)) faults.push({ name: 'medium', message: '请选择获取信息的方式' });
  if (!isOf(routes, form.route)) faults.push({ name: 'route', message: '请选择获取信息的途径' });
  let deliverTo: string | null = null;
  if (isOf(media, form.medium) && isOf(routes, form.route)) {
    if (routesOf[form.medium].includes(form.route)) {
      const destination = readDestination(form.route, form.deliverTo, contact);
      const isMissing = destination.deliverTo === null || destination.deliverTo === '';
      deliverTo = isMissing ? null : destination.deliverTo;
      if (!isMissing || !isOnPaper) faults.push(...destination.faults);
    } else {
      const fitting = routesOf[form.medium].map((route) => `“${routes[route]}”`).join('、');
      faults.push({
        name: 'route',
        message: `${media[form.medium]}不能通过“${routes[form.route]}”提供，请选择${fitting}`,
      });
    }
  }
  const assistanceNote = cleanText(form.assistanceNote);
  faults.push(...tooLong('assistanceNote', '需要帮助的说明', assistanceNote, deliveryLimits.assistanceNote));
  if (faults.length > 0 || !isOf(media, form.medium) || !isOf(routes, form.route)) return { ok: false, faults };
  return {
    ok: true,
    delivery: {
      medium: form.medium,
      route: form.route,
      deliverTo,
      acceptsOther: isOnPaper && form.acceptsOther === '' ? null : form.acceptsOther !== 'no',
      assistance: form.assistance.filter((kind) => isOf(assistanceKinds, kind)),
      assistanceNote,
    },
  };
}
