import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Card, Input, Tag, Upload } from 'antd';
import { useState } from 'react';
import { call } from '../../../api.ts';
import {
  getSearchSynonyms,
  readSynonymFile,
  saveSearchSynonyms,
  trySearchSynonyms,
} from '../../../client.generated/index.ts';
import type { SearchSynonyms } from '../../../client.generated/types.gen.ts';
import { FaultView, Loading, Nothing } from '../../../shell/states.tsx';
import { formatMinute } from '../terms.ts';

type Group = string[];

/** Words that find each other: the district's own besides those that come with the system. */
export function Synonyms() {
  const { data, error, refetch } = useQuery({
    queryKey: ['search-synonyms'],
    queryFn: () => call(getSearchSynonyms()),
  });
  if (error && !data) return <FaultView error={error} retry={() => void refetch()} />;
  if (!data) return <Loading label="正在打开同义词" />;
  return <Edit key={data.version} data={data} />;
}

const wordsOf = (text: string): Group => [
  ...new Set(
    text
      .split(/[\s,，、;；]+/u)
      .map((word) => word.trim().toLowerCase())
      .filter((word) => word !== ''),
  ),
];
const keyOf = (group: readonly string[]): string => [...group].sort().join(' ');

/** Files of spreadsheets are often not UTF-8. */
async function textOf(file: File): Promise<string> {
  const bytes = await file.arrayBuffer();
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}

function Edit({ data }: { data: SearchSynonyms }) {
  const [groups, setGroups] = useState<readonly Group[]>(data.groups);
  const [line, setLine] = useState('');
  const [fault, setFault] = useState<string | null>(null);
  const { message } = App.useApp();
  const queries = useQueryClient();
  const changed = groups.map(keyOf).join('\n') !== data.groups.map(keyOf).join('\n');
  const put = (more: readonly Group[]): number => {
    const known = new Set(groups.map(keyOf));
    const fresh = more.filter((group) => !known.has(keyOf(group)));
    setGroups([...fresh, ...groups]);
    return fresh.length;
  };
  const add = (): void => {
    const group = wordsOf(line);
    const isKnown = groups.some((one) => keyOf(one) === keyOf(group));
    if (group.length < 2) setFault('一组至少填写两个词，用空格或者顿号分开。');
    else if (isKnown) setFault('已经有这一组。');
    else {
      setFault(null);
      setLine('');
      put([group]);
    }
  };
  const save = useMutation({
    mutationFn: () =>
      call(saveSearchSynonyms({ body: { version: data.version, groups: groups.map((group) => [...group]) } })),
    onSuccess: (saved) => {
      queries.setQueryData(['search-synonyms'], saved);
      void message.success('同义词已保存，公众搜索随即使用');
    },
    onError: (error) => setFault(error.message),
  });
  const read = useMutation({
    mutationFn: async (file: File) => call(readSynonymFile({ body: { text: await textOf(file) } })),
    onSuccess: (found) => {
      const fresh = put(found.groups);
      setFault(null);
      void message.success(`文件中有${found.groups.length}组，新增${fresh}组，保存后生效`);
    },
    onError: (error) => setFault(error.message),
  });
  return (
    <div className="compose">
      <Card
        title={`本地同义词（${groups.length}组）`}
        extra={
          data.mayChange ? (
            <Button type="primary" disabled={!changed} loading={save.isPending} onClick={() => save.mutate()}>
              保存同义词
            </Button>
          ) : null
        }
      >
        <p className="act-note">
          搜其中一个词，也能找到写着其他词的信息。系统已带常用的一些（如社保、社会保险），这里增加本地的说法。
        </p>
        {fault ? <Alert type="error" showIcon role="alert" title={fault} /> : null}
        {data.mayChange ? (
          <>
            <div className="filters">
              <Input
                className="filter-search"
                aria-label="一组同义词"
                placeholder="例如：人才房 人才公寓"
                value={line}
                maxLength={200}
                onChange={(event) => setLine(event.target.value)}
                onPressEnter={add}
              />
              <Button onClick={add}>增加一组</Button>
              <Upload
                accept=".csv,.txt"
                showUploadList={false}
                beforeUpload={(file) => {
                  read.mutate(file);
                  return false;
                }}
              >
                <Button loading={read.isPending}>从文件增加</Button>
              </Upload>
            </div>
            <p className="sub">文件为CSV或者TXT，每行一组，用逗号或者空格分开；井号后面是注释。</p>
          </>
        ) : null}
        {groups.length === 0 ? (
          <Nothing title="还没有本地同义词" advice="把群众常说、文件中不这样写的词，与文件用词填在一组。" />
        ) : (
          <ul className="synonym-groups" aria-label="同义词">
            {groups.map((group) => (
              <li key={keyOf(group)}>
                <span>
                  {group.map((word) => (
                    <Tag key={word}>{word}</Tag>
                  ))}
                </span>
                {data.mayChange ? (
                  <Button
                    type="link"
                    size="small"
                    danger
                    aria-label={`删除“${group.join('、')}”`}
                    onClick={() => setGroups(groups.filter((one) => one !== group))}
                  >
                    删除
                  </Button>
                ) : null}
              </li>
            ))}
          </ul>
        )}
        {data.updatedAt ? (
          <p className="sub">
            {formatMinute(data.updatedAt)} 由{data.updatedBy}保存
          </p>
        ) : null}
      </Card>
      {data.mayChange ? <Trial groups={groups} changed={changed} /> : null}
    </div>
  );
}

/** What a search would find with the groups as they stand on the screen, saved or not. */
function Trial({ groups, changed }: { groups: readonly Group[]; changed: boolean }) {
  const [text, setText] = useState('');
  const trial = useMutation({
    mutationFn: (asked: string) =>
      call(trySearchSynonyms({ body: { text: asked, groups: groups.map((group) => [...group]) } })),
  });
  const { data, variables } = trial;
  const ask = (): void => {
    if (text.trim() !== '') trial.mutate(text.trim());
  };
  return (
    <Card title="试搜">
      <div className="filters">
        <Input
          className="filter-search"
          aria-label="要试搜的词"
          placeholder="要试搜的词"
          value={text}
          maxLength={100}
          onChange={(event) => setText(event.target.value)}
          onPressEnter={ask}
        />
        <Button loading={trial.isPending} disabled={text.trim() === ''} onClick={ask}>
          试搜
        </Button>
      </div>
      {changed ? <p className="sub">按左面尚未保存的同义词试搜。</p> : null}
      {trial.error ? <Alert type="error" showIcon role="alert" title={trial.error.message} /> : null}
      {data ? (
        <div role="status">
          <p>
            “{variables}”
            {data.sayings.length > 0 ? `还按${data.sayings.map((one) => `“${one}”`).join('')}查找。` : '没有同义词。'}
            找到{data.withOwn}件{data.isExact ? '' : '以上'}，没有本地同义词时{data.withoutOwn}件
            {data.isExact ? '' : '以上'}。
          </p>
          {data.hits.length > 0 ? (
            <ul className="trial-hits">
              {data.hits.map(({ title, address, isNew }) => (
                <li key={address}>
                  <a href={address} target="_blank" rel="noreferrer">
                    {title}
                  </a>
                  {isNew ? <Tag color="success">因同义词找到</Tag> : null}
                </li>
              ))}
            </ul>
          ) : null}
        </div>
      ) : null}
    </Card>
  );
}
