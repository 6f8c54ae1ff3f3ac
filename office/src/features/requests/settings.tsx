import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Card, Empty, Form, Input, Table } from 'antd';
import { useState } from 'react';
import { call } from '../../api.ts';
import { getLetterSettings, saveLetterSettings } from '../../client.generated/index.ts';
import type { LetterSettings } from '../../client.generated/types.gen.ts';
import { ActModal } from '../../components/act-modal.tsx';

type Settings = LetterSettings['organs'][number];

/** 机关代字, court, review organ and fee account of each organ. */
export function LetterSettingsCard() {
  const [editing, setEditing] = useState<Settings | null>(null);
  const { data, isPending, error } = useQuery({
    queryKey: ['letter-settings'],
    queryFn: () => call(getLetterSettings()),
  });
  return (
    <Card>
      <p>没有机关代字的机关不能编发文字号；没有管辖法院的，答复书缺少救济途径，不能签发。</p>
      {error ? <Alert type="error" showIcon title={error.message} /> : null}
      <Table<Settings>
        size="small"
        rowKey="organCode"
        loading={isPending}
        dataSource={data?.organs ?? []}
        pagination={{ pageSize: 20, hideOnSinglePage: true }}
        scroll={{ x: 'max-content' }}
        locale={{ emptyText: <Empty description="没有您可以查看的机关" /> }}
        columns={[
          { title: '机关', dataIndex: 'organName' },
          { title: '机关代字', render: (_, { word }) => word || '未设置' },
          { title: '有管辖权的法院', render: (_, { court }) => court || '未设置' },
          { title: '行政复议机关', render: (_, { reviewOrgan }) => reviewOrgan ?? '依机关性质确定' },
          { title: '缴费账户', render: (_, { feeAccount }) => feeAccount ?? '未设置' },
          {
            title: '操作',
            render: (_, settings) =>
              settings.mayChange ? (
                <Button type="link" onClick={() => setEditing(settings)}>
                  设置
                </Button>
              ) : null,
          },
        ]}
      />
      {editing ? <SettingsForm settings={editing} onClose={() => setEditing(null)} /> : null}
    </Card>
  );
}

function SettingsForm({ settings, onClose }: { settings: Settings; onClose: () => void }) {
  const { message } = App.useApp();
  const queries = useQueryClient();
  const line = (name: keyof Settings, label: string, extra?: string) => (
    <Form.Item name={name} label={label} {...(extra ? { extra } : {})}>
      <Input maxLength={300} />
    </Form.Item>
  );
  return (
    <ActModal
      title={settings.organName}
      okText="保存"
      withReason={false}
      initial={{ ...settings }}
      send={(values: Settings) =>
        call(
          saveLetterSettings({
            path: { organ: settings.organCode },
            body: {
              version: settings.version,
              word: values.word ?? '',
              court: values.court ?? '',
              reviewOrgan: values.reviewOrgan ?? null,
              superiorOrgan: values.superiorOrgan ?? null,
              onlineReview: values.onlineReview ?? null,
              feeAccount: values.feeAccount ?? null,
            },
          }),
        )
      }
      onDone={() => {
        void queries.invalidateQueries({ queryKey: ['letter-settings'] });
        void queries.invalidateQueries({ queryKey: ['case-letters'] });
        void message.success('已保存');
        onClose();
      }}
      onClose={onClose}
    >
      {line('word', '机关代字', '例如“仑政办”，文号为仑政办公复〔2026〕1号。')}
      {line('court', '有管辖权的人民法院')}
      {line('onlineReview', '网上提交行政复议申请的渠道', '网上送达的答复必须写明。')}
      {line('feeAccount', '信息处理费缴费账户')}
      {line('superiorOrgan', '上级机关', '区县人民政府填写上一级人民政府；派出机构填写设立机关所属的人民政府。')}
      {line('reviewOrgan', '行政复议机关', '一般不填，由系统依《行政复议法》确定。')}
    </ActModal>
  );
}
