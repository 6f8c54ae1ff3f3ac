import { SaveOutlined } from '@ant-design/icons';
import { App, Button, Dropdown, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { changePreferences, usePreferences } from '../preferences.ts';

/** Named filters of this person on this device; what was deleted by mistake can be had back. */
export function SavedViews({ search, onChoose }: { search: URLSearchParams; onChoose: (search: string) => void }) {
  const { views } = usePreferences();
  const { notification } = App.useApp();
  const [isNaming, setNaming] = useState(false);
  const [isManaging, setManaging] = useState(false);
  const current = new URLSearchParams([...search].filter(([key]) => key !== 'after')).toString();
  const remove = (name: string): void => {
    const before = views;
    changePreferences({ views: views.filter((view) => view.name !== name) });
    notification.info({
      key: 'view-removed',
      title: `已删除视图“${name}”`,
      actions: (
        <Button
          onClick={() => {
            changePreferences({ views: before });
            notification.destroy('view-removed');
          }}
        >
          撤销
        </Button>
      ),
    });
  };
  return (
    <>
      <Dropdown
        trigger={['click']}
        menu={{
          items: [
            ...views.map(({ name }) => ({ key: `view ${name}`, label: name })),
            ...(views.length > 0 ? [{ type: 'divider' as const }] : []),
            { key: 'save', icon: <SaveOutlined />, label: '保存当前筛选…' },
            ...(views.length > 0 ? [{ key: 'manage', label: '管理视图…' }] : []),
          ],
          onClick: ({ key }) => {
            if (key === 'save') setNaming(true);
            else if (key === 'manage') setManaging(true);
            else onChoose(views.find(({ name }) => name === key.slice(5))?.search ?? '');
          },
        }}
      >
        <Button aria-haspopup="menu">我的视图</Button>
      </Dropdown>
      <Modal open={isManaging} onCancel={() => setManaging(false)} footer={null} title="管理视图" destroyOnHidden>
        {views.length === 0 ? <p>没有保存的视图。</p> : null}
        <ul className="views">
          {views.map(({ name }) => (
            <li key={name}>
              <span>{name}</span>
              <Button size="small" aria-label={`删除视图${name}`} onClick={() => remove(name)}>
                删除
              </Button>
            </li>
          ))}
        </ul>
      </Modal>
      <Modal open={isNaming} onCancel={() => setNaming(false)} footer={null} title="保存当前筛选" destroyOnHidden>
        <Form
          layout="vertical"
          requiredMark={false}
          onFinish={({ name }: { name: string }) => {
            changePreferences({ views: [...views.filter((view) => view.name !== name), { name, search: current }] });
            setNaming(false);
          }}
        >
          <Form.Item
            name="name"
            label="视图名称"
            extra="保存在本机浏览器中，只有您本人可见。"
            rules={[{ required: true, whitespace: true, message: '请填写视图名称' }]}
          >
            <Input maxLength={20} autoFocus />
          </Form.Item>
          <Button type="primary" htmlType="submit">
            保存
          </Button>
        </Form>
      </Modal>
    </>
  );
}
