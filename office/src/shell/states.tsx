import { Button, Empty, Result, Spin } from 'antd';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { Fault } from '../api.ts';

export function Loading({ label = '正在加载' }: { label?: string }) {
  return (
    <div className="state" role="status" aria-live="polite">
      <Spin size="large" />
      <p>{label}…</p>
    </div>
  );
}

/** What went wrong and what can be done about it. */
export function FaultView({ error, retry }: { error: unknown; retry?: () => void }) {
  const fault = error instanceof Fault ? error : new Fault(500, undefined);
  if (fault.status === 404) return <NotFound />;
  const number = fault.problem?.instance.replace('urn:uuid:', '');
  return (
    <Result
      status="error"
      icon={null}
      title={<h1 className="result-title">{fault.title}</h1>}
      subTitle={
        <>
          {fault.message}
          {number && fault.status >= 500 ? <span className="request-number">请求编号 {number}</span> : null}
        </>
      }
      extra={
        <>
          {retry ? (
            <Button type="primary" onClick={retry}>
              重试
            </Button>
          ) : null}
          <Link to="/">返回工作台</Link>
        </>
      }
    />
  );
}

/** What is not there, and what must not be seen: the same words for both. */
export function NotFound() {
  return (
    <Result
      icon={null}
      title={<h1 className="result-title">没有找到</h1>}
      subTitle="该页面或者记录不存在，或者不在您的岗位职责范围内。如需办理，请联系本机关政府信息公开工作机构负责人。"
      extra={<Link to="/">返回工作台</Link>}
    />
  );
}

export function Nothing({ title, advice, action }: { title: string; advice: string; action?: ReactNode }) {
  return (
    <Empty
      image={null}
      description={
        <>
          <strong className="nothing-title">{title}</strong>
          <span className="nothing-advice">{advice}</span>
        </>
      }
    >
      {action}
    </Empty>
  );
}
