import { type PageContent, RadioGroup, SelectField, TextField } from '../../../portal/index.ts';
import { applicantLimits, identityPapers } from '../rules/intake/applicant.ts';
import type { ApplicantForm, FieldFault } from '../rules/intake/form.ts';
import { type OrganisationCategory, organisationCategories } from '../rules/intake/organisation-category.ts';
import type { StepView } from './content-pages.tsx';
import { errorOf, formPage, stepKicker } from './form-page.tsx';
import { paths, withReturn } from './paths.ts';

export function applicantKindPage(kind: string, { faults, fromCheck }: StepView): PageContent {
  return formPage({
    title: '谁提出申请',
    kicker: stepKicker(3),
    faults,
    action: withReturn(paths.applicant, fromCheck),
    back: fromCheck ? paths.check : paths.content,
    draft: true,
    children: (
      <RadioGroup
        name="kind"
        label="申请人"
        value={kind}
        choices={[
          { value: 'natural', label: '公民', hint: '以个人名义申请，需要姓名和身份证件号码' },
          { value: 'organisation', label: '法人或者其他组织', hint: '以单位名义申请，需要统一社会信用代码' },
        ]}
        {...errorOf(faults, 'kind')}
      />
    ),
  });
}

function NaturalPersonFields({ form, faults }: { form: ApplicantForm; faults: readonly FieldFault[] }) {
  return (
    <>
      <TextField
        name="name"
        label="姓名"
        hint="与身份证件一致"
        value={form.name}
        autocomplete="name"
        width="medium"
        maxLength={applicantLimits.name}
        {...errorOf(faults, 'name')}
      />
      <SelectField
        name="idType"
        label="身份证件类型"
        value={form.idType}
        choices={Object.entries(identityPapers).map(([value, label]) => ({ value, label }))}
        {...errorOf(faults, 'idType')}
      />
      <TextField
        name="idNumber"
        label="身份证件号码"
        value={form.idNumber}
        autocomplete="off"
        width="medium"
        maxLength={40}
        {...errorOf(faults, 'idNumber')}
      />
    </>
  );
}

function OrganisationFields({ form, faults }: { form: ApplicantForm; faults: readonly FieldFault[] }) {
  return (
    <>
      <TextField
        name="organisationName"
        label="单位名称"
        value={form.organisationName}
        autocomplete="organization"
        maxLength={applicantLimits.organisationName}
        {...errorOf(faults, 'organisationName')}
      />
      <TextField
        name="creditCode"
        label="统一社会信用代码"
        hint="18位，见营业执照或者登记证书"
        value={form.creditCode}
        autocomplete="off"
        width="medium"
        maxLength={40}
        {...errorOf(faults, 'creditCode')}
      />
      <TextField
        name="representative"
        label="法定代表人或者负责人"
        value={form.representative}
        autocomplete="off"
        width="medium"
        maxLength={applicantLimits.name}
        {...errorOf(faults, 'representative')}
      />
      <TextField
        name="contactName"
        label="联系人"
        value={form.contactName}
        autocomplete="name"
        width="medium"
        maxLength={applicantLimits.name}
        {...errorOf(faults, 'contactName')}
      />
    </>
  );
}

export function applicantDetailsPage(form: ApplicantForm, { faults, fromCheck }: StepView): PageContent {
  const isOrganisation = form.kind === 'organisation';
  return formPage({
    title: isOrganisation ? '申请单位' : '申请人',
    kicker: stepKicker(3),
    lede: '只填写法律要求的内容。填写的信息加密保存，只用于办理这件申请。',
    faults,
    action: withReturn(paths.applicantDetails, fromCheck),
    back: paths.applicant,
    draft: true,
    children: (
      <>
        {isOrganisation ? (
          <OrganisationFields form={form} faults={faults} />
        ) : (
          <NaturalPersonFields form={form} faults={faults} />
        )}
        <h2>联系方式</h2>
        <p>联系电话、电子邮箱、通信地址至少填写一种。机关会用它与您确认收到申请、告知补正和答复。</p>
        <TextField
          name="telephone"
          label="联系电话"
          value={form.telephone}
          type="tel"
          inputMode="tel"
          autocomplete="tel"
          width="medium"
          maxLength={40}
          optional
          {...errorOf(faults, 'telephone')}
        />
        <TextField
          name="email"
          label="电子邮箱"
          value={form.email}
          type="email"
          inputMode="email"
          autocomplete="email"
          width="medium"
          maxLength={200}
          optional
          {...errorOf(faults, 'email')}
        />
        <TextField
          name="address"
          label="通信地址"
          value={form.address}
          autocomplete="street-address"
          maxLength={applicantLimits.address}
          optional
          {...errorOf(faults, 'address')}
        />
        <TextField
          name="postcode"
          label="邮政编码"
          value={form.postcode}
          autocomplete="postal-code"
          inputMode="numeric"
          width="short"
          maxLength={10}
          optional
          {...errorOf(faults, 'postcode')}
        />
      </>
    ),
  });
}

/** The category goes into table three of the annual report, so the applicant sees it and can correct it. */
export function categoryPage(chosen: OrganisationCategory, { faults, fromCheck }: StepView): PageContent {
  return formPage({
    title: '单位类别',
    kicker: stepKicker(3),
    lede: '已根据统一社会信用代码和单位名称选择，不符的请改正。类别只用于年度统计，不影响办理。',
    faults,
    action: withReturn(paths.category, fromCheck),
    back: withReturn(paths.applicantDetails, fromCheck),
    draft: true,
    children: (
      <RadioGroup
        name="category"
        label="类别"
        value={chosen}
        choices={Object.entries(organisationCategories).map(([value, label]) => ({ value, label }))}
        {...errorOf(faults, 'category')}
      />
    ),
  });
}
