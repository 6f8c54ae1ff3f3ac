import { QueryClientProvider } from '@tanstack/react-query';
import { App as AntApp, ConfigProvider } from 'antd';
import zhCN from 'antd/locale/zh_CN';
import dayjs from 'dayjs';
import 'dayjs/locale/zh-cn';
import { lazy, Suspense, useEffect, useLayoutEffect } from 'react';
import { BrowserRouter, Navigate, Route, Routes } from 'react-router';
import { Fault, queryClient } from './api.ts';
import { ChangePassword } from './pages/change-password.tsx';
import { Home } from './pages/home.tsx';
import { SignIn } from './pages/sign-in.tsx';
import { preferencesOf, useLook } from './preferences.ts';
import { OfficeProvider, useMe } from './session.tsx';
import { Shell } from './shell/shell.tsx';
import { FaultView, Loading, NotFound } from './shell/states.tsx';
import { themeOf } from './theme.ts';

dayjs.locale('zh-cn');

// The desk comes with the first load; the rest when it is opened.
const Worklist = lazy(() => import('./pages/worklist.tsx'));
const Case = lazy(() => import('./pages/case.tsx'));
const Register = lazy(() => import('./pages/register.tsx'));
const Report = lazy(() => import('./pages/report.tsx'));
const ReportChecks = lazy(() => import('./features/annual-report/report-checks.tsx'));
const ReportCollections = lazy(() => import('./features/reports/collection.tsx'));
const ReportTask = lazy(() => import('./features/reports/task.tsx'));
const Figures = lazy(() => import('./pages/figures.tsx'));
const Calendar = lazy(() => import('./pages/calendar.tsx'));
const Notices = lazy(() => import('./features/notifications/list.tsx'));
const NotificationSettings = lazy(() => import('./features/notifications/settings.tsx'));
const Deliveries = lazy(() => import('./features/notifications/deliveries.tsx'));
const CoHandling = lazy(() => import('./features/assignment/co-handling.tsx'));
const ProactiveSuggestions = lazy(() => import('./features/assignment/proactive.tsx'));
const RecordsCorrections = lazy(() => import('./features/assignment/corrections.tsx'));
const RecordsCorrection = lazy(() => import('./features/assignment/correction.tsx'));
const Remedies = lazy(() => import('./features/remedies/list.tsx'));
const Remedy = lazy(() => import('./features/remedies/case.tsx'));
const Publications = lazy(() => import('./features/publications/list.tsx'));
const NewPublication = lazy(() => import('./features/publications/new.tsx'));
const PublicationPage = lazy(() => import('./features/publications/item.tsx'));
const ComparePublication = lazy(() => import('./features/publications/compare.tsx'));
const Screening = lazy(() => import('./features/screening/index.tsx'));
const People = lazy(() => import('./features/people/list.tsx'));
const Person = lazy(() => import('./features/people/person.tsx'));
const Delegations = lazy(() => import('./features/people/delegations.tsx'));
const Organs = lazy(() => import('./features/organs/organs.tsx'));
const AuditSearch = lazy(() => import('./features/audit/search.tsx'));
const AuditProof = lazy(() => import('./features/audit/proof.tsx'));
const Library = lazy(() => import('./features/publications/library/list.tsx'));
const LibraryDocument = lazy(() => import('./features/publications/library/item.tsx'));
const CleanUps = lazy(() => import('./features/publications/library/clean-ups.tsx'));
const FeeLedger = lazy(() => import('./features/requests/fee-ledger.tsx'));
const WaitingLetters = lazy(() => import('./features/requests/waiting.tsx'));
const LetterTemplates = lazy(() => import('./features/requests/templates.tsx'));
const Gazettes = lazy(() => import('./features/publications/gazettes/list.tsx'));
const ComposeGazette = lazy(() => import('./features/publications/gazettes/compose.tsx'));
const Topics = lazy(() => import('./features/publications/topics/list.tsx'));
const TopicPage = lazy(() => import('./features/publications/topics/item.tsx'));
const PublicationSettings = lazy(() => import('./features/publications/settings/index.tsx'));
const Account = lazy(() => import('./pages/account.tsx'));
const Components = lazy(() => import('./pages/components.tsx'));

