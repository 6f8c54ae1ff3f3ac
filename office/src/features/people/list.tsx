import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Card, Form, Input, Select, Table, Tag } from 'antd';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { call } from '../../api.ts';
import { createUser, listUsers } from '../../client.generated/index.ts';
import type { NewPostInput, NewUserInput, User } from '../../client.generated/types.gen.ts';
import { ActModal } from '../../components/act-modal.tsx';
import { useOffice } from '../../session.tsx';
import { PageTitle } from '../../shell/shell.tsx';
import { FaultView, Loading, Nothing } from '../../shell/states.tsx';
import { HandedOver } from './handed-over.tsx';
import { PostFields, useOrganOptions } from './post-fields.tsx';

const PAGE = 50;

/** Who holds a post in the organs one looks after. */
export default function People() {
  const { may } = useOffice();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [organ, setOrgan] = useState<string | null>(null);
  const [text, setText] = useState('');
  const [isAdding, setAdding] = useState(false);
  const [made, setMade] = useState<{ id: string; name: string; password: string } | null>(null);
  const options = useOrganOptions('users.list');
  const { data, error, refetch, fetchNextPage, hasNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: ['people', organ, text],
    queryFn: ({ pageParam }) =>
      call(
        listUsers({
          query: {
            limit: PAGE,
            ...(organ ? { organ } : {}),
            ...(text ? { q: text } : {}),
            ...(pageParam ? { after: pageParam } : {}),
          },
        }),
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
    placeholderData: (before) => before,
  });
  if (error && !data) return <FaultView error={error} retry={() => void refetch()} />;
  const users = data?.pages.flatMap((page) => page.users) ?? [];
  return (
    <>
      <PageTitle title="用户和岗位">
        {may('users.create') ? (
          <Button type="primary" onClick={() => setAdding(true)}>
            新增用户
          </Button>
        ) : null}
      </PageTitle>
      <div className="filters">
        <Input.Search
          className="filter-search"
          aria-label="按姓名或者登录名查找"
          placeholder="姓名或者登录名"
          allowClear
          onSearch={(value) => setText(value.trim())}
        />
        <Select
          className="filter-organ"
          aria-label="机关"
          placeholder="全部机关"
          allowClear
          value={organ}
          onChange={(value: string | undefined) => setOrgan(value ?? null)}
          options={options}
          showSearch={{ optionFilterProp: 'label' }}
        />
      </div>
      {data ? (
        <Card className="table-card">
          <Table<User>
            rowKey={({ person }) => person.id}
            dataSource={users}
            pagination={false}
            scroll={{ x: 860 }}
            locale={{
              emptyText: <Nothing title="没有符合条件的用户" advice="请检查姓名或者登录名，或者改选机关。" />,
            }}
            onRow={({ person }) => ({ className: 'pressable', onClick: () => void navigate(`/people/${person.id}`) })}
            columns={[
              {
                title: '姓名',
                key: 'name',
                width: 180,
                render: (_, { person }) => (
                  <Link to={`/people/${person.id}`} onClick={(event) => event.stopPropagation()}>
                    {person.fullName}
                  </Link>
                ),
              },
              { title: '登录名', key: 'signIn', width: 130, render: (_, { person }) => person.signInName },
              {
                title: '现任岗位',
                key: 'posts',
                render: (_, { posts }) => {
                  const held = posts.filter(isOpen);
                  if (held.length === 0) return <span className="sub">无</span>;
                  return held.map((post) => (
                    <div key={post.id}>
                      {post.organName} · {post.title}
                      <span className="sub">{post.roles.map(({ label }) => label).join('、')}</span>
                    </div>
                  ));
                },
              },
              {
                title: '状态',
                key: 'status',
                width: 100,
                render: (_, { person }) =>
                  person.status === 'active' ? <Tag color="success">正常</Tag> : <Tag color="error">已停用</Tag>,
              },
            ]}
          />
          {hasNextPage ? (
            <p className="more">
              <Button loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
                显示更多
              </Button>
            </p>
          ) : null}
        </Card>
      ) : (
        <Loading />
      )}
      {isAdding ? (
        <ActModal
          title="新增用户"
          okText="新增"
          withReason={false}
          fieldOf="/post"
          note="系统生成初始密码，只显示一次，首次登录时由本人修改。"
          onClose={() => setAdding(false)}
          send={({ signInName, fullName, ...post }: Omit<NewUserInput, 'post'> & NewPostInput) =>
            call(createUser({ body: { signInName, fullName, post } }))
          }
          onDone={({ person, password }) => {
            setAdding(false);
            void queries.invalidateQueries({ queryKey: ['people'] });
            setMade({ id: person.id, name: person.fullName, password });
          }}
        >
          <Form.Item name="fullName" label="姓名" rules={[{ required: true, whitespace: true, message: '请填写姓名' }]}>
            <Input maxLength={100} />
          </Form.Item>
          <Form.Item
            name="signInName"
            label="登录名"
            extra="字母、数字、点、横线或者下划线，以字母或者数字开头"
            rules={[{ required: true, whitespace: true, message: '请填写登录名' }]}
          >
            <Input maxLength={64} autoComplete="off" />
          </Form.Item>
          <PostFields act="users.create" />
        </ActModal>
      ) : null}
      {made ? (
        <HandedOver
          name={made.name}
          password={made.password}
          onClose={() => {
            setMade(null);
            void navigate(`/people/${made.id}`);
          }}
        />
      ) : null}
    </>
  );
}

/** Whether a post is held on today's date in China. */
export function isOpen(post: { activeFrom: string; activeTo: string | null }): boolean {
  const today = new Date().toLocaleDateString('sv-SE', { timeZone: 'Asia/Shanghai' });
  return post.activeFrom <= today && (post.activeTo === null || post.activeTo >= today);
}
