import { DownloadOutlined } from '@ant-design/icons';
import { App, Button } from 'antd';
import { useState } from 'react';
import { Fault } from '../api.ts';
import type { Query } from './query.ts';

/** The list, or what of it was selected, as a workbook. */
export function ExportButton({ query, selected }: { query: Query; selected: readonly string[] }) {
  const { message } = App.useApp();
  const [isBusy, setBusy] = useState(false);
  const save = async (): Promise<void> => {
    setBusy(true);
    void message.loading({ key: 'export', content: '正在生成表格，件数多时需要稍候…', duration: 0 });
    try {
      const parameters = new URLSearchParams();
      const wanted = selected.length > 0 ? { view: 'all', ids: selected.join(',') } : { ...query, limit: undefined };
      for (const [key, value] of Object.entries(wanted))
        if (value !== undefined && key !== 'after') parameters.set(key, String(value));
      const answer = await fetch(`/api/v1/requests/export.xlsx?${parameters}`);
      if (!answer.ok) throw new Fault(answer.status, undefined);
      const link = document.createElement('a');
      link.href = URL.createObjectURL(await answer.blob());
      link.download = `依申请公开-${new Date().toLocaleDateString('sv', { timeZone: 'Asia/Shanghai' })}.xlsx`;
      link.click();
      URL.revokeObjectURL(link.href);
      void message.success({ key: 'export', content: '表格已生成' });
    } catch (error) {
      void message.error({ key: 'export', content: error instanceof Fault ? error.message : '没有成功，请稍后再试。' });
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button icon={<DownloadOutlined />} loading={isBusy} onClick={() => void save()}>
      {selected.length > 0 ? `导出所选${selected.length}件` : '导出'}
    </Button>
  );
}
