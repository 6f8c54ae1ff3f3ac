import { lazy } from 'react';
import { Navigate, NavLink, Route, Routes } from 'react-router';
import { useOffice } from '../../session.tsx';
import { NotFound } from '../../shell/states.tsx';
import './screening.css';

const Overview = lazy(() => import('./overview.tsx'));
const Findings = lazy(() => import('./findings.tsx'));
const CheckText = lazy(() => import('./check-text.tsx'));
const Lexicons = lazy(() => import('./lexicons.tsx'));
const Allowances = lazy(() => import('./allowances.tsx'));
const Channels = lazy(() => import('./channels.tsx'));
const Reports = lazy(() => import('./reports.tsx'));
const Report = lazy(() => import('./report.tsx'));

/** Everything of screening, behind `/screening`. */
export default function Screening() {
  const { may } = useOffice();
  if (!may('screening.read')) return <NotFound />;
  const pages = [
    { key: '', label: '概况' },
    { key: 'findings', label: '问题' },
    ...(may('screening.check') ? [{ key: 'check', label: '筛查文本' }] : []),
    { key: 'lexicons', label: '词库' },
    { key: 'allowances', label: '例外清单' },
    { key: 'channels', label: '新媒体' },
    { key: 'reports', label: '周报、小结' },
  ];
  return (
    <>
      {/* Links, since each is a page with an address of its own. */}
      <nav className="screening-pages" aria-label="内容筛查">
        {pages.map(({ key, label }) => (
          <NavLink key={key} to={key === '' ? '/screening' : `/screening/${key}`} end={key === ''}>
            {label}
          </NavLink>
        ))}
      </nav>
      <Routes>
        <Route index element={<Overview />} />
        <Route path="findings" element={<Findings />} />
        {may('screening.check') ? <Route path="check" element={<CheckText />} /> : null}
        <Route path="lexicons" element={<Lexicons />} />
        <Route path="allowances" element={<Allowances />} />
        <Route path="channels" element={<Channels />} />
        <Route path="reports" element={<Reports />} />
        <Route path="reports/:kind/:first" element={<Report />} />
        <Route path="overview" element={<Navigate to="/screening" replace />} />
        <Route path="*" element={<NotFound />} />
      </Routes>
    </>
  );
}