export function App({ nonce }: { nonce: string }) {
  const look = useLook();
  // Before it is painted: what is printed is not painted twice.
  useLayoutEffect(() => {
    document.documentElement.dataset.look = look;
  }, [look]);
  return (
    <ConfigProvider
      locale={zhCN}
      theme={themeOf(look)}
      csp={{ nonce }}
      button={{ autoInsertSpace: false }}
      wave={{ disabled: true }}
      // Inside the region they belong to, so that nothing stands outside of the page's landmarks.
      getPopupContainer={(opener) => opener?.closest<HTMLElement>('header, main, [role=dialog]') ?? document.body}
    >
      <AntApp>
        <QueryClientProvider client={queryClient}>
          <BrowserRouter basename="/office">
            <Gate />
          </BrowserRouter>
        </QueryClientProvider>
      </AntApp>
    </ConfigProvider>
  );
}

/** Who is not signed in sees the sign-in wherever they are; the address stays, so that they land where they wanted. */
function Gate() {
  const { data: me, error, isPending, refetch } = useMe();
  useEffect(() => {
    if (me) preferencesOf(me.person.id);
  }, [me]);
  if (isPending) return <Loading label="正在打开办公系统" />;
  if (me === null || (error instanceof Fault && error.status === 401)) return <SignIn />;
  if (!me) return <FaultView error={error} retry={() => void refetch()} />;
  if (me.passwordDue) return <ChangePassword due />;
  return (
    <OfficeProvider me={me}>
      <Shell>
        <Suspense fallback={<Loading />}>
          <Routes>
            <Route index element={<Home />} />
            <Route path="requests" element={<Worklist />} />
            <Route path="requests/new" element={<Register />} />
            <Route path="requests/:id" element={<Case />} />
            <Route path="fees" element={<FeeLedger />} />
            <Route path="letters" element={<LetterTemplates />} />
            <Route path="letters/waiting" element={<WaitingLetters />} />
            <Route path="notifications" element={<Notices />} />
            <Route path="notifications/settings" element={<NotificationSettings />} />
            <Route path="notifications/deliveries" element={<Deliveries />} />
            <Route path="co-handling" element={<CoHandling />} />
            <Route path="proactive-suggestions" element={<ProactiveSuggestions />} />
            <Route path="records-corrections" element={<RecordsCorrections />} />
            <Route path="records-corrections/:id" element={<RecordsCorrection />} />
            <Route path="remedies" element={<Remedies />} />
            <Route path="remedies/:id" element={<Remedy />} />
            <Route path="publications" element={<Publications />} />
            <Route path="publications/new" element={<NewPublication />} />
            <Route path="publications/:id" element={<PublicationPage />} />
            <Route path="publications/:id/compare" element={<ComparePublication />} />
            <Route path="library" element={<Library />} />
            <Route path="library/clean-ups" element={<CleanUps />} />
            <Route path="library/:id" element={<LibraryDocument />} />
            <Route path="gazettes" element={<Gazettes />} />
            <Route path="gazettes/compose" element={<ComposeGazette />} />
            <Route path="topics" element={<Topics />} />
            <Route path="topics/:slug" element={<TopicPage />} />
            <Route path="publication-settings" element={<PublicationSettings />} />
            <Route path="reports" element={<Report />} />
            <Route path="reports/checks" element={<ReportChecks />} />
            <Route path="reports/collection" element={<ReportCollections />} />
            <Route path="reports/collection/:year" element={<ReportCollections />} />
            <Route path="reports/collection/:year/:organ" element={<ReportTask />} />
            <Route path="figures" element={<Figures />} />
            <Route path="calendar" element={<Calendar />} />
            <Route path="screening/*" element={<Screening />} />
            <Route path="people" element={<People />} />
            <Route path="people/:id" element={<Person />} />
            <Route path="delegations" element={<Delegations />} />
            <Route path="organs" element={<Organs />} />
            <Route path="audit" element={<AuditSearch />} />
            <Route path="audit/proof" element={<AuditProof />} />
            <Route path="account" element={<Account />} />
            <Route path="design" element={<Components />} />
            <Route path="index.html" element={<Navigate to="/" replace />} />
            <Route path="*" element={<NotFound />} />
          </Routes>
        </Suspense>
      </Shell>
    </OfficeProvider>
  );
}
