import { useQuery } from '@tanstack/react-query';
import { Tabs } from 'antd';
import { useSearchParams } from 'react-router';
import { call } from '../../../api.ts';
import { getPublicationSettings } from '../../../client.generated/index.ts';
import { PageTitle } from '../../../shell/shell.tsx';
import { FaultView, Loading } from '../../../shell/states.tsx';
import '../publications.css';
import { CatalogueSettings } from './catalogue.tsx';
import { CommonSettings } from './common.tsx';
import { Synonyms } from './synonyms.tsx';

/** What the district sets of proactive disclosure: numbering, limits and review; each organ's catalogue; words of the search. */
export default function PublicationSettingsPage() {
  const [search, setSearch] = useSearchParams();
  const { data, error, refetch } = useQuery({
    queryKey: ['publication-settings'],
    queryFn: () => call(getPublicationSettings()),
  });
  if (error && !data) return <FaultView error={error} retry={() => void refetch()} />;
  if (!data) return <Loading label="正在打开公开设置" />;
  return (
    <>
      <PageTitle title="公开设置" />
      <Tabs
        activeKey={search.get('tab') ?? 'common'}
        onChange={(tab) => setSearch({ tab })}
        destroyOnHidden
        items={[
          { key: 'common', label: '编号、期限和审核', children: <CommonSettings key={data.version} settings={data} /> },
          { key: 'catalogue', label: '主动公开目录', children: <CatalogueSettings settings={data} /> },
          { key: 'synonyms', label: '搜索同义词', children: <Synonyms /> },
        ]}
      />
    </>
  );
}
