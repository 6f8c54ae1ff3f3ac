import { DeleteOutlined } from '@ant-design/icons';
import { useQueryClient } from '@tanstack/react-query';
import { App, Button, Form, Input, Radio, Select } from 'antd';
import { call } from '../../api.ts';
import { changeOrgans } from '../../client.generated/index.ts';
import type { OrganChangeInput as OrganChange } from '../../client.generated/types.gen.ts';
import { ActModal } from '../../components/act-modal.tsx';
import { DateField } from '../../components/date-field.tsx';
import { useOffice } from '../../session.tsx';
import { KINDS, useOrgans } from './organ-data.ts';

export type ChangeKind = OrganChange['kind'];

export const CHANGE_KINDS: readonly { kind: ChangeKind; label: string; short: string; note: string }[] = [
  { kind: 'establish', label: '设立机构', short: '设立', note: '新设的机构自生效之日起可以设岗、受理申请。' },
  { kind: 'rename', label: '机构更名', short: '更名', note: '代码不变；更名前的名称留存，可以按日期查看。' },
  { kind: 'move', label: '调整隶属关系', short: '改隶', note: '代码和名称不变，只改变上级机构。' },
  {
    kind: 'merge',
    label: '合并机构',
    short: '合并',
    note: '原机构的记录保留在原机构名下，由合并后的机构继续办理（《条例》第十条）。',
  },
  {
    kind: 'split',
    label: '拆分机构',
    short: '拆分',
    note: '原机构的记录由拆分后的各机构承接，下级机构转归所列第一个机构；原机构继续存在的，也列入拆分后的机构。',
  },
  { kind: 'abolish', label: '撤销机构', short: '撤销', note: '机构撤销后，由承继职责的机构继续办理未结事项。' },
];

interface Part {
  is?: 'old' | 'new';
  code?: string;
  newCode?: string;
  name?: string;
  shortName?: string;
  kind?: string;
  parentCode?: string;
}

/** An organ that stands already by its code, or a new one in full. */
function partOf(part: Part) {
  if (part.is !== 'new') return part.code ?? '';
  const { newCode = '', name = '', shortName = '', kind = 'department', parentCode = '' } = part;
  return { code: newCode, name, shortName, kind: kind as 'department', parentCode };
}

interface Values {
  effectiveOn: string;
  document: string;
  organ: string;
  organs: string[];
  name: string;
  shortName: string;
  parentCode: string;
  successor: string;
  into: Part;
  parts: Part[];
  fresh: Part;
}

function changeOf(kind: ChangeKind, values: Values): OrganChange {
  const { effectiveOn, document, organ, organs, name, shortName, parentCode, successor, into, parts, fresh } = values;
  const basis = { effectiveOn, document };
  switch (kind) {
    case 'establish':
      return { ...basis, kind, organ: partOf({ ...fresh, is: 'new' }) as Exclude<ReturnType<typeof partOf>, string> };
    case 'rename':
      return { ...basis, kind, organ, name, shortName };
    case 'move':
      return { ...basis, kind, organ, parentCode };
    case 'merge':
      return { ...basis, kind, organs, into: partOf(into) };
    case 'split':
      return { ...basis, kind, organ, into: parts.map(partOf) };
    case 'abolish':
      return { ...basis, kind, organ, successor };
  }
}

/** Where the server's pointer into the change leads in the form, whose parts are named otherwise. */
function fieldOf([first, ...rest]: readonly string[], values: Record<string, unknown>): FieldPath | undefined {
  const { kind, into, parts } = values as Partial<Values> & { kind?: ChangeKind };
  if (first === undefined) return undefined;
  if (first !== 'into') return kind === 'establish' && first === 'organ' ? ['fresh', ownName(rest[0])] : [first];
  const isList = kind === 'split';
  const at: FieldPath = isList ? ['parts', Number(rest[0])] : ['into'];
  const part = isList ? parts?.[Number(rest[0])] : into;
  if (!part) return undefined;
  return [...at, part.is === 'new' ? ownName(rest[isList ? 1 : 0]) : 'code'];
}

/** The code of a new organ stands in a field of its own, beside the choice of one that stands. */
const ownName = (name = 'code'): string => (name === 'code' ? 'newCode' : name);

const required = (message: string) => [{ required: true, message }];

