import { CheckCircleOutlined, MinusCircleOutlined } from '@ant-design/icons';
import { Button, Card } from 'antd';
import type { Publication } from '../../client.generated/types.gen.ts';
import type { DraftDesk } from './use-draft.ts';

const QUESTION = '<h3>问：〔群众会怎么问〕</h3><p>答：〔用一两句话回答〕</p>';
const HEADING = '<h2>常见问题</h2>';

/** The parts a 解读 has, which of them stand in the text, and a hand with those that are missing. */
export function Elements({
  elements,
  desk,
  isEditable,
}: {
  elements: NonNullable<Publication['elements']>;
  desk: DraftDesk;
  isEditable: boolean;
}) {
  const add = (html: string): void => {
    const text = desk.latest();
    desk.change({ ...text, bodyHtml: text.bodyHtml + html });
  };
  const addQuestion = (): void => {
    const text = desk.latest();
    const at = text.bodyHtml.indexOf(HEADING);
    if (at < 0) {
      add(HEADING + QUESTION);
      return;
    }
    // At the end of the questions: before the next part.
    const next = text.bodyHtml.indexOf('<h2', at + HEADING.length);
    const end = next < 0 ? text.bodyHtml.length : next;
    desk.change({ ...text, bodyHtml: text.bodyHtml.slice(0, end) + QUESTION + text.bodyHtml.slice(end) });
  };
  return (
    <Card
      title="解读要素"
      extra={
        isEditable ? (
          <Button size="small" onClick={addQuestion}>
            增加一问一答
          </Button>
        ) : null
      }
    >
      <ul className="element-list">
        {elements.map((element) => (
          <li key={element.key}>
            {element.isPresent ? (
              <CheckCircleOutlined className="element-present" aria-label="已写" />
            ) : (
              <MinusCircleOutlined className={element.required ? 'element-missing' : ''} aria-label="未写" />
            )}
            <span>
              {element.heading}
              {element.required ? '' : '（有则写）'}
              <span className="sub">{element.hint}</span>
            </span>
            {isEditable && !element.isPresent ? (
              <Button
                size="small"
                aria-label={`插入“${element.heading}”`}
                onClick={() =>
                  add(
                    element.key === 'contact'
                      ? `<h2>${element.heading}</h2><p>解读机关：</p><p>解读人：</p><p>联系方式：</p>`
                      : element.key === 'questions'
                        ? HEADING + QUESTION
                        : `<h2>${element.heading}</h2><p>〔${element.hint}〕</p>`,
                  )
                }
              >
                插入
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
    </Card>
  );
}
