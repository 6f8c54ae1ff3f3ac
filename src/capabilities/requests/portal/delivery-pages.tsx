import { acceptAttribute, acceptedTypesText } from '../../../platform/files/index.ts';
import {
  Button,
  ButtonRow,
  CheckboxGroup,
  FileField,
  fileSize,
  type PageContent,
  RadioGroup,
  TextArea,
  TextField,
} from '../../../portal/index.ts';
import { LARGEST_FILE, LARGEST_TOTAL, MOST_FILES } from '../intake/draft-files.ts';
import type { DraftFile } from '../intake/drafts.ts';
import { assistanceKinds, deliveryLimits, media, routes } from '../rules/intake/delivery.ts';
import type { DeliveryForm } from '../rules/intake/form.ts';
import type { StepView } from './content-pages.tsx';
import { errorOf, formPage, PostForm, stepKicker } from './form-page.tsx';
import { paths, withReturn } from './paths.ts';

const choicesOf = (table: Readonly<Record<string, string>>) =>
  Object.entries(table).map(([value, label]) => ({ value, label }));

export function deliveryPage(form: DeliveryForm, { faults, fromCheck }: StepView): PageContent {
  return formPage({
    title: '怎样获取信息',
    kicker: stepKicker(4),
    faults,
    action: withReturn(paths.delivery, fromCheck),
    back: fromCheck ? paths.check : paths.applicantDetails,
    draft: true,
    children: (
      <>
        <RadioGroup
          name="medium"
          label="获取信息的方式"
          value={form.medium}
          choices={choicesOf(media)}
          {...errorOf(faults, 'medium')}
        />
        <RadioGroup
          name="route"
          label="获取信息的途径"
          value={form.route}
          choices={choicesOf(routes)}
          {...errorOf(faults, 'route')}
        />
        <TextField
          name="deliverTo"
          label="接收地址、邮箱或者传真号码"
          hint="选择邮寄、电子邮件的，不填则寄往申请人的通信地址、电子邮箱；选择传真的必须填写号码"
          value={form.deliverTo}
          maxLength={deliveryLimits.deliverTo}
          optional
          {...errorOf(faults, 'deliverTo')}
        />
        <RadioGroup
          name="acceptsOther"
          label="机关无法按照上述方式提供的，是否接受其他方式"
          value={form.acceptsOther === '' ? 'yes' : form.acceptsOther}
          inline
          choices={[
            { value: 'yes', label: '接受' },
            { value: 'no', label: '不接受' },
          ]}
        />
        <CheckboxGroup
          name="assistance"
          label="需要的帮助"
          hint="阅读有困难或者有视听障碍的，机关提供必要的帮助。不必说明原因"
          values={form.assistance}
          optional
          choices={choicesOf(assistanceKinds)}
        />
        <TextArea
          name="assistanceNote"
          label="其他需要说明的帮助"
          value={form.assistanceNote}
          rows={3}
          maxLength={deliveryLimits.assistanceNote}
          optional
          {...errorOf(faults, 'assistanceNote')}
        />
      </>
    ),
  });
}

const megabytes = (bytes: number): number => bytes / 1024 / 1024;

export function filesPage(files: readonly DraftFile[], { faults, fromCheck }: StepView): PageContent {
  return formPage({
    title: '附件',
    kicker: stepKicker(5),
    lede: '可以附上身份证明的影印件，或者有助于查找信息的材料。没有附件的，直接继续。',
    faults,
    action: withReturn(paths.files, fromCheck),
    multipart: true,
    back: fromCheck ? paths.check : paths.delivery,
    draft: true,
    before: files.length > 0 && (
      <section aria-labelledby="uploaded">
        <h2 id="uploaded">已上传的附件</h2>
        <ul>
          {files.map((file) => (
            <li key={file.id}>
              {file.name}（{fileSize(file.bytes)}）
              <PostForm action={withReturn(paths.removeFile, fromCheck)}>
                <input type="hidden" name="id" value={file.id} />
                <Button kind="quiet">
                  删除<span class="visually-hidden">附件{file.name}</span>
                </Button>
              </PostForm>
            </li>
          ))}
        </ul>
      </section>
    ),
    children: (
      <>
        <FileField
          name="files"
          label="选择文件"
          hint={`最多${MOST_FILES}个，每个不超过${megabytes(LARGEST_FILE)} MB，合计不超过${megabytes(LARGEST_TOTAL)} MB。可以上传${acceptedTypesText}`}
          accept={acceptAttribute}
          multiple
          optional
          {...errorOf(faults, 'files')}
        />
        <ButtonRow>
          <Button kind="secondary" name="then" value="stay">
            上传所选文件
          </Button>
        </ButtonRow>
      </>
    ),
  });
}