export function ChangeForm({ kind, onClose }: { kind: ChangeKind; onClose: () => void }) {
  const queries = useQueryClient();
  const { message } = App.useApp();
  const { label, note } = CHANGE_KINDS.find((one) => one.kind === kind)!;
  const organ = (name: string, text: string) => (
    <Form.Item name={name} label={text} rules={required(`请选择${text}`)}>
      <OrganSelect />
    </Form.Item>
  );
  return (
    <ActModal
      title={label}
      okText="登记"
      note={note}
      withReason={false}
      fieldOf={fieldOf}
      initial={{ kind, into: { is: 'new' }, parts: [{ is: 'new' }, { is: 'new' }] }}
      onClose={onClose}
      send={(values) => call(changeOrgans({ body: changeOf(kind, values as unknown as Values) }))}
      onDone={() => {
        onClose();
        void queries.invalidateQueries({ queryKey: ['organs'] });
        void queries.invalidateQueries({ queryKey: ['organ-changes'] });
        void queries.invalidateQueries({ queryKey: ['me'] });
        void message.success('机构调整已登记');
      }}
    >
      <Form.Item name="effectiveOn" label="生效日期" rules={required('请选择生效日期')} extra="在生效之日或者以后登记">
        <DateField />
      </Form.Item>
      <Form.Item name="document" label="依据文件" rules={required('请填写依据文件')} extra="例如：甬党办〔2022〕1号">
        <Input maxLength={200} />
      </Form.Item>
      {kind === 'establish' ? <NewOrgan prefix="fresh" /> : null}
      {kind === 'rename' ? (
        <>
          {organ('organ', '更名的机构')}
          <Form.Item name="name" label="新名称" rules={required('请填写新名称')}>
            <Input maxLength={100} />
          </Form.Item>
          <Form.Item name="shortName" label="新简称" rules={required('请填写新简称')}>
            <Input maxLength={50} />
          </Form.Item>
        </>
      ) : null}
      {kind === 'move' ? (
        <>
          {organ('organ', '机构')}
          {organ('parentCode', '新的上级机构')}
        </>
      ) : null}
      {kind === 'merge' ? (
        <>
          <Form.Item
            name="organs"
            label="参加合并的机构"
            rules={[{ required: true, type: 'array', min: 2, message: '请至少选择两个机构' }]}
          >
            <OrganSelect isMultiple />
          </Form.Item>
          <PartFields prefix={['into']} label="合并后的机构" />
        </>
      ) : null}
      {kind === 'split' ? (
        <>
          {organ('organ', '被拆分的机构')}
          <Form.List name="parts">
            {(fields, { add, remove }) => (
              <>
                {fields.map(({ key, name }, i) => (
                  <fieldset key={key} className="part">
                    <legend>拆分后的机构之{i + 1}</legend>
                    <PartFields prefix={[name]} at={['parts', name]} label="来源" />
                    {fields.length > 2 ? (
                      <Button icon={<DeleteOutlined />} onClick={() => remove(name)}>
                        删除此机构
                      </Button>
                    ) : null}
                  </fieldset>
                ))}
                <Button onClick={() => add({ is: 'new' })}>再加一个机构</Button>
              </>
            )}
          </Form.List>
        </>
      ) : null}
      {kind === 'abolish' ? (
        <>
          {organ('organ', '撤销的机构')}
          {organ('successor', '承继职责的机构')}
        </>
      ) : null}
    </ActModal>
  );
}

type FieldPath = (string | number)[];

/** An organ that stands already, or a new one. `at` is the path from the form's root where the fields stand in a list. */
function PartFields({ prefix, at = prefix, label }: { prefix: FieldPath; at?: FieldPath; label: string }) {
  const form = Form.useFormInstance();
  const is = Form.useWatch([...at, 'is'], form) as string | undefined;
  return (
    <>
      <Form.Item name={[...prefix, 'is']} label={label}>
        <Radio.Group
          options={[
            { value: 'new', label: '新设机构' },
            { value: 'old', label: '现有机构' },
          ]}
        />
      </Form.Item>
      {is === 'old' ? (
        <Form.Item name={[...prefix, 'code']} label="现有机构" rules={required('请选择机构')}>
          <OrganSelect />
        </Form.Item>
      ) : (
        <NewOrgan prefix={prefix} />
      )}
    </>
  );
}

function NewOrgan({ prefix }: { prefix: string | FieldPath }) {
  const path = [prefix].flat();
  const { data } = useOrgans();
  return (
    <>
      <Form.Item
        name={[...path, 'newCode']}
        label="机构代码"
        extra={`六位区划代码加机构编号，例如${data?.organs[0]?.code ?? '330206'}99`}
        rules={[{ required: true, pattern: /^\d{6}[0-9A-Za-z-]{0,20}$/, message: '请填写六位区划代码加机构编号' }]}
      >
        <Input maxLength={26} />
      </Form.Item>
      <Form.Item name={[...path, 'name']} label="机构名称" rules={required('请填写名称')}>
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item name={[...path, 'shortName']} label="简称" rules={required('请填写简称')}>
        <Input maxLength={50} />
      </Form.Item>
      <Form.Item name={[...path, 'kind']} label="性质" rules={required('请选择性质')}>
        <Select options={Object.entries(KINDS).map(([value, label]) => ({ value, label }))} />
      </Form.Item>
      <Form.Item name={[...path, 'parentCode']} label="上级机构" rules={required('请选择上级机构')}>
        <OrganSelect />
      </Form.Item>
    </>
  );
}

function OrganSelect({ isMultiple = false, ...rest }: { isMultiple?: boolean }) {
  const { may } = useOffice();
  const { data } = useOrgans();
  const options = (data?.organs ?? [])
    .filter(({ code, activeTo }) => activeTo === null && may('organs.change', code))
    .map(({ code, name }) => ({ value: code, label: name }));
  return (
    <Select
      {...rest}
      {...(isMultiple ? { mode: 'multiple' as const } : {})}
      options={options}
      showSearch={{ optionFilterProp: 'label' }}
      placeholder="请选择"
    />
  );
}
