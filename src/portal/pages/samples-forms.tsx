import {
  Button,
  ButtonLink,
  ButtonRow,
  CheckboxGroup,
  ErrorSummary,
  FileField,
  RadioGroup,
  SelectField,
  TextArea,
  TextField,
} from '../components/index.ts';

export function FormSamples() {
  return (
    <>
      <ButtonRow>
        <Button type="button">提交申请</Button>
        <Button type="button" kind="secondary">
          保存草稿
        </Button>
        <ButtonLink href="/design" kind="secondary">
          查看指南
        </ButtonLink>
        <Button type="button" kind="quiet">
          取消
        </Button>
        <Button type="button" kind="warning">
          撤回申请
        </Button>
        <Button type="button" disabled>
          不能按
        </Button>
      </ButtonRow>
      <form action="#forms" method="get" noValidate>
        <ErrorSummary
          errors={[
            { name: 'applicant', message: '请填写申请人姓名或者名称' },
            { name: 'delivery', message: '请选择获取信息的方式' },
          ]}
        />
        <TextField name="applicant" label="申请人姓名或者名称" error="请填写申请人姓名或者名称" autocomplete="name" />
        <TextField
          name="telephone"
          label="联系电话"
          hint="便于就申请内容与您联系"
          type="tel"
          width="medium"
          value="0574-8638 0000"
          optional
        />
        <TextField name="received" label="收到日期" type="date" width="short" value="2022-06-01" />
        <TextField name="locked" label="受理机关" value="北仑区人民政府办公室" width="medium" disabled />
        <SelectField
          name="purpose"
          label="申请人类别"
          value="business"
          choices={[
            { value: 'natural', label: '自然人' },
            { value: 'business', label: '商业企业' },
            { value: 'research', label: '科研机构' },
          ]}
        />
        <TextArea
          name="content"
          label="所需政府信息的内容描述"
          hint="请写明信息的名称、文号或者便于查询的其他特征"
          value="某路改造工程的批复文件"
        />
        <RadioGroup
          name="delivery"
          label="获取信息的方式"
          error="请选择获取信息的方式"
          choices={[
            { value: 'post', label: '邮寄' },
            { value: 'online', label: '电子邮件', hint: '通常最快' },
            { value: 'hand', label: '自行领取' },
          ]}
        />
        <CheckboxGroup
          name="form"
          label="信息的形式"
          optional
          inline
          values={['paper']}
          choices={[
            { value: 'paper', label: '纸质' },
            { value: 'electronic', label: '电子' },
          ]}
        />
        <FileField name="identity" label="身份证明" hint="图片或者 PDF，不超过 10 MB" accept="image/*,.pdf" optional />
      </form>
    </>
  );
}
